using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal.Seats;

/// <summary>Who registered says by the code of the room that they are there; once, for the group.</summary>
static class SelfArrival
{
    /// <summary>The policy that lets nobody try codes one after another: so many a minute for one registration.</summary>
    public const string Few = "room codes";

    public static void MapSelfArrival(this IEndpointRouteBuilder portal) => portal.MapPost("/registrations/{token}/arrival", Arrive).DisableAntiforgery().RequireRateLimiting(Few);

    /// <summary>Whether it can be said now: a seat, the day has come, and nobody has said it yet.</summary>
    public static bool IsAsked(Registration registration, ToldActivity about, DateTimeOffset now) =>
        registration is { State: SeatStates.Seated, Arrived: null or 0 } && about.State != ActivityStates.Cancelled && ActivityTime.DayOf(about.FromAt) <= ActivityTime.DayOf(now);

    static async Task<IResult> Arrive(string token, [AsParameters] SeatEndpoints.Asking asking)
    {
        SeatEndpoints.Conceal(asking.Http);
        var form = await SeatEndpoints.PostedAsync(asking);
        if (await asking.Db.RegistrationAsync(token, asking.Cancel) is not { } registration) return SeatEndpoints.NoSuchLink();
        var back = SeatLetters.PathOf(token);
        if (registration is { State: SeatStates.Seated, Arrived: > 0 }) return TypedResults.LocalRedirect(back);
        if (!IsAsked(registration, await asking.Db.ToldAsync(registration.ActivityId, asking.Cancel), asking.Now)) return await RefusedAsync(T["Chưa ghi: chỉ ghi được khi đăng ký có chỗ, và từ ngày diễn ra hoạt động."]);
        if (!RoomCode.Fits(await asking.Keys.RoomSecretAsync(asking.Cancel), registration.ActivityId, form["code"], asking.Now)) return await RefusedAsync(T["Mã chưa đúng hoặc đã đổi: gõ sáu chữ số đang hiện trên màn hình của phòng. Không thấy mã thì đưa vé cho người ở cửa."]);
        var people = form.Integer("came") ?? registration.People;
        if (people < 1 || people > registration.People) return await RefusedAsync(T["Vé này cho {0} người: ghi từ 1 đến {0}.", registration.People]);
        await ArriveAsync(asking.Db, registration, people, asking.Now, asking.Cancel);
        return TypedResults.LocalRedirect(back);

        Task<IResult> RefusedAsync(string why) => SeatEndpoints.PersonalAsync(token, asking, typed: null, why, StatusCodes.Status409Conflict);
    }

    // As at the door, the row itself says who was first.
    static Task ArriveAsync(AppDb db, Registration registration, int people, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with said as (
            update registration g set arrived = {people}, changed_at = {at} where g.id = {registration.Id} and g.state = 'seated' and coalesce(g.arrived, 0) = 0 returning g.id, g.activity_id)
        insert into audit (at, unit_id, what, thing, thing_id, detail)
        select {at}, a.unit_id, 'arrived', 'registration', s.id::text, jsonb_build_object('activity', a.id, 'people', {people}) from said s join activity a on a.id = s.activity_id
        """, cancel);
}

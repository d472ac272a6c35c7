using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>When a group was let in by its ticket, and by whom.</summary>
public sealed record Admission(string? Who, DateTimeOffset At);

/// <summary>The door of the hall: who is expected and who has come. A ticket that was read leads here, a name is found here, and a group is let in once, on however many telephones.</summary>
static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities/{id:guid}/registrations/ticket", Show);
        app.MapPost("/activities/{id:guid}/registrations/ticket", Admit);
        app.MapTaken();
    }

    static async Task<IResult> Show(Guid id, [AsParameters] AtDoor at, string? t = null) =>
        await RegisteredEndpoints.FindAsync(id, at.Db, at.User, at.Cancel) is { } found ? await PageAsync(found.Activity, t, at, StatusCodes.Status200OK) : PageResults.Missing();

    static async Task<IResult> Admit(Guid id, HttpContext http, [AsParameters] AtDoor at)
    {
        var form = new FormReader(await ActivityEndpoints.PostedAsync(http, at.Cancel));
        if (await RegisteredEndpoints.FindAsync(id, at.Db, at.User, at.Cancel) is not { } found) return PageResults.Missing();
        // A name is posted, never asked for by an address: addresses stay in histories and logs.
        if (form["act"] == "find") return await PageAsync(found.Activity, text: null, at, StatusCodes.Status200OK, name: form.Text("name"));
        var (text, people, isByName) = (form["t"], form.Integer("people"), form.Has("one"));
        var all = await at.Db.RegisteredAsync(at.User, id, at.Cancel);
        var (one, why) = isByName ? Judged(all, Guid.TryParse(form["one"], out var named) ? named : Guid.Empty, found.Activity, at) : await FindAsync(all, found.Activity, text, at);
        if (why is not null || one is null) return await PageAsync(found.Activity, text, at, StatusCodes.Status400BadRequest, why ?? T["Chưa có vé nào: quét vé, hoặc dán chữ của vé vào ô dưới đây."]);
        if (people is null or < 1 || people > one.People) return await PageAsync(found.Activity, text, at, StatusCodes.Status400BadRequest, T["Vé này cho {0} người: ghi từ 1 đến {0}.", one.People], one.Id);
        return await AdmitAsync(at.Db, at.User, found.Activity.Id, one.Id, people.Value, at.Clock.GetUtcNow(), at.Cancel) ? TypedResults.LocalRedirect(isByName ? $"{found.Activity.Path}/registrations/ticket" : Ticket.PathOf(id, Uri.EscapeDataString(text!)))
            : await PageAsync(found.Activity, text, at, StatusCodes.Status409Conflict, isByName ? T["Nhóm này đã vào cửa trước đó, nên lần này không ghi gì."] : T["Vé này đã được dùng để vào cửa, nên lần này không ghi gì."], one.Id);
    }

    static async Task<IResult> PageAsync(Activity activity, string? text, AtDoor at, int status, string? refusal = null, Guid? of = null, string? name = null)
    {
        var all = await at.Db.RegisteredAsync(at.User, activity.Id, at.Cancel);
        using var key = await at.Keys.OpenAsync(at.Cancel);
        var (one, why) = of is { } known ? Judged(all, known, activity, at) : await FindAsync(all, activity, text, at);
        return PageResults.Page<TicketView>(new
        {
            Activity = activity,
            All = all,
            Name = name,
            Awaited = Arrivals.Awaited(activity, at.User),
            IsOver = Arrivals.IsOver(activity, at.User),
            Text = one is null ? null : text,
            Asked = text,
            PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            Again = await at.Db.ShownAgainAsync(all, at.Cancel),
            One = one,
            Refusal = refusal ?? why,
            Before = one is { Arrived: > 0 } ? await AdmissionAsync(at.Db, one.Id, at.Cancel) : null,
        }, why is null ? status : StatusCodes.Status400BadRequest);
    }

    /// <summary>The registration of a ticket, or why nobody is let in by it; neither where no ticket was shown yet.</summary>
    static async Task<(Registered? One, string? Why)> FindAsync(List<Registered> all, Activity activity, string? text, AtDoor at)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, null);
        using var key = await at.Keys.OpenAsync(at.Cancel);
        if (Ticket.Read(text, key) is not { } ticket) return (null, T["Vé này không phải do hệ thống này cấp, hoặc chép thiếu. Xem tên trong danh sách đăng ký; không có tên thì mời vào như người chưa đăng ký."]);
        if (ticket.ActivityId != activity.Id) return (null, T["Vé này là của hoạt động khác. Hỏi người cầm vé xem họ đến dự hoạt động nào."]);
        return Judged(all, ticket.RegistrationId, activity, at);
    }

    static (Registered? One, string? Why) Judged(List<Registered> all, Guid registration, Activity activity, AtDoor at)
    {
        var one = all.Find(one => one.Id == registration);
        return one is null ? (null, T["Đăng ký của vé này không còn: đã được xóa theo thời hạn giữ dữ liệu cá nhân."])
            : one.State != SeatStates.Seated ? (null, T["Vé của {0} không còn giá trị. Đăng ký này bây giờ: {1}.", one.Name, SeatStates.Word(one.State)])
            : Arrivals.Awaited(activity, at.User) is { } day ? (null, T["Vé của {0} là vé thật. Hoạt động diễn ra ngày {1}: từ ngày ấy mới nhận vé.", one.Name, day])
            : (one, null);
    }

    // The row itself says who was first, so that of two telephones exactly one lets the group in.
    // A key and a moment are of a telephone that had no connection then.
    internal static async Task<bool> AdmitAsync(AppDb db, CurrentUser user, Guid activity, Guid registration, int people, DateTimeOffset at, CancellationToken cancel, Guid? key = null, DateTimeOffset? taken = null) => await db.Database.ExecuteSqlAsync($"""
        with said as (
            update registration g set arrived = {people}, changed_at = {at}
             where g.id = {registration} and g.activity_id = {activity} and g.state = 'seated' and coalesce(g.arrived, 0) = 0
            returning g.id)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select {at}, {user.Id}, a.unit_id, 'admitted', 'registration', s.id::text, jsonb_strip_nulls(jsonb_build_object('activity', a.id, 'title', a.title, 'people', {people}, 'key', {key}::uuid, 'taken_at', {taken}::timestamptz)) from said s, activity a where a.id = {activity}
        """, cancel) == 1;

    internal static Task<Admission?> AdmissionAsync(AppDb db, Guid registration, CancellationToken cancel)
    {
        var thing = registration.ToString();
        return db.Database.SqlQuery<Admission>($"""
            select p.full_name as who, coalesce((l.detail ->> 'taken_at')::timestamptz, l.at) as at from audit l left join person p on p.id = l.person_id where l.thing = 'registration' and l.thing_id = {thing} and l.what = 'admitted' order by l.at desc limit 1
            """).SingleOrDefaultAsync(cancel);
    }
}

/// <summary>What the door needs of a request.</summary>
public sealed record AtDoor([FromServices] AppDb Db, [FromServices] CurrentUser User, [FromServices] TicketKeys Keys, [FromServices] TimeProvider Clock, CancellationToken Cancel);

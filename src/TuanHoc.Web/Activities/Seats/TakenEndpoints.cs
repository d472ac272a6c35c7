using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>A group that a telephone at the door let in, perhaps without a connection: under a key of its own, with the moment by that telephone.</summary>
public sealed record TakenGroup(Guid Key, Guid Registration, int People, DateTimeOffset At);

/// <summary>What became of it: "taken", or why not, in a sentence.</summary>
public sealed record TakenAnswer(Guid Key, string State, string? Said);

/// <summary>A group that was let in a second time, on another telephone.</summary>
public sealed record ShownAgain(string Name, DateTimeOffset At, string? Who);

/// <summary>What telephones at the door bring when they have a connection again. The first that reaches the server lets the group in; of the second it is kept, and told, that the ticket came twice (docs/decisions/0064-door-without-a-line.md).</summary>
static class TakenEndpoints
{
    const int Most = 1000;

    public static void MapTaken(this IEndpointRouteBuilder app) => app.MapPost("/activities/{id:guid}/registrations/taken", Take);

    static async Task<IResult> Take(Guid id, HttpContext http, [AsParameters] AtDoor at)
    {
        var form = new FormReader(await ActivityEndpoints.PostedAsync(http, at.Cancel));
        if (await RegisteredEndpoints.FindAsync(id, at.Db, at.User, at.Cancel) is not { } found) return PageResults.Missing();
        if (Read(form["groups"]) is not { Count: <= Most } groups) return TypedResults.BadRequest();
        var all = (await at.Db.RegisteredAsync(at.User, id, at.Cancel)).ToDictionary(one => one.Id);
        var answers = new List<TakenAnswer>();
        foreach (var group in groups.OrderBy(group => group.At)) answers.Add(await TakeAsync(group, found.Activity, all.GetValueOrDefault(group.Registration), at));
        return TypedResults.Json(answers);
    }

    static async Task<TakenAnswer> TakeAsync(TakenGroup group, Activity activity, Registered? one, AtDoor at)
    {
        if (one is null) return Refused(T["Có một vé không tìm thấy đăng ký: đã được xóa hoặc của hoạt động khác."]);
        if (one.State != SeatStates.Seated) return Refused(T["Vé của {0} không còn giá trị. Đăng ký này bây giờ: {1}.", one.Name, SeatStates.Word(one.State)]);
        if (Arrivals.Awaited(activity, at.User) is { } day) return Refused(T["Vé của {0} là vé thật. Hoạt động diễn ra ngày {1}: từ ngày ấy mới nhận vé.", one.Name, day]);
        if (group.People < 1 || group.People > one.People) return Refused(T["{0} đăng ký {1} người, nên không ghi nhiều hơn số ấy. Người đến thêm thì tính vào số người dự khi ghi kết quả.", one.Name, one.People]);
        var now = at.Clock.GetUtcNow();
        // A telephone whose clock is wrong was still there on that day, and not later than now.
        var taken = group.At > now ? now : group.At < activity.FromAt.AddDays(-1) ? activity.FromAt.AddDays(-1) : group.At;
        if (await TicketEndpoints.AdmitAsync(at.Db, at.User, activity.Id, one.Id, group.People, now, at.Cancel, group.Key, taken)) return new(group.Key, "taken", null);
        if (await IsKnownAsync(at.Db, one.Id, group.Key, "admitted", at.Cancel)) return new(group.Key, "taken", null);
        if (!await IsKnownAsync(at.Db, one.Id, group.Key, "shown-again", at.Cancel)) await SayAgainAsync(at, activity.Id, one.Id, group, now, taken);
        var before = await TicketEndpoints.AdmissionAsync(at.Db, one.Id, at.Cancel);
        return new(group.Key, "before", before is null ? T["{0}: danh sách đã ghi {1} người đến.", one.Name, one.Arrived ?? 0]
            : T["{0}: đã vào lúc {1}, {2} nhận vé. Vé này đưa ra hai lần.", one.Name, Vn.Moment(before.At), before.Who ?? T["người đã rời hệ thống"]]);

        TakenAnswer Refused(string why) => new(group.Key, "refused", why);
    }

    /// <summary>Whose tickets were shown twice, the latest first.</summary>
    public static Task<List<ShownAgain>> ShownAgainAsync(this AppDb db, IReadOnlyCollection<Registered> all, CancellationToken cancel)
    {
        string[] things = [.. all.Select(one => one.Id.ToString())];
        return db.Database.SqlQuery<ShownAgain>($"""
            select g.name, coalesce((l.detail ->> 'taken_at')::timestamptz, l.at) as at, p.full_name as who
              from audit l join registration g on g.id::text = l.thing_id left join person p on p.id = l.person_id
             where l.thing = 'registration' and l.thing_id = any ({things}) and l.what = 'shown-again' order by l.at desc, l.id desc
            """).ToListAsync(cancel);
    }

    static async Task<bool> IsKnownAsync(AppDb db, Guid registration, Guid key, string what, CancellationToken cancel)
    {
        var (thing, known) = (registration.ToString(), key.ToString());
        return await db.Database.SqlQuery<bool>($"""select exists (select from audit l where l.thing = 'registration' and l.thing_id = {thing} and l.what = {what} and l.detail ->> 'key' = {known}) as "Value" """).SingleAsync(cancel);
    }

    static Task SayAgainAsync(AtDoor at, Guid activity, Guid registration, TakenGroup group, DateTimeOffset now, DateTimeOffset taken) => at.Db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select {now}, {at.User.Id}, a.unit_id, 'shown-again', 'registration', {registration}::text, jsonb_build_object('activity', a.id, 'title', a.title, 'people', {group.People}, 'key', {group.Key}, 'taken_at', {taken}) from activity a where a.id = {activity}
        """, at.Cancel);

    static List<TakenGroup>? Read(string? sent)
    {
        try
        {
            return sent is not null && JsonSerializer.Deserialize<List<TakenGroup?>>(sent, JsonSerializerOptions.Web) is { } read && !read.Contains(null) ? [.. read.OfType<TakenGroup>()] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

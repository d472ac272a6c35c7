using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>
/// People counted at the door without a name, as at a fair of the village: each press is a line with a key of its own, so that several telephones count together, and one that was without
/// a connection sends what it counted later, once. With those who came by their registration it is what the results propose.
/// </summary>
static class HeadCount
{
    public const string End = "/headcount";

    /// <summary>At most so many at once: more is a slip of the finger.</summary>
    const int Most = 1000;

    public static void MapHeadCount(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities/{id:guid}" + End, Show);
        app.MapPost("/activities/{id:guid}" + End, Count);
    }

    /// <summary>How many were counted so, and how many came by their registration.</summary>
    public static Task<Counted> CountedAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<Counted>($"""
        select greatest(coalesce((select sum(c.people) from activity_headcount c where c.activity_id = {activity}), 0), 0)::int as heads,
               coalesce((select sum(g.arrived) from registration g where g.activity_id = {activity} and g.state = 'seated'), 0)::int as arrived
        """).SingleAsync(cancel);

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await FindAsync(id, db, user, cancel) is { } activity ? await PageAsync(db, activity, user, refusal: null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> Count(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var form = new FormReader(await ActivityEndpoints.PostedAsync(http, cancel));
        if (await FindAsync(id, db, user, cancel) is not { } activity) return PageResults.Missing();
        var people = form.Has("typed") ? form.Integer("typed") : int.TryParse(form["people"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pressed) ? pressed : null;
        var why = Arrivals.Awaited(activity, user) is { } day ? T["Hoạt động diễn ra ngày {0}: từ ngày ấy mới đếm người đến.", day]
            : form.Key() is null || people is null or 0 or > Most or < -Most ? T["Ghi số người vừa vào, nhiều nhất {0} mỗi lần.", Most] : null;
        if (why is not null) return await PageAsync(db, activity, user, why, StatusCodes.Status400BadRequest, cancel);
        await db.Database.ExecuteSqlAsync($"""
            with said as (insert into activity_headcount (activity_id, key, people, at) values ({id}, {form.Key()}, {people}, {clock.GetUtcNow()}) on conflict do nothing returning people)
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            select {clock.GetUtcNow()}, {user.Id}, a.unit_id, 'headcount', 'activity', a.id::text, jsonb_build_object('title', a.title, 'people', s.people) from said s, activity a where a.id = {id}
            """, cancel);
        if (!http.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal)) return TypedResults.LocalRedirect(activity.Path + End);
        return TypedResults.Json((await db.CountedAsync(id, cancel)).Heads);
    }

    static async Task<Activity?> FindAsync(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.ActivityAsync(user, id, cancel) is { MayFill: true, Of.CountsPeople: true } activity && activity.State != ActivityStates.Cancelled ? activity : null;

    static async Task<IResult> PageAsync(AppDb db, Activity activity, CurrentUser user, string? refusal, int status, CancellationToken cancel) => PageResults.Page<HeadCountView>(new
    {
        Activity = activity,
        Counted = await db.CountedAsync(activity.Id, cancel),
        Awaited = Arrivals.Awaited(activity, user),
        Key = Guid.CreateVersion7(),
        Refusal = refusal,
    }, status);
}

/// <summary>Who came to an activity: counted without a name, and by their registration.</summary>
public sealed record Counted(int Heads, int Arrived)
{
    public int All => Heads + Arrived;
}

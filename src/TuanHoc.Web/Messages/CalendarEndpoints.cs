using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Calendars;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Messages;

/// <summary>A calendar address in force: of a unit, or of all the person's units.</summary>
public sealed record Feed(long Id, long? UnitId, string? UnitName, DateTimeOffset MadeAt);

/// <summary>
/// Private calendars, for programs that cannot sign in: whoever has the address reads it until its owner ends it or makes it anew. Only its hash is kept.
/// Deadlines of tasks and reports not done yet, and ceremonies.
/// </summary>
static class CalendarEndpoints
{
    public static void MapCalendars(this IEndpointRouteBuilder app)
    {
        app.MapPost("/me/messages/calendars", Make);
        app.MapPost("/me/messages/calendars/{id:long}/end", End);
        app.MapGet("/calendar/{token}.ics", Read).AllowAnonymous();
    }

    public static Task<List<Feed>> FeedsAsync(this AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<Feed>($"""
        select id, unit_id, unit_name(unit_id, {user.Today}) as unit_name, made_at from calendar_feed where person_id = {user.Id} and revoked_at is null order by unit_id nulls first
        """).ToListAsync(cancel);

    // The address is shown once, on the answer; a new one ends the one before.
    static async Task<IResult> Make(IFormCollection posted, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        long? unit = long.TryParse(posted["unit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;
        if (unit is not null && user.Memberships.All(held => held.UnitId != unit)) return PageResults.Missing();
        var token = LinkSecret.New();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Of two made at once the second ends the first.
        await db.Database.ExecuteSqlAsync($"select from person where id = {user.Id} for no key update", cancel);
        await db.Database.ExecuteSqlAsync($"update calendar_feed set revoked_at = {user.Now} where person_id = {user.Id} and coalesce(unit_id, 0) = {unit ?? 0} and revoked_at is null", cancel);
        await db.Database.ExecuteSqlAsync($"insert into calendar_feed (person_id, unit_id, token_hash, made_at) values ({user.Id}, nullif({unit ?? 0}, 0), {LinkSecret.Hash(token)}, {user.Now})", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({user.Now}, {user.Id}, 'made', 'calendar-feed', {user.Id.ToString(CultureInfo.InvariantCulture)})", cancel);
        await transaction.CommitAsync(cancel);
        return PageResults.Page<WishesView>(new { Wishes = await db.WishesAsync(user, cancel) with { MadeAddress = $"{http.Site()}/calendar/{token}.ics" } });
    }

    static async Task<IResult> End(long id, IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var ended = await db.Database.ExecuteSqlAsync($"""
            with gone as (update calendar_feed set revoked_at = {user.Now} where id = {id} and person_id = {user.Id} and revoked_at is null returning id)
            insert into audit (at, person_id, what, thing, thing_id) select {user.Now}, {user.Id}, 'ended', 'calendar-feed', id::text from gone
            """, cancel);
        return ended == 0 ? PageResults.Missing() : TypedResults.LocalRedirect("/me/messages");
    }

    // Unknown, ended and of a unit left since are one answer.
    static async Task<IResult> Read(string token, HttpContext http, AppDb db, TimeProvider clock, CancellationToken cancel)
    {
        var (today, now, site) = (clock.Today(), clock.GetUtcNow(), http.Site());
        var feeds = await db.Database.SqlQuery<FeedRead>($"""
            select coalesce(unit_name(f.unit_id, {today}), p.full_name) as name, array(select distinct held from units_held(f.person_id, {today}) as held where f.unit_id is null or held = f.unit_id) as units
              from calendar_feed f join person p on p.id = f.person_id
             where f.token_hash = {LinkSecret.Hash(token)} and f.revoked_at is null and (f.unit_id is null or f.unit_id in (select * from units_held(f.person_id, {today})))
            """).ToListAsync(cancel);
        if (feeds is not [var feed]) return TypedResults.NotFound();
        var due = await db.Database.SqlQuery<DueEntry>($"""
            select w.path, w.title, w.last_day, unit_name(w.unit_id, {today}) as unit_name from open_work({today}, {today.AddDays(-60)}, {today.AddDays(400)}) w where w.unit_id = any ({feed.Units}) order by w.last_day, w.path
            """).ToListAsync(cancel);
        var ceremonies = await db.Database.SqlQuery<Ceremony>($"""
            select a.id, a.title, a.from_at, coalesce(a.to_at, a.from_at) as to_at, a.changed_at, a.version, a.state, unit_name(a.unit_id, {today}) as unit_name,
                   (select string_agg(p.name, '; ' order by p.position) from activity_place p where p.activity_id = a.id) as place
              from activity a where a.unit_id = any ({feed.Units}) and a.from_at > {now.AddDays(-60)} order by a.from_at, a.id limit 1000
            """).ToListAsync(cancel);
        var calendar = ICalendar.Write("TuanHoc: " + feed.Name, [.. due.Select(d => Entry(d, site, now)), .. ceremonies.Select(c => Entry(c, site))]);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(calendar, ICalendar.ContentType, Encoding.UTF8);
    }

    static CalendarEntry Entry(DueEntry due, string site, DateTimeOffset now) =>
        CalendarEntry.On(due.Path.TrimStart('/').Replace('/', '-') + "@tuanhoc", "Hạn: " + due.Title, due.LastDay, due.LastDay, now) with { Text = due.UnitName, Link = site + due.Path };

    static CalendarEntry Entry(Ceremony held, string site) =>
        CalendarEntry.At(ActivityEntry.Uid(held.Id), held.Title, held.FromAt, held.ToAt, held.ChangedAt) with
        {
            Sequence = held.Version - 1,
            Place = held.Place,
            Text = held.UnitName,
            Link = $"{site}/activities/{held.Id}",
            IsCancelled = held.State == ActivityStates.Cancelled,
        };

    sealed record FeedRead(string Name, long[] Units);

    sealed record DueEntry(string Path, string Title, DateOnly LastDay, string? UnitName);

    sealed record Ceremony(Guid Id, string Title, DateTimeOffset FromAt, DateTimeOffset ToAt, DateTimeOffset ChangedAt, int Version, string State, string? UnitName, string? Place);
}

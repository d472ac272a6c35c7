using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities;

/// <summary>What a held activity came to; people and counts as its kind asks for them.</summary>
/// <param name="Reached">How many of each organisation were reached, where that was counted.</param>
/// <param name="Outcome">In words.</param>
/// <param name="Evidence">The address of what shows it.</param>
public sealed record ActivityResults(int Sessions, int? People, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<ReachedBody> Reached, string? Outcome, string? Evidence);

/// <summary>The writes of the room: each one transaction with its audit line and what it tells the other rooms. False: another was quicker, and nothing was written.</summary>
static class ActivityWrites
{
    /// <summary>Records an activity under the key of its form, so that a form posted twice records one.</summary>
    /// <param name="series">What it has in common with those it was copied from, or with those copied from it.</param>
    public static async Task MakeAsync(this AppDb db, CurrentUser user, Guid key, int editionId, long unitId, string kind, ActivityInput input, Guid? series, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.PutAsync(user, key, editionId, unitId, kind, input, series, at, cancel)) await transaction.CommitAsync(cancel);
    }

    /// <summary>The same within the transaction of who records several; false: there is one under this key.</summary>
    internal static async Task<bool> PutAsync(this AppDb db, CurrentUser user, Guid key, int editionId, long unitId, string kind, ActivityInput input, Guid? series, DateTimeOffset at, CancellationToken cancel)
    {
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, to_at, programme, about, audience, from_age, to_age, fee, conditions, seats, why_outside, series, write_key, made_at, made_by, changed_at, changed_by)
            values ({key}, {editionId}, {unitId}, {kind}, {input.Title}, {input.From}, {input.To}, {input.Programme}, {input.Facts.About}, {input.Facts.Audience}, {input.Facts.FromAge}, {input.Facts.ToAge}, {input.Facts.Fee}, {input.Facts.Conditions}, {input.Facts.Seats}, {input.WhyOutside}, {series}, {key}, {at}, {user.Id}, {at}, {user.Id})
            on conflict do nothing
            """, cancel);
        if (made == 0) return false;
        await db.ReplaceListsAsync(key, input, cancel);
        await db.AuditAndTellAsync(user, at, key, "planned", cancel);
        if (input.IsForAll) await db.AskToShowAsync(user, key, at, cancel);
        if (input.Door is not null) await db.SetDoorAsync(key, input.Door, site: null, at, cancel);
        return true;
    }

    /// <summary>Changes all that is typed of it. What everybody sees was passed as it was: changed, it is shown on, and its reviewer hears of it. Who registered is told of another time or place.</summary>
    public static Task<bool> ChangeAsync(this AppDb db, CurrentUser user, Activity activity, Guid key, ActivityInput input, string? site, DateTimeOffset at, CancellationToken cancel) => db.WriteAsync(user, at, activity, "changed", async () =>
    {
        await db.HoldDoorAsync(activity.Id, cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update activity set title = {input.Title}, from_at = {input.From}, to_at = {input.To}, programme = {input.Programme}, about = {input.Facts.About}, audience = {input.Facts.Audience}, from_age = {input.Facts.FromAge}, to_age = {input.Facts.ToAge},
                   fee = {input.Facts.Fee}, conditions = {input.Facts.Conditions}, seats = {input.Facts.Seats}, why_outside = {input.WhyOutside}, version = version + 1, write_key = {key}, changed_at = {at}, changed_by = {user.Id}
             where id = {activity.Id} and version = {activity.Version} and state <> 'cancelled'
            """, cancel) == 0) return false;
        var before = await db.ToldAsync(activity.Id, cancel);
        await db.ReplaceListsAsync(activity.Id, input, cancel);
        var isMoved = (activity.FromAt, activity.ToAt) != (input.From, input.To) || (await db.ToldAsync(activity.Id, cancel)).Place != before.Place;
        if (isMoved && activity.State == ActivityStates.Planned) await db.TellAllAsync(activity.Id, site, at, SeatLetters.Moved, cancel);
        await db.SetDoorAsync(activity.Id, input.Door, site, at, cancel);
        if (input.IsForAll && activity.Showing is Showing.Own or Showing.Refused) await db.AskToShowAsync(user, activity.Id, at, cancel);
        else if (input.IsForAll && activity.Showing == Showing.Public) await db.TellReviewerAsync(activity.Id, at, cancel);
        else if (!input.IsForAll && activity.Showing is Showing.Asked or Showing.Public) await db.HideAsync(user, activity.Id, at, cancel);
        return true;
    }, cancel);

    /// <summary>Says that it was held, and what it came to; said again, the results are corrected.</summary>
    public static Task<bool> HoldAsync(this AppDb db, CurrentUser user, Activity activity, Guid key, ActivityResults results, DateTimeOffset at, CancellationToken cancel) => db.WriteAsync(user, at, activity, "held", async () =>
    {
        if (await db.Database.ExecuteSqlAsync($"""
            update activity set state = 'held', sessions = {results.Sessions}, people = {results.People}, outcome = {results.Outcome}, evidence = {results.Evidence}, version = version + 1, write_key = {key}, changed_at = {at}, changed_by = {user.Id}
             where id = {activity.Id} and version = {activity.Version} and state <> 'cancelled'
            """, cancel) == 0) return false;
        string[] keys = [.. results.Counts.Keys];
        long[] amounts = [.. results.Counts.Values];
        string[] bodies = [.. results.Reached.Select(body => body.Name)];
        int[] reached = [.. results.Reached.Select(body => body.People)];
        await db.Database.ExecuteSqlAsync($"delete from activity_reach where activity_id = {activity.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into activity_reach (activity_id, position, name, people) select {activity.Id}, r.position, r.name, r.people from unnest({bodies}, {reached}) with ordinality as r (name, people, position)", cancel);
        await db.Database.ExecuteSqlAsync($"delete from activity_count where activity_id = {activity.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into activity_count (activity_id, key, amount) select {activity.Id}, c.key, c.amount from unnest({keys}, {amounts}) as c (key, amount)", cancel);
        return true;
    }, cancel);

    /// <summary>Says that it will not be held, and why; who registered is told.</summary>
    public static Task<bool> CancelAsync(this AppDb db, CurrentUser user, Activity activity, Guid key, string why, string? site, DateTimeOffset at, CancellationToken cancel) => db.WriteAsync(user, at, activity, "cancelled", async () =>
    {
        await db.HoldDoorAsync(activity.Id, cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update activity set state = 'cancelled', why_cancelled = {why}, version = version + 1, write_key = {key}, changed_at = {at}, changed_by = {user.Id}
             where id = {activity.Id} and version = {activity.Version} and state = 'planned'
            """, cancel) == 0) return false;
        await db.TellAllAsync(activity.Id, site, at, SeatLetters.Cancelled, cancel);
        return true;
    }, cancel);

    /// <summary>Removes what was recorded by mistake; false also when something refers to it.</summary>
    public static async Task<bool> RemoveAsync(this AppDb db, CurrentUser user, Activity activity, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            // Told first: afterwards nothing knows whose it was.
            await db.AuditAndTellAsync(user, at, activity.Id, "removed", cancel);
            if (await db.Database.ExecuteSqlAsync($"delete from activity where id = {activity.Id} and version = {activity.Version} and state = 'planned'", cancel) == 0) return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return false;
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    static async Task<bool> WriteAsync(this AppDb db, CurrentUser user, DateTimeOffset at, Activity activity, string what, Func<Task<bool>> write, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            if (!await write()) return false;
        }
        // A key is made for one page; one that served another activity was not made by this page.
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "activity_write_key_key" })
        {
            return false;
        }
        await db.AuditAndTellAsync(user, at, activity.Id, what, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    // The door before the activity, whatever the step: a registration that is being written is told as well, none comes after, and no two steps wait for each other.
    static Task<int> HoldDoorAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from activity_door where activity_id = {activity} for update", cancel);

    static async Task ReplaceListsAsync(this AppDb db, Guid activity, ActivityInput input, CancellationToken cancel)
    {
        var places = input.Places;
        string[] names = [.. places.Select(place => place.Name)];
        string?[] links = [.. places.Select(place => place.Link)];
        await db.Database.ExecuteSqlAsync($"delete from activity_place where activity_id = {activity}", cancel);
        string?[] addresses = [.. places.Select(place => place.Address)];
        double?[] latitudes = [.. places.Select(place => place.Latitude)], longitudes = [.. places.Select(place => place.Longitude)];
        await db.Database.ExecuteSqlAsync($"insert into activity_place (activity_id, position, name, link, address, latitude, longitude) select {activity}, p.position, p.name, p.link, p.address, p.latitude, p.longitude from unnest({names}, {links}, {addresses}, {latitudes}, {longitudes}) with ordinality as p (name, link, address, latitude, longitude, position)", cancel);
        string[] partners = [.. input.Partners];
        await db.Database.ExecuteSqlAsync($"delete from activity_partner where activity_id = {activity}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into activity_partner (activity_id, position, name) select {activity}, p.position, p.name from unnest({partners}) with ordinality as p (name, position)", cancel);
        string[] lists = [.. input.Lists.Keys], said = [.. input.Lists.Values];
        await db.Database.ExecuteSqlAsync($"delete from activity_list where activity_id = {activity}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into activity_list (activity_id, key, said) select {activity}, l.key, l.said from unnest({lists}, {said}) as l (key, said)", cancel);
    }

    /// <summary>The audit line, and what happened: the state it now has ("activity-planned" also when its time changed), or "activity-removed".</summary>
    static async Task AuditAndTellAsync(this AppDb db, CurrentUser user, DateTimeOffset at, Guid id, string what, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            select {at}, {user.Id}, a.unit_id, {what}, 'activity', a.id::text, jsonb_strip_nulls(jsonb_build_object('title', a.title, 'reason', a.why_cancelled)) from activity a where a.id = {id}
            """, cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
            select {at}, a.unit_id, a.edition_id, 'activity-' || case when {what} = 'removed' then 'removed' else a.state end, 'activity', a.id::text from activity a where a.id = {id}
            """, cancel);
    }
}

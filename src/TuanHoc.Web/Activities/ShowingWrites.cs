using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities;

/// <summary>Who sees an activity: each step in the transaction of what asks for it, with its audit line and what it tells the other rooms.</summary>
static class ShowingWrites
{
    /// <summary>Asks that everybody may see it. Of a unit that nobody answers for but itself (the nation's) it is shown at once.</summary>
    public static Task<bool> AskToShowAsync(this AppDb db, CurrentUser user, Guid activity, DateTimeOffset at, CancellationToken cancel) => db.StepAsync(user, at, activity, "asked-to-show", why: null, async () =>
        await db.Database.ExecuteSqlAsync($"""
            update activity a set showing = case when showing_reviewer(a.unit_id, {user.Today}) = a.unit_id then 'public' else 'asked' end, showing_at = {at}, showing_by = {user.Id}, showing_why = null
             where a.id = {activity} and a.showing in ('own', 'refused') and a.state <> 'cancelled'
            """, cancel) == 1, cancel);

    /// <summary>Takes back what its unit asked.</summary>
    public static Task<bool> HideAsync(this AppDb db, CurrentUser user, Guid activity, DateTimeOffset at, CancellationToken cancel) => db.StepAsync(user, at, activity, "hidden", why: null, async () =>
        await db.Database.ExecuteSqlAsync($"update activity set showing = 'own', showing_at = null, showing_by = null, showing_why = null where id = {activity} and showing in ('asked', 'public')", cancel) == 1, cancel);

    /// <summary>The reviewer's yes to the version they saw; false where it was changed since.</summary>
    public static Task<bool> ShowAsync(this AppDb db, CurrentUser user, Guid activity, int version, DateTimeOffset at, CancellationToken cancel) => db.StepAsync(user, at, activity, "shown", why: null, async () =>
        await db.Database.ExecuteSqlAsync($"update activity set showing = 'public', showing_at = {at}, showing_by = {user.Id}, showing_why = null where id = {activity} and version = {version} and showing = 'asked' and state <> 'cancelled'", cancel) == 1, cancel);

    /// <summary>The reviewer's no, before it is shown or after.</summary>
    public static Task<bool> RefuseAsync(this AppDb db, CurrentUser user, Guid activity, string why, DateTimeOffset at, CancellationToken cancel) => db.StepAsync(user, at, activity, "taken-down", why, async () =>
        await db.Database.ExecuteSqlAsync($"update activity set showing = 'refused', showing_at = {at}, showing_by = {user.Id}, showing_why = {why} where id = {activity} and showing in ('asked', 'public')", cancel) == 1, cancel);

    /// <summary>Tells who answered for what everybody sees that it is not what it was: text, links or pictures changed since. Within a transaction that has its line.</summary>
    public static Task<int> TellReviewerAsync(this AppDb db, Guid activity, DateTimeOffset at, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select {at}, a.unit_id, a.edition_id, 'activity-changed-shown', 'activity', a.id::text from activity a where a.id = {activity} and a.showing = 'public'", cancel);

    static async Task<bool> StepAsync(this AppDb db, CurrentUser user, DateTimeOffset at, Guid activity, string what, string? why, Func<Task<bool>> step, CancellationToken cancel)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        if (!await step()) return false;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            select {at}, {user.Id}, a.unit_id, {what}, 'activity', a.id::text, jsonb_strip_nulls(jsonb_build_object('title', a.title, 'reason', nullif({why ?? ""}, ''))) from activity a where a.id = {activity}
            """, cancel);
        await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select {at}, a.unit_id, a.edition_id, 'activity-' || {what}, 'activity', a.id::text from activity a where a.id = {activity}", cancel);
        if (own is not null) await own.CommitAsync(cancel);
        return true;
    }
}

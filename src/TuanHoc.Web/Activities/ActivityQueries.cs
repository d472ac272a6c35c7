using Microsoft.EntityFrameworkCore;
using TuanHoc.Activities;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Activities;

/// <summary>One activity and those beside it. Seen by everybody in whose branch its unit is; filled by those who fill for the unit itself, of a unit that ended by those of the unit that took it whole.</summary>
public static class ActivityQueries
{
    /// <summary>The activity, if the person may see it.</summary>
    public static Task<Activity?> ActivityAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) => db.Database.SqlQuery<Activity>($"""
        select a.id, a.edition_id, e.year, lower(e.week) as first_day, upper(e.week) - 1 as last_day, a.unit_id, v.name as unit_name, a.kind, a.title, a.from_at, a.to_at, a.state, a.programme, coalesce((select jsonb_object_agg(l.key, l.said) from activity_list l where l.activity_id = a.id), jsonb_build_object())::text as listed,
               a.sessions, a.people, coalesce((select jsonb_object_agg(c.key, c.amount) from activity_count c where c.activity_id = a.id), jsonb_build_object())::text as counted, a.outcome, a.evidence, a.why_cancelled, a.why_outside, a.kind = 'ceremony' or is_of_week(a.edition_id, a.unit_id, vietnam_day(a.from_at)) as is_of_week,
               a.about, a.audience, a.from_age::int as from_age, a.to_age::int as to_age, a.fee, a.conditions, a.seats, a.series, array(select t.name from activity_partner t where t.activity_id = a.id order by t.position) as partners,
               a.showing, a.showing_at, s.full_name as showing_by, a.showing_why, w.id as reviewer_id, unit_name(w.id, {user.Today}) as reviewer_name,
               w.id = any ({user.UnitsAs(Roles.Leading)}) or exists (select from unit_line(h.id, {user.Today}) as l (id) where l.id <> h.id and l.id = any ({user.UnitsAs(Roles.Leading)})) as may_show,
               a.version, a.write_key, a.changed_at, p.full_name as changed_by, h.id = any ({user.UnitsAs(Roles.Filling)}) as may_fill, h.id as kept_by
          from activity a
          join edition e on e.id = a.edition_id
          join person p on p.id = a.changed_by
          left join person s on s.id = a.showing_by
          cross join lateral (select coalesce(whole_heir(a.unit_id, {user.Today}), a.unit_id) as id offset 0) h
          cross join lateral (select showing_reviewer(h.id, {user.Today}) as id offset 0) w
          cross join lateral (select name from unit_version where unit_id = a.unit_id and lower(valid) <= greatest(vietnam_day(a.from_at), vietnam_day(a.made_at)) order by valid desc limit 1) v
         where a.id = {id} and ({user.IsAdministrator} or sees({user.Id}, a.unit_id, {user.Today}))
        """).SingleOrDefaultAsync(cancel);

    public static async Task<IReadOnlyList<ActivityPlace>> PlacesAsync(this AppDb db, Guid activity, CancellationToken cancel) =>
        await db.Database.SqlQuery<ActivityPlace>($"select name, link, address, latitude, longitude from activity_place where activity_id = {activity} order by position").ToListAsync(cancel);

    /// <summary>Others of the unit on the same day and of the same kind that still stand; there is one opening ceremony, and of another kind only what bears much the same name.</summary>
    public static Task<List<ActivityTwin>> TwinsAsync(this AppDb db, Activity activity, CancellationToken cancel) => db.Database.SqlQuery<ActivityTwin>($"""
        select t.id, t.title, t.from_at from twins_of_unit({activity.EditionId}, {activity.UnitId}, {activity.Kind}, {activity.FromAt}, {activity.Title}) t
         where t.id <> {activity.Id} order by t.from_at, t.id limit 5
        """).ToListAsync(cancel);

    /// <summary>What the unit has held of some kinds in an edition, the earliest first; nothing for who may not see its activities.</summary>
    public static Task<List<HeldActivity>> HeldAsync(this AppDb db, CurrentUser user, int editionId, long unitId, string[] kinds, int limit, CancellationToken cancel) => db.Database.SqlQuery<HeldActivity>($"""
        select id, title, from_at, people from activity
         where edition_id = {editionId} and unit_id = {unitId} and kind = any ({kinds}) and state = 'held' and ({user.IsAdministrator} or sees({user.Id}, {unitId}, {user.Today}))
         order by from_at, id limit {limit}
        """).ToListAsync(cancel);

    /// <summary>Above how many people the form of the Week asks for a second look at a count of such a unit; null where it never does.</summary>
    public static async Task<long?> LargeFromAsync(this AppDb db, Activity activity, CancellationToken cancel)
    {
        var asked = await db.Database.SqlQuery<FormOf>($"select u.kind, report_form({activity.EditionId}, {UnitDirectory.Nation}) as form from unit u where u.id = {activity.UnitId}").SingleAsync(cancel);
        return asked.Form is { } form && StatisticsForm.Knows(form) ? StatisticsForm.Load(form).SecondLooks.FirstOrDefault(look => look.Measure == Measure.People)?.From(UnitKinds.Parse(asked.Kind)) : null;
    }

    sealed record FormOf(string Kind, string? Form);

    /// <summary>How many an activity reached of each organisation.</summary>
    public static Task<List<ReachedBody>> ReachedAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<ReachedBody>($"select name, people from activity_reach where activity_id = {activity} order by position").ToListAsync(cancel);

    /// <summary>What other units of the same commune, or of the same province where there is none, record of the same kind on the same day under much the same name: perhaps one activity, recorded by each who holds it.</summary>
    public static Task<List<OthersTwin>> OthersTwinsAsync(this AppDb db, Activity activity, CancellationToken cancel) => db.Database.SqlQuery<OthersTwin>($"""
        select t.id, t.title, t.from_at, unit_name(t.unit_id, {activity.Day}) as unit_name
          from twins_of_others({activity.EditionId}, {activity.UnitId}, {activity.Kind}, {activity.FromAt}, {activity.Title}, array(select p.name from activity_place p where p.activity_id = {activity.Id})) t
         order by t.from_at, t.id limit 5
        """).ToListAsync(cancel);

    /// <summary>The last day of a unit that does not stand on a day any more; null where it does.</summary>
    public static Task<DateOnly?> EndOfUnitAsync(this AppDb db, long unitId, DateOnly onDay, CancellationToken cancel) =>
        db.Database.SqlQuery<DateOnly?>($"select max(upper(v.valid)) - 1 as \"Value\" from unit_version v where v.unit_id = {unitId} having bool_and(not upper_inf(v.valid) and upper(v.valid) <= {onDay})").SingleOrDefaultAsync(cancel);

    /// <summary>Others of the same series that still stand, the earliest first.</summary>
    public static Task<List<ActivityTwin>> SeriesAsync(this AppDb db, Activity activity, CancellationToken cancel) => db.Database.SqlQuery<ActivityTwin>($"""
        select id, title, from_at from activity where (series = {activity.Series ?? activity.Id} or id = {activity.Series ?? activity.Id}) and id <> {activity.Id} and state <> 'cancelled' order by from_at, id limit 30
        """).ToListAsync(cancel);

    /// <summary>Activities that wait for the person as their reviewer to be shown to everybody, the earliest day first.</summary>
    public static Task<List<AskedActivity>> AskedAsync(this AppDb db, CurrentUser user, int limit, CancellationToken cancel) => db.Database.SqlQuery<AskedActivity>($"""
        select a.id, a.version, a.title, a.kind, a.from_at, unit_name(a.unit_id, {user.Today}) as unit_name, a.about, (select p.name from activity_place p where p.activity_id = a.id order by p.position limit 1) as place
          from activity a
         where a.showing = 'asked' and a.state <> 'cancelled' and showing_reviewer(a.unit_id, {user.Today}) = any ({user.UnitsAs(Roles.Leading)})
         order by a.from_at, a.id limit {limit}
        """).ToListAsync(cancel);

    /// <summary>What the unit has recorded of a kind in an edition, so that nobody records it twice.</summary>
    public static Task<List<ActivityTwin>> RecordedAsync(this AppDb db, int editionId, long unitId, string kind, CancellationToken cancel) => db.Database.SqlQuery<ActivityTwin>($"""
        select id, title, from_at from activity where edition_id = {editionId} and unit_id = {unitId} and kind = {kind} and state <> 'cancelled' order by from_at, id limit 5
        """).ToListAsync(cancel);
}

using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks.Inspections;

/// <summary>What is asked of inspections. They are seen by those in whose branch the inspecting unit is.</summary>
static class InspectionQueries
{
    public static Task<List<InspectionLine>> InspectionsAsync(this AppDb db, CurrentUser user, int limit, CancellationToken cancel) => db.Database.SqlQuery<InspectionLine>($"""
        select i.id, i.title, unit_name(i.unit_id, i.drawn_on) as unit_name, i.made_at,
               (select count(*)::integer from inspection_visit v where v.inspection_id = i.id) as visits, (select count(*)::integer from inspection_visit v where v.inspection_id = i.id and v.visited_at is not null) as visited
          from inspection i
         where {user.SeesAll()} or i.unit_id in (select * from units_seen({user.Id}, {user.Today}))
         order by i.made_at desc limit {limit}
        """).ToListAsync(cancel);

    public static async Task<InspectionFound?> InspectionAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) => (await db.Database.SqlQuery<InspectionFound>($"""
        select i.id, i.edition_id, i.unit_id, unit_name(i.unit_id, i.drawn_on) as unit_name, i.title, i.questions, i.seed, i.below_id,
               unit_name(i.below_id, i.drawn_on) as below_name, i.within, i.kinds, i.drawn_on, i.drawn_from, i.made_at, h.full_name as made_by,
               i.unit_id = any ({user.UnitsAs(AccountRules.Saying)}) as may_visit
          from inspection i join person h on h.id = i.made_by
         where i.id = {id} and ({user.SeesAll()} or sees({user.Id}, i.unit_id, {user.Today}))
        """).ToListAsync(cancel)).SingleOrDefault();

    public static Task<List<Visit>> VisitsAsync(this AppDb db, InspectionFound inspection, CancellationToken cancel) => db.Database.SqlQuery<Visit>($"""
        select v.id, v.unit_id, n.name as unit_name, u.kind, v.on_day, v.answers, v.found, v.visited_at, h.full_name as visited_by, (select count(*)::integer from task t where t.visit_id = v.id) as findings, v.version
          from inspection_visit v
          join unit u on u.id = v.unit_id
         cross join lateral unit_name(v.unit_id, coalesce(v.on_day, {inspection.DrawnOn})) as n (name)
          left join person h on h.id = v.visited_by
         where v.inspection_id = {inspection.Id} order by n.name collate "vi-x-icu", v.id
        """).ToListAsync(cancel);

    public static Task<List<Finding>> FindingsAsync(this AppDb db, InspectionFound inspection, Visit visit, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<Finding>($"""
        select u.unit_task_id, t.text, u.due, u.last_day, u.state, u.late, u.done_on
          from task_progress({inspection.EditionId}, array[{visit.UnitId}::bigint], {today}) u join task t on t.id = u.task_id
         where u.visit_id = {visit.Id} order by t.position
        """).ToListAsync(cancel);

    /// <summary>Where a unit may inspect in an edition (none: no year is open): what is below it, and what a task of a plan or a committee's word gives it.</summary>
    public static async Task<InspectedGround> GroundAsync(this AppDb db, long unit, int? edition, DateOnly day, CancellationToken cancel) =>
        (await db.Database.SqlQuery<InspectedGround>($"select {unit} as unit_id, unit_territory({unit}, {day}) as territory_id, inspects_within({unit}, {edition ?? 0}) as within").ToListAsync(cancel)).Single();

    public static Task<List<KindToDraw>> KindsToDrawAsync(this AppDb db, InspectedGround ground, DateOnly day, CancellationToken cancel) => db.Database.SqlQuery<KindToDraw>($"""
        select v.kind, count(*)::integer as count from inspected_units({ground.TerritoryId}, {ground.Within}, {ground.UnitId}, {day}) as g (id) join unit_version v on v.unit_id = g.id and v.valid @> {day} group by v.kind
        """).ToListAsync(cancel);

    /// <summary>The units of these kinds where one inspects, as it stood on a day.</summary>
    public static Task<List<Drawable>> DrawableAsync(this AppDb db, InspectedGround ground, string[] kinds, DateOnly day, CancellationToken cancel) => db.Database.SqlQuery<Drawable>($"""
        select v.unit_id as id, v.kind from inspected_units({ground.TerritoryId}, {ground.Within}, {ground.UnitId}, {day}) as g (id) join unit_version v on v.unit_id = g.id and v.valid @> {day} where v.kind = any ({kinds})
        """).ToListAsync(cancel);
}

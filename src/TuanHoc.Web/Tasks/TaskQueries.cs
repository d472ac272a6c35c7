using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks;

/// <summary>A task as a plan orders it, with the plan it is from.</summary>
public sealed record TaskLine(Guid PlanId, string? PlanTitle, string PlanUnit, string Agency, string? Mode, long? UnitId, string? UnitName, string Text, DateOnly? Due, string? DueTo, int Position);

public static class TaskQueries
{
    /// <summary>Tasks of the saved plans in the person's branch, and those given to the person's own units, the earliest day first; narrowed to a plan, a body as it is named, or a unit.</summary>
    public static Task<List<TaskLine>> TasksAsync(this AppDb db, CurrentUser user, Guid? plan, string? agency, long? unit, int limit, CancellationToken cancel) => db.Database.SqlQuery<TaskLine>($"""
        with t as (
            select t.*, p.title as plan_title, p.unit_id as plan_unit_id
              from task t
              join plan p on p.id = t.plan_id and p.state = 'saved'
             where ({plan}::uuid is null or t.plan_id = {plan}) and ({agency}::text is null or t.agency = {agency}) and ({unit}::bigint is null or t.unit_id = {unit})
               and ({user.SeesAll()} or t.unit_id in (select m.unit_id from membership m where m.person_id = {user.Id} and m.valid @> {user.Today})
                    or p.unit_id in (select unit_branch(m.unit_id, {user.Today}) from membership m where m.person_id = {user.Id} and m.valid @> {user.Today}))
             order by t.due, t.plan_id, t.position limit {limit})
        select t.plan_id, t.plan_title, v.name as plan_unit, t.agency, t.mode, t.unit_id, u.name as unit_name, t.text, t.due, t.due_to, t.position
          from t
          cross join lateral (select name from unit_version where unit_id = t.plan_unit_id order by valid desc limit 1) v
          left join lateral (select name from unit_version where unit_id = t.unit_id order by valid desc limit 1) u on true
         order by t.due, t.plan_id, t.position
        """).ToListAsync(cancel);
}

using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks;

/// <summary>A task as a plan orders it, with the plan it is from.</summary>
public sealed record TaskLine(Guid PlanId, string? PlanTitle, string PlanUnit, string Agency, string? Mode, long? UnitId, string? UnitName, string Text, DateOnly? Due, string? DueTo, int Position);

public static class TaskQueries
{
    // The names stand in the list of columns: they are looked up for the rows that are shown, after the limit.
    const string Lines = """
        select t.plan_id, p.title as plan_title, (select name from unit_version where unit_id = p.unit_id order by valid desc limit 1) as plan_unit, t.agency, t.mode, t.unit_id,
               (select name from unit_version where unit_id = t.unit_id order by valid desc limit 1) as unit_name, t.text, t.due, t.due_to, t.position
          from task t
          join plan p on p.id = t.plan_id and p.state = 'saved'
        """;

    const string OfTheBranch = " where t.unit_id in (select * from units_held({0}, {1})) or p.unit_id in (select * from units_seen({0}, {1}))";

    /// <summary>Tasks of the saved plans in the person's branch, and those given to the person's own units, the earliest day first; narrowed to a plan, a body as it is named, or a unit.</summary>
    public static Task<List<TaskLine>> TasksAsync(this AppDb db, CurrentUser user, Guid? plan, string? agency, long? unit, int limit, CancellationToken cancel)
    {
        // Conditions that are not asked are left out of the statement, so that its plan can follow the index of days and stop at the limit.
        var tasks = user.SeesAll() ? db.Database.SqlQueryRaw<TaskLine>(Lines) : db.Database.SqlQueryRaw<TaskLine>(Lines + OfTheBranch, user.Id, user.Today);
        if (plan is not null) tasks = tasks.Where(t => t.PlanId == plan);
        if (agency is not null) tasks = tasks.Where(t => t.Agency == agency);
        if (unit is not null) tasks = tasks.Where(t => t.UnitId == unit);
        return tasks.OrderBy(t => t.Due).ThenBy(t => t.PlanId).ThenBy(t => t.Position).Take(limit).ToListAsync(cancel);
    }
}

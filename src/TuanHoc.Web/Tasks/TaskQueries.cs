using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks;

/// <summary>A task as a plan orders it, with the plan it is from. IsGiven: units have it, each followed on its own.</summary>
public sealed record TaskLine(
    Guid PlanId, string? PlanTitle, string PlanUnit, string Agency, string? Mode, long? UnitId, string? UnitName, string Text, DateOnly? Due, string? DueTo, int Position,
    long Id = 0, string? Bound = null, DateOnly? LastDay = null, string? Output = null, string? Partners = null, bool IsGiven = false, long PlanUnitId = 0);

public static class TaskQueries
{
    // The names stand in the list of columns: they are looked up for the rows that are shown, after the limit. Written out, because a function called for each costs as much again.
    const string Lines = """
        select t.plan_id, p.title as plan_title, (select v.name from unit_version v where v.unit_id = p.unit_id and lower(v.valid) <= coalesce(p.issued_on, vietnam_day(now())) order by v.valid desc limit 1) as plan_unit, t.agency, t.mode, t.unit_id,
               (select v.name from unit_version v where v.unit_id = t.unit_id and lower(v.valid) <= coalesce(p.issued_on, vietnam_day(now())) order by v.valid desc limit 1) as unit_name, t.text, t.due, t.due_to, t.position,
               t.id, t.bound, last_day(t.due, t.bound) as last_day, t.output, t.partners, exists (select from unit_task x where x.task_id = t.id) as is_given, p.unit_id as plan_unit_id
          from task t
          join plan p on p.id = t.plan_id
        """;

    /// <summary>
    /// Tasks of the saved plans in the person's branch, and those given to the person's own units, the earliest day first; narrowed to a plan, a body as it is named, or a unit.
    /// Over all plans, those that units have are left out, but for what the person's own units gave: they stand in the lists of these units.
    /// </summary>
    public static Task<List<TaskLine>> TasksAsync(this AppDb db, CurrentUser user, TaskFilter filter, int limit, CancellationToken cancel)
    {
        var asked = new Asked();
        List<string> conditions = ["p.state = 'saved'"];
        if (!user.SeesAll()) conditions.Add(OfTheBranch(asked.Value(user.Id), asked.Value(user.Today)));
        if (filter.Plan is { } plan) conditions.Add("t.plan_id = " + asked.Value(plan));
        else conditions.Add($"(p.unit_id = any ({asked.Value(user.Memberships.Select(held => held.UnitId).ToArray())}) or not exists (select from unit_task x where x.task_id = t.id))");
        if (filter.Agency is { } agency) conditions.Add("t.agency = " + asked.Value(agency));
        if (filter.Unit is { } unit) conditions.Add("t.unit_id = " + asked.Value(unit));
        if (filter.Output is { } output) conditions.Add("t.output = " + asked.Value(output));
        return asked.ListAsync<TaskLine>(db, $"{Lines} where {string.Join(" and ", conditions)} order by t.due, t.plan_id, t.position limit {asked.Value(limit)}", cancel);
    }

    /// <summary>Tasks of the newest edition that name one of the person's units as a partner of the body that leads, the earliest day first; these it is not asked to account for.</summary>
    public static Task<List<TaskLine>> PartnerTasksAsync(this AppDb db, CurrentUser user, int limit, CancellationToken cancel)
    {
        var asked = new Asked();
        var (units, today) = (asked.Value(user.Memberships.Select(held => held.UnitId).ToArray()), asked.Value(user.Today));
        return asked.ListAsync<TaskLine>(db, $"""
            {Lines} join plan_body b on b.plan_id = t.plan_id and b.name = t.partners
             where p.state = 'saved' and p.edition_id = newest_edition() and p.id in (select d.plan_id from plan_delivery d where d.unit_id = any ({units}))
               and (b.unit_id = any ({units}) or b.unit_group is not null and exists (select from unit_group_members(p.unit_id, b.unit_group, {today}) as m (id) where m.id = any ({units})))
             order by t.due, t.plan_id, t.position limit {asked.Value(limit)}
            """, cancel);
    }

    // From the plans of the branch to their tasks, gathered first: asked the other way, by day until the limit is reached, every task of the nation would be looked at for who has few.
    static string OfTheBranch(string person, string today) => $"""
        t.id = any (array(
            select k.id from task k where k.unit_id in (select * from units_held({person}, {today}))
            union all
            select k.id from plan b join task k on k.plan_id = b.id where b.state = 'saved' and b.unit_id in (select * from units_seen({person}, {today}))))
        """;

    /// <summary>Whether the control board has somebody to show: those below the unit whose work the person sees first, or below a committee that it stands in for.</summary>
    public static async Task<bool> HasBoardAsync(this AppDb db, CurrentUser user, CancellationToken cancel) => user.IsAdministrator || user.Home is { UnitKind: "nation" or "province" or "commune" } || user.Home is { UnitId: var home } && await db.Database.SqlQuery<bool>($"""
        select exists (select from unit_version v where v.parent_id = {home} and (v.valid @> {user.Today}) is true)
            or exists (select from standing_agency s where s.edition_id = newest_edition() and s.agency_id = {home}) as "Value"
        """).SingleAsync(cancel);
}

using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks;

static class TaskEndpoints
{
    // One plan has some hundreds; over many plans the earliest are shown, and a plan shows its own in full.
    const int Shown = 20, ShownOfPlan = 3000, ShownOfUnits = 500;

    public static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, Guid? plan = null, string? agency = null, long? unit = null, string? state = null, string? output = null)
    {
        var filter = new TaskFilter(plan, agency, unit, TaskState.Names.Contains(state) ? state : null, TaskWords.Outputs.Contains(output) ? output : null);
        var leads = user.UnitsAs(Roles.Leading).Length > 0;
        var limit = plan is null ? Shown : ShownOfPlan;
        // A state is one of a unit's task: with it, only those are asked.
        var tasks = filter.State is null ? await db.TasksAsync(user, filter, limit, cancel) : [];
        // A whole plan is shown by its bodies, with figures; narrowed, by its units.
        var (units, states) = plan is null || filter.IsNarrowed ? await db.UnitTasksAsync(user, filter, ShownOfUnits, cancel) : ([], []);
        return PageResults.Page<TasksView>(new
        {
            Filter = filter,
            Agencies = AgencyTasks.Of(tasks, user.Today),
            Units = units,
            States = states,
            Waiting = leads && plan is null && !filter.IsNarrowed ? await db.WaitingAccountsAsync(user, Shown, cancel) : [],
            // Who sees the whole nation is nobody's partner, and reads all tasks anyway.
            Partnered = plan is null && !filter.IsNarrowed && !user.SeesAll() ? await db.PartnerTasksAsync(user, Shown, cancel) : [],
            Counts = plan is { } counted ? await db.TaskCountsAsync(user, counted, cancel) : new Dictionary<long, TaskCount>(),
            user.Today,
            Own = user.UnitsAs(AccountRules.Saying),
            HasBoard = plan is null && (tasks.Count + states.Count > 0 || await db.HasEditionAsync(cancel)) && await db.HasBoardAsync(user, cancel),
            MayInspect = leads,
            IsCut = tasks.Count == limit,
        });
    }
}

/// <summary>What one body has to do by one plan.</summary>
public sealed record AgencyTasks(string Agency, TaskLine First, IReadOnlyList<TaskLine> Tasks, int Overdue)
{
    /// <summary>Tasks by body: those with something overdue first, then by the nearest day, then as the plan names them.</summary>
    public static IReadOnlyList<AgencyTasks> Of(IEnumerable<TaskLine> tasks, DateOnly today) =>
        [.. from task in tasks
            group task by (task.PlanId, task.Agency) into body
            let ordered = body.OrderBy(t => t.Due ?? DateOnly.MaxValue).ThenBy(t => t.Position).ToList()
            let overdue = ordered.Count(t => (t.LastDay ?? t.Due) < today && !t.IsGiven)
            orderby overdue == 0, ordered[0].Due ?? DateOnly.MaxValue, body.Key.PlanId, body.Min(t => t.Position)
            select new AgencyTasks(body.Key.Agency, ordered[0], ordered, overdue)];
}

using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tasks;

public static class TaskEndpoints
{
    // One plan has some hundreds; over many plans the earliest are shown, and a plan shows its own in full.
    const int Shown = 50, ShownOfPlan = 3000;

    public static void MapTasks(this IEndpointRouteBuilder app) => app.MapGet("/tasks", List);

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, Guid? plan = null, string? agency = null, long? unit = null)
    {
        var limit = plan is null ? Shown : ShownOfPlan;
        var tasks = await db.TasksAsync(user, plan, agency, unit, limit, cancel);
        return PageResults.Page<TasksView>(new
        {
            Agencies = AgencyTasks.Of(tasks, user.Today),
            user.Today,
            Plan = plan,
            IsNarrowed = agency is not null || unit is not null,
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
            let overdue = ordered.Count(t => t.Due < today)
            orderby overdue == 0, ordered[0].Due ?? DateOnly.MaxValue, body.Key.PlanId, body.Min(t => t.Position)
            select new AgencyTasks(body.Key.Agency, ordered[0], ordered, overdue)];
}

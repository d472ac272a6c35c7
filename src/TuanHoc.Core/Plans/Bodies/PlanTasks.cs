using TuanHoc.Plans.Writing;

namespace TuanHoc.Plans.Bodies;

/// <summary>What a task says beside its words.</summary>
public static class PlanTasks
{
    /// <summary>What it leaves to hold: as a person said, else by its words while they are those of the plan.</summary>
    public static TaskOutput? Output(PlanTask task) => task.Output ?? (!task.LeavesNothing && task.At.To > task.At.From ? TaskOutputs.Of(task.Text) : null);

    /// <summary>The bodies beside the one that leads, in a line; null when there are none.</summary>
    public static string? Partners(PlanTask task) => task.Partners.Count == 0 ? null : string.Join("; ", task.Partners);
}

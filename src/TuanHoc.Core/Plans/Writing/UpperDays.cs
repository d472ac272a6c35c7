using TuanHoc.Plans.Bodies;

namespace TuanHoc.Plans.Writing;

/// <summary>By when a unit owes to those above its plan, its schedule, its report and its meeting, as their plan has it for this unit.</summary>
public sealed class UpperDays
{
    static readonly TaskOutput[] Handed = [TaskOutput.Plan, TaskOutput.Schedule, TaskOutput.Report, TaskOutput.Meeting];

    readonly Dictionary<TaskOutput, DateOnly> days;

    UpperDays(Dictionary<TaskOutput, DateOnly> days) => this.days = days;

    /// <param name="upper">The plan above.</param>
    /// <param name="ours">The names by which it calls the unit.</param>
    public static UpperDays Of(Plan upper, IReadOnlyCollection<string> ours)
    {
        var isOurs = UpperFacts.IsOurs(upper, ours);
        var deadlines = upper.Deadlines.Where(deadline => deadline.Who is null || isOurs(deadline.Who))
            .Select(deadline => (Output: (TaskOutput?)DeadlineTasks.Output(deadline.What), Day: deadline.Bound.LastDay(deadline.Date)));
        var tasks = upper.Assignments.Where(body => isOurs(body.Agency)).SelectMany(body => body.Tasks).Where(task => task.Due is not null)
            .Select(task => (Output: PlanTasks.Output(task), Day: (task.Bound ?? DeadlineBound.By).LastDay(task.Due!.Value)));
        // Where it owes the same twice, the later one bounds what it may give those below.
        return new(deadlines.Concat(tasks).Where(owed => owed.Output is { } output && Handed.Contains(output))
            .GroupBy(owed => owed.Output!.Value).ToDictionary(same => same.Key, same => same.Max(owed => owed.Day)));
    }

    /// <summary>The day on which the unit itself owes the same, when it comes before the day given.</summary>
    public DateOnly? Before(TaskOutput? output, DateOnly day) => output is { } known && days.TryGetValue(known, out var owed) && owed < day ? owed : null;
}

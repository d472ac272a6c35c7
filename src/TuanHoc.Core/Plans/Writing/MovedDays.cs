using TuanHoc.Plans.Bodies;

namespace TuanHoc.Plans.Writing;

/// <summary>The plan above as later letters and guidances have changed its days for one unit.</summary>
public static class MovedDays
{
    private static readonly Deliverable[] Handed = [Deliverable.Plan, Deliverable.CeremonySchedule, Deliverable.Report];

    /// <summary>The plan with the new last day wherever it gives the unit one for the same, and with what only the later documents ask of it.</summary>
    /// <param name="ours">The names by which the plan calls the unit.</param>
    public static Plan In(Plan upper, IReadOnlyCollection<string> ours, IReadOnlyDictionary<TaskOutput, DateOnly> days)
    {
        if (days.Count == 0)
            return upper;
        var isOurs = UpperFacts.IsOurs(upper, ours);
        bool Concerns(Deadline deadline) => deadline.Who is null || isOurs(deadline.Who);
        var asked = upper.Deadlines.Where(Concerns).Select(deadline => deadline.What).ToHashSet();
        return upper with
        {
            Deadlines =
            [
                .. upper.Deadlines.Select(deadline => Concerns(deadline) && days.TryGetValue(DeadlineTasks.Output(deadline.What), out var day) ? deadline with { Date = day, Time = null, Bound = DeadlineBound.By } : deadline),
                .. from what in Handed
                   where !asked.Contains(what) && days.ContainsKey(DeadlineTasks.Output(what))
                   select new Deadline(days[DeadlineTasks.Output(what)], Time: null, DeadlineBound.By, what, Who: null, To: null, Via: null, Email: null, default),
            ],
            OpeningCeremonies = days.TryGetValue(TaskOutput.Ceremony, out var last) ? [.. upper.OpeningCeremonies.Select(ceremony => Until(ceremony, last))] : upper.OpeningCeremonies,
            Assignments = [.. upper.Assignments.Select(body => isOurs(body.Agency) ? body with { Tasks = [.. body.Tasks.Select(Moved)] } : body)],
        };

        // The stretch within which those below choose their day; the upper unit's own ceremony stays where it is.
        static OpeningCeremony Until(OpeningCeremony ceremony, DateOnly last) =>
            ceremony.DateFrom is { } from ? ceremony with { DateFrom = from < last ? from : last, DateTo = last } : ceremony;

        PlanTask Moved(PlanTask task) => task.Due is not null && PlanTasks.Output(task) is { } output && days.TryGetValue(output, out var day) ? task with { Due = day, Time = null, Bound = DeadlineBound.By } : task;
    }
}

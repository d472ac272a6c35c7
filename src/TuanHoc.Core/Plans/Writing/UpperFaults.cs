using TuanHoc.Plans.Bodies;
using TuanHoc.Text;

namespace TuanHoc.Plans.Writing;

/// <summary>Where a draft does not fit the plan that it is written under.</summary>
internal static class UpperFaults
{
    public static IEnumerable<DraftFault> Of(PlanDraft draft, Plan upper, IReadOnlyCollection<string> ours)
    {
        if (upper.Header.Year?.Value is { } year && year != draft.Year)
            yield return new(nameof(draft.Year), new Sentence("Kế hoạch trên là của năm {0}, kế hoạch này là của năm {1}.", DraftFaults.Year(year), DraftFaults.Year(draft.Year)));
        var owed = UpperDays.Of(upper, ours);
        foreach (var (body, place) in draft.Assignments.Select((body, place) => (body, place)))
            foreach (var (task, number) in body.Tasks.Select((task, number) => (task, number)))
                if (task.Due is { } due && owed.Before(task.Output ?? TaskOutputs.Of(task.Text), task.Bound.LastDay(due)) is { } day)
                    yield return new($"{nameof(draft.Assignments)}[{place}].{nameof(body.Tasks)}[{number}]",
                        new Sentence("Việc của “{0}” có hạn {1}, muộn hơn hạn của kế hoạch trên ({2}).", body.Agency, DraftFaults.Day(due), DraftFaults.Day(day)), MayPass: true);
        foreach (var (deadline, place) in draft.Deadlines.Select((deadline, place) => (deadline, place)))
            if (owed.Before(DeadlineTasks.Output(deadline.What), deadline.Bound.LastDay(deadline.Date)) is { } day)
                yield return new($"{nameof(draft.Deadlines)}[{place}]",
                    new Sentence("Hạn ngày {0} muộn hơn hạn của kế hoạch trên ({1}).", DraftFaults.Day(deadline.Date), DraftFaults.Day(day)), MayPass: true);
    }
}

using TuanHoc.Text;

namespace TuanHoc.Plans.Writing;

/// <summary>Where a draft does not fit the plan that it is written under.</summary>
internal static class UpperFaults
{
    public static IEnumerable<DraftFault> Of(PlanDraft draft, Plan upper)
    {
        if (upper.Header.Year?.Value is { } year && year != draft.Year)
            yield return new(nameof(draft.Year), new Sentence("Kế hoạch trên là của năm {0}, kế hoạch này là của năm {1}.", DraftFaults.Year(year), DraftFaults.Year(draft.Year)));
        foreach (var (deadline, place) in draft.Deadlines.Select((deadline, place) => (deadline, place)))
        {
            var above = upper.Deadlines.Where(other => other.What == deadline.What).Select(other => DraftFaults.LastDay(other.Date, other.Bound)).Max();
            if (DraftFaults.LastDay(deadline.Date, deadline.Bound) > above)
                yield return new($"{nameof(draft.Deadlines)}[{place}]",
                    new Sentence("Hạn ngày {0} muộn hơn hạn của kế hoạch trên ({1}).", DraftFaults.Day(deadline.Date), DraftFaults.Day(above!.Value)), MayPass: true);
        }
    }
}

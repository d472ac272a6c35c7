using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>First and last day of the Week: the stretch of about a week named nearest to the Week itself.</summary>
internal static class PeriodReader
{
    private const int ShortestDays = 4;
    private const int LongestDays = 15;
    private const int DaysOfWeek = 7;

    public static WeekPeriod? Read(PlanText plan, MeantDays meant)
    {
        var candidates =
            (from block in plan.Body
             from range in VietnameseDate.Ranges(block.Whole.Key)
             let days = meant.Of(range)
             where days is not null
             let length = days.Value.Last.DayNumber - days.Value.First.DayNumber + 1
             where length is >= ShortestDays and <= LongestDays
             let near = block.Whole.Key.Contains("tuan le", StringComparison.Ordinal) || block.Whole.Key.Contains("thoi gian", StringComparison.Ordinal)
             where near || length == DaysOfWeek
             select (Week: days.Value, block.Whole.Slice(range.Index, range.Length).At, Near: near, Seven: length == DaysOfWeek)).ToList();
        return candidates.OrderByDescending(found => found.Near && found.Seven).ThenByDescending(found => found.Near || found.Seven).ThenByDescending(found => found.Week.Doubt is null)
            .Select(found => new WeekPeriod(found.Week.First, found.Week.Last, found.At,
                found.Near ? found.Week.Doubt : "Khoảng thời gian không nằm trong câu nói về Tuần lễ."))
            .FirstOrDefault();
    }
}

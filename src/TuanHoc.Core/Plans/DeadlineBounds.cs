namespace TuanHoc.Plans;

/// <summary>What the words of a deadline make of its day.</summary>
public static class DeadlineBounds
{
    /// <summary>The last day on which it can still be met: of "trước ngày 15/10" the 14th.</summary>
    public static DateOnly LastDay(this DeadlineBound bound, DateOnly day) => bound == DeadlineBound.Before && day > DateOnly.MinValue ? day.AddDays(-1) : day;
}

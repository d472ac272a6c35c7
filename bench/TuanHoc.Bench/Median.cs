namespace TuanHoc.Bench;

static class Median
{
    public static double Of(IEnumerable<double> values) => At(values, 0.5);

    /// <summary>The value below which this share of the values lies.</summary>
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}

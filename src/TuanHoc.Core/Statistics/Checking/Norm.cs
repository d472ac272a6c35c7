namespace TuanHoc.Statistics;

/// <summary>
/// What many units usually give in one column: the middle and the spread of the logarithms of their positive numbers. Counts of people are skewed, a few
/// units are ten times the others; the logarithm takes that for what it is, and median and median deviation are not moved by the slips they are to find.
/// </summary>
/// <param name="Count">How many units gave a positive number.</param>
/// <param name="Middle">Median of ln(1 + x).</param>
/// <param name="Spread">1.4826 times the median distance from the middle: what the standard deviation would be, were there no slips. Never 0.</param>
public sealed record Norm(int Count, double Middle, double Spread)
{
    /// <summary>Fewer units say nothing of what is usual.</summary>
    public const int Least = 20;

    // Where half the units gave the very same, twice as much would count as monstrous.
    const double LeastSpread = 0.35;

    /// <summary>The norm of these numbers, of which only the positive are looked at; null when there are fewer than <see cref="Least"/>. The span is put in order and overwritten.</summary>
    public static Norm? Of(Span<double> numbers)
    {
        var count = 0;
        foreach (var number in numbers) if (number > 0) numbers[count++] = Math.Log(1 + number);
        if (count < Least) return null;
        var given = numbers[..count];
        var middle = MedianOf(given);
        foreach (ref var one in given) one = Math.Abs(one - middle);
        return new(count, middle, Math.Max(LeastSpread, 1.4826 * MedianOf(given)));
    }

    /// <summary>How many spreads a number lies above (or, negative, below) the middle: the robust z.</summary>
    public double Distance(long number) => (Math.Log(1 + (double)number) - Middle) / Spread;

    /// <summary>The number that lies so many spreads from the middle, never below 1.</summary>
    public long At(double spreads) => Math.Max(1, (long)Math.Round(Math.Exp(Middle + spreads * Spread) - 1));

    static double MedianOf(Span<double> numbers)
    {
        numbers.Sort();
        var half = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
    }
}

using System.Diagnostics;
using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Bench;

/// <summary>The roll-up at national size: 60,000 units, 82 columns.</summary>
static class RollupBench
{
    public const int Units = 60_000;
    public const int Columns = 82;

    /// <summary>Medians, in milliseconds and microseconds, of rounds in which the copy, the totals and the updates take turns.</summary>
    public sealed record Result(double FullMs, double CopyMs, double UpdateUs)
    {
        public double FullOverCopy => FullMs / CopyMs;
    }

    public static Result Measure(UnitTree tree, long[] own, int rounds = 9)
    {
        var (totals, copy, delta) = (new long[own.Length], new long[own.Length], new long[Columns]);
        Array.Fill(delta, 1);
        var (full, copying, updating) = (new double[rounds], new double[rounds], new double[rounds]);
        for (var round = -2; round < rounds; round++)
        {
            var copyMs = Milliseconds(() => own.AsSpan().CopyTo(copy));
            var fullMs = Milliseconds(() => Rollup.Totals(tree, own, Columns, totals));
            var updateMs = Milliseconds(() =>
            {
                for (var unit = 0; unit < tree.Count; unit += 60)
                    Rollup.Add(tree, totals, Columns, unit, delta);
            });
            // the first rounds warm up the compiler and the pages of memory
            if (round >= 0)
                (copying[round], full[round], updating[round]) = (copyMs, fullMs, updateMs * 60 * 1000 / tree.Count);
        }
        return new(Median.Of(full), Median.Of(copying), Median.Of(updating));
    }

    /// <summary>A nation of 34 provinces, 3,321 communes, and schools and agencies under both, always the same.</summary>
    public static UnitTree Nation()
    {
        var nodes = new UnitNode[Units];
        nodes[0] = new(1, null, UnitKind.Nation);
        for (var unit = 1; unit < Units; unit++)
        {
            nodes[unit] = unit switch
            {
                < 1 + 34 => new(unit + 1, 1, UnitKind.Province),
                < 1 + 34 + 3321 => new(unit + 1, 2 + unit % 34, UnitKind.Commune),
                _ when unit % 10 == 0 => new(unit + 1, 2 + unit % 34, UnitKind.Agency),
                _ => new(unit + 1, 36 + unit % 3321, UnitKind.School),
            };
        }
        return UnitTree.Build(nodes);
    }

    /// <summary>Plausible figures, about a third of them nought, always the same.</summary>
    public static long[] Own()
    {
        var random = new Random(20251001);
        var own = new long[Units * Columns];
        for (var i = 0; i < own.Length; i++)
            own[i] = Math.Max(0, random.Next(-500, 1000));
        return own;
    }

    static double Milliseconds(Action act)
    {
        var start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>
/// Totals over the tree of units: dense row-major matrices of <c>long</c>, one row a unit in the tree's pre-order, one cell a column of the form.
/// A unit's total is its own row plus the totals of its children.
/// </summary>
/// <remarks>
/// Own cells are never negative, so the sum of two non-negative numbers overflows exactly when it comes out negative: collecting the sign of every
/// sum proves the totals right without a checked addition. It never happens: 60,000 units of 13 digits (<see cref="Figure.MaxDigits"/>), thirteen cells
/// of them in a derived column, make 7.8·10¹⁸ of 9.2·10¹⁸.
/// </remarks>
public static class Rollup
{
    /// <summary>
    /// Writes all totals in one pass without allocating. Backwards through pre-order a branch is complete when its top is met, and a parent's row
    /// is written once for each child while it is still in the nearest cache; the last child starts it, so nothing is cleared beforehand.
    /// </summary>
    /// <exception cref="OverflowException">A total does not fit.</exception>
    public static void Totals(UnitTree tree, ReadOnlySpan<long> own, int columns, Span<long> totals) => Totals(tree, first: 0, own, columns, totals);

    /// <summary>The same of one branch: the matrices have its units alone, the first of which stands at <paramref name="first"/> in the tree.</summary>
    /// <exception cref="OverflowException">A total does not fit.</exception>
    public static void Totals(UnitTree tree, int first, ReadOnlySpan<long> own, int columns, Span<long> totals)
    {
        var count = CountFrom(tree, first);
        RequireLength(own.Length, count * columns);
        RequireLength(totals.Length, count * columns);
        var parents = tree.Parents.Slice(first, count);
        var ends = tree.Ends.Slice(first, count);
        var signs = 0L;
        for (var unit = parents.Length - 1; unit >= 0; unit--)
        {
            var total = totals.Slice(unit * columns, columns);
            if (ends[unit] == first + unit + 1)
                own.Slice(unit * columns, columns).CopyTo(total);
            var parent = parents[unit] - first;
            if (parent < 0)
                continue;
            var sum = totals.Slice(parent * columns, columns);
            var isLastChild = ends[unit] == ends[parent];
            signs |= Add(isLastChild ? own.Slice(parent * columns, columns) : sum, total, sum);
        }
        RequireNoSign(signs);
    }

    /// <summary>Adds a change of one unit's own row to its total and to those of all units above it.</summary>
    /// <exception cref="OverflowException">A total would not fit, or would fall below 0; the totals are then no longer to be used.</exception>
    public static void Add(UnitTree tree, Span<long> totals, int columns, int unit, ReadOnlySpan<long> delta) => Add(tree, first: 0, totals, columns, unit, delta);

    /// <summary>The same of one branch, whose first unit stands at <paramref name="first"/> in the tree: the units above it are left alone.</summary>
    /// <exception cref="OverflowException">A total would not fit, or would fall below 0; the totals are then no longer to be used.</exception>
    public static void Add(UnitTree tree, int first, Span<long> totals, int columns, int unit, ReadOnlySpan<long> delta)
    {
        RequireLength(totals.Length, CountFrom(tree, first) * columns);
        RequireLength(delta.Length, columns);
        var signs = 0L;
        for (var at = unit; at >= first; at = tree.Parent(at))
        {
            var total = totals.Slice((at - first) * columns, columns);
            signs |= Add(total, delta, total);
        }
        RequireNoSign(signs);
    }

    /// <summary>Writes left + right; the result is negative if any sum is.</summary>
    static long Add(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> sum)
    {
        var signs = Vector<long>.Zero;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        ref var c = ref MemoryMarshal.GetReference(sum);
        nuint at = 0, length = (nuint)sum.Length;
        for (; at + (nuint)Vector<long>.Count <= length; at += (nuint)Vector<long>.Count)
        {
            var result = Vector.LoadUnsafe(ref a, at) + Vector.LoadUnsafe(ref b, at);
            signs |= result;
            result.StoreUnsafe(ref c, at);
        }
        var sign = Vector.LessThanAny(signs, Vector<long>.Zero) ? -1L : 0L;
        for (; at < length; at++)
            sign |= sum[(int)at] = left[(int)at] + right[(int)at];
        return sign;
    }

    static void RequireLength(int actual, int expected)
    {
        if (actual != expected)
            throw new ArgumentException($"{actual} cells where {expected} belong", nameof(actual));
    }

    /// <summary>From the top all units, several tops included; from further down those of a branch.</summary>
    static int CountFrom(UnitTree tree, int first) => first == 0 ? tree.Count : tree.End(first) - first;

    static void RequireNoSign(long signs)
    {
        if (signs < 0)
            throw new OverflowException("a total does not fit a long, or fell below 0");
    }
}

using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Core.Tests.Units;
using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class RollupTests
{
    static readonly Arbitrary<(int[] Parents, int Columns, int Seed)> Cases = (
        from parents in Trees.Arbitrary.Generator
        from columns in Gen.Choose(1, 13)
        from seed in Gen.Choose(0, int.MaxValue)
        select (parents, columns, seed)).ToArbitrary();

    [Fact]
    public void Totals_equal_the_sums_taken_branch_by_branch() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases, example =>
    {
        var tree = Trees.Build(example.Parents);
        var own = Figures(new Random(example.Seed), tree.Count * example.Columns);
        var totals = Totals(tree, own, example.Columns);
        return Enumerable.Range(0, tree.Count).All(unit => Enumerable.Range(0, example.Columns)
            .All(column => totals[unit * example.Columns + column] == Naive(tree, own, example.Columns, unit, column)));
    }));

    [Fact]
    public void Totals_after_updates_equal_totals_from_scratch() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases, example =>
    {
        var (tree, random, columns) = (Trees.Build(example.Parents), new Random(example.Seed), example.Columns);
        var own = Figures(random, tree.Count * columns);
        var totals = Totals(tree, own, columns);
        for (var i = 0; i < 20 && tree.Count > 0; i++)
        {
            var unit = random.Next(tree.Count);
            var row = own.AsSpan(unit * columns, columns);
            var after = Figures(random, columns);
            var delta = new long[columns];
            for (var column = 0; column < columns; column++)
                delta[column] = after[column] - row[column];
            after.CopyTo(row);
            Rollup.Add(tree, totals, columns, unit, delta);
        }
        return totals.SequenceEqual(Totals(tree, own, columns));
    }));

    [Fact]
    public void A_branch_by_itself_has_the_totals_it_has_in_the_tree() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Cases, example =>
    {
        var (tree, random, columns) = (Trees.Build(example.Parents), new Random(example.Seed), example.Columns);
        if (tree.Count == 0) return true;
        var own = Figures(random, tree.Count * columns);
        var first = random.Next(tree.Count);
        var count = (first == 0 ? tree.Count : tree.End(first)) - first;
        var branch = own.AsSpan(first * columns, count * columns).ToArray();
        Rollup.Totals(tree, first, branch, columns, branch);
        var (changed, delta) = (first + random.Next(count), Figures(random, columns));
        Rollup.Add(tree, first, branch, columns, changed, delta);
        for (var column = 0; column < columns; column++) own[changed * columns + column] += delta[column];
        return branch.AsSpan().SequenceEqual(Totals(tree, own, columns).AsSpan(first * columns, count * columns));
    }));

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_total_that_does_not_fit_is_an_exception_and_never_a_wrong_number(int columns)
    {
        var tree = Trees.Build([-1, 0, 0, 0, 0]);
        var own = new long[5 * columns];
        // four quarters of the range and a little: the sum would come round to a positive number again only after twice the range
        for (var unit = 1; unit < 5; unit++)
            own[unit * columns + columns - 1] = long.MaxValue / 2;
        Assert.Throws<OverflowException>(() => Totals(tree, own, columns));
    }

    [Fact]
    public void A_total_never_falls_below_nought()
    {
        var tree = Trees.Build([-1, 0]);
        var totals = Totals(tree, [1, 2], 1);
        Assert.Throws<OverflowException>(() => Rollup.Add(tree, totals, 1, 1, [-3]));
    }

    [Fact]
    public void Totals_allocate_nothing()
    {
        var tree = Trees.Build([.. Enumerable.Range(0, 2000).Select(unit => unit == 0 ? -1 : (unit - 1) / 7)]);
        var (own, totals) = (Figures(new(1), tree.Count * 56), new long[tree.Count * 56]);
        Rollup.Totals(tree, own, 56, totals);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Rollup.Totals(tree, own, 56, totals);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => Rollup.Totals(Trees.Build([-1, 0]), new long[4], 2, new long[6]));

    static long[] Totals(UnitTree tree, long[] own, int columns)
    {
        var totals = Enumerable.Repeat(-77L, own.Length).ToArray();
        Rollup.Totals(tree, own, columns, totals);
        return totals;
    }

    static long Naive(UnitTree tree, long[] own, int columns, int unit, int column) =>
        own[unit * columns + column] + tree.Children(unit).Sum(child => Naive(tree, own, columns, child, column));

    static long[] Figures(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(100_000_000_000_000))];
}

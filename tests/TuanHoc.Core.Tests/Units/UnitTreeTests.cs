using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Units;

public sealed class UnitTreeTests
{
    // nation 1 ─ province 2 ─ commune 4, commune 5 ─ school 6; province 3
    static readonly UnitNode[] Small =
    [
        new(6, 5, UnitKind.School), new(2, 1, UnitKind.Province), new(1, null, UnitKind.Nation),
        new(4, 2, UnitKind.Commune), new(3, 1, UnitKind.Province), new(5, 2, UnitKind.Commune),
    ];

    [Fact]
    public void Units_in_any_order_come_out_in_pre_order()
    {
        var tree = UnitTree.Build(Small);
        Assert.Equal([1, 2, 4, 5, 6, 3], Enumerable.Range(0, tree.Count).Select(tree.Id));
        Assert.Equal([6, 5, 3, 5, 5, 6], Enumerable.Range(0, tree.Count).Select(tree.End));
        Assert.Equal([-1, 0, 1, 1, 3, 0], Enumerable.Range(0, tree.Count).Select(tree.Parent));
        Assert.Equal(UnitKind.School, tree.Kind(tree.IndexOf(6)));
    }

    [Fact]
    public void Children_paths_and_branches_are_found()
    {
        var tree = UnitTree.Build(Small);
        Assert.Equal([4, 5], tree.Children(tree.IndexOf(2)).Select(tree.Id));
        Assert.Equal([1, 2, 5, 6], tree.PathTo(tree.IndexOf(6)).Select(tree.Id));
        Assert.True(tree.Contains(tree.IndexOf(2), tree.IndexOf(6)));
        Assert.True(tree.Contains(tree.IndexOf(2), tree.IndexOf(2)));
        Assert.False(tree.Contains(tree.IndexOf(4), tree.IndexOf(6)));
        Assert.False(tree.TryIndexOf(99, out _));
    }

    [Fact]
    public void Several_units_may_stand_at_the_top() =>
        Assert.Equal([-1, 0, -1], UnitTree.Build([new(1, null, UnitKind.Province), new(2, null, UnitKind.Province), new(3, 1, UnitKind.Commune)]).Parents.ToArray());

    [Fact]
    public void No_units_make_an_empty_tree() => Assert.Equal(0, UnitTree.Build([]).Count);

    [Fact]
    public void An_orphan_is_refused_by_its_id() =>
        Assert.Contains("unit 8 stands under unit 77", Refusal(new UnitNode(8, 77, UnitKind.School)), StringComparison.Ordinal);

    [Fact]
    public void An_id_that_comes_twice_is_refused() =>
        Assert.Contains("unit 4 comes twice", Refusal(new UnitNode(4, 1, UnitKind.School)), StringComparison.Ordinal);

    [Fact]
    public void A_cycle_is_refused_by_an_id_on_it()
    {
        // 12 hangs below the cycle 10 ⇄ 11 and must not be blamed
        var message = Refusal(new(12, 10, UnitKind.School), new(10, 11, UnitKind.School), new(11, 10, UnitKind.School));
        Assert.Matches("unit (10|11) is its own ancestor", message);
    }

    [Fact]
    public void Every_branch_holds_its_unit_and_exactly_those_beneath() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Trees.Arbitrary, parents =>
    {
        var tree = Trees.Build(parents);
        for (var unit = 0; unit < tree.Count; unit++)
        {
            var beneath = Enumerable.Range(0, tree.Count).Where(other => tree.PathTo(other).Contains(unit));
            if (!beneath.SequenceEqual(Enumerable.Range(unit, tree.End(unit) - unit)))
                return false;
        }
        return true;
    }));

    [Fact]
    public void Kinds_are_known_by_their_English_words()
    {
        Assert.All(Enum.GetValues<UnitKind>(), kind => Assert.Equal(kind, UnitKinds.Parse(UnitKinds.Word(kind))));
        Assert.Equal("culture-house", UnitKinds.Word(UnitKind.CultureHouse));
        Assert.Equal("neighbourhood", UnitKinds.Word(UnitKind.Neighbourhood));
        Assert.Throws<FormatException>(() => UnitKinds.Parse("village"));
    }

    static string Refusal(params UnitNode[] more) => Assert.Throws<ArgumentException>(() => UnitTree.Build([.. Small, .. more])).Message;
}

/// <summary>Random trees, as the parent of each unit (-1 at the top); a parent stands before its children.</summary>
static class Trees
{
    public static readonly Arbitrary<int[]> Arbitrary = Gen.Choose(0, 60)
        .SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count).Select(unit => Gen.Choose(-1, unit - 1))))
        .ToArbitrary();

    /// <summary>The tree of these parents, its units given backwards and with ids that are no positions.</summary>
    public static UnitTree Build(int[] parents) => UnitTree.Build(parents
        .Select((parent, unit) => new UnitNode(1000 + unit, parent < 0 ? null : 1000 + parent, (UnitKind)(unit % 16)))
        .Reverse());
}

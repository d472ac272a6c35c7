using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Units;

public sealed class LaterMapTests
{
    static readonly DateOnly Then = new(2024, 10, 7), Reform = new(2025, 7, 1), Since = new(2026, 1, 1);

    // Earlier: nation 1 ─ province 2 ─ district 10 ─ wards 11, 12, 13, 14; later: nation 1 ─ province 2 ─ wards 21, 22.
    static readonly Dictionary<long, (long? Parent, UnitKind Kind)> Earlier = new()
    {
        [1] = (null, UnitKind.Nation),
        [2] = (1, UnitKind.Province),
        [10] = (2, UnitKind.District),
        [11] = (10, UnitKind.Commune),
        [12] = (10, UnitKind.Commune),
        [13] = (10, UnitKind.Commune),
        [14] = (10, UnitKind.Commune),
        [31] = (11, UnitKind.School),
        [32] = (12, UnitKind.School),
        [33] = (14, UnitKind.School),
        [21] = (2, UnitKind.Commune),
        [22] = (2, UnitKind.Commune),
    };

    static readonly Succeeded[] Edges =
    [
        new(10, 21, Reform, Whole: false), new(10, 22, Reform, Whole: false),
        new(11, 21, Reform, Whole: true), new(12, 21, Reform, Whole: false), new(12, 22, Reform, Whole: false), new(13, 22, Reform, Whole: false),
    ];

    static LaterMap Map(IEnumerable<UnitNode> later, params IEnumerable<Succeeded> edges) =>
        new(UnitTree.Build(later), id => Earlier.TryGetValue(id, out var stood) ? new(stood.Parent, stood.Kind, Then) : null, edges);

    static readonly UnitNode[] Later = [new(1, null, UnitKind.Nation), new(2, 1, UnitKind.Province), new(21, 2, UnitKind.Commune), new(22, 2, UnitKind.Commune)];

    [Theory]
    [InlineData(2, 2, Placing.Same)]
    [InlineData(11, 21, Placing.Whole)]
    [InlineData(31, 21, Placing.Whole)]
    [InlineData(12, 2, Placing.Part)]
    [InlineData(32, 2, Placing.Part)]
    [InlineData(10, 2, Placing.Part)]
    [InlineData(13, 2, Placing.Unknown)]
    [InlineData(14, 2, Placing.Unknown)]
    public void A_unit_is_placed_where_the_succession_surely_puts_it(long unit, long under, Placing how)
    {
        var placement = Map(Later, Edges).Place(unit)!;
        Assert.Equal((under, how), (placement.Under, placement.How));
    }

    [Theory]
    [InlineData(11, true, false, 2L)]
    [InlineData(31, true, false, 2L)] // and with it the school that stood there
    [InlineData(11, false, false, null)] // the law says it
    [InlineData(11, true, true, null)] // its whole district went there: a wrong name would change nothing
    public void What_a_name_alone_brought_is_surely_only_in_the_unit_above(long unit, bool byName, bool districtWhole, long? surely)
    {
        Succeeded[] district = districtWhole ? [new(10, 21, Reform, Whole: true)] : [new(10, 21, Reform, Whole: false), new(10, 22, Reform, Whole: false)];
        var placement = Map(Later, [new(11, 21, Reform, Whole: true, byName), .. district]).Place(unit)!;
        Assert.Equal((21, Placing.Whole, surely), (placement.Under, placement.How, placement.SurelyUnder));
    }

    [Fact]
    public void The_parts_of_a_divided_unit_are_named() =>
        Assert.Equal([21, 22], Map(Later, Edges).Place(12)!.Parts);

    [Fact]
    public void Parts_that_came_together_again_are_a_whole()
    {
        UnitNode[] today = [new(1, null, UnitKind.Nation), new(2, 1, UnitKind.Province), new(23, 2, UnitKind.Commune)];
        var placement = Map(today, [.. Edges, new(21, 23, Since, Whole: true), new(22, 23, Since, Whole: true)]).Place(12)!;
        Assert.Equal((23, Placing.Whole), (placement.Under, placement.How));
    }

    [Fact]
    public void A_merger_undone_gives_each_its_own_ground_back_and_divides_what_was_between()
    {
        // 11 and 12 became 21 on the reform's day; a counter-decision brought them back.
        UnitNode[] today = [new(1, null, UnitKind.Nation), new(2, 1, UnitKind.Province), new(11, 2, UnitKind.Commune), new(12, 2, UnitKind.Commune)];
        var map = Map(today, new(11, 21, Reform, Whole: true), new(12, 21, Reform, Whole: true), new(21, 11, Since, Whole: false), new(21, 12, Since, Whole: false));
        Assert.Equal(new(11, Placing.Same, []), map.Place(11)! with { Parts = [] });
        Assert.Equal((2L, Placing.Part), (map.Place(21)!.Under, map.Place(21)!.How));
    }

    [Fact]
    public void Only_what_happened_after_the_day_counts()
    {
        UnitNode[] today = [new(1, null, UnitKind.Nation), new(2, 1, UnitKind.Province), new(22, 2, UnitKind.Commune)];
        // 11 went into 21 long before it came back and went, whole, into 22.
        var map = Map(today, new(11, 21, new(2022, 1, 1), Whole: true), new(11, 22, Since, Whole: true));
        Assert.Equal((22L, Placing.Whole), (map.Place(11)!.Under, map.Place(11)!.How));
    }

    [Fact]
    public void A_unit_that_nobody_knows_has_no_place() => Assert.Null(Map(Later, Edges).Place(999));
}

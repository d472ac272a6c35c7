using System.Runtime.InteropServices;
using TuanHoc.Units;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>
/// Over which units an edition's figures are added up: those of its own last day, or of a later day;
/// and whether a unit is counted where it answers to, or on whose ground it stands.
/// </summary>
/// <param name="Day">The later day; null for the edition's own last day.</param>
/// <param name="OnGround">By the ground: a THPT is counted in the commune it stands in, and no longer under its Sở.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TotalsMap(DateOnly? Day, bool OnGround);

/// <summary>The units of a map, with the earlier units hung where the succession surely puts them.</summary>
/// <param name="Tree">Every unit of the map's day, and every earlier unit that has a report.</param>
/// <param name="Names">What each is called.</param>
/// <param name="Earlier">Where and how surely the earlier units are placed, by id.</param>
/// <param name="AnswersTo">On a map by ground: whom a unit answers to, where that is not the unit it is counted under.</param>
public sealed record TotalsUnits(UnitTree Tree, IReadOnlyDictionary<long, UnitName> Names, IReadOnlyDictionary<long, Placement> Earlier, IReadOnlyDictionary<long, long> AnswersTo)
{
    /// <summary>Earlier units of which a part lies in the branch of <paramref name="unit"/> though they are counted above it, as a whole.</summary>
    public IReadOnlyList<long> PartlyIn(int unit) => CountedAbove(unit, Placing.Part);

    /// <summary>Earlier units counted above <paramref name="unit"/> whose successor nobody knows, and which may be in its branch.</summary>
    public IReadOnlyList<long> PerhapsIn(int unit) => CountedAbove(unit, Placing.Unknown);

    /// <summary>Earlier units counted in the branch of <paramref name="unit"/> by their name alone: the unit above it holds them surely.</summary>
    public IReadOnlyList<long> ByNameIn(int unit) => [.. from one in Earlier where one.Value.SurelyUnder is { } surely && Within(unit, one.Value.Under) && !Within(unit, surely) select one.Key];

    IReadOnlyList<long> CountedAbove(int unit, Placing how) => Earlier.Count == 0 ? [] :
        [.. from one in Earlier
            where one.Value.How == how && !Within(unit, one.Value.Under)
            where one.Value.Parts.Count > 0 ? one.Value.Parts.Any(part => Within(unit, part)) : Tree.TryIndexOf(one.Value.Under, out var under) && Tree.Contains(under, unit)
            select one.Key];

    bool Within(int unit, long other) => Tree.TryIndexOf(other, out var at) && Tree.Contains(unit, at);
}

/// <summary>The map as an address asks for it: "on=05/10/2025" and "ground=1", each or neither.</summary>
public sealed record MapAsked
{
    public string? On { get; init; }

    public string? Ground { get; init; }

    /// <summary>The map; null when the day cannot be read.</summary>
    public TotalsMap? Map => On is null ? new(null, Ground is not null) : FormReader.ReadDay(On) is { } day ? new(day, Ground is not null) : null;
}

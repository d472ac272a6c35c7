using System.Runtime.InteropServices;

namespace TuanHoc.Units;

/// <summary>How surely an earlier unit is placed on a later map.</summary>
public enum Placing : byte
{
    /// <summary>It is the same unit still.</summary>
    Same,
    /// <summary>All of it lies within the unit it is placed under.</summary>
    Whole,
    /// <summary>It was divided: it is placed under the nearest unit that holds all its parts, and counted in none of them.</summary>
    Part,
    /// <summary>What became of it is unknown: it is placed where the unit above it went.</summary>
    Unknown,
}

/// <summary>Where an earlier unit is counted on a later map.</summary>
/// <param name="Under">The unit that counts it.</param>
/// <param name="How">How surely.</param>
/// <param name="Parts">The units its parts lie in, when it was divided.</param>
/// <param name="SurelyUnder">Where a name alone brought it: the unit above that holds it whatever the law says of the name; else null.</param>
public sealed record Placement(long Under, Placing How, IReadOnlyList<long> Parts, long? SurelyUnder = null);

/// <summary>One unit went into another on a day, as a whole or in part; <paramref name="ByName"/> when it was joined by its name and not yet held against the law (docs/decisions/0010).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Succeeded(long From, long To, DateOnly OnDay, bool Whole, bool ByName = false);

/// <summary>A unit of an earlier day, as far as its place depends on it: whom it stood under, and the last day on which it is known to have stood there.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EarlierUnit(long? ParentId, UnitKind Kind, DateOnly LastDay);

/// <summary>
/// Earlier units on the map of a later day, by what the succession says and nothing else. Who was divided is never given to one of the parts,
/// whose successor is unknown is never guessed: both are counted at the nearest unit above that surely holds them (docs/decisions/0010 and 0017).
/// </summary>
public sealed class LaterMap
{
    readonly UnitTree later;
    readonly Func<long, EarlierUnit?> earlier;
    readonly ILookup<long, Succeeded> successors;
    readonly Dictionary<(long Unit, DateOnly Since), Placement?> known = [];

    /// <param name="later">The units of the later day.</param>
    /// <param name="earlier">A unit that is not among them; null for one that nobody knows.</param>
    /// <param name="edges">What went into what until the later day.</param>
    public LaterMap(UnitTree later, Func<long, EarlierUnit?> earlier, IEnumerable<Succeeded> edges)
    {
        (this.later, this.earlier) = (later, earlier);
        successors = edges.ToLookup(edge => edge.From);
    }

    /// <summary>The place of an earlier unit; null when not even a unit above it has one.</summary>
    public Placement? Place(long unit) => Place(unit, earlier(unit)?.LastDay ?? default);

    Placement? Place(long unit, DateOnly since)
    {
        if (later.TryIndexOf(unit, out _)) return new(unit, Placing.Same, []);
        if (known.TryGetValue((unit, since), out var placement)) return placement;
        // A ring of parents would be a fault of the data; it must not be an endless walk.
        known[(unit, since)] = null;
        return known[(unit, since)] = Find(unit, since);
    }

    Placement? Find(long unit, DateOnly since)
    {
        // What became of it next; what came of that, it meets in turn.
        var next = successors[unit].Where(edge => edge.OnDay > since).GroupBy(edge => edge.OnDay).MinBy(edges => edges.Key)?.ToList() ?? [];
        var places = next.Select(edge => Place(edge.To, edge.OnDay)).OfType<Placement>().ToList();
        if (places.Count == 0) return OfTheUnitAbove(unit, since);
        if (Follow(unit, since, next, places) is not { } found) return null;
        var surely = next.Exists(edge => edge.ByName) ? OfTheUnitAbove(unit, since)?.Under ?? later.Id(0)
            : places.Exists(one => one.SurelyUnder is not null) ? places.Select(one => one.SurelyUnder ?? one.Under).Aggregate(Common) : found.Under;
        return Common(surely, found.Under) is var holds && holds != found.Under ? found with { SurelyUnder = holds } : found with { SurelyUnder = null };
    }

    Placement? Follow(long unit, DateOnly since, List<Succeeded> next, List<Placement> places)
    {
        // A part went there and nobody knows where the rest went.
        if (next is [{ Whole: false }]) return OfTheUnitAbove(unit, since) is { } upper ? new(Common(places[0].Under, upper.Under), Placing.Unknown, [places[0].Under]) : null;
        if (places is [var only]) return only with { How = only.How is Placing.Same ? Placing.Whole : only.How };
        var parts = places.SelectMany(one => one.How is Placing.Part ? one.Parts : [one.Under]).Distinct().ToList();
        if (places.Exists(one => one.How is Placing.Unknown)) return new(places.Select(one => one.Under).Aggregate(Common), Placing.Unknown, parts);
        return parts is [var same] ? new(same, Placing.Whole, []) : new(places.Select(one => one.Under).Aggregate(Common), Placing.Part, parts);
    }

    /// <summary>A body that ended did its work where the unit above it lay; of ground itself that is no knowledge.</summary>
    Placement? OfTheUnitAbove(long unit, DateOnly since)
    {
        if (earlier(unit) is not { ParentId: { } parent } stood || Place(parent, since) is not { } upper) return null;
        if (UnitNames.IsTerritory(stood.Kind)) return upper with { How = Placing.Unknown };
        return upper.How is Placing.Same ? upper with { How = Placing.Whole } : upper;
    }

    /// <summary>The nearest unit that holds both.</summary>
    long Common(long one, long other)
    {
        var (at, with) = (later.IndexOf(one), later.IndexOf(other));
        while (!later.Contains(at, with)) at = later.Parent(at);
        return later.Id(at);
    }
}

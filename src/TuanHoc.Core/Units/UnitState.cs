using System.Runtime.InteropServices;
using TuanHoc.Text;

namespace TuanHoc.Units;

/// <summary>What one version says of a unit.</summary>
/// <param name="Name">As a letterhead names it: "Phường Đức Nhuận".</param>
/// <param name="ShortName">Without its type: "Đức Nhuận".</param>
/// <param name="PrintedType">"phường", "xã", "tỉnh" …; null where there is none.</param>
/// <param name="Code">As printed, with its leading zeros.</param>
/// <param name="ParentId">Whom it answers to; null for the nation.</param>
/// <param name="TerritoryId">Where it stands, when that is not its parent's ground.</param>
/// <param name="Level">Of a school.</param>
public sealed record UnitState(string Name, string ShortName, string? PrintedType, string? Code, long? ParentId, long? TerritoryId = null, string? Level = null);

/// <summary>A unit as it stands on a day: since when, and the first day on which the directory already knows it to be otherwise or no more.</summary>
public sealed record UnitOfDay(long Id, UnitKind Kind, UnitState State, DateOnly From, DateOnly? To = null)
{
    public bool HasLater => To is not null;
}

/// <summary>What a change does to one unit from its day on: null before is a unit that begins, null after one that ends. New units have negative ids.</summary>
public sealed record UnitLine(long UnitId, UnitKind Kind, UnitState? Before, UnitState? After);

/// <summary>From the day of the change, this unit went into that one: as a whole, or in part with its share where it is known.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UnitEdge(long From, long To, bool Whole, decimal? Share);

/// <summary>Why a change cannot be, with the unit it is about and the decision that stands in the way, where they are known.</summary>
public readonly record struct Refusal(Sentence Why, long? UnitId = null, LaterDecision? By = null)
{
    public static implicit operator Refusal(Sentence why) => new(why);

    public override string ToString() => Why.ToString();
}

/// <summary>A decision that touched a unit after the one in question, in force from its day.</summary>
public sealed record LaterDecision(long Id, string Number, DateOnly OnDay);

/// <summary>A unit that goes to several, and the units below it, each of which a person gives its part.</summary>
public sealed record Division(long UnitId, string Name, IReadOnlyList<DivisionPart> Parts, IReadOnlyList<DividedBelow> Below)
{
    /// <summary>The choice of what goes on under the old name, because no step takes the rest.</summary>
    public const int Remainder = -1;
}

/// <summary>One of the units that a divided unit goes to.</summary>
public sealed record DivisionPart(int Choice, string Name);

/// <summary>A unit below a divided one, with the part chosen for it.</summary>
public sealed record DividedBelow(long UnitId, string Name, int? Choice);

/// <summary>Everything a change does, or why it cannot be done.</summary>
public sealed record UnitOutcome(IReadOnlyList<UnitLine> Lines, IReadOnlyList<UnitEdge> Edges, IReadOnlyList<Refusal> Refusals)
{
    public bool IsPossible => Refusals.Count == 0;

    /// <summary>The divided units whose units below go by a person's choice, be it made or still open.</summary>
    public IReadOnlyList<Division> Divisions { get; init; } = [];

    /// <summary>What becomes of what is already entered for later.</summary>
    public IReadOnlyList<ComingLine> Coming { get; init; } = [];

    public static UnitOutcome Refused(params IReadOnlyList<Refusal> why) => new([], [], why);
}

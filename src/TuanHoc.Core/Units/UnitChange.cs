namespace TuanHoc.Units;

/// <summary>What a decision orders for units, before anybody knows what that touches.</summary>
public abstract record UnitChange
{
    UnitChange() { }

    /// <summary>Another name, another code, or both; what is printed before a territory's name stays.</summary>
    public sealed record Rename(long UnitId, string ShortName, string? Code) : UnitChange;

    /// <summary>Another printed type: a xã becomes a phường, a tỉnh a thành phố.</summary>
    public sealed record Retype(long UnitId, string PrintedType) : UnitChange;

    /// <summary>Another level of a school: a THCS becomes one of several levels.</summary>
    public sealed record Relevel(long UnitId, string? Level) : UnitChange;

    /// <summary>Another body to answer to, or other ground to stand on.</summary>
    public sealed record Move(long UnitId, long ParentId, long? TerritoryId) : UnitChange;

    /// <summary>
    /// Several become one. Territories become a new unit always, since its ground is another (docs/decisions/0010): its name may be that of one of them.
    /// Bodies may go into one of their own kind that goes on as it is.
    /// </summary>
    public sealed record Merge(IReadOnlyList<long> From, long? Into, NewUnit? New) : UnitChange
    {
        /// <summary>Territories that give a part of their ground. Where no step of the decision takes the rest, it goes on as a new unit of the same name.</summary>
        public IReadOnlyList<Piece> Partly { get; init; } = [];
    }

    /// <summary>One becomes several, which together are all of it.</summary>
    public sealed record Split(long UnitId, IReadOnlyList<Part> Parts) : UnitChange;

    /// <summary>It ends and nothing of it goes on; what stands below it goes to another unit.</summary>
    public sealed record Close(long UnitId, long? BelowGoesTo) : UnitChange;

    public sealed record Open(NewUnit New) : UnitChange;
}

/// <summary>A unit that begins.</summary>
public sealed record NewUnit(UnitKind Kind, UnitState State);

/// <summary>A part of a unit that is split, with its share of it (0 to 1) where that is known.</summary>
public sealed record Part(NewUnit New, decimal? Share);

/// <summary>A part of a territory that goes elsewhere, with its share of it (0 to 1) where that is known; or all of it that the other parts of the decision leave.</summary>
public sealed record Piece(long UnitId, decimal? Share = null, bool IsRest = false);

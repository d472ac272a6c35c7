namespace TuanHoc.Units;

/// <summary>A unit's state as the fields that change apart from each other: a new code says nothing of the name. The name of a body is one field, that of a territory its type and its short name.</summary>
static class UnitFields
{
    static readonly (Func<UnitKind, UnitState, object?> Of, Func<UnitKind, UnitState, UnitState, UnitState> With)[] All =
    [
        ((kind, state) => UnitNames.IsTerritory(kind) ? state.ShortName : (state.Name, state.ShortName, state.PrintedType),
            (kind, to, from) => UnitNames.IsTerritory(kind) ? to with { ShortName = from.ShortName } : to with { Name = from.Name, ShortName = from.ShortName, PrintedType = from.PrintedType }),
        ((kind, state) => UnitNames.IsTerritory(kind) ? state.PrintedType : null, (kind, to, from) => UnitNames.IsTerritory(kind) ? to with { PrintedType = from.PrintedType } : to),
        ((_, state) => state.Code, (_, to, from) => to with { Code = from.Code }),
        ((_, state) => state.ParentId, (_, to, from) => to with { ParentId = from.ParentId }),
        ((_, state) => state.TerritoryId, (_, to, from) => to with { TerritoryId = from.TerritoryId }),
        ((_, state) => state.Level, (_, to, from) => to with { Level = from.Level }),
    ];

    /// <summary>Whether two decisions speak of the same: of one field both, or of whether the unit is there at all.</summary>
    public static bool Overlap(UnitLine one, UnitLine other) =>
        one.Before is null || one.After is null || other.Before is null || other.After is null
        || All.Any(field => Changed(field.Of, one.Kind, one.Before, one.After) && Changed(field.Of, one.Kind, other.Before, other.After));

    /// <summary>How the unit stands now, but for what the line changed and nothing has changed since: that is as it was before.</summary>
    public static UnitState Undone(UnitLine line, UnitState now)
    {
        var (kind, before, after, state) = (line.Kind, line.Before!, line.After!, now);
        foreach (var (of, with) in All)
            if (Changed(of, kind, before, after) && !Changed(of, kind, after, now)) state = with(kind, state, before);
        return Whole(kind, state);
    }

    /// <summary>How a unit stands from a later day: as that day changes it (<paramref name="was"/> to <paramref name="then"/>), and in all else as it stands now. Who has left a place that ends then does not go where that goes.</summary>
    public static UnitState Carried(UnitKind kind, UnitState was, UnitState then, UnitState now, Func<long, bool> ends)
    {
        var state = now;
        foreach (var (of, with) in All)
            if (Changed(of, kind, was, then)) state = with(kind, state, then);
        if (now.ParentId != was.ParentId && was.ParentId is { } parent && ends(parent)) state = state with { ParentId = now.ParentId };
        if (now.TerritoryId != was.TerritoryId && was.TerritoryId is { } ground && ends(ground)) state = state with { TerritoryId = now.TerritoryId };
        return Whole(kind, state);
    }

    static UnitState Whole(UnitKind kind, UnitState state) => state with
    {
        Name = UnitNames.IsTerritory(kind) ? UnitNames.Full(state.PrintedType, state.ShortName) : state.Name,
        TerritoryId = state.TerritoryId == state.ParentId ? null : state.TerritoryId,
    };

    static bool Changed(Func<UnitKind, UnitState, object?> of, UnitKind kind, UnitState before, UnitState after) => !Equals(of(kind, before), of(kind, after));
}

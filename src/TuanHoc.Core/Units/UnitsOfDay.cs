namespace TuanHoc.Units;

/// <summary>The directory on one day, and what it already knows of later ones, by the questions a change asks of it.</summary>
public sealed class UnitsOfDay
{
    readonly Dictionary<long, UnitOfDay> byId;
    readonly ILookup<long, UnitOfDay> below, standing, later;
    readonly ILookup<(UnitKind, string), UnitOfDay> byCode;

    /// <param name="day">The day.</param>
    /// <param name="units">The units that stand on it.</param>
    /// <param name="later">How units will stand that begin, or are otherwise, after it.</param>
    public UnitsOfDay(DateOnly day, IEnumerable<UnitOfDay> units, IEnumerable<UnitOfDay>? later = null)
    {
        Day = day;
        Later = [.. (later ?? []).OrderBy(unit => unit.From)];
        this.later = Later.ToLookup(unit => unit.Id);
        byId = units.ToDictionary(unit => unit.Id);
        below = byId.Values.Where(unit => unit.State.ParentId is not null).ToLookup(unit => unit.State.ParentId!.Value);
        standing = byId.Values.Where(unit => unit.State.TerritoryId is not null).ToLookup(unit => unit.State.TerritoryId!.Value);
        byCode = byId.Values.Where(unit => unit.State.Code is not null).ToLookup(unit => (unit.Kind, unit.State.Code!));
    }

    public DateOnly Day { get; }

    public IEnumerable<UnitOfDay> All => byId.Values;

    /// <summary>What is entered for later, by the day on which it begins.</summary>
    public IReadOnlyList<UnitOfDay> Later { get; }

    public UnitOfDay? Find(long id) => byId.GetValueOrDefault(id);

    /// <summary>The unit as it will stand on the day or a later one, as far as the directory knows.</summary>
    public UnitOfDay? Find(long id, DateOnly onDay) =>
        Find(id) is { } unit && (unit.To is null || onDay < unit.To) ? unit : later[id].FirstOrDefault(one => one.From <= onDay && (one.To is null || onDay < one.To));

    /// <summary>The first day on which a unit of the day is no more; null when it goes on for good.</summary>
    public DateOnly? EndOf(UnitOfDay unit)
    {
        var end = unit.To;
        foreach (var next in later[unit.Id].Where(next => next.From == end)) end = next.To;
        return end;
    }

    /// <summary>The units that answer to it.</summary>
    public IEnumerable<UnitOfDay> Below(long id) => below[id];

    /// <summary>The units that stand on its ground and answer elsewhere.</summary>
    public IEnumerable<UnitOfDay> StandingOn(long id) => standing[id];

    public IEnumerable<UnitOfDay> WithCode(UnitKind kind, string code) => byCode[(kind, code)];

    /// <summary>Whether the one is the other or stands, over any number of steps, beneath it.</summary>
    public bool IsWithin(long id, long ancestor)
    {
        var met = new HashSet<long>();
        for (long? at = id; at is { } here && met.Add(here); at = Find(here)?.State.ParentId)
            if (here == ancestor) return true;
        return false;
    }
}

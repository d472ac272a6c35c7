namespace TuanHoc.Units;

/// <summary>The directory on one day, and what it already knows of later ones, by the questions a change asks of it.</summary>
public sealed class UnitsOfDay
{
    readonly Dictionary<long, UnitOfDay> byId;
    readonly ILookup<long, UnitOfDay> below, standing, later;
    readonly ILookup<(UnitKind, string), UnitOfDay> byCode;
    readonly ILookup<(long, DateOnly), UnitEdge> coming;
    readonly HashSet<long> awaited;

    /// <param name="day">The day.</param>
    /// <param name="units">The units that stand on it.</param>
    /// <param name="later">How units will stand that begin, or are otherwise, after it.</param>
    /// <param name="coming">What goes into what after it, and on which day.</param>
    public UnitsOfDay(DateOnly day, IEnumerable<UnitOfDay> units, IEnumerable<UnitOfDay>? later = null, IEnumerable<(DateOnly OnDay, UnitEdge Edge)>? coming = null)
    {
        Day = day;
        awaited = [.. (coming ?? []).Select(one => one.Edge.To)];
        this.coming = (coming ?? []).ToLookup(one => (one.Edge.From, one.OnDay), one => one.Edge);
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

    /// <summary>The first day on which a unit that is there on a day is no more; null when it goes on for good, or is not there.</summary>
    public DateOnly? EndAfter(long? id, DateOnly onDay)
    {
        var end = id is { } known ? Find(known, onDay)?.To : null;
        while (end is { } day && later[id!.Value].FirstOrDefault(one => one.From == day) is { } next) end = next.To;
        return end;
    }

    /// <summary>Into what a unit goes that ends on a later day, always in the same order.</summary>
    public IReadOnlyList<UnitEdge> GoesTo(long id, DateOnly onDay) => [.. coming[(id, onDay)].OrderBy(edge => edge.To)];

    /// <summary>Whether another unit is to go into this one on a later day.</summary>
    public bool IsAwaited(long id) => awaited.Contains(id);

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

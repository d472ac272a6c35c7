namespace TuanHoc.Units;

/// <summary>The directory on one day, by the questions a change asks of it.</summary>
public sealed class UnitsOfDay
{
    readonly Dictionary<long, UnitOfDay> byId;
    readonly ILookup<long, UnitOfDay> below, standing;
    readonly ILookup<(UnitKind, string), UnitOfDay> byCode;

    public UnitsOfDay(DateOnly day, IEnumerable<UnitOfDay> units)
    {
        Day = day;
        byId = units.ToDictionary(unit => unit.Id);
        below = byId.Values.Where(unit => unit.State.ParentId is not null).ToLookup(unit => unit.State.ParentId!.Value);
        standing = byId.Values.Where(unit => unit.State.TerritoryId is not null).ToLookup(unit => unit.State.TerritoryId!.Value);
        byCode = byId.Values.Where(unit => unit.State.Code is not null).ToLookup(unit => (unit.Kind, unit.State.Code!));
    }

    public DateOnly Day { get; }

    public IEnumerable<UnitOfDay> All => byId.Values;

    public UnitOfDay? Find(long id) => byId.GetValueOrDefault(id);

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

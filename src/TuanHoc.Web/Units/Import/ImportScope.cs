using Npgsql;
using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>Where a unit's life stands on the day an import begins.</summary>
public enum Phase { Now, Later, Ended }

/// <summary>A unit the import may meet: as it is on that day, or else as it first will be, or as it last was.</summary>
/// <param name="Lasts">Whether it is there from that day on, whatever it will be called: others may stand under it.</param>
public sealed record KnownUnit(
    long Id, UnitKind Kind, string? Code, string Name, string Key, string ShortKey, long? ParentId, long? TerritoryId, string? Level, DateOnly From, DateOnly? To, Phase Phase, bool Lasts)
{
    /// <summary>The key with abbreviations written out.</summary>
    public string WrittenOut => field ??= Likeness.WrittenOut(Key);

    public bool IsTerritory => Kind is UnitKind.Nation or UnitKind.Province or UnitKind.District or UnitKind.Commune;
}

/// <summary>A commune of the day, with its province.</summary>
public sealed record KnownCommune(long Id, string Code, string Name, string Key, string ShortKey, long ProvinceId, string ProvinceName);

/// <summary>What an import is compared with: the units of the province it is for (of the nation, for the nation), and every commune of the country.</summary>
public sealed class ImportScope
{
    readonly Dictionary<long, long> grounds = [], provinces = [];
    readonly Dictionary<long, bool> inBranch = [];

    ImportScope(long rootId, long placeId, DateOnly begins) => (RootId, PlaceId, Begins) = (rootId, placeId, begins);

    /// <summary>The unit the import is made for: nothing outside its branch is written.</summary>
    public long RootId { get; }

    /// <summary>The province the root stands in, or the nation.</summary>
    public long PlaceId { get; }

    public DateOnly Begins { get; }

    public Dictionary<long, KnownUnit> Units { get; } = [];

    public List<KnownCommune> Communes { get; } = [];

    /// <summary>What units carry on the day.</summary>
    public Dictionary<(long Unit, string Kind), string> Facts { get; } = [];

    /// <summary>Into what a unit of the day goes that ends later, and when.</summary>
    public Dictionary<long, List<(DateOnly Day, long To, string Name)>> GoesTo { get; } = [];

    public KnownUnit Root => Units[RootId];

    /// <summary>The territory a unit stands in.</summary>
    public long Ground(long id)
    {
        if (grounds.TryGetValue(id, out var ground)) return ground;
        // Whoever stands on a circle stands on itself; the check of circles tells it.
        grounds[id] = id;
        return grounds[id] = Units.GetValueOrDefault(id) is not { IsTerritory: false } unit ? id : unit.TerritoryId ?? (unit.ParentId is { } parent ? Ground(parent) : id);
    }

    /// <summary>The province a unit belongs to; the nation for what stands under it.</summary>
    public long Province(long id)
    {
        if (provinces.TryGetValue(id, out var province)) return province;
        provinces[id] = UnitDirectory.Nation;
        return provinces[id] = Units.GetValueOrDefault(id) is not { } unit ? UnitDirectory.Nation : unit.Kind == UnitKind.Province || unit.ParentId is not { } parent ? id : Province(parent);
    }

    public bool InBranch(long id)
    {
        if (id == RootId) return true;
        if (inBranch.TryGetValue(id, out var known)) return known;
        inBranch[id] = false;
        return inBranch[id] = Units.GetValueOrDefault(id)?.ParentId is { } parent && InBranch(parent);
    }

    public static async Task<ImportScope> LoadAsync(NpgsqlConnection connection, long rootId, DateOnly begins, CancellationToken cancel)
    {
        var scope = new ImportScope(rootId, await PlaceAsync(connection, rootId, begins, cancel), begins);
        await using (var command = new NpgsqlCommand(UnitsSql, connection) { Parameters = { new() { Value = scope.PlaceId }, new() { Value = begins } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                T? Value<T>(int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
                scope.Units.Add(reader.GetInt64(0), new(
                    reader.GetInt64(0), UnitKinds.Parse(reader.GetString(1)), Value<string>(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), Value<long?>(6), Value<long?>(7), Value<string>(8),
                    reader.GetFieldValue<DateOnly>(9), Value<DateOnly?>(10), (Phase)reader.GetInt32(11), reader.GetBoolean(12)));
            }
        }
        await using (var command = new NpgsqlCommand("select unit_id, kind, value from unit_fact where valid @> $1 and replaced_at is null and unit_id = any ($2)", connection) { Parameters = { new() { Value = begins }, new() { Value = scope.Units.Keys.ToArray() } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) scope.Facts.Add((reader.GetInt64(0), reader.GetString(1)), reader.GetString(2));
        await using (var command = new NpgsqlCommand("select from_unit, on_day, to_unit, unit_name(to_unit, on_day) from succession where on_day > $1 and from_unit = any ($2) order by on_day, to_unit", connection) { Parameters = { new() { Value = begins }, new() { Value = scope.Units.Values.Where(unit => unit is { Phase: Phase.Now, Lasts: false }).Select(unit => unit.Id).ToArray() } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                if (!scope.GoesTo.TryGetValue(reader.GetInt64(0), out var parts)) scope.GoesTo[reader.GetInt64(0)] = parts = [];
                parts.Add((reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetString(3)));
            }
        }
        await using (var command = new NpgsqlCommand(CommunesSql, connection) { Parameters = { new() { Value = begins } } })
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel))
                scope.Communes.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), SearchKey.Of(reader.GetString(2)), SearchKey.Of(reader.GetString(3)), reader.GetInt64(4), reader.GetString(5)));
        return scope;
    }

    static async Task<long> PlaceAsync(NpgsqlConnection connection, long rootId, DateOnly begins, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select u.id from unit_line($1, $2) as line (id) join unit u on u.id = line.id and u.kind = 'province'", connection) { Parameters = { new() { Value = rootId }, new() { Value = begins } } };
        return await command.ExecuteScalarAsync(cancel) is long province ? province : UnitDirectory.Nation;
    }

    // Everything that ever stood in the place, each unit by the version nearest to the day: what is closed must be met as well.
    const string UnitsSql = """
        with recursive branch (id) as (
            select $1::bigint
            union
            select v.unit_id from branch join unit_version v on v.parent_id = branch.id),
        phased as (
            select v.*, case when v.valid @> $2 then 0 when lower(v.valid) > $2 then 1 else 2 end as phase
              from branch join unit_version v on v.unit_id = branch.id),
        nearest as (
            select distinct on (unit_id) * from phased order by unit_id, phase, abs(lower(valid) - $2))
        select n.unit_id, n.kind, n.code, n.name, n.search_key, n.short_key, n.parent_id, n.territory_id, n.level, lower(n.valid), upper(n.valid), n.phase,
               n.phase = 0 and (upper_inf(n.valid) or (select range_agg(w.valid) from unit_version w where w.unit_id = n.unit_id) @> daterange($2, null))
          from nearest n
        """;

    const string CommunesSql = """
        select c.unit_id, c.code, c.name, c.short_name, p.unit_id, p.name
          from unit_on($1) c join unit_on($1) p on p.unit_id = c.parent_id
         where c.kind = 'commune' and c.code is not null
        """;
}

using Npgsql;
using NpgsqlTypes;
using TuanHoc.Units;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Reads the units of a map, and places on it those that reported and are no longer there.</summary>
static class MapReader
{
    /// <param name="source">The database.</param>
    /// <param name="editionId">Whose reports are added up.</param>
    /// <param name="lastDay">The last day of the edition's week: as the earlier units stood then, they are placed.</param>
    /// <param name="map">The units asked for.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<TotalsUnits> LoadAsync(NpgsqlDataSource source, int editionId, DateOnly lastDay, TotalsMap map, CancellationToken cancel)
    {
        var day = map.Day ?? lastDay;
        var names = new Dictionary<long, UnitName>();
        var answersTo = new Dictionary<long, long>();
        var units = await UnitsAsync(source, day, map.OnGround, names, answersTo, cancel);
        var gone = await GoneAsync(source, editionId, day, cancel);
        if (gone.Count == 0) return new(UnitTree.Build(units), names, new Dictionary<long, Placement>(), answersTo);

        var earlier = await EarlierAsync(source, day, lastDay, map.OnGround, cancel);
        var unknown = await UnknownAsync(source, [.. gone.Where(id => !earlier.ContainsKey(id))], cancel);
        var place = new LaterMap(UnitTree.Build(units), id => earlier.TryGetValue(id, out var unit) ? unit.Unit : null, await SuccessionAsync(source, day, cancel));
        var placed = new Dictionary<long, Placement>();
        var hung = new HashSet<long>();
        foreach (var id in gone) Hang(id);
        return new(UnitTree.Build(units), names, placed, answersTo);

        // Under the earlier unit above it, while both are placed in one spot; so a district keeps those of its communes that nobody can place.
        // Whom nobody can place is counted in the nation, so that no figure is ever lost.
        void Hang(long id)
        {
            if (!hung.Add(id)) return;
            var placement = place.Place(id) ?? new(UnitDirectory.Nation, Placing.Unknown, []);
            var (unit, name) = earlier.TryGetValue(id, out var known) ? known : unknown[id];
            var above = placement.Under;
            if (unit.ParentId is { } parent && earlier.ContainsKey(parent) && place.Place(parent) is { } upper && upper.Under == placement.Under)
            {
                Hang(parent);
                above = parent;
            }
            units.Add(new(id, above, unit.Kind));
            names[id] = name;
            placed[id] = placement;
        }
    }

    /// <summary>The days on which any unit begins, changes or ends, in order: between two of them all days have the same units.</summary>
    public static async Task<DateOnly[]> ChangeDaysAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select coalesce(array_agg(day order by day), '{}')
              from (select lower(valid) as day from unit_version union select upper(valid) from unit_version union select on_day from succession) d
             where day is not null
            """);
        return (DateOnly[])(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The units that are asked for a report and are not there on the day.</summary>
    static async Task<List<long>> GoneAsync(NpgsqlDataSource source, int editionId, DateOnly day, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select unit_id from report r where edition_id = $1 and not exists (select from unit_version v where v.unit_id = r.unit_id and v.valid @> $2) order by 1");
        command.Parameters.Add(new() { Value = editionId });
        command.Parameters.Add(new() { Value = day });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var gone = new List<long>();
        while (await reader.ReadAsync(cancel)) gone.Add(reader.GetInt64(0));
        return gone;
    }

    static async Task<List<UnitNode>> UnitsAsync(NpgsqlDataSource source, DateOnly day, bool onGround, Dictionary<long, UnitName> names, Dictionary<long, long> answersTo, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select unit_id, parent_id, territory_id, kind, name, short_name, code from unit_on($1) order by code, unit_id");
        command.Parameters.Add(new() { Value = day });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var units = new List<UnitNode>();
        while (await reader.ReadAsync(cancel))
        {
            var (id, parent, ground) = (reader.GetInt64(0), await NullableAsync(reader, 1, cancel), await NullableAsync(reader, 2, cancel));
            if (onGround && ground is not null) answersTo.Add(id, parent!.Value);
            units.Add(new(id, onGround ? ground ?? parent : parent, UnitKinds.Parse(reader.GetString(3))));
            names.Add(id, new(reader.GetString(4), reader.GetString(5), await reader.IsDBNullAsync(6, cancel) ? null : reader.GetString(6)));
        }
        return units;
    }

    /// <summary>The units that are not there on the day, as they stood on the last day of the week, else as they last stood.</summary>
    static async Task<Dictionary<long, (EarlierUnit Unit, UnitName Name)>> EarlierAsync(NpgsqlDataSource source, DateOnly day, DateOnly lastDay, bool onGround, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select distinct on (v.unit_id) v.unit_id, v.parent_id, v.territory_id, v.kind, v.name, v.short_name, v.code, upper(v.valid) - 1
              from unit_version v
             where lower(v.valid) <= $1 and not exists (select from unit_version w where w.unit_id = v.unit_id and w.valid @> $1)
             order by v.unit_id, v.valid @> $2 desc, lower(v.valid) desc
            """);
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = lastDay, NpgsqlDbType = NpgsqlDbType.Date });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var earlier = new Dictionary<long, (EarlierUnit, UnitName)>();
        while (await reader.ReadAsync(cancel))
        {
            var (parent, ground) = (await NullableAsync(reader, 1, cancel), await NullableAsync(reader, 2, cancel));
            earlier.Add(reader.GetInt64(0), (
                new(onGround ? ground ?? parent : parent, UnitKinds.Parse(reader.GetString(3)), reader.GetFieldValue<DateOnly>(7)),
                new(reader.GetString(4), reader.GetString(5), await reader.IsDBNullAsync(6, cancel) ? null : reader.GetString(6))));
        }
        return earlier;
    }

    /// <summary>Units that had no version until the day, by whatever name is known of them.</summary>
    static async Task<Dictionary<long, (EarlierUnit Unit, UnitName Name)>> UnknownAsync(NpgsqlDataSource source, long[] units, CancellationToken cancel)
    {
        var unknown = new Dictionary<long, (EarlierUnit, UnitName)>();
        if (units.Length == 0) return unknown;
        await using var command = source.CreateCommand("""
            select u.id, u.kind,
                   coalesce((select name from unit_version v where v.unit_id = u.id order by valid limit 1),
                            (select coalesce(after, before) ->> 'name' from unit_decision_line l where l.unit_id = u.id order by decision_id desc limit 1), u.id::text)
              from unit u where u.id = any ($1)
            """);
        command.Parameters.Add(new() { Value = units });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            unknown.Add(reader.GetInt64(0), (new(ParentId: null, UnitKinds.Parse(reader.GetString(1)), default), new(reader.GetString(2), reader.GetString(2), null)));
        return unknown;
    }

    static async Task<List<Succeeded>> SuccessionAsync(NpgsqlDataSource source, DateOnly day, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select from_unit, to_unit, on_day, whole, by_name from succession where on_day <= $1");
        command.Parameters.Add(new() { Value = day });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var edges = new List<Succeeded>();
        while (await reader.ReadAsync(cancel)) edges.Add(new(reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<DateOnly>(2), reader.GetBoolean(3), reader.GetBoolean(4)));
        return edges;
    }

    static async Task<long?> NullableAsync(NpgsqlDataReader reader, int column, CancellationToken cancel) =>
        await reader.IsDBNullAsync(column, cancel) ? null : reader.GetInt64(column);
}

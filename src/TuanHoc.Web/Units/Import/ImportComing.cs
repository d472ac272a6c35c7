using Npgsql;
using TuanHoc.Units;
using TuanHoc.Web.Units.Changes;

namespace TuanHoc.Web.Units.Import;

/// <summary>What a file makes of what is already entered for later: its rows are kept until then, and go along (docs/decisions/0057).</summary>
static class ImportComing
{
    /// <summary>Of the staged rows those for which something later is known, with what they stand under, by the directory before the file.</summary>
    const string Touched = """
        create temp table coming_unit on commit drop as
        select s.* from staged s
         where exists (select from unit_version v where v.unit_id = s.unit_id and v.valid @> $1 and not upper_inf(v.valid))
            or exists (select from unit_version p where p.unit_id in (s.parent_id, s.territory_id) and p.valid @> $1 and not upper_inf(p.valid))
        """;

    const string Versions = """
        with recursive places (id) as (
            select unnest(array[c.parent_id, c.territory_id]) from coming_unit c
            union
            select unnest(array[v.parent_id, v.territory_id]) from coming_unit c join unit_version v on v.unit_id = c.unit_id where upper_inf(v.valid) or upper(v.valid) > $1
            union
            select s.to_unit from places p join succession s on s.from_unit = p.id and s.on_day > $1)
        select v.unit_id, v.kind, v.name, v.short_name, v.printed_type, v.code, v.parent_id, v.territory_id, v.level, lower(v.valid), upper(v.valid)
          from unit_version v
         where (upper_inf(v.valid) or upper(v.valid) > $1) and v.unit_id in (select id from places union select unit_id from coming_unit)
        """;

    const string Edges = "select from_unit, to_unit, on_day, whole, share from succession where on_day > $1";

    const string Rows = "select unit_id, kind, name, short_name, printed_type, code, parent_id, territory_id, level, row_number from coming_unit order by place";

    /// <summary>Worked out before the file is written over the directory; in its transaction.</summary>
    /// <param name="connection">The import's own.</param>
    /// <param name="begins">The first day of the file.</param>
    /// <param name="parts">To which successor of a unit that is to be divided the unit of a row was said to belong.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<(IReadOnlyList<ComingLine> Lines, IReadOnlyList<Refusal> Refusals)> OfAsync(NpgsqlConnection connection, DateOnly begins, IReadOnlyDictionary<(long Divided, int Row), long> parts, CancellationToken cancel)
    {
        await using (var command = new NpgsqlCommand(Touched, connection) { Parameters = { new() { Value = begins } } }) await command.ExecuteNonQueryAsync(cancel);
        var rows = await ReadAsync(Rows, reader => (Id: reader.GetInt64(0), Kind: UnitKinds.Parse(reader.GetString(1)), State: StateOf(reader), Row: reader.GetInt32(9)));
        if (rows.Count == 0) return ([], []);
        var known = (await ReadAsync(Versions, reader => new UnitOfDay(reader.GetInt64(0), UnitKinds.Parse(reader.GetString(1)), StateOf(reader), reader.GetFieldValue<DateOnly>(9), Value<DateOnly?>(reader, 10)), begins)).ToLookup(unit => unit.From <= begins);
        var edges = await ReadAsync(Edges, reader => (reader.GetFieldValue<DateOnly>(2), new UnitEdge(reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(3), Value<decimal?>(reader, 4))), begins);
        var units = new UnitsOfDay(begins, known[true], known[false], edges);
        var rowOf = rows.ToDictionary(row => row.Id, row => row.Row);
        var coming = new UnitsToCome(units, (divided, below) =>
            parts.TryGetValue((divided, rowOf[below]), out var to) && units.EndAfter(divided, begins) is { } day && units.GoesTo(divided, day).Select(edge => edge.To).ToList().IndexOf(to) is >= 0 and var part ? part : null);
        List<ComingLine> lines = [.. rows.SelectMany(row => coming.Of(new(row.Id, row.Kind, units.Find(row.Id)?.State, row.State)))];
        return (lines, coming.Refusals);

        async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params DateOnly[] day)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in day) command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var all = new List<T>();
            while (await reader.ReadAsync(cancel)) all.Add(read(reader));
            return all;
        }
    }

    static UnitState StateOf(NpgsqlDataReader reader) =>
        new(reader.GetString(2), reader.GetString(3), Value<string>(reader, 4), Value<string>(reader, 5), Value<long?>(reader, 6), Value<long?>(reader, 7), Value<string>(reader, 8));

    static T? Value<T>(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
}

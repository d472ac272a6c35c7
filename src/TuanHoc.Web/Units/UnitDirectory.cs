using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Units;

namespace TuanHoc.Web.Units;

/// <summary>The units that come with the program: the nation, its provinces, districts and communes since 2021, and what became of each (tools/units.mjs).</summary>
public static class UnitDirectory
{
    const long Lock = 0x756E697473; // "units"

    /// <summary>The first day the directory knows; how units were called before it is unknown.</summary>
    public static readonly DateOnly FirstDay = new(2021, 1, 1);

    /// <summary>The two units every installation has, by their place in the directory: it is loaded into a database without units.</summary>
    public const long Nation = 1, Ministry = 2;

    /// <summary>
    /// Loads the directory in one transaction, once; true when it did so now. Later changes of units are made by decisions, not by a newer file.
    /// One that was loaded before edges told of it is told which of them were joined by a name.
    /// </summary>
    public static async Task<bool> LoadAsync(NpgsqlDataSource source, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancel);
        var isKnown = await IsAsync(connection, "select exists (select from directory_load)", cancel);
        if (isKnown && await IsAsync(connection, "select exists (select from succession where by_name)", cancel)) return false;

        var (versions, edges, checksum) = Read();
        if (isKnown)
        {
            await MarkNamesAsync(connection, versions, edges, cancel);
            await transaction.CommitAsync(cancel);
            return false;
        }
        var units = versions.DistinctBy(v => v.UnitId).ToList();
        await CopyAsync(connection, "unit (id, kind)", units, cancel, v => [(v.UnitId, NpgsqlDbType.Bigint), (UnitKinds.Word(v.Kind), NpgsqlDbType.Text)]);
        await RunAsync(connection, "select setval(pg_get_serial_sequence('unit', 'id'), max(id)) from unit", cancel);
        await CopyAsync(connection, "unit_version (unit_id, kind, code, name, short_name, printed_type, parent_id, search_key, short_key, valid)", versions, cancel, v =>
        [
            (v.UnitId, NpgsqlDbType.Bigint), (UnitKinds.Word(v.Kind), NpgsqlDbType.Text), (v.Code, NpgsqlDbType.Text), (v.Name, NpgsqlDbType.Text), (v.ShortName, NpgsqlDbType.Text),
            (v.PrintedType, NpgsqlDbType.Text), (v.ParentId, NpgsqlDbType.Bigint), (v.SearchKey, NpgsqlDbType.Text), (v.ShortKey, NpgsqlDbType.Text), (v.Valid, NpgsqlDbType.DateRange),
        ]);
        await CopyAsync(connection, "succession (from_unit, to_unit, on_day, whole)", edges, cancel, e =>
            [(e.FromUnit, NpgsqlDbType.Bigint), (e.ToUnit, NpgsqlDbType.Bigint), (e.OnDay, NpgsqlDbType.Date), (e.Whole, NpgsqlDbType.Boolean)]);
        await MarkNamesAsync(connection, versions, edges, cancel);
        await using (var record = new NpgsqlCommand("insert into directory_load (checksum, units, versions, edges) values ($1, $2, $3, $4)", connection)
        { Parameters = { new() { Value = checksum }, new() { Value = units.Count }, new() { Value = versions.Count }, new() { Value = edges.Count } } })
            await record.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        await RunAsync(connection, "analyze unit, unit_version, succession", cancel);
        return true;
    }

    // By codes: what an older file numbered may stand under other numbers than in this one.
    static async Task MarkNamesAsync(NpgsqlConnection connection, List<UnitVersion> versions, List<Succession> edges, CancellationToken cancel)
    {
        var byUnit = versions.ToLookup(version => version.UnitId);
        var named = edges.Where(edge => edge.ByName).ToList();
        await using var mark = new NpgsqlCommand("""
            update succession s set by_name = true
              from unnest($1::text[], $2::text[], $3::date[]) as e (from_code, to_code, on_day)
              join unit_version f on f.kind = 'commune' and f.code = e.from_code and f.valid @> e.on_day - 1
              join unit_version t on t.kind = 'commune' and t.code = e.to_code and t.valid @> e.on_day
             where s.from_unit = f.unit_id and s.to_unit = t.unit_id and s.on_day = e.on_day and s.decision_id is null
            """, connection);
        mark.Parameters.Add(new() { Value = named.Select(edge => Code(edge.FromUnit, edge.OnDay.AddDays(-1))).ToArray() });
        mark.Parameters.Add(new() { Value = named.Select(edge => Code(edge.ToUnit, edge.OnDay)).ToArray() });
        mark.Parameters.Add(new() { Value = named.Select(edge => edge.OnDay).ToArray() });
        await mark.ExecuteNonQueryAsync(cancel);

        string Code(long unit, DateOnly day) => byUnit[unit].Single(version => version.From <= day && !(version.Until < day)).Code!;
    }

    static (List<UnitVersion> Versions, List<Succession> Edges, string Checksum) Read()
    {
        using var stream = typeof(UnitDirectory).Assembly.GetManifestResourceStream("units.tsv")!;
        var checksum = Convert.ToHexStringLower(SHA256.HashData(stream));
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        var (versions, edges, head) = (new List<UnitVersion>(), new List<Succession>(), Array.Empty<string>());
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells[0] is "versions" or "edges") head = cells;
            else if (head[0] == "edges") edges.Add(new Succession { FromUnit = Id(cells[0]), ToUnit = Id(cells[1]), OnDay = Day(head[1]), Whole = head[2] == "whole", ByName = head.Length > 3 });
            else versions.Add(Version(head, cells));
        }
        return (versions, edges, checksum);
    }

    static UnitVersion Version(string[] head, string[] cells) => UnitVersion.Of(
        unitId: Id(cells[0]),
        kind: UnitKinds.Parse(head[3]),
        code: OrNull(cells[1]),
        name: cells.Length > 4 ? cells[4] : $"{char.ToUpper(head[4][0], CultureInfo.InvariantCulture)}{head[4][1..]} {cells[2]}",
        shortName: cells[2],
        printedType: OrNull(head[4]),
        parentId: cells[3] == "" ? null : Id(cells[3]),
        from: Day(head[1]),
        to: head[2] == "" ? null : Day(head[2]));

    static string? OrNull(string text) => text == "" ? null : text;

    static long Id(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static async Task CopyAsync<T>(NpgsqlConnection connection, string into, IEnumerable<T> rows, CancellationToken cancel, Func<T, IEnumerable<(object? Value, NpgsqlDbType Type)>> cells)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {into} from stdin (format binary)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var (value, type) in cells(row))
            {
                if (value is null) await copy.WriteNullAsync(cancel);
                else await copy.WriteAsync(value, type, cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    static async Task<bool> IsAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}

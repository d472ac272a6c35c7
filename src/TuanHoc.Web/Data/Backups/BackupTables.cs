using Npgsql;

namespace TuanHoc.Web.Data.Backups;

/// <summary>What there is to back up, read from the catalogue, so that a new table is never forgotten.</summary>
static class BackupTables
{
    /// <summary>
    /// Every table of ours, each after those it refers to. Not the record of the schema, which a restore writes itself, and not the tables of the scheduler,
    /// which makes its own. Columns that the database computes are left to it.
    /// </summary>
    public static async Task<List<BackupTable>> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var tables = new Dictionary<string, BackupTable>(StringComparer.Ordinal);
        foreach (var row in await RowsAsync(connection, """
            select c.relname, array_agg(a.attname::text order by a.attnum)
              from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_change' and not starts_with(c.relname, 'qrtz_')
             group by c.relname order by c.relname
            """, cancel))
            tables.Add((string)row[0], new((string)row[0], (string[])row[1], Rows: 0));
        var refers = (await RowsAsync(connection, "select distinct f.relname, t.relname from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid where k.contype = 'f' and f.oid <> t.oid", cancel))
            .ToLookup(row => (string)row[0], row => (string)row[1]);
        var (ordered, met) = (new List<BackupTable>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var name in tables.Keys) Take(name);
        return ordered;

        void Take(string name)
        {
            if (!met.Add(name)) return;
            foreach (var above in refers[name].Where(tables.ContainsKey)) Take(above);
            ordered.Add(tables[name]);
        }
    }

    public static async Task<long> CountAsync(NpgsqlConnection connection, BackupTable table, CancellationToken cancel) =>
        (long)(await RowsAsync(connection, $"select count(*) from {BackupTable.Quoted(table.Name)}", cancel))[0][0];

    /// <summary>How far each sequence of ours has counted; one that gave no number yet is left out.</summary>
    public static async Task<Dictionary<string, long>> CountersAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        (await RowsAsync(connection, "select sequencename::text, last_value from pg_sequences where schemaname = 'public' and last_value is not null", cancel)).ToDictionary(row => (string)row[0], row => (long)row[1], StringComparer.Ordinal);

    /// <summary>The nation's sums, straight from the reports: by year, form and state each column's number of answers and their sum, one line each.</summary>
    public static async Task<List<string>> SumsAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        (await RowsAsync(connection, """
            select format('%s, %s, %s, %s: %s / %s', e.year, r.form_key, r.state, f.position, sum(f.figure), count(f.figure))
              from report r join edition e on e.id = r.edition_id cross join lateral unnest(r.figures) with ordinality as f (figure, position)
             group by e.year, r.form_key, r.state, f.position order by e.year, r.form_key, r.state, f.position
            """, cancel)).ConvertAll(row => (string)row[0]);

    static async Task<List<object[]>> RowsAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(cancel))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}

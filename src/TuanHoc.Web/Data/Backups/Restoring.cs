using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Data.Backups;

/// <summary>
/// Brings a backup into an empty database: the schema as it was, then all rows in one transaction that is committed only when everything counts up the same, then what the schema has learnt since.
/// Constraints are checked while the rows come in; triggers, which would write what is in the backup already, are silent.
/// </summary>
public static class Restoring
{
    /// <exception cref="Refusal">The database is not empty, the backup comes from a newer program, or what was read does not count up.</exception>
    public static async Task RestoreAsync(NpgsqlDataSource source, BackupFile backup, CancellationToken cancel)
    {
        var manifest = backup.Manifest;
        if (Migrator.WhyNotOf(manifest.Schema) is { } newer) throw new Refusal(newer);
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (await IsUsedAsync(connection, cancel)) throw new Refusal("Chỗ này đã có dữ liệu: hãy khôi phục vào một thư mục dữ liệu mới (--data) hoặc một cơ sở dữ liệu trống. Chưa thay đổi gì.");
        await Migrator.MigrateAsync(source, manifest.Schema.ContainsKey);
        await connection.ReloadTypesAsync(cancel);
        await using (var transaction = await connection.BeginTransactionAsync(cancel))
        {
            await LoadAsync(connection, backup, cancel);
            await NewNumbers.GiveAsync(connection, cancel);
            foreach (var table in manifest.Tables) await RunAsync(connection, $"alter table {BackupTable.Quoted(table.Name)} enable trigger user", cancel);
            if (await DifferenceAsync(connection, manifest, cancel) is { } difference) throw new Refusal($"Bản sao lưu không khớp với chính nó ({difference}): chưa khôi phục gì.");
            await transaction.CommitAsync(cancel);
        }
        await Migrator.MigrateAsync(source);
        await RunAsync(connection, "analyze", cancel);
    }

    // Whatever serves a database fills its directory of units first; a restore that was broken off leaves tables without a row.
    static async Task<bool> IsUsedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var tables = new NpgsqlCommand("select string_agg(format('exists (select from %I)', relname), ' or ') from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname in ('unit', 'person')", connection);
        if (await tables.ExecuteScalarAsync(cancel) is not string any)
        {
            await using var strange = new NpgsqlCommand("select exists (select from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)", connection);
            return (bool)(await strange.ExecuteScalarAsync(cancel))!;
        }
        await using var used = new NpgsqlCommand("select " + any, connection);
        return (bool)(await used.ExecuteScalarAsync(cancel))!;
    }

    static async Task LoadAsync(NpgsqlConnection connection, BackupFile backup, CancellationToken cancel)
    {
        var tables = backup.Manifest.Tables;
        foreach (var table in tables) await RunAsync(connection, $"alter table {BackupTable.Quoted(table.Name)} disable trigger user", cancel);
        // What the schema itself put there is in the backup as it is now.
        await RunAsync(connection, $"truncate {string.Join(", ", tables.Select(table => BackupTable.Quoted(table.Name)))}", cancel);
        foreach (var table in tables)
        {
            await using var rows = await backup.OpenAsync(table, cancel);
            await using var copied = await connection.BeginRawBinaryCopyAsync($"copy {table.Copied} from stdin (format binary)", cancel);
            await rows.CopyToAsync(copied, cancel);
        }
        foreach (var (name, last) in backup.Manifest.Counters)
        {
            await using var counter = new NpgsqlCommand("select setval(quote_ident($1)::regclass, $2)", connection) { Parameters = { new() { Value = name }, new() { Value = last } } };
            await counter.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>The first thing that did not come out the same, or null.</summary>
    static async Task<string?> DifferenceAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken cancel)
    {
        foreach (var table in manifest.Tables)
            // The block of the audit that the restore itself seals is the one thing it adds.
            if (await BackupTables.CountAsync(connection, table, cancel) is var count && count != table.Rows && !NewNumbers.Adds(table.Name)) return $"{table.Name}: {count} dòng, phải có {table.Rows}";
        var sums = await BackupTables.SumsAsync(connection, cancel);
        return sums.Except(manifest.Sums, StringComparer.Ordinal).Concat(manifest.Sums.Except(sums, StringComparer.Ordinal)).FirstOrDefault();
    }

    internal static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}

using System.Security.Cryptography;
using System.Text;
using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Data;

/// <summary>Applies Data/Schema/*.sql in order, each file once and in one transaction, one process at a time.</summary>
public static class Migrator
{
    const long Lock = 0x7475616E686F63; // "tuanhoc"

    /// <summary>Brings the schema up to date and returns the names of the files applied now; a file changed after it was applied is refused.</summary>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, $"select pg_advisory_lock({Lock})");
        try
        {
            return await ApplyAsync(connection);
        }
        finally
        {
            await RunAsync(connection, $"select pg_advisory_unlock({Lock})");
        }
    }

    static async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlConnection connection)
    {
        await RunAsync(connection, "create table if not exists schema_change (name text primary key, checksum text not null, at timestamptz not null default now())");
        var known = await KnownAsync(connection);
        var applied = new List<string>();
        foreach (var (name, sql) in Files())
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
            if (known.TryGetValue(name, out var before))
            {
                if (before != checksum) throw new Refusal($"Tệp lược đồ {name} đã bị sửa sau khi áp dụng. Hãy dùng đúng bản tuanhoc đã tạo cơ sở dữ liệu này, hoặc bản mới hơn.");
                continue;
            }
            await using var transaction = await connection.BeginTransactionAsync();
            await RunAsync(connection, sql);
            await using var record = new NpgsqlCommand("insert into schema_change (name, checksum) values ($1, $2)", connection) { Parameters = { new() { Value = name }, new() { Value = checksum } } };
            await record.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            applied.Add(name);
        }
        // Extensions bring types of their own, which a pooled connection learns on demand only.
        if (applied.Count > 0) await connection.ReloadTypesAsync();
        return applied;
    }

    static async Task<Dictionary<string, string>> KnownAsync(NpgsqlConnection connection)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var read = new NpgsqlCommand("select name, checksum from schema_change", connection);
        await using var reader = await read.ExecuteReaderAsync();
        while (await reader.ReadAsync()) known[reader.GetString(0)] = reader.GetString(1);
        return known;
    }

    static IEnumerable<(string Name, string Sql)> Files()
    {
        const string folder = "Schema/";
        var assembly = typeof(Migrator).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[folder.Length..], reader.ReadToEnd());
        }
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}

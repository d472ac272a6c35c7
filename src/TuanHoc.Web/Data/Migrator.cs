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
    /// <param name="source">The database.</param>
    /// <param name="wanted">Which files, for a schema as it once was; null: all.</param>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource source, Predicate<string>? wanted = null)
    {
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, $"select pg_advisory_lock({Lock})");
        try
        {
            return await ApplyAsync(connection, wanted);
        }
        finally
        {
            await RunAsync(connection, $"select pg_advisory_unlock({Lock})");
        }
    }

    /// <summary>The files applied to a database, with their checksums.</summary>
    public static async Task<Dictionary<string, string>> KnownAsync(NpgsqlConnection connection)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var read = new NpgsqlCommand("select name, checksum from schema_change", connection);
        await using var reader = await read.ExecuteReaderAsync();
        while (await reader.ReadAsync()) known[reader.GetString(0)] = reader.GetString(1);
        return known;
    }

    /// <summary>Why this program cannot make a schema of these files, by name with their checksums; or null.</summary>
    public static string? WhyNotOf(IReadOnlyDictionary<string, string> schema)
    {
        var ours = Files().ToDictionary(file => file.Name, file => Checksum(file.Sql), StringComparer.Ordinal);
        var strange = schema.Where(file => ours.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal).FirstOrDefault();
        return strange is null ? null : $"Bản này của tuanhoc không có tệp lược đồ {strange} như khi sao lưu. Hãy dùng đúng bản tuanhoc đã sao lưu, hoặc bản mới hơn.";
    }

    static async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlConnection connection, Predicate<string>? wanted)
    {
        await RunAsync(connection, "create table if not exists schema_change (name text primary key, checksum text not null, at timestamptz not null default now())");
        var known = await KnownAsync(connection);
        var applied = new List<string>();
        foreach (var (name, sql) in Files())
        {
            if (wanted?.Invoke(name) == false) continue;
            var checksum = Checksum(sql);
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

    static string Checksum(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));

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

using Npgsql;

namespace TuanHoc.Web.Data;

/// <summary>How far the audit is sealed: the last block with its hash, and the lines that wait for the next.</summary>
public sealed record AuditSealed(int Blocks, long Lines, string LastHash, long Waiting, DateTimeOffset? OldestWaiting);

/// <summary>The chain of blocks over the audit lines (docs/decisions/0023-audit.md); its rules stand in the schema.</summary>
public static class AuditSeals
{
    /// <summary>Seals the lines of all transactions that are over; returns how many that were. No writer waits for it, and two sealers take turns.</summary>
    public static async Task<int> SealAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select seal_audit()");
        command.CommandTimeout = 0;
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    public static async Task<AuditSealed> StateAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select (select count(*) from audit_block)::int, (select count(*) from audit_seal), coalesce((select encode(hash, 'hex') from audit_block order by number desc limit 1), ''), count(*), min(a.at)
              from audit a
             where not exists (select from audit_seal s where s.line_id = a.id)
            """);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new(reader.GetInt32(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt64(3), await reader.IsDBNullAsync(4, cancel) ? null : reader.GetFieldValue<DateTimeOffset>(4));
    }
}

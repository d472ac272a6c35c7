using Npgsql;
using NpgsqlTypes;
using Quartz;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>
/// Ends sittings in which nothing was typed for a while, and those of reports handed in: each becomes one line of the audit, from where its person sat, and is told to the other rooms.
/// </summary>
public sealed class CloseSittings(NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Who typed nothing for so long has got up.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(15);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await CloseAsync(cancellationToken);

    public async Task CloseAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with closed as (
                update report_sitting s set closed_at = $1 from report r
                 where r.id = s.report_id and s.closed_at is null and (s.last_at < $2 or r.state in ('submitted', 'accepted'))
                returning s.*, r.unit_id, r.edition_id),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select last_at, unit_id, edition_id, 'report-saved', 'report', report_id::text from closed where saves > 0)
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after, from_address)
            select last_at, person_id, unit_id, acting_unit_id, 'saved', 'report', report_id::text, jsonb_build_object('version', version, 'saves', saves, 'began', began_at),
                   jsonb_strip_nulls(before), jsonb_strip_nulls(after), from_address
              from closed where saves > 0 order by id
            """);
        var now = clock.GetUtcNow();
        command.Parameters.Add(new() { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = now - Quiet, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports;

/// <summary>
/// A report that nobody has accepted yet goes to whom its unit answers to today, with an audit line for each that says from whom to whom.
/// A decision of today or earlier redirects at once; what was entered ahead, or came in by a file, this job finds when its day is there.
/// </summary>
public sealed class RedirectReports(NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await ApplyAsync(cancellationToken);

    public async Task ApplyAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Statement(""));
        await RunAsync(command, clock.Today(), clock.GetUtcNow(), by: null, cancel);
    }

    /// <summary>The reports of these units, within the caller's transaction.</summary>
    internal static async Task OfAsync(AppDb db, long[] units, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Statement("and r.unit_id = any ($4)"), (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());
        await RunAsync(command, user.Today, at, user.Id, cancel, new NpgsqlParameter<long[]> { TypedValue = units });
    }

    static Task RunAsync(NpgsqlCommand command, DateOnly today, DateTimeOffset at, long? by, CancellationToken cancel, params NpgsqlParameter[] more)
    {
        command.Parameters.Add(new() { Value = today, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = by is { } person ? person : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        foreach (var parameter in more) command.Parameters.Add(parameter);
        return command.ExecuteNonQueryAsync(cancel);
    }

    static string Statement(string which) => $"""
        with due as (
            select r.id, r.receiver_id as before, v.parent_id as after
              from report r join unit_version v on v.unit_id = r.unit_id and v.valid @> $1
             where r.state <> 'accepted' and r.receiver_id <> v.parent_id {which}
               for update of r),
        redirected as (
            update report r set receiver_id = due.after from due where r.id = due.id returning r.id, r.unit_id, due.before, due.after)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail, before, after)
        select $2, $3, unit_id, 'redirected', 'report', id::text, jsonb_build_object('from', {NameOf("before")}, 'to', {NameOf("after")}),
               jsonb_build_object('receiver_id', before), jsonb_build_object('receiver_id', after) from redirected
        """;

    static string NameOf(string unit) => $"(select name from unit_version n where n.unit_id = {unit} order by n.valid @> $1 desc, lower(n.valid) desc limit 1)";
}

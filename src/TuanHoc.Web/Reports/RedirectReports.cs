using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Expected;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Reports;

/// <summary>
/// A report that nobody has accepted yet goes to whom its unit answers to today (of an ended unit, to whom the unit answers that took it whole),
/// with an audit line for each that says from whom to whom; one that an ended unit leaves to nobody before it was due is asked no more.
/// A decision of today or earlier redirects at once; what was entered ahead, or came in by a file, this job finds when its day is there.
/// </summary>
public sealed class RedirectReports(NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await ApplyAsync(cancellationToken);

    public async Task ApplyAsync(CancellationToken cancel)
    {
        foreach (var statement in new[] { Redirected(""), Ended("") })
        {
            await using var command = source.CreateCommand(statement);
            await RunAsync(command, clock.Today(), clock.GetUtcNow(), by: null, cancel);
        }
        await GroupDays.SettleAsync(source, clock.GetUtcNow(), cancel);
    }

    /// <summary>The reports of these units, within the caller's transaction.</summary>
    internal static async Task OfAsync(AppDb db, long[] units, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var statement in new[] { Redirected("and r.unit_id = any ($4)"), Ended("and r.unit_id = any ($4)") })
        {
            await using var command = new NpgsqlCommand(statement, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());
            await RunAsync(command, user.Today, at, user.Id, cancel, new NpgsqlParameter<long[]> { TypedValue = units });
        }
        await GroupDays.SettleAsync(db, at, cancel);
    }

    static Task RunAsync(NpgsqlCommand command, DateOnly today, DateTimeOffset at, long? by, CancellationToken cancel, params NpgsqlParameter[] more)
    {
        command.Parameters.Add(new() { Value = today, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = by is { } person ? person : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        foreach (var parameter in more) command.Parameters.Add(parameter);
        return command.ExecuteNonQueryAsync(cancel);
    }

    static string Redirected(string which) => $"""
        with due as (
            select r.id, r.receiver_id as before, coalesce(v.parent_id, h.parent_id, whole_heir(r.receiver_id, $1)) as after
              from report r
              left join unit_version v on v.unit_id = r.unit_id and v.valid @> $1
              left join lateral (select n.parent_id from unit_version n where v.id is null and n.unit_id = whole_heir(r.unit_id, $1) and n.valid @> $1) h on true
             where r.state <> 'accepted' and r.receiver_id <> coalesce(v.parent_id, h.parent_id, whole_heir(r.receiver_id, $1)) {which}
               for update of r),
        redirected as (
            update report r set receiver_id = due.after, group_day = null from due where r.id = due.id returning r.id, r.unit_id, due.before, due.after)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail, before, after)
        select $2, $3, unit_id, 'redirected', 'report', id::text, jsonb_build_object('from', {NameOf("before")}, 'to', {NameOf("after")}),
               jsonb_build_object('receiver_id', before), jsonb_build_object('receiver_id', after) from redirected
        """;

    /// <summary>Marks what an ended unit leaves to nobody, and asks again where somebody is there once more: the unit itself, or one that took it whole.</summary>
    static string Ended(string which) => $"""
        with due as (
            select r.id, r.ended_on as before, e.ended_on as after
              from report r
              join unit u on u.id = r.unit_id
             cross join lateral (
                select case when l.day < $1 and l.day < greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) and whole_heir(r.unit_id, $1) is null then l.day + 1 end as ended_on
                  from (select stood_on(r.unit_id, $1) as day) l) e
             where r.state in ('open', 'draft', 'returned') and (r.ended_on is not null or not exists (select from unit_version v where v.unit_id = r.unit_id and v.valid @> $1))
               and r.ended_on is distinct from e.ended_on {which}
               for update of r),
        marked as (
            update report r set ended_on = due.after from due where r.id = due.id returning r.id, r.edition_id, r.unit_id, due.before, due.after),
        told as (
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
            select distinct $2::timestamptz, {UnitDirectory.Nation}, edition_id, '{Change.ReportsAsked}', 'edition', edition_id::text from marked)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, before, after)
        select $2, $3, unit_id, case when after is null then 'asked-again' else 'unit-ended' end, 'report', id::text, jsonb_build_object('ended_on', before), jsonb_build_object('ended_on', after) from marked
        """;

    static string NameOf(string unit) => $"(select name from unit_version n where n.unit_id = {unit} order by n.valid @> $1 desc, lower(n.valid) desc limit 1)";
}

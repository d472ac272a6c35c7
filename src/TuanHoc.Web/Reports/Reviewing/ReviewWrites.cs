using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>A version of a report that is decided on.</summary>
/// <param name="Key">Makes the decision harmless when it is sent twice.</param>
public sealed record Chosen(Guid Id, int Version, Guid Key);

/// <summary>The decisions of receivers. Each is one statement: the reports that are still as they were seen, and beside them steps, audit lines and what happened.</summary>
static class ReviewWrites
{
    /// <summary>Accepts the versions chosen, and returns which reports those were that had not changed meanwhile.</summary>
    public static async Task<IReadOnlyList<Guid>> AcceptAsync(AppDb db, IReadOnlyCollection<Chosen> chosen, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var (ids, versions, keys) = (chosen.Select(one => one.Id).ToArray(), chosen.Select(one => one.Version).ToArray(), chosen.Select(one => one.Key).ToArray());
        return await db.Database.SqlQuery<Guid>($"""
            with written as (
                update report r set state = 'accepted', write_key = c.key, changed_at = {at}, changed_by = {user.Id}
                  from unnest({ids}, {versions}, {keys}) as c (id, version, key)
                 where r.id = c.id and r.version = c.version and r.state = 'submitted' and coalesce(r.receiver_id, r.unit_id) = any ({user.UnitsAs(Roles.Leading)})
                returning r.*),
            step as (
                insert into report_step (report_id, kind, version, at, by, write_key)
                select id, state, version, changed_at, changed_by, write_key from written),
            audited as (
                insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
                select changed_at, changed_by, unit_id, receiver_id, state, 'report', id::text, jsonb_build_object('key', write_key, 'version', version),
                       jsonb_build_object('state', 'submitted'), jsonb_build_object('state', state) from written),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select changed_at, unit_id, edition_id, 'report-' || state, 'report', id::text from written)
            select id as "Value" from written
            """).ToListAsync(cancel);
    }

    /// <summary>Returns the report with a reason; one that was accepted is opened again by it. False: meanwhile it changed, or what it was added up into was accepted.</summary>
    public static async Task<bool> ReturnAsync(AppDb db, ReportSeen report, Guid key, string reason, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var written = await db.Database.SqlQuery<int>($"""
            with written as (
                update report r set state = 'returned', write_key = {key}, changed_at = {at}, changed_by = {user.Id}
                 where r.id = {report.Id} and r.version = {report.Version} and r.state = {report.State}
                   and (r.state = 'submitted' or r.state = 'accepted' and not exists (select from report up where up.edition_id = r.edition_id and up.unit_id = r.receiver_id and up.state = 'accepted'))
                returning r.*),
            step as (
                insert into report_step (report_id, kind, version, at, by, reason, write_key)
                select id, state, version, changed_at, changed_by, {reason}, write_key from written),
            audited as (
                insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
                select changed_at, changed_by, unit_id, receiver_id, state, 'report', id::text, jsonb_build_object('key', write_key, 'version', version, 'reason', {reason}),
                       jsonb_build_object('state', {report.State}::text), jsonb_build_object('state', state) from written),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select changed_at, unit_id, edition_id, 'report-' || state, 'report', id::text from written)
            select version as "Value" from written
            """).ToListAsync(cancel);
        return written.Count == 1;
    }

    /// <summary>Keeps a remark on a field; the same post counts once.</summary>
    public static Task CommentAsync(AppDb db, ReportSeen report, string field, string text, Guid key, CurrentUser user, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with written as (
            insert into report_comment (report_id, field, version, text, by_receiver, at, by, write_key)
            values ({report.Id}, {field}, {report.Version}, {text}, {!report.IsOwn}, {at}, {user.Id}, {key})
            on conflict (write_key) do nothing
            returning *)
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
        select at, by, {report.UnitId}, case when by_receiver then {report.ReceiverId}::bigint else {report.ActingId}::bigint end, 'commented', 'report', report_id::text, jsonb_build_object('key', write_key, 'version', version, 'field', field, 'text', text) from written
        """, cancel);

    /// <summary>Keeps that somebody has looked at the large figures of the version that stands.</summary>
    public static Task LookAsync(AppDb db, ReportSeen report, int version, Guid key, CurrentUser user, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with written as (
            insert into report_look (report_id, version, by, at, write_key)
            select r.id, r.version, {user.Id}, {at}, {key} from report r where r.id = {report.Id} and r.version = {version} and r.state = 'submitted' and r.changed_by <> {user.Id}
            on conflict do nothing
            returning *)
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
        select at, by, {report.UnitId}, case when {!report.IsOwn} then {report.ReceiverId}::bigint else {report.ActingId}::bigint end, 'looked', 'report', report_id::text, jsonb_build_object('key', write_key, 'version', version) from written
        """, cancel);
}

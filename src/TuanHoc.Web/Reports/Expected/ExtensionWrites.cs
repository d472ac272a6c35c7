using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>
/// The writes of extensions. Each is one statement: the extension, the report's day where it is granted, the audit line and what happened.
/// False: meanwhile the report was handed in, or another was asked for or answered.
/// </summary>
static class ExtensionWrites
{
    /// <summary>What is told when a day was moved: totals and lists follow it.</summary>
    public const string Extended = Change.ReportExtended, Asked = "report-extension-asked", Refused = "report-extension-refused";

    /// <summary>Asks for a longer time, or gives it when the report is received by the person's unit.</summary>
    public static async Task<bool> WriteAsync(AppDb db, ReportSeen report, DateOnly until, string reason, bool isGiven, Guid key, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var written = await db.Database.SqlQuery<Written>($"""
            with open as (
                select r.id, r.unit_id, r.edition_id, r.receiver_id from report r
                 where r.id = {report.Id} and r.state in ('open', 'draft', 'returned') and r.ended_on is null
                   for update),
            written as (
                insert into report_extension (report_id, until, reason, given, at, by, write_key, verdict, verdict_at, verdict_by)
                select id, {until}, {reason}, {isGiven}, {at}, {user.Id}, {key}, case when {isGiven} then 'granted' end, case when {isGiven} then {at} end, case when {isGiven} then {user.Id} end from open
                on conflict do nothing
                returning id, report_id, until, given),
            extended as (
                update report r set granted_to = greatest(r.granted_to, w.until) from written w where w.given and r.id = w.report_id),
            audited as (
                insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
                select {at}, {user.Id}, o.unit_id, case when w.given then o.receiver_id else {report.HeirId}::bigint end, case when w.given then 'extended' else 'extension-asked' end, 'report', o.id::text,
                       jsonb_build_object('key', {key}::text, 'until', w.until, 'reason', {reason}::text) from written w join open o on o.id = w.report_id),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select {at}, o.unit_id, o.edition_id, case when w.given then {Extended} else {Asked} end, 'report', o.id::text from written w join open o on o.id = w.report_id)
            select id from written
            """).ToListAsync(cancel);
        return written.Count == 1;
    }

    /// <summary>Grants what was asked, or refuses it with a reason.</summary>
    public static async Task<bool> AnswerAsync(AppDb db, ReportSeen report, long extension, string verdict, string? answer, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var written = await db.Database.SqlQuery<Written>($"""
            with answered as (
                update report_extension set verdict = {verdict}, answer = {answer}::text, verdict_at = {at}, verdict_by = {user.Id}
                 where id = {extension} and report_id = {report.Id} and verdict is null and by <> {user.Id}
                returning id, report_id, until, write_key, verdict),
            extended as (
                update report r set granted_to = greatest(r.granted_to, a.until) from answered a where a.verdict = 'granted' and r.id = a.report_id),
            audited as (
                insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
                select {at}, {user.Id}, r.unit_id, r.receiver_id, 'extension-' || a.verdict, 'report', r.id::text, jsonb_strip_nulls(jsonb_build_object('key', a.write_key::text, 'until', a.until, 'reason', {answer}::text))
                  from answered a join report r on r.id = a.report_id),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select {at}, r.unit_id, r.edition_id, case a.verdict when 'granted' then {Extended} else {Refused} end, 'report', r.id::text from answered a join report r on r.id = a.report_id)
            select id from answered
            """).ToListAsync(cancel);
        return written.Count == 1;
    }

    sealed record Written(long Id);
}

static class ExtensionKeys
{
    /// <summary>Whether a post with this key was carried out before.</summary>
    public static Task<bool> IsExtensionWrittenAsync(this AppDb db, Guid report, Guid key, CancellationToken cancel) =>
        db.Database.SqlQuery<bool>($"""select exists (select from report_extension where report_id = {report} and write_key = {key}) as "Value" """).SingleAsync(cancel);
}

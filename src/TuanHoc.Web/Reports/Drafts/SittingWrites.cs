using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>What a sync writes: the report if it is still as it was seen, and the sitting in which it was typed.</summary>
static class SittingWrites
{
    /// <summary>The version that then stands; null: meanwhile someone else was faster, and nothing was written.</summary>
    public static async Task<int?> KeepAsync(AppDb db, ReportSeen report, SyncInput input, ReportContent content, IReadOnlyList<MergeConflict> conflicts, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var stood = ReportContent.Of(report);
        var fields = DraftField.Of(report);
        var (was, now) = (DraftField.Values(fields, stood), DraftField.Values(fields, content));
        string[] changed = [.. was.Keys.Union(now.Keys).Where(field => was.GetValueOrDefault(field) != now.GetValueOrDefault(field))];
        var (isChanged, state) = (changed.Length > 0, report.State == ReportStates.Open ? ReportStates.Draft : report.State);
        var (before, after) = ReportChanges.Of(report, content, state, isKept: false, withBlanks: true);
        string[] settled = [.. input.Sent.Concat(input.Taken).Where(field => input.Settles(field, conflicts))];
        var aside = JsonSerializer.Serialize(conflicts.ToDictionary(conflict => conflict.Field, conflict => new { typed = conflict.Mine, at }), Texts.Options);
        var touched = JsonSerializer.Serialize(changed.ToDictionary(field => field, _ => at), Texts.Options);
        var written = await db.Database.SqlQuery<Written>($"""
            with written as (
                update report
                   set state = {state}, form_key = nullif({report.Form?.Key ?? ""}, ''), figures = {content.Figures}::bigint[], notes = {Texts.Json(content.Notes)}::jsonb, narrative = {Texts.Json(content.Narrative)}::jsonb,
                       nothing_occurred = {content.NothingOccurred}, left_over = {LeftOver.Json(report.LeftOver)}::jsonb, version = version + 1, write_key = {input.Key}::uuid, changed_at = {at}, changed_by = {user.Id}, ended_on = null
                 where {isChanged} and id = {report.Id} and version = {report.Version} and state in ('open', 'draft', 'returned')
                returning version),
            settled as (
                update report_sitting set aside = aside - {settled} where report_id = {report.Id} and person_id = {user.Id} and closed_at is not null and aside ?| {settled}),
            sat as (
                insert into report_sitting as s (report_id, person_id, acting_unit_id, began_at, last_at, saves, version, before, after, touched, aside, keys)
                select {report.Id}, {user.Id}, {report.ActingId}::bigint, {at}, {at}, {(isChanged ? 1 : 0)}, x.version, {(isChanged ? before : "{}")}::jsonb, {(isChanged ? after : "{}")}::jsonb, {touched}::jsonb, {aside}::jsonb, array[{input.Key}::uuid]
                  from (select version from written union all select {report.Version} where not {isChanged}) x
                on conflict (report_id, person_id) where closed_at is null do update
                   set last_at = excluded.last_at, saves = s.saves + excluded.saves, version = excluded.version, before = both_changes(excluded.before, s.before), after = both_changes(s.after, excluded.after),
                       touched = s.touched || excluded.touched, aside = (s.aside - {settled}) || excluded.aside, keys = s.keys || excluded.keys
                returning version)
            select version from sat
            """).ToListAsync(cancel);
        return written is [{ Version: var version }] ? version : null;
    }

    sealed record Written(int Version);
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Reviewing;

namespace TuanHoc.Web.Reports;

/// <summary>
/// The writes. Each is one statement, so one transaction and one round trip: the report if it is still as it was seen, and beside it
/// the audit line (with the key of the post and what was there before), what happened, and on a submission the step itself. False: meanwhile someone else was faster, and nothing was written.
/// </summary>
static class ReportWrites
{
    /// <summary>Keeps what was typed, and sends it with a snapshot when <paramref name="submit"/>; <paramref name="below"/> is what stood below the unit then.</summary>
    public static async Task<bool> FillAsync(AppDb db, ReportSeen report, ReportInput input, bool submit, CurrentUser user, DateTimeOffset at, CancellationToken cancel, BelowSums? below = null)
    {
        var state = submit ? ReportStates.Submitted : report.State == ReportStates.Returned ? ReportStates.Returned : ReportStates.Draft;
        var what = submit ? "submitted" : "saved";
        var content = input.Content;
        // The unit is asked to confirm what was sent in its name.
        string[] told = submit && report.FillsForUnit ? ["report-" + what, BehalfEndpoints.Entered] : ["report-" + what];
        var facts = below?.Facts is { } stated ? JsonSerializer.Serialize(stated, JsonSerializerOptions.Web) : "";
        var (before, after) = ReportChanges.Of(report, content, state, isKept: submit);
        var written = await db.OftenAskedAsync<Written>($"""
            with written as (
                update report
                   set state = {state}, form_key = nullif({report.Form?.Key ?? ""}, ''), figures = {content.Figures}::bigint[], notes = {Texts.Json(content.Notes)}::jsonb, narrative = {Texts.Json(content.Narrative)}::jsonb,
                       nothing_occurred = {content.NothingOccurred}, left_over = {Drafts.LeftOver.Json(report.LeftOver)}::jsonb, version = version + 1, write_key = {input.Key}::uuid, changed_at = {at}, changed_by = {user.Id}, ended_on = null,
                       handed_on = case when {submit} then coalesce(handed_on, {report.Behalf?.ReceivedOn}::date) else handed_on end
                 where id = {report.Id} and version = {report.Version} and state in ('open', 'draft', 'returned')
                returning *),
            snapshot as (
                insert into report_snapshot (report_id, version, figures, notes, narrative, nothing_occurred, pictures)
                select id, version, figures, notes, narrative, nothing_occurred, pictures from written where state = 'submitted'),
            below as (
                insert into report_below (report_id, version, at, received, accepted, asked, counted, counted_accepted, facts)
                select id, version, changed_at, {below?.Received ?? []}, {below?.Accepted ?? []}, {below?.Asked ?? 0}, {below?.Counted ?? 0}, {below?.CountedAccepted ?? 0}, nullif({facts}, '')::jsonb from written where {below is not null}),
            step as (
                insert into report_step (report_id, kind, version, at, by, write_key)
                select id, state, version, changed_at, changed_by, write_key from written where state = 'submitted'),
            audited as (
                insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
                select changed_at, changed_by, unit_id, {report.ActingId}::bigint, {what}, 'report', id::text, jsonb_build_object('key', write_key, 'version', version), {before}::jsonb, {after}::jsonb from written),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select changed_at, unit_id, edition_id, kind, 'report', id::text from written cross join unnest({told}) as kind)
            select version from written
            """, cancel);
        return written.Count == 1;
    }

    sealed record Written(int Version);
}

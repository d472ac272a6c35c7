using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Exports;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>The form of a report as a workbook, and in one with those of all units that report to its unit.</summary>
static class FormDownloads
{
    public static async Task<IResult> One(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { Form: not null } report) return PageResults.Missing();
        var codes = await CodesAsync(db, [report.UnitId], cancel);
        http.FileOfUnit(report.UnitId);
        var (plain, name) = Names($"Biểu số liệu {report.Year} - {report.UnitName}");
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = plain, FileNameStar = name }.ToString();
        return TypedResults.Stream(Written([FormWorkbook.Of(report, codes.GetValueOrDefault(report.UnitId), "Phụ lục II")]), XlsxWriter.ContentType);
    }

    /// <summary>Of a province they are hundreds, each read as its page reads it: so they are made in the lane, for one person by what that sees.</summary>
    public static async Task<IResult> Below(Guid id, HttpContext http, AppDb db, CurrentUser user, Lane lane, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { } report || report is { Form: null, Children: 0 }) return PageResults.Missing();
        http.FileOfUnit(report.UnitId);
        var (plain, name) = Names($"Biểu số liệu {report.Year} - {report.UnitName} và các đơn vị trực thuộc");
        var seenAs = string.Join(' ', user.Memberships.Select(held => $"{held.UnitId} {held.Role}"));
        return await lane.FileAsync(http, (nameof(FormDownloads), id, user.Id, user.IsAdministrator, seenAs, Words.English), await MadeOfAsync(db, report, user.Today, cancel), XlsxWriter.ContentType, plain, name, async work =>
        {
            work.MadeOf(await MadeOfAsync(work.Db, report, user.Today, work.Cancel));
            var reports = await work.Db.Database.SqlQuery<Guid>($"""
                select r.id as "Value" from report r join edition e on e.id = r.edition_id
                 cross join lateral (select name, search_key from unit_version where unit_id = r.unit_id and lower(valid) < upper(e.week) order by valid desc limit 1) v
                 where r.edition_id = {report.EditionId} and (r.id = {id} or r.receiver_id = {report.UnitId} and r.ended_on is null) order by r.id <> {id}, v.search_key, r.unit_id
                """).ToListAsync(work.Cancel);
            var forms = new List<ReportSeen>();
            // One by one: each is seen by the same rule as on its page.
            for (var at = 0; at < reports.Count; at++)
            {
                if (await ReportSeen.FindAsync(work.Db, reports[at], user, what: null, key: null, work.Cancel) is { Form: not null } seen) forms.Add(seen);
                work.At(at + 1, reports.Count);
            }
            var codes = await CodesAsync(work.Db, [.. forms.Select(form => form.UnitId)], work.Cancel);
            await Written(FormWorkbook.OfMany([.. forms.Select(form => (form, codes.GetValueOrDefault(form.UnitId)))], user.Today)).CopyToAsync(work.Output, work.Cancel);
        });
    }

    /// <summary>Another text when anything that stands in the forms has changed: a report, what is asked of it and by when, or the names of units.</summary>
    static Task<string> MadeOfAsync(AppDb db, ReportSeen report, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<string>($"""
        select concat_ws(' ', {today}, (select max(id) from unit_version), (select max(id) from happening where kind = 'units-changed'), md5(string_agg(concat_ws(' ', r.id, r.version, r.state, r.ended_on, r.extended_to,
                   report_form(r.edition_id, r.receiver_id, r.state, r.form_key), report_due(r.edition_id, r.receiver_id, u.kind)), ',' order by r.id)),
                   (select md5(string_agg(n.row_key || n.why, ',' order by n.row_key)) from edition_row n where n.edition_id = {report.EditionId})) as "Value"
          from report r join unit u on u.id = r.unit_id
         where r.edition_id = {report.EditionId} and (r.id = {report.Id} or r.receiver_id = {report.UnitId})
        """).SingleAsync(cancel);

    static MemoryStream Written(IReadOnlyList<Sheet> sheets)
    {
        var file = new MemoryStream();
        XlsxWriter.Write(sheets, file);
        file.Position = 0;
        return file;
    }

    /// <summary>A name every system can write, and the one people read.</summary>
    static (string Plain, string Name) Names(string name) => (string.Concat(SearchKey.Of(name).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')) + ".xlsx", name + ".xlsx");

    static async Task<Dictionary<long, string?>> CodesAsync(AppDb db, long[] units, CancellationToken cancel) =>
        (await db.Database.SqlQuery<UnitCode>($"select distinct on (unit_id) unit_id, code from unit_version where unit_id = any ({units}) order by unit_id, valid desc").ToListAsync(cancel)).ToDictionary(unit => unit.UnitId, unit => unit.Code);

    sealed record UnitCode(long UnitId, string? Code);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>The form of a report as a workbook, and in one with those of all units that report to its unit.</summary>
static class FormDownloads
{
    public static async Task<IResult> One(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { Form: not null } report) return PageResults.Missing();
        var codes = await CodesAsync(db, [report.UnitId], cancel);
        return Send(http, report, [FormWorkbook.Of(report, codes.GetValueOrDefault(report.UnitId), "Phụ lục II")], $"Biểu số liệu {report.Year} - {report.UnitName}");
    }

    public static async Task<IResult> Below(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { } report) return PageResults.Missing();
        var forms = report.Form is null ? [] : new List<ReportSeen> { report };
        // One by one: each is seen by the same rule as on its page.
        foreach (var child in await db.Database.SqlQuery<Guid>($"""
            select r.id as "Value" from report r join edition e on e.id = r.edition_id
             cross join lateral (select name, search_key from unit_version where unit_id = r.unit_id and lower(valid) < upper(e.week) order by valid desc limit 1) v
             where r.edition_id = {report.EditionId} and r.receiver_id = {report.UnitId} and r.ended_on is null order by v.search_key, r.unit_id
            """).ToListAsync(cancel))
            if (await ReportSeen.FindAsync(db, child, user, what: null, key: null, cancel) is { Form: not null } seen) forms.Add(seen);
        if (forms.Count == 0) return PageResults.Missing();
        var codes = await CodesAsync(db, [.. forms.Select(form => form.UnitId)], cancel);
        return Send(http, report, FormWorkbook.OfMany([.. forms.Select(form => (form, codes.GetValueOrDefault(form.UnitId)))], user.Today), $"Biểu số liệu {report.Year} - {report.UnitName} và các đơn vị trực thuộc");
    }

    static IResult Send(HttpContext http, ReportSeen report, IReadOnlyList<Sheet> sheets, string name)
    {
        http.FileOfUnit(report.UnitId);
        var file = new MemoryStream();
        XlsxWriter.Write(sheets, file);
        file.Position = 0;
        var plain = string.Concat(SearchKey.Of(name).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = plain + ".xlsx", FileNameStar = name + ".xlsx" }.ToString();
        return TypedResults.Stream(file, XlsxWriter.ContentType);
    }

    static async Task<Dictionary<long, string?>> CodesAsync(AppDb db, long[] units, CancellationToken cancel) =>
        (await db.Database.SqlQuery<UnitCode>($"select distinct on (unit_id) unit_id, code from unit_version where unit_id = any ({units}) order by unit_id, valid desc").ToListAsync(cancel)).ToDictionary(unit => unit.UnitId, unit => unit.Code);

    sealed record UnitCode(long UnitId, string? Code);
}

using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Api;

/// <summary>A cell of a form: its name in figures ("classes.sessions"), and whether it is computed from others.</summary>
public sealed record CellOut(string Cell, string Measure, string Title, bool Derived);

public sealed record RowOut(string Key, string? Code, string Label, string? Unit, string? Parent, IReadOnlyList<CellOut> Cells);

public sealed record FormOut(string Key, string Title, IReadOnlyList<RowOut>? Rows);

/// <summary>The statistics forms.</summary>
static class FormCalls
{
    public static async Task<IResult> List(HttpContext http, AppDb db, CancellationToken cancel) => ApiAnswers.Tagged(http, (await db.FormsAsync(cancel)).Select(form => new FormOut(form.Key, form.Name, null)).ToList());

    public static IResult Show(string key, HttpContext http)
    {
        if (!StatisticsForm.Known.Contains(key, StringComparer.Ordinal)) return ApiAnswers.Missing();
        var form = StatisticsForm.Load(key);
        return ApiAnswers.Tagged(http, new FormOut(form.Key, form.Title, [.. form.Rows.Select(row =>
            new RowOut(row.Key, row.Code, row.Label, row.Unit, row.ParentKey, [.. row.Columns.Select(column => new CellOut(ReportInput.Cell(column), FormTables.Word(column.Measure), column.Title, column.Derived))]))]));
    }
}

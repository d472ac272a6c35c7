using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>What the unit's own activities of the edition come to in the cells that they fill; which those are stands with the form.</summary>
static class OwnActivities
{
    /// <summary>The button that takes the figure of a cell; its value is the name of the cell.</summary>
    public const string TakeField = "take";

    public static async Task<IReadOnlyList<long?>?> OfAsync(AppDb db, ReportSeen report, CancellationToken cancel) => report.Form is not { Activities.Count: > 0 } form ? null
        : form.FromActivities(await db.Database.SqlQuery<ActivitySum>($"""
            select kind, takes, amount from activity_figures where edition_id = {report.EditionId} and unit_id = {report.UnitId}
            """).ToListAsync(cancel));

    /// <summary>What was posted, with the figure of the activities in the cell whose button was pressed.</summary>
    public static async Task<IFormCollection> TakenAsync(AppDb db, ReportSeen report, IFormCollection posted, CancellationToken cancel)
    {
        var cell = posted[TakeField].ToString();
        if (report.Form?.Columns.FirstOrDefault(column => ReportInput.Cell(column) == cell) is not { } column || (await OfAsync(db, report, cancel))?[column.Index] is not { } figure) return posted;
        return new FormCollection(new Dictionary<string, StringValues>(posted) { [cell] = Vn.Number(figure) });
    }
}

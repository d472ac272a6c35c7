using TuanHoc.Statistics;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Reports.Drafts;

namespace TuanHoc.Web.Boards;

/// <summary>A number as a version of the report that was sent has it: by whom it was sent and when, and in whose place.</summary>
public sealed record CellVersion(int Version, DateTimeOffset At, string By, string? ActingUnit, Figure Figure);

/// <summary>Where a unit's own number comes from: what it was in each version that was sent, newest first, and the activities that fill it.</summary>
/// <param name="ReportId">The unit's report.</param>
/// <param name="Pictures">How many pictures the report has.</param>
/// <param name="Versions">The versions.</param>
/// <param name="Activities">The first of the activities held that count here; none for who may not see them.</param>
/// <param name="HasMore">Whether there are more of them.</param>
/// <param name="FromActivities">What all of them come to; null where the reader sees none.</param>
public sealed record CellSource(Guid ReportId, int Pictures, IReadOnlyList<CellVersion> Versions, IReadOnlyList<HeldActivity> Activities, bool HasMore, long? FromActivities)
{
    const int MostActivities = 20;

    /// <summary>Of the unit's own report, as far as this person sees it; null where they do not, and where nobody is asked.</summary>
    public static async Task<CellSource?> OfAsync(AppDb db, CurrentUser user, CellBoard board, CellPart? own, CancellationToken cancel)
    {
        if (own is null || !board.IsAsked || await ReportSeen.FindAsync(db, own.ReportId, user, what: null, key: null, cancel) is not { } report) return null;
        var versions = (await ReportHistory.OfAsync(db, report, cancel)).Where(step => step.Sent is not null)
            .Select(step => new CellVersion(step.Version, step.At, step.By, step.ActingUnit, In(board, report.Form, step.Sent!))).ToList();
        string[] kinds = [.. board.Form.Activities.Where(cell => board.Indicator.Columns.Any(column => column.Row.Key == cell.Row && column.Measure == cell.Measure)).Select(cell => cell.Kind).Distinct()];
        var held = kinds.Length == 0 ? [] : await db.HeldAsync(user, report.EditionId, report.UnitId, kinds, MostActivities + 1, cancel);
        // Sums of cells are filled by nobody: an activity fills one.
        var sums = held.Count > 0 && board.Indicator.Columns is [var only] && report.Form?.Column(only.Row.Key, only.Measure) is { } column ? (await OwnActivities.OfAsync(db, report, cancel))?[column.Index] : null;
        return new(report.Id, report.Pictures, versions, [.. held.Take(MostActivities)], held.Count > MostActivities, sums);
    }

    // As the totals read it: on their form, with sums that are computed, and "không phát sinh" for what who held nothing left blank.
    static Figure In(CellBoard board, StatisticsForm? made, ReportContent sent)
    {
        var blank = sent.NothingOccurred ? Figure.NothingOccurred : Figure.Blank;
        if (made is null || sent.Figures is not { } stored) return blank;
        // Of a version from before its province asked more rows, the figures end before them.
        var figures = new long?[made.Columns.Count];
        Array.Copy(stored, figures, Math.Min(stored.Length, figures.Length));
        var here = OtherForm.Figures(board.Form, made.Key, figures);
        board.Form.Derive(here);
        var told = Figure.SumOf([.. board.Indicator.Columns.Select(column => Figure.FromStored(here[column.Index]))]);
        return told.IsBlank ? blank : told;
    }
}

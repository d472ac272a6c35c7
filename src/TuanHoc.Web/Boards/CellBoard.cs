using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards;

/// <summary>One number of one unit and the numbers it is made of, read in one moment: the parts add up to it exactly.</summary>
/// <param name="Form">The form of the number.</param>
public sealed record CellBoard(IReadOnlyList<long> Path, IReadOnlyDictionary<long, UnitName> Names, StatisticsForm Form, Indicator Indicator, bool IsAsked, Sums Sums, Figure OwnAccepted, IReadOnlyList<BoardChild> Children)
{
    public static CellBoard? Of(EditionTotals edition, long unitId, string? row, string? measure)
    {
        if (edition.Around(unitId, out var unit) is not { Form: { } form } totals || Indicator.Find(form, row, measure) is not { } indicator) return null;
        var (tree, own) = (totals.Tree, new long[totals.Columns]);
        totals.Own(unit, own);
        var sums = TotalsBoard.SumsOf(totals, unit, own, indicator);
        return new([.. tree.PathTo(unit).Select(tree.Id)], totals.Names, form, indicator, indicator.IsAsked(totals.NotAsked), sums,
            totals.StandingOf(unit) == Standing.Accepted ? sums.Own : Figure.Blank,
            [.. tree.Children(unit).Where(child => totals.Received(child)[totals.Asked] > 0).Select(child => ChildOf(totals, child, own, indicator))
                .OrderByDescending(child => child.Sums.Received.Number ?? -1).ThenByDescending(child => child.Reporting.Missing)]);
    }

    static BoardChild ChildOf(EditionTotals totals, int child, long[] own, Indicator indicator)
    {
        totals.Own(child, own);
        return new(totals.Tree.Id(child), totals.Tree.Kind(child), TotalsBoard.HasBelow(totals, child), CountsCommunes: false, TotalsBoard.UnitsOf(totals, child), TotalsBoard.SumsOf(totals, child, own, indicator));
    }
}

/// <summary>A unit's own report: its state and what it answered in the cell (a stored figure; null where the number is a sum of cells).</summary>
public sealed record CellPart(long UnitId, Guid ReportId, string State, long? Stored);

public static class CellQueries
{
    /// <summary>The own reports of the unit and the units directly below, by unit.</summary>
    public static Task<Dictionary<long, CellPart>> PartsAsync(this AppDb db, TotalsPlace place, CellBoard board, CancellationToken cancel)
    {
        long[] units = [place.UnitId, .. board.Children.Select(child => child.UnitId)];
        var (position, forms) = board.Indicator.Columns is [var only] ? (only.Index + 1, OtherForm.SamePlace(only, board.Form)) : (0, []);
        return db.Database.SqlQuery<CellPart>($"""
            select unit_id, id as report_id, case when ended_on is null then state else 'ended' end as state, case when state in ('submitted', 'accepted') and form_key = any ({forms}) then figures[{position}] end as stored
              from report where edition_id = {place.EditionId} and unit_id = any ({units})
            """).ToDictionaryAsync(part => part.UnitId, cancel);
    }
}

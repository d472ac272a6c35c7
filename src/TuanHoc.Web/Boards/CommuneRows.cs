using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>A commune with its sums, one a column of the form with what was said there, and the province it is counted in.</summary>
public sealed record CommuneRow(long UnitId, long? ProvinceId, Reporting Reporting, long[] Sums, Said[] Said);

/// <summary>The communes of a branch that do not stand directly under its unit: a nation's sheet of all communes.</summary>
public static class CommuneRows
{
    /// <summary>In the order of the tree; none where every commune stands directly below.</summary>
    public static IReadOnlyList<CommuneRow> Of(EditionTotals edition, long unitId, bool acceptedOnly)
    {
        if (edition.Around(unitId, out var unit) is not { } totals) return [];
        var (tree, rows, province) = (totals.Tree, new List<CommuneRow>(), (long?)null);
        for (var at = unit; at < tree.End(unit); at++)
        {
            if (tree.Kind(at) == UnitKind.Province) province = tree.Id(at);
            if (tree.Kind(at) != UnitKind.Commune || tree.Parent(at) == unit || at == unit || totals.Received(at)[totals.Asked] == 0) continue;
            rows.Add(new(tree.Id(at), province, TotalsBoard.UnitsOf(totals, at), (acceptedOnly ? totals.Accepted(at) : totals.Received(at))[..totals.FormColumns].ToArray(), totals.Said.Whole(at).ToArray()));
        }
        return rows;
    }
}

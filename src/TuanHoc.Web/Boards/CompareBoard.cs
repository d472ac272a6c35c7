using TuanHoc.Statistics;

namespace TuanHoc.Web.Boards;

/// <summary>One year of a comparison: the numbers of a territory on the common map, and what keeps them from being those of the same ground.</summary>
/// <param name="Form">The year's form there; null without one.</param>
/// <param name="Reporting">How many reports were asked and came.</param>
/// <param name="Sums">By the number's key; a number whose row the year's form does not ask is not there.</param>
/// <param name="Former">Units of that time counted here that are no more.</param>
/// <param name="PartlyHere">Divided units of which a part lies here: counted above, missing here.</param>
/// <param name="Unplaced">Units counted above whose successor nobody knows: they may belong here.</param>
/// <param name="ByName">Of the former ones, those that their name alone brought here.</param>
public sealed record ComparedYear(StatisticsForm? Form, Reporting Reporting, IReadOnlyDictionary<string, Sums> Sums, int Former, int PartlyHere, int Unplaced, int ByName)
{
    /// <summary>Whether, by all that is known, the figures are those of the whole ground and of nothing else.</summary>
    public bool IsWhole => PartlyHere == 0 && Unplaced == 0;

    /// <summary>The year's numbers for a unit of the map; null when the unit is not on it.</summary>
    public static ComparedYear? Of(EditionTotals edition, long unitId)
    {
        if (edition.Around(unitId, out var unit) is not { } totals) return null;
        var own = new long[totals.Columns];
        totals.Own(unit, own);
        var sums = totals.Form is null ? [] : Indicator.First(totals.Form).Concat(Indicator.All(totals.Form)).Where(one => one.IsAsked(totals.NotAsked))
            .DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => TotalsBoard.SumsOf(totals, unit, own, one));
        var tree = totals.Tree;
        return new(totals.Form, TotalsBoard.UnitsOf(totals, unit), sums,
            totals.Units.Earlier.Keys.Count(earlier => tree.Contains(unit, tree.IndexOf(earlier))),
            totals.Units.PartlyIn(unit).Count,
            totals.Units.PerhapsIn(unit).Count,
            totals.Units.ByNameIn(unit).Count);
    }
}

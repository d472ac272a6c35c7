using TuanHoc.Statistics;

namespace TuanHoc.Web.Boards;

/// <summary>A number of the later year beside the one of the earlier that asks the same, found by the rows' keys over the forms between.</summary>
/// <param name="Indicator">The later year's number.</param>
/// <param name="Before">The key of the earlier year's; null where its form asks nothing of the kind.</param>
/// <param name="IsBroken">The two are no series: they stand side by side and nothing is subtracted.</param>
/// <param name="Why">Why not, in the words of who made the form.</param>
public sealed record ComparedLine(Indicator Indicator, string? Before, bool IsBroken, string? Why)
{
    /// <summary>The first numbers of a form, beside those of another; the same form asks the same.</summary>
    public static IReadOnlyList<ComparedLine> Of(StatisticsForm later, string? earlier) => [.. Indicator.First(later).Select(one => Of(one, later, earlier))];

    static ComparedLine Of(Indicator one, StatisticsForm later, string? earlier)
    {
        if (earlier is null || earlier == later.Key) return new(one, one.Key, IsBroken: false, Why: null);
        if (FormMapping.Known(earlier, later.Key) is not { } mapping) return new(one, Indicator.Find(StatisticsForm.Load(earlier), one.Row.Key, one.MeasureWord)?.Key, IsBroken: true, Why: null);
        var links = one.Columns.Select(mapping.Before).ToList();
        var broken = links.FirstOrDefault(link => link is { Link.Break: true })?.Link;
        // A sum over rows is beside the same sum; a single cell beside the one that became it.
        var before = one.Columns is [_] ? links[0] is { } found ? Indicator.Find(mapping.From, found.Column.Row.Key, Indicator.Word(found.Column.Measure)) : null : Indicator.Find(mapping.From, one.Row.Key, one.MeasureWord);
        return new(one, before?.Key, broken is not null || links.Contains(null), broken?.Why);
    }
}

using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Where a unit's report stands, as far as totals care.</summary>
public enum Standing : byte { NotAsked, Missing, Received, Accepted }

/// <summary>One unit's report as the totals read it.</summary>
public readonly record struct ReportedFigures(long UnitId, Standing Standing, long?[]? Figures);

/// <summary>
/// The sums of one edition for every unit, held in memory: what was received and what of it is accepted.
/// Columns are the form's, then four counts: reports asked and reports counted, of all units and of communes alone.
/// Not safe for several writers; <see cref="LiveTotals"/> guards it.
/// </summary>
public sealed class EditionTotals
{
    const int Counts = 4;
    readonly UnitTree tree;
    readonly IReadOnlySet<int> notAsked;
    readonly Standing[] standing;
    readonly long[] own, received, accepted;
    readonly long[] contribution, difference;

    public EditionTotals(UnitTree tree, StatisticsForm? form, IReadOnlySet<int> notAsked, IEnumerable<ReportedFigures> reports)
    {
        (this.tree, Form, this.notAsked) = (tree, form, notAsked);
        FormColumns = form?.Columns.Count ?? 0;
        Columns = FormColumns + Counts;
        standing = new Standing[tree.Count];
        (own, received, accepted) = (new long[tree.Count * Columns], new long[tree.Count * Columns], new long[tree.Count * Columns]);
        (contribution, difference) = (new long[Columns], new long[Columns]);
        foreach (var report in reports)
        {
            if (tree.IndexOf(report.UnitId) is not (>= 0 and var unit)) continue;
            standing[unit] = report.Standing;
            Contribute(unit, report, own.AsSpan(unit * Columns, Columns));
            OwnOf(unit, Standing.Accepted).CopyTo(accepted.AsSpan(unit * Columns, Columns));
        }
        Rollup.Totals(tree, own, Columns, received);
        Rollup.Totals(tree, accepted.AsSpan().ToArray(), Columns, accepted);
    }

    public StatisticsForm? Form { get; }

    public UnitTree Tree => tree;

    public int FormColumns { get; }

    public int Columns { get; }
}

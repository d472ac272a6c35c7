using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Where a unit's report stands, as far as totals care.</summary>
public enum Standing : byte { NotAsked, Missing, Received, Accepted }

/// <summary>One unit's report as the totals read it: stored figures, one a column of the form.</summary>
public readonly record struct ReportedFigures(long UnitId, Standing Standing, long?[]? Figures);

/// <summary>
/// The sums of one edition for every unit, held in memory: what was received, and what of it is accepted.
/// Columns are the form's, then four counts: reports asked and reports counted, of all units and of communes alone.
/// One writer at a time; <see cref="LiveTotals"/> guards it.
/// </summary>
public sealed class EditionTotals
{
    const int Counts = 4;

    readonly IReadOnlySet<int> notAsked;
    readonly Standing[] standing;
    readonly long[] own, received, accepted;

    public EditionTotals(UnitTree tree, StatisticsForm? form, IReadOnlySet<int> notAsked, IEnumerable<ReportedFigures> reports)
    {
        (Tree, Form, this.notAsked) = (tree, form, notAsked);
        FormColumns = form?.Columns.Count ?? 0;
        standing = new Standing[tree.Count];
        (own, received, accepted) = (new long[tree.Count * Columns], new long[tree.Count * Columns], new long[tree.Count * Columns]);
        foreach (var report in reports)
        {
            if (!tree.TryIndexOf(report.UnitId, out var unit)) continue;
            standing[unit] = report.Standing;
            Contribute(unit, report, Row(own, unit));
        }
        Rollup.Totals(tree, own, Columns, received);
        // The accepted own figures need no matrix of their own: they are the received ones where the standing says so.
        var ownAccepted = new long[own.Length];
        for (var unit = 0; unit < tree.Count; unit++) OwnAccepted(unit, Row(ownAccepted, unit));
        Rollup.Totals(tree, ownAccepted, Columns, accepted);
    }

    public UnitTree Tree { get; }

    public StatisticsForm? Form { get; }

    /// <summary>How many of the columns are the form's; the counts follow them.</summary>
    public int FormColumns { get; }

    public int Columns => FormColumns + Counts;

    public int Asked => FormColumns;
    public int Counted => FormColumns + 1;
    public int CommunesAsked => FormColumns + 2;
    public int CommunesCounted => FormColumns + 3;

    public Standing StandingOf(int unit) => standing[unit];

    /// <summary>What the unit itself reported, received or accepted; zeros while nothing is received.</summary>
    public ReadOnlySpan<long> Own(int unit) => Row(own, unit);

    /// <summary>The unit and everything beneath it, of the reports received (accepted ones among them).</summary>
    public ReadOnlySpan<long> Received(int unit) => Row(received, unit);

    /// <summary>The unit and everything beneath it, of the accepted reports.</summary>
    public ReadOnlySpan<long> Accepted(int unit) => Row(accepted, unit);

    /// <summary>Takes in a report as it now stands; units that are not in the tree change nothing.</summary>
    public void Update(ReportedFigures report)
    {
        if (!Tree.TryIndexOf(report.UnitId, out var unit)) return;
        Span<long> before = stackalloc long[Columns], acceptedBefore = stackalloc long[Columns], after = stackalloc long[Columns], acceptedAfter = stackalloc long[Columns];
        Row(own, unit).CopyTo(before);
        OwnAccepted(unit, acceptedBefore);
        Contribute(unit, report, after);
        standing[unit] = report.Standing;
        after.CopyTo(Row(own, unit));
        OwnAccepted(unit, acceptedAfter);
        Rollup.Add(Tree, received, Columns, unit, Difference(after, before));
        Rollup.Add(Tree, accepted, Columns, unit, Difference(acceptedAfter, acceptedBefore));
    }

    static Span<long> Difference(Span<long> after, ReadOnlySpan<long> before)
    {
        for (var column = 0; column < after.Length; column++) after[column] -= before[column];
        return after;
    }

    void Contribute(int unit, ReportedFigures report, Span<long> row)
    {
        row.Clear();
        var counts = report.Standing is Standing.Received or Standing.Accepted;
        if (counts && Form is not null && report.Figures is not null)
            Contribution.Of(Form, notAsked, Tree.Kind(unit), report.Figures, row[..FormColumns]);
        var asked = report.Standing == Standing.NotAsked ? 0 : 1;
        var commune = Tree.Kind(unit) == UnitKind.Commune ? 1 : 0;
        (row[Asked], row[Counted]) = (asked, counts ? 1 : 0);
        (row[CommunesAsked], row[CommunesCounted]) = (asked * commune, counts ? commune : 0);
    }

    void OwnAccepted(int unit, Span<long> row)
    {
        if (standing[unit] == Standing.Accepted) { Row(own, unit).CopyTo(row); return; }
        row.Clear();
        (row[Asked], row[CommunesAsked]) = (own[unit * Columns + Asked], own[unit * Columns + CommunesAsked]);
    }

    Span<long> Row(long[] matrix, int unit) => matrix.AsSpan(unit * Columns, Columns);
}

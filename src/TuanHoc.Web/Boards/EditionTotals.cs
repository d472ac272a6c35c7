using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Where a unit's report stands, as far as totals care.</summary>
public enum Standing : byte { NotAsked, Missing, Returned, Received, Accepted }

public static class Standings
{
    /// <summary>Whether the report is asked and not there: never handed in, or returned.</summary>
    public static bool IsMissing(this Standing standing) => standing is Standing.Missing or Standing.Returned;
}

/// <summary>One unit's report as the totals read it: stored figures, one a column of the totals' form, whether the report itself is on another form or on none, and whether it states that the unit held nothing.</summary>
public readonly record struct ReportedFigures(long UnitId, Standing Standing, long?[]? Figures, bool IsOnOtherForm, bool NothingOccurred);

/// <summary>
/// The sums of one edition for every unit, held in memory: what was received, and what of it is accepted.
/// Columns are the form's, then five counts: reports asked and reports counted, of all units and of communes alone, and reports counted that are on another form.
/// One writer at a time; <see cref="LiveTotals"/> guards it. Figures are small enough that no sum of a nation passes a long (Figure.MaxDigits).
/// </summary>
public sealed class EditionTotals
{
    const int Counts = 5;

    // A unit's own figures are its total less its children's: a third matrix would only repeat them.
    readonly long[] received, accepted;
    readonly Standing[] standing;

    // What pages read of the sums as they now stand: the same page asked a thousand times between two reports is read once.
    readonly Dictionary<object, object?> answers = [];
    const int MostAnswers = 200;

    EditionTotals(TotalsUnits units, StatisticsForm? form, IReadOnlySet<int> notAsked, int columns)
    {
        var tree = units.Tree;
        (Units, Form, NotAsked) = (units, form, notAsked);
        Columns = columns;
        standing = new Standing[tree.Count];
        (received, accepted) = (new long[tree.Count * columns], new long[tree.Count * columns]);
        Said = new(tree, form, notAsked);
    }

    /// <summary>Adds up all reports of an edition; they are taken one by one as they come.</summary>
    public static async Task<EditionTotals> LoadAsync(TotalsUnits units, StatisticsForm? form, IReadOnlySet<int> notAsked, IAsyncEnumerable<ReportedFigures> reports)
    {
        var totals = new EditionTotals(units, form, notAsked, (form?.Columns.Count ?? 0) + Counts);
        var tree = totals.Tree;
        await foreach (var report in reports)
        {
            if (!tree.TryIndexOf(report.UnitId, out var unit)) continue;
            totals.standing[unit] = report.Standing;
            totals.Said.Set(unit, report);
            totals.Contribute(unit, report, Row(totals.received, unit, totals.Columns));
            totals.KeepAccepted(report.Standing, Row(totals.received, unit, totals.Columns), Row(totals.accepted, unit, totals.Columns));
        }
        // In place: a unit's own row becomes its total when its children are done.
        Rollup.Totals(tree, totals.received, totals.Columns, totals.received);
        Rollup.Totals(tree, totals.accepted, totals.Columns, totals.accepted);
        totals.Said.RollUp();
        return totals;
    }

    /// <summary>What was answered where the sums are made of.</summary>
    public SaidMatrix Said { get; }

    /// <summary>The units the sums are made over.</summary>
    public TotalsUnits Units { get; }

    public UnitTree Tree => Units.Tree;

    /// <summary>What each unit was called on the day of the map; an earlier unit, as it last was.</summary>
    public IReadOnlyDictionary<long, UnitName> Names => Units.Names;

    /// <summary>The deadlines of their own that receivers set in their plans, by receiver.</summary>
    public IReadOnlyDictionary<long, DateOnly> PlanDues
    {
        get;
        set
        {
            field = value;
            answers.Clear();
        }
    } = new Dictionary<long, DateOnly>();

    /// <summary>The longer time that single reports were given, by unit.</summary>
    public IReadOnlyDictionary<long, DateOnly> Extended
    {
        get;
        set
        {
            field = value;
            answers.Clear();
        }
    } = new Dictionary<long, DateOnly>();

    public StatisticsForm? Form { get; }

    /// <summary>The form's columns, by index, that the edition does not ask.</summary>
    public IReadOnlySet<int> NotAsked { get; }

    public int Columns { get; }

    /// <summary>How many of the columns are the form's; the counts follow them.</summary>
    public int FormColumns => Columns - Counts;

    public int Asked => FormColumns;
    public int Counted => FormColumns + 1;
    public int CommunesAsked => FormColumns + 2;
    public int CommunesCounted => FormColumns + 3;
    public int OnOtherForm => FormColumns + 4;

    public Standing StandingOf(int unit) => standing[unit];

    /// <summary>Something read of the sums, remembered by its question until they change; what is read is shared and must not be changed.</summary>
    public T Answer<T>(object question, Func<EditionTotals, T> read)
    {
        if (answers.TryGetValue(question, out var known)) return (T)known!;
        var answer = read(this);
        if (answers.Count == MostAnswers) answers.Clear();
        answers.Add(question, answer);
        return answer;
    }

    /// <summary>The unit and everything beneath it, of the reports received (accepted ones among them).</summary>
    public ReadOnlySpan<long> Received(int unit) => Row(received, unit, Columns);

    /// <summary>The unit and everything beneath it, of the accepted reports.</summary>
    public ReadOnlySpan<long> Accepted(int unit) => Row(accepted, unit, Columns);

    /// <summary>What the unit itself reported, received or accepted; zeros while nothing is received.</summary>
    public void Own(int unit, Span<long> own)
    {
        Received(unit).CopyTo(own);
        for (var child = unit + 1; child < Tree.End(unit); child = Tree.End(child)) Subtract(own, Received(child));
    }

    /// <summary>Every sum and every unit's standing alike.</summary>
    public bool IsSameAs(EditionTotals other) =>
        standing.AsSpan().SequenceEqual(other.standing) && received.AsSpan().SequenceEqual(other.received) && accepted.AsSpan().SequenceEqual(other.accepted) && Said.IsSameAs(other.Said);

    /// <summary>Takes in a report as it now stands; units that are not in the tree change nothing.</summary>
    public void Update(ReportedFigures report)
    {
        if (!Tree.TryIndexOf(report.UnitId, out var unit)) return;
        var rows = new long[4 * Columns].AsSpan();
        Span<long> before = rows[..Columns], acceptedBefore = rows[Columns..(2 * Columns)], after = rows[(2 * Columns)..(3 * Columns)], acceptedAfter = rows[(3 * Columns)..];
        Own(unit, before);
        KeepAccepted(standing[unit], before, acceptedBefore);
        Contribute(unit, report, after);
        KeepAccepted(report.Standing, after, acceptedAfter);
        standing[unit] = report.Standing;
        Said.Update(unit, report);
        answers.Clear();
        Subtract(after, before);
        Subtract(acceptedAfter, acceptedBefore);
        Rollup.Add(Tree, received, Columns, unit, after);
        Rollup.Add(Tree, accepted, Columns, unit, acceptedAfter);
    }

    void Contribute(int unit, ReportedFigures report, Span<long> row)
    {
        row.Clear();
        var counts = report.Standing is Standing.Received or Standing.Accepted;
        if (counts && Form is not null && report.Figures is not null)
            Contribution.Of(Form, NotAsked, Tree.Kind(unit), report.Figures, row[..FormColumns]);
        var asked = report.Standing == Standing.NotAsked ? 0 : 1;
        var commune = Tree.Kind(unit) == UnitKind.Commune ? 1 : 0;
        (row[Asked], row[Counted]) = (asked, counts ? 1 : 0);
        (row[CommunesAsked], row[CommunesCounted]) = (asked * commune, counts ? commune : 0);
        row[OnOtherForm] = counts && report.IsOnOtherForm ? 1 : 0;
    }

    /// <summary>Of an own row, what counts as accepted: all of it, or only that the report was asked.</summary>
    void KeepAccepted(Standing standing, ReadOnlySpan<long> own, Span<long> kept)
    {
        if (standing == Standing.Accepted) { own.CopyTo(kept); return; }
        kept.Clear();
        (kept[Asked], kept[CommunesAsked]) = (own[Asked], own[CommunesAsked]);
    }

    static void Subtract(Span<long> from, ReadOnlySpan<long> what)
    {
        for (var column = 0; column < from.Length; column++) from[column] -= what[column];
    }

    static Span<long> Row(long[] matrix, int unit, int columns) => matrix.AsSpan(unit * columns, columns);
}

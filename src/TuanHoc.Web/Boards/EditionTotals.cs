using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards;

/// <summary>The last day of one report: that of its group by the plan, or one that was granted to it.</summary>
public readonly record struct OwnDay(DateOnly Day, bool IsGranted);

/// <summary>Where a unit's report stands, as far as totals care.</summary>
public enum Standing : byte { NotAsked, Missing, Returned, Received, Accepted }

public static class Standings
{
    /// <summary>Whether the report is asked and not there: never handed in, or returned.</summary>
    public static bool IsMissing(this Standing standing) => standing is Standing.Missing or Standing.Returned;
}

/// <summary>One unit's report as the totals read it: the form it is on, null without one, its stored figures, and whether it states that the unit held nothing.</summary>
public readonly record struct ReportedFigures(long UnitId, Standing Standing, string? FormKey, long?[]? Figures, bool NothingOccurred)
{
    /// <summary>Its figures on the form of totals, as far as the two forms ask the same; null where it has none.</summary>
    public long?[]? On(StatisticsForm form) => FormKey is null || Figures is null ? null : OtherForm.Figures(form, FormKey, Figures);
}

/// <summary>The form on which a province asks rows of its own.</summary>
public sealed record ProvinceForm(long UnitId, StatisticsForm Form);

/// <summary>
/// The sums of one edition for every unit, held in memory: what was received, and what of it is accepted.
/// Columns are the form's, then five counts: reports asked and reports counted, of all units and of communes alone, and reports counted that are on another form.
/// Where a province asks rows of its own, its branch is summed a second time on its form: <see cref="Around"/> is what a page of a unit shows.
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

    // Where the units begin and end of whom sums are kept here: all of them, or the branch of a province.
    readonly int first, end;

    EditionTotals(TotalsUnits units, StatisticsForm? form, IReadOnlySet<int> notAsked, Standing[] standing, int first, int end)
    {
        (Units, Form, NotAsked, this.standing, this.first, this.end) = (units, form, notAsked, standing, first, end);
        Columns = (form?.Columns.Count ?? 0) + Counts;
        (received, accepted) = (new long[(end - first) * Columns], new long[(end - first) * Columns]);
        Said = new(units.Tree, first, end, form, notAsked);
    }

    /// <summary>Adds up all reports of an edition; they are taken one by one as they come.</summary>
    /// <param name="units">The units of the map.</param>
    /// <param name="form">The edition's form.</param>
    /// <param name="notAsked">The form's columns, by index, that the edition does not ask.</param>
    /// <param name="provinces">The provinces that ask rows of their own; one that the map does not have has no sums of them.</param>
    /// <param name="reports">The reports.</param>
    public static async Task<EditionTotals> LoadAsync(TotalsUnits units, StatisticsForm? form, IReadOnlySet<int> notAsked, IReadOnlyList<ProvinceForm> provinces, IAsyncEnumerable<ReportedFigures> reports)
    {
        var tree = units.Tree;
        var totals = new EditionTotals(units, form, notAsked, new Standing[tree.Count], first: 0, tree.Count);
        totals.Provinces = [.. from one in provinces let at = tree.TryIndexOf(one.UnitId, out var index) ? index : -1 where at >= 0 orderby at select new EditionTotals(units, one.Form, notAsked, totals.standing, at, tree.End(at))];
        await foreach (var report in reports)
        {
            if (!tree.TryIndexOf(report.UnitId, out var unit)) continue;
            totals.standing[unit] = report.Standing;
            foreach (var one in totals.Over(unit)) one.Take(unit, report);
        }
        foreach (var one in totals.Provinces.Prepend(totals)) one.RollUp();
        return totals;
    }

    void Take(int unit, ReportedFigures report)
    {
        Said.Set(unit, report);
        Contribute(unit, report, Row(received, unit));
        KeepAccepted(report.Standing, Row(received, unit), Row(accepted, unit));
    }

    void RollUp()
    {
        // In place: a unit's own row becomes its total when its children are done.
        Rollup.Totals(Tree, first, received, Columns, received);
        Rollup.Totals(Tree, first, accepted, Columns, accepted);
        Said.RollUp();
    }

    /// <summary>The branches of provinces that ask rows of their own, each on its form.</summary>
    public IReadOnlyList<EditionTotals> Provinces { get; private set; } = [];

    /// <summary>The unit at the top of the branch of whose units sums are kept here; the nation, for those of all.</summary>
    public long TopId => Tree.Id(first);

    /// <summary>The sums with a unit's, on the form that is asked there: those of the province it lies in where that asks rows of its own, else these; null where the map has no such unit.</summary>
    public EditionTotals? Around(long unitId, out int unit)
    {
        if (!Tree.TryIndexOf(unitId, out unit)) return null;
        return Over(unit).Last();
    }

    /// <summary>All sums that a unit's report adds to, the innermost last.</summary>
    IEnumerable<EditionTotals> Over(int unit) => Provinces.Where(one => one.first <= unit && unit < one.end).Prepend(this);

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

    /// <summary>The days of reports that are not those of all beside them, by unit.</summary>
    public IReadOnlyDictionary<long, OwnDay> OwnDays
    {
        get;
        set
        {
            field = value;
            answers.Clear();
        }
    } = new Dictionary<long, OwnDay>();

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
    public ReadOnlySpan<long> Received(int unit) => Row(received, unit);

    /// <summary>The unit and everything beneath it, of the accepted reports.</summary>
    public ReadOnlySpan<long> Accepted(int unit) => Row(accepted, unit);

    /// <summary>What the unit itself reported, received or accepted; zeros while nothing is received.</summary>
    public void Own(int unit, Span<long> own)
    {
        Received(unit).CopyTo(own);
        for (var child = unit + 1; child < Tree.End(unit); child = Tree.End(child)) Subtract(own, Received(child));
    }

    /// <summary>Every sum and every unit's standing alike.</summary>
    public bool IsSameAs(EditionTotals other) =>
        standing.AsSpan().SequenceEqual(other.standing) && received.AsSpan().SequenceEqual(other.received) && accepted.AsSpan().SequenceEqual(other.accepted) && Said.IsSameAs(other.Said)
        && Provinces.Count == other.Provinces.Count && Provinces.Zip(other.Provinces).All(pair => pair.First.Form == pair.Second.Form && pair.First.IsSameAs(pair.Second));

    /// <summary>Takes in a report as it now stands; units that are not in the tree change nothing.</summary>
    public void Update(ReportedFigures report)
    {
        if (!Tree.TryIndexOf(report.UnitId, out var unit)) return;
        foreach (var one in Over(unit)) one.Replace(unit, report);
        standing[unit] = report.Standing;
        answers.Clear();
    }

    void Replace(int unit, ReportedFigures report)
    {
        var rows = new long[4 * Columns].AsSpan();
        Span<long> before = rows[..Columns], acceptedBefore = rows[Columns..(2 * Columns)], after = rows[(2 * Columns)..(3 * Columns)], acceptedAfter = rows[(3 * Columns)..];
        Own(unit, before);
        KeepAccepted(standing[unit], before, acceptedBefore);
        Contribute(unit, report, after);
        KeepAccepted(report.Standing, after, acceptedAfter);
        Said.Update(unit, report);
        Subtract(after, before);
        Subtract(acceptedAfter, acceptedBefore);
        Rollup.Add(Tree, first, received, Columns, unit, after);
        Rollup.Add(Tree, first, accepted, Columns, unit, acceptedAfter);
    }

    void Contribute(int unit, ReportedFigures report, Span<long> row)
    {
        row.Clear();
        var counts = report.Standing is Standing.Received or Standing.Accepted;
        if (counts && Form is not null && report.On(Form) is { } figures)
            Contribution.Of(Form, NotAsked, Tree.Kind(unit), figures, row[..FormColumns]);
        var asked = report.Standing == Standing.NotAsked ? 0 : 1;
        var commune = Tree.Kind(unit) == UnitKind.Commune ? 1 : 0;
        (row[Asked], row[Counted]) = (asked, counts ? 1 : 0);
        (row[CommunesAsked], row[CommunesCounted]) = (asked * commune, counts ? commune : 0);
        row[OnOtherForm] = counts && OtherForm.NationKey(report.FormKey) != Form?.NationKey ? 1 : 0;
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

    Span<long> Row(long[] matrix, int unit) => matrix.AsSpan((unit - first) * Columns, Columns);
}

using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>What was answered, one cell a column of the form for every unit of a tree from <paramref name="first"/> up to <paramref name="end"/>: by the unit itself, and by it and everything beneath it.</summary>
public sealed class SaidMatrix(UnitTree tree, int first, int end, StatisticsForm? form, IReadOnlySet<int> notAsked)
{
    readonly int columns = form?.Columns.Count ?? 0;
    readonly Said[] own = new Said[(end - first) * (form?.Columns.Count ?? 0)], whole = new Said[(end - first) * (form?.Columns.Count ?? 0)];

    /// <summary>Of a unit's own report.</summary>
    public ReadOnlySpan<Said> Own(int unit) => Row(own, unit);

    /// <summary>Of the unit and everything beneath it.</summary>
    public ReadOnlySpan<Said> Whole(int unit) => Row(whole, unit);

    /// <summary>Of everything beneath the unit, in some columns together.</summary>
    public Said Below(int unit, IReadOnlyList<FormColumn> of)
    {
        var said = Said.None;
        for (var child = unit + 1; child < tree.End(unit); child = tree.End(child)) said |= In(Whole(child), of);
        return said;
    }

    /// <summary>In some columns together.</summary>
    public static Said In(ReadOnlySpan<Said> row, IReadOnlyList<FormColumn> of)
    {
        var said = Said.None;
        foreach (var column in of) said |= row[column.Index];
        return said;
    }

    /// <summary>Takes in a unit's own answers without telling the units above: <see cref="RollUp"/> does, for all at once.</summary>
    public void Set(int unit, ReportedFigures report)
    {
        var row = Row(own, unit);
        row.Clear();
        if (form is not null && report.Standing is (Standing.Received or Standing.Accepted)) Read(form, notAsked, report, row);
    }

    /// <summary>What a report answers by itself, one a column of the form.</summary>
    public static void Read(StatisticsForm form, IReadOnlySet<int> notAsked, ReportedFigures report, Span<Said> row)
    {
        var figures = report.On(form);
        foreach (var column in form.Columns)
        {
            var stored = figures?[column.Index];
            if (!notAsked.Contains(column.Index)) row[column.Index] = SaidWords.Of(stored is null && report.NothingOccurred ? Figure.NothingOccurred : Figure.FromStored(stored), report.Standing);
        }
        foreach (var rule in form.Rules.Where(rule => rule.Whole.Derived)) row[rule.Whole.Index] = In(row, rule.Parts);
    }

    /// <summary>The units above made of those beneath, from the leaves up.</summary>
    public void RollUp()
    {
        own.CopyTo(whole, 0);
        for (var unit = end - 1; unit > first; unit--) if (tree.Parent(unit) is var parent && parent >= first) Join(Row(whole, parent), Whole(unit));
    }

    /// <summary>Takes in a unit's own answers, and tells the units above it: an answer that went away may still be another's.</summary>
    public void Update(int unit, ReportedFigures report)
    {
        Set(unit, report);
        for (var above = unit; above >= first; above = tree.Parent(above))
        {
            var row = Row(whole, above);
            Own(above).CopyTo(row);
            for (var child = above + 1; child < tree.End(above); child = tree.End(child)) Join(row, Whole(child));
        }
    }

    /// <summary>The same answers in every cell.</summary>
    public bool IsSameAs(SaidMatrix other) => own.AsSpan().SequenceEqual(other.own) && whole.AsSpan().SequenceEqual(other.whole);

    static void Join(Span<Said> row, ReadOnlySpan<Said> more)
    {
        for (var column = 0; column < row.Length; column++) row[column] |= more[column];
    }

    Span<Said> Row(Said[] matrix, int unit) => matrix.AsSpan((unit - first) * columns, columns);
}

namespace TuanHoc.Statistics;

/// <summary>What a report's figures are looked at beside: the unit's own of an earlier year, and what units like it usually give.</summary>
/// <param name="Year">The earlier year.</param>
/// <param name="Earlier">Stored figures of that year in the columns of the form now filled; null where it did not ask, or asked something else.</param>
/// <param name="Norms">What like units gave, one a column of the form; null where too few did.</param>
public sealed record Beside(int Year, IReadOnlyList<long?>? Earlier, IReadOnlyList<Norm?>? Norms)
{
    /// <summary>The sums over the reports that came from below the unit, one a column of the form; null where none came, or none is asked.</summary>
    public IReadOnlyList<long>? Below { get; init; }

    /// <summary>Whether all that are asked below have come.</summary>
    public bool IsBelowWhole { get; init; }

    /// <summary>A first year: nothing to compare with.</summary>
    public static readonly Beside Nothing = new(0, null, null);
}

/// <summary>A form as one unit filled it, with what it may be compared with.</summary>
/// <param name="Form">The form.</param>
/// <param name="NotApplicable">Indexes of columns not asked; they are not looked at.</param>
/// <param name="Stored">Stored figures, one a column.</param>
/// <param name="Beside">Earlier and like figures.</param>
public sealed record FilledForm(StatisticsForm Form, IReadOnlySet<int> NotApplicable, long?[] Stored, Beside Beside)
{
    /// <summary>The columns that the unit itself was asked, computed ones among them, in the order of the form.</summary>
    public IEnumerable<FormColumn> Asked => Form.Columns.Where(column => !NotApplicable.Contains(column.Index));

    /// <summary>Those it typed.</summary>
    public IEnumerable<FormColumn> Typed => Asked.Where(column => !column.Derived);

    public Figure this[FormColumn column] => Figure.FromStored(Stored[column.Index]);

    /// <summary>The earlier year's figure; blank where there is none.</summary>
    public Figure Earlier(FormColumn column) => Beside.Earlier is { } earlier ? Figure.FromStored(earlier[column.Index]) : Figure.Blank;

    /// <summary>What the units below gave; 0 where they gave nothing.</summary>
    public long Below(FormColumn column) => Beside.Below is { } below && column.Index < below.Count ? below[column.Index] : 0;

    public Norm? NormOf(FormColumn column) => Beside.Norms?[column.Index];
}

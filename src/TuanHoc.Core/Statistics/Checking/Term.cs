namespace TuanHoc.Statistics;

/// <summary>What a term says of its cells: their numbers added, how many of them are such numbers, or how many are blank.</summary>
public enum TermKind { Sum, Count, Blank }

/// <summary>A number made of cells of a sheet. Cells that a unit is not asked are left out.</summary>
/// <param name="Kind">What is made of them.</param>
/// <param name="Cells">The cells.</param>
/// <param name="Least">Of numbers: only those from here on.</param>
/// <param name="Multiple">And only multiples of this.</param>
/// <param name="Times">The whole is multiplied by this.</param>
public sealed record Term(TermKind Kind, IReadOnlyList<FormColumn> Cells, long Least = 0, long Multiple = 1, long Times = 1)
{
    public static Term Sum(params IReadOnlyList<FormColumn> cells) => new(TermKind.Sum, cells);

    public static Term Count(IReadOnlyList<FormColumn> cells, long least = 0, long multiple = 1) => new(TermKind.Count, cells, least, multiple);

    public static Term Blank(FormColumn cell) => new(TermKind.Blank, [cell]);

    /// <summary>What it comes to.</summary>
    public long In(FilledForm filled)
    {
        var value = 0L;
        foreach (var cell in Cells)
        {
            if (filled.NotApplicable.Contains(cell.Index)) continue;
            var figure = filled[cell];
            if (Kind == TermKind.Blank) value += figure.IsBlank ? 1 : 0;
            else if (Holds(figure)) value += Kind == TermKind.Count ? 1 : figure.NumberOrZero;
        }
        return value * Times;
    }

    /// <summary>The cell to look at: the first of the numbers meant, the first cell where there is none.</summary>
    public FormColumn First(FilledForm filled) => Cells.FirstOrDefault(cell => !filled.NotApplicable.Contains(cell.Index) && Holds(filled[cell])) ?? Cells[0];

    bool Holds(Figure figure) => figure.Number is { } number && number >= Least && number % Multiple == 0;
}

/// <summary>How one number stands to another.</summary>
public enum Comparison { Equal, Unlike, Above, AtLeast, Below }

/// <summary>Whether <paramref name="Left"/> stands so to <paramref name="Number"/>, or to that and <paramref name="Right"/> together.</summary>
public sealed record Condition(Term Left, Comparison Is, long Number, Term? Right = null)
{
    public bool Holds(FilledForm filled)
    {
        var (left, right) = (Left.In(filled), Number + (Right?.In(filled) ?? 0));
        return Is switch
        {
            Comparison.Equal => left == right,
            Comparison.Unlike => left != right,
            Comparison.Above => left > right,
            Comparison.AtLeast => left >= right,
            _ => left < right,
        };
    }
}

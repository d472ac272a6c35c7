using TuanHoc.Documents;

namespace TuanHoc.Office;

/// <summary>A cell of a sheet: text, a number, or nothing.</summary>
public readonly record struct SheetCell
{
    private SheetCell(string? text, decimal? number) => (Text, Number) = (text, number);

    public string? Text { get; }

    public decimal? Number { get; }

    public bool Bold { get; init; }

    public static SheetCell Blank => default;

    public static SheetCell Of(string? text, bool bold = false) => new(text, number: null) { Bold = bold };

    public static SheetCell Of(decimal? number, bool bold = false) => new(text: null, number) { Bold = bold };

    public static implicit operator SheetCell(string text) => Of(text);

    public static implicit operator SheetCell(long number) => Of(number);
}

/// <summary>A column: its width in characters, and how its texts stand.</summary>
public sealed record SheetColumn(double Width, Alignment Alignment = Alignment.Left);

/// <summary>A sheet to print on A4 across: titles, a header that stays in sight and repeats on every page, rows as they come.</summary>
/// <param name="Name">Excel's limits (31 characters, no []:*?/\, no name twice) are kept by the writer.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetColumn> Columns)
{
    /// <summary>Lines above the table, in the middle; the first is bold.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Header rows; their cells may span.</summary>
    public required IReadOnlyList<DocumentRow> Header { get; init; }

    /// <summary>Enumerated once, while the file is written: national sheets need never be whole in memory.</summary>
    public required IEnumerable<IReadOnlyList<SheetCell>> Rows { get; init; }

    /// <summary>So many columns on the left stay in sight.</summary>
    public int FrozenColumns { get; init; }
}

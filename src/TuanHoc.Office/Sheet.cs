using TuanHoc.Documents;

namespace TuanHoc.Office;

/// <summary>What may be typed into a cell of a locked sheet: nothing, a figure, a text; nothing at all, shown in grey; or a text that a spreadsheet leaves as it is typed, so that 5/10 stays 5/10.</summary>
public enum SheetEntry : byte { None, Figure, Text, Closed, Verbatim }

/// <summary>A cell of a sheet: text, a number, or nothing.</summary>
public readonly record struct SheetCell
{
    private SheetCell(string? text, decimal? number) => (Text, Number) = (text, number);

    public string? Text { get; }

    public decimal? Number { get; }

    public bool Bold { get; init; }

    public SheetEntry Entry { get; init; }

    /// <summary>Names of the cells that the cell adds up; <see cref="Number"/> is what they come to now.</summary>
    public IReadOnlyList<string>? Adds { get; init; }

    public static SheetCell Blank => default;

    public static SheetCell Of(string? text, bool bold = false) => new(text, number: null) { Bold = bold };

    public static SheetCell Of(decimal? number, bool bold = false) => new(text: null, number) { Bold = bold };

    public static implicit operator SheetCell(string text) => Of(text);

    public static implicit operator SheetCell(long number) => Of(number);
}

/// <summary>A column: its width in characters, and how its texts stand.</summary>
public sealed record SheetColumn(double Width, Alignment Alignment = Alignment.Left)
{
    /// <summary>There for the program that reads the file again.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>A sheet to print on A4 across: titles, a header that stays in sight and repeats on every page, rows as they come.</summary>
/// <param name="Name">Excel's limits (31 characters, no []:*?/\, no name twice) are kept by the writer.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetColumn> Columns)
{
    /// <summary>Hidden rows at the top, for the program that reads the file again.</summary>
    public IReadOnlyList<IReadOnlyList<SheetCell>> Marks { get; init; } = [];

    /// <summary>Lines above the table, in the middle; the first is bold.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Header rows; their cells may span.</summary>
    public required IReadOnlyList<DocumentRow> Header { get; init; }

    /// <summary>Enumerated once, while the file is written: national sheets need never be whole in memory.</summary>
    public required IEnumerable<IReadOnlyList<SheetCell>> Rows { get; init; }

    /// <summary>So many columns on the left stay in sight.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>A table too wide for one page is printed on several side by side, each with the columns that stay in sight.</summary>
    public int PagesAcross
    {
        get
        {
            var (whole, repeated) = (Columns.Where(column => !column.IsHidden).Sum(column => column.Width), Columns.Take(FrozenColumns).Sum(column => column.Width));
            return whole <= PageWidth ? 1 : (int)Math.Ceiling((whole - repeated) / (PageWidth - repeated));
        }
    }

    /// <summary>How many columns the first of those pages has: its titles stand over them.</summary>
    public int FirstPageColumns
    {
        get
        {
            var (columns, width) = (0, 0.0);
            foreach (var column in Columns.Where(column => !column.IsHidden))
            {
                if ((width += column.Width) > PageWidth && PagesAcross > 1)
                    break;
                columns++;
            }
            return columns;
        }
    }

    // In characters: what A4 across carries in letters of 9 points.
    private const double PageWidth = 190;

    /// <summary>What is typed into the sheet; null where it is only read.</summary>
    public SheetForm? Form { get; init; }

    /// <summary>Words offered in cells to be filled; a sheet that has such is locked but for its entries.</summary>
    public IReadOnlyList<SheetList> Lists { get; init; } = [];

    /// <summary>The number that Excel shows beside the first row of the table.</summary>
    public int FirstRow => Marks.Count + Titles.Count + Header.Count + 1;
}

/// <summary>
/// A sheet to be filled in: all but its entries is locked, without a password, against slips. A figure is a whole number from 0 or <paramref name="Nothing"/>,
/// which a list offers; anything else turns red.
/// </summary>
/// <param name="Nothing">The words that stand for "asked, and nothing occurred".</param>
/// <param name="Hint">Said beside a cell that is being filled.</param>
/// <param name="Figures">Names of the cells that take figures.</param>
public sealed record SheetForm(string Nothing, string Hint, IReadOnlyList<string> Figures);

/// <summary>Words that cells offer and take nothing beside.</summary>
/// <param name="Cells">The cells, as in B4:B503.</param>
/// <param name="From">Where the words stand, as in 'Danh mục'!$A$2:$A$40.</param>
public sealed record SheetList(string Cells, string From);

using System.Globalization;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Statistics;

namespace TuanHoc.Web.Boards;

/// <summary>
/// Phụ lục II filled with a unit's totals. A cell is a number, blank (nobody answered), "không phát sinh" (whoever answered says so) or, where the
/// edition does not ask the row, "không áp dụng": four things, never one another.
/// </summary>
/// <param name="Form">The edition's form.</param>
/// <param name="Sums">The totals, one a column.</param>
/// <param name="NotAsked">Columns, by index, that the edition does not ask.</param>
/// <param name="Answered">Columns, by index, that somebody answered; true where a number was among the answers.</param>
public sealed record ConsolidatedTable(StatisticsForm Form, long[] Sums, IReadOnlySet<int> NotAsked, IReadOnlyDictionary<int, bool> Answered)
{
    internal const string Nothing = "không phát sinh";
    /// <summary>Beside a sum that is only an upper bound.</summary>
    internal const string AtMost = "tối đa";

    const string NotApplicable = "không áp dụng";
    const string WhyAtMost = "Tối đa: ai tặng ở nhiều nơi được tính ở từng nơi";

    static readonly double[] Weights = [1.1, 9, 2.4, 2.4, 2.4, 2.6];

    /// <summary>Where the answers of a row of text are to be read: they are never added up.</summary>
    public string WhereTexts { get; init; } = "Xem báo cáo của từng đơn vị";

    /// <summary>The table itself, a line a row of the form; every writer shows these and nothing else.</summary>
    public IEnumerable<TableLine> Lines => Form.Rows.Select(row => new TableLine(row, Cell(row.First), Cell(row.Second), Note(row)));

    public DocumentTable Document() => new(
        [.. Weights.Select((weight, place) => new DocumentColumn(weight, place switch { 0 or 2 => Alignment.Center, 3 or 4 => Alignment.Right, _ => Alignment.Left }))],
        [new DocumentRow([.. Form.Headings.Select(heading => new DocumentCell(heading) { Bold = true })])],
        [.. Lines.Select(line => new DocumentRow([.. Texts(line, number => VietnameseNumber.Whole(number)).Select(text => new DocumentCell(text) { Bold = line.Row.ParentKey is null })]))]);

    public Sheet Sheet(string title, string asOf) => new("Phụ lục II", [new(7, Alignment.Center), new(100), new(16, Alignment.Center), new(18, Alignment.Right), new(18, Alignment.Right), new(24)])
    {
        Titles = [title, asOf],
        Header = [new DocumentRow([.. Form.Headings.Select(heading => new DocumentCell(heading))])],
        Rows = Lines.Select(line => (IReadOnlyList<SheetCell>)
        [
            SheetCell.Of(line.Row.Code), SheetCell.Of(line.Row.Label, line.Row.ParentKey is null), SheetCell.Of(line.Row.Unit), Shown(line.First), Shown(line.Second), SheetCell.Of(line.Note),
        ]),
    };

    /// <summary>The heading and the rows as plain cells: the row's key first, since a code is not on every row; numbers without points.</summary>
    public IEnumerable<IEnumerable<string>> Csv() => Lines.Select(line => Texts(line, number => number.ToString(CultureInfo.InvariantCulture)).Prepend(line.Row.Key)).Prepend(Form.Headings.Prepend("key"));

    static IEnumerable<string> Texts(TableLine line, Func<long, string> written)
    {
        string Text(TableCell? cell) => cell is null ? "" : cell.Number is { } number ? written(number) : cell.Words;
        return [line.Row.Code ?? "", line.Row.Label, line.Row.Unit ?? "", Text(line.First), Text(line.Second), line.Note];
    }

    static SheetCell Shown(TableCell? cell) => cell is null ? SheetCell.Blank : cell.Number is { } number ? number : SheetCell.Of(cell.Words);

    string Note(FormRow row) =>
        row.IsText ? WhereTexts
        : row.Columns.Count > 0 && row.Columns.All(column => NotAsked.Contains(column.Index)) ? NotApplicable
        : row.Columns.Any(column => column.UpperBound && IsNumber(column)) ? WhyAtMost : "";

    bool IsNumber(FormColumn column) => !NotAsked.Contains(column.Index) && (Sums[column.Index] != 0 || Answered.GetValueOrDefault(column.Index));

    TableCell? Cell(FormColumn? column) => column is null ? null : IsNumber(column) ? new(column, Sums[column.Index], "") : new(column, null, Words(column));

    string Words(FormColumn column) => NotAsked.Contains(column.Index) || !Answered.ContainsKey(column.Index) ? "" : Nothing;

}

/// <summary>A cell: a number, or in words why there is none.</summary>
public sealed record TableCell(FormColumn Column, long? Number, string Words);

/// <summary>A row of the form with its one or two cells and a note.</summary>
public sealed record TableLine(FormRow Row, TableCell? First, TableCell? Second, string Note)
{
    public IEnumerable<TableCell> Cells => new[] { First, Second }.OfType<TableCell>();
}

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
    const string NotApplicable = "không áp dụng";

    static readonly double[] Weights = [1.1, 9, 2.4, 2.4, 2.4, 2.6];

    /// <summary>A total of the form, also where it prints none; 0 where it does not ask.</summary>
    public long Sum(string row, Measure measure) => Indicator.Find(Form, row, WordOf(measure)) is { } indicator ? indicator.Of(Sums) : 0;

    public DocumentTable Document() => new(
        [.. Weights.Select((weight, place) => new DocumentColumn(weight, place switch { 0 or 2 => Alignment.Center, 3 or 4 => Alignment.Right, _ => Alignment.Left }))],
        [new DocumentRow([.. Form.Headings.Select(heading => new DocumentCell(heading) { Bold = true })])],
        [.. Form.Rows.Select(row => new DocumentRow([.. Texts(row).Select(text => new DocumentCell(text) { Bold = row.ParentKey is null })]))]);

    public Sheet Sheet(string title, string asOf) => new("Phụ lục II", [new(7, Alignment.Center), new(100), new(16, Alignment.Center), new(18, Alignment.Right), new(18, Alignment.Right), new(24)])
    {
        Titles = [title, asOf],
        Header = [new DocumentRow([.. Form.Headings.Select(heading => new DocumentCell(heading))])],
        Rows = Form.Rows.Select(row => (IReadOnlyList<SheetCell>)
        [
            SheetCell.Of(row.Code), SheetCell.Of(row.Label, row.ParentKey is null), SheetCell.Of(row.Unit), Cell(row.First), Cell(row.Second), SheetCell.Of(Note(row)),
        ]),
    };

    IEnumerable<string> Texts(FormRow row) => [row.Code ?? "", row.Label, row.Unit ?? "", Text(row.First), Text(row.Second), Note(row)];

    string Note(FormRow row) => row.IsText ? "Xem báo cáo của từng đơn vị" : row.Columns.Count > 0 && row.Columns.All(column => NotAsked.Contains(column.Index)) ? NotApplicable : "";

    bool IsNumber(FormColumn column) => !NotAsked.Contains(column.Index) && (Sums[column.Index] != 0 || Answered.GetValueOrDefault(column.Index));

    string Text(FormColumn? column) => column is null ? "" : IsNumber(column) ? VietnameseNumber.Whole(Sums[column.Index]) : Words(column);

    SheetCell Cell(FormColumn? column) => column is null ? SheetCell.Blank : IsNumber(column) ? Sums[column.Index] : SheetCell.Of(Words(column));

    string Words(FormColumn column) => NotAsked.Contains(column.Index) || !Answered.ContainsKey(column.Index) ? "" : Nothing;

    static string WordOf(Measure measure) => measure.ToString().ToLowerInvariant();
}

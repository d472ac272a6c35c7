using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Statistics;

namespace TuanHoc.Web.Boards;

/// <summary>What units wrote in words, as a consolidated report lists it: row by row, with the name of the unit that wrote it.</summary>
public sealed record ListedNotes(CountedUnits? Units, IReadOnlyList<UnitNote> Notes)
{
    /// <summary>More than this nobody reads in a document; the workbook has them all.</summary>
    public const int MostInDocument = 200;

    public static readonly ListedNotes None = new(null, []);

    public bool IsEmpty => Notes.Count == 0;

    /// <summary>For the document, under the table.</summary>
    public IEnumerable<Block> Blocks()
    {
        if (IsEmpty) yield break;
        yield return new Paragraph("Nội dung khác và ghi chú của các đơn vị") { Bold = true };
        foreach (var row in Notes.Take(MostInDocument).GroupBy(note => note.Row))
        {
            yield return new Paragraph(Named(Units!.Form.Row(row.Key)) + ":");
            foreach (var note in row) yield return new Bullet($"{Units.Called(note)}: {OneLine(note.Text)}");
        }
        if (Notes.Count > MostInDocument) yield return new Paragraph("Còn nhiều ghi chú khác: xem trang Ghi chú của bảng tính kèm theo số liệu này.") { Italic = true };
    }

    /// <summary>For the workbook.</summary>
    public Sheet Sheet(string title, string asOf) => new("Ghi chú", [new(9), new(44), new(38), new(30), new(70)])
    {
        Titles = [title, asOf],
        Header = [new DocumentRow([.. new[] { "Dòng", "Nội dung của dòng", "Đơn vị", "Thuộc", "Ghi chú" }.Select(head => new DocumentCell(head))])],
        Rows = Notes.Select(note => (IReadOnlyList<SheetCell>)
        [
            SheetCell.Of(Units!.Form.Row(note.Row).Code), SheetCell.Of(Units.Form.Row(note.Row).Label), SheetCell.Of(Units.NameOf(note.UnitId)), SheetCell.Of(Units.NameOf(note.ParentId)), SheetCell.Of(OneLine(note.Text)),
        ]),
    };

    static string Named(FormRow row) => row.Code is { } code ? $"{code}. {row.Label}" : row.Label;

    static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

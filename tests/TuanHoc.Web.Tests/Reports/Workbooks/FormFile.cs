using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TuanHoc.Web.Tests.Reports.Workbooks;

/// <summary>A downloaded form as somebody at a spreadsheet handles it: reads its cells, types into them, moves rows, inserts a column.</summary>
sealed class FormFile(byte[] content, string? report = null)
{
    const string Key = "tuanhoc.key", First = "tuanhoc.first", Second = "tuanhoc.second", Note = "tuanhoc.note", Label = "tuanhoc.label";

    byte[] content = content;

    public byte[] Content => content;

    /// <summary>The sheet of a report, by its path, in a workbook of many: what is read and typed from here on is there.</summary>
    public FormFile Of(string report) => new(content, report);

    /// <summary>The text of a cell by the key of its row; the column is the second of figures, the first or the notes.</summary>
    public string this[string key, string column = First] => Read(sheet => Text(Find(sheet, key, column)));

    public string Place(string key, string column = First) => Read(sheet => Find(sheet, key, column).CellReference!.Value!);

    public FormFile Type(string key, string? value, string column = First) => Change(sheet => Set(Find(sheet, key, column), value));

    public FormFile TypePeople(string key, string? value) => Type(key, value, Second);

    public FormFile TypeNote(string key, string? value) => Type(key, value, Note);

    public FormFile TypeFormula(string key, string formula) => Change(sheet =>
    {
        var cell = Find(sheet, key, First);
        cell.RemoveAllChildren();
        cell.DataType = null;
        cell.Append(new CellFormula(formula), new CellValue("3"));
    });

    public string People(string key) => this[key, Second];

    public string NoteOf(string key) => this[key, Note];

    public string LabelOf(string key) => this[key, Label];

    /// <summary>The first rows of the form go to its end, as with cut and insert.</summary>
    public FormFile MoveRows(int count) => Change(sheet =>
    {
        var data = sheet.GetFirstChild<SheetData>()!;
        List<Row> rows = [.. data.Elements<Row>().Where(row => row.RowIndex! > 5)];
        List<Row> moved = [.. rows.Skip(count), .. rows.Take(count)];
        foreach (var row in rows) row.Remove();
        for (var at = 0; at < moved.Count; at++)
        {
            moved[at].RowIndex = (uint)(6 + at);
            foreach (var cell in moved[at].Elements<Cell>()) cell.CellReference = Letters(cell) + (6 + at).ToString(CultureInfo.InvariantCulture);
            data.Append(moved[at]);
        }
    });

    /// <summary>A column of somebody's own before the figures.</summary>
    public FormFile InsertColumn() => Change(sheet =>
    {
        foreach (var row in sheet.Descendants<Row>())
        {
            foreach (var cell in row.Elements<Cell>().Where(cell => string.CompareOrdinal(Letters(cell), "D") >= 0))
                cell.CellReference = (char)(Letters(cell)[0] + 1) + row.RowIndex!.Value.ToString(CultureInfo.InvariantCulture);
            if (row.RowIndex! > 5) row.InsertAfter(new Cell { CellReference = $"D{row.RowIndex}", DataType = CellValues.Number, CellValue = new CellValue("99") }, row.Elements<Cell>().ElementAt(2));
        }
        sheet.RemoveAllChildren<MergeCells>();
        sheet.RemoveAllChildren<ConditionalFormatting>();
        sheet.RemoveAllChildren<DataValidations>();
    });

    /// <summary>What somebody has who copied the printed columns into a workbook of their own: no hidden rows, no hidden columns.</summary>
    public FormFile WithoutMarks(Func<string, string>? slip = null) => Change(sheet =>
    {
        foreach (var row in sheet.Descendants<Row>().ToList())
        {
            foreach (var cell in row.Elements<Cell>().Where(cell => string.CompareOrdinal(Letters(cell), "F") > 0).ToList()) cell.Remove();
            if (row.RowIndex! <= 2) row.Remove();
            if (slip is not null && row.RowIndex! > 5 && row.Elements<Cell>().FirstOrDefault(cell => Letters(cell) == "B") is { } label) Set(label, slip(Text(label)));
        }
    });

    public FormFile WithPart(string path, string text = "x")
    {
        var file = new MemoryStream();
        file.Write(content);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        using (var part = zip.CreateEntry(path).Open()) part.Write(Encoding.UTF8.GetBytes(text));
        return new(file.ToArray());
    }

    T Read<T>(Func<Worksheet, T> read)
    {
        var file = new MemoryStream();
        file.Write(content);
        using var book = SpreadsheetDocument.Open(file, isEditable: true);
        return read(SheetOf(book));
    }

    public FormFile Change(Action<Worksheet> change)
    {
        var file = new MemoryStream();
        file.Write(content);
        using (var book = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var sheet = SheetOf(book);
            change(sheet);
            sheet.Save();
        }
        return new(file.ToArray(), report);
    }

    // The last sheet that is a form where no report is named: the list of a workbook of many stands first.
    Worksheet SheetOf(SpreadsheetDocument book)
    {
        var sheets = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(one => ((WorksheetPart)book.WorkbookPart.GetPartById(one.Id!)).Worksheet!);
        var sheet = report is null ? sheets.Last() : sheets.Single(one => one.Descendants<Cell>().Any(cell => Text(cell) == "tuanhoc.report=" + report["/reports/".Length..]));
        // Rows and cells written one after another need no names; here they are moved about.
        var number = 0u;
        foreach (var row in sheet.Descendants<Row>())
        {
            number = row.RowIndex?.Value ?? number + 1;
            row.RowIndex = number;
            var column = 0;
            foreach (var cell in row.Elements<Cell>()) cell.CellReference ??= TuanHoc.Office.CellName.Of(column++, (int)number);
        }
        return sheet;
    }

    static Cell Find(Worksheet sheet, string key, string column)
    {
        Cell Marked(string mark) => sheet.Descendants<Cell>().First(cell => Text(cell) == mark);
        var row = sheet.Descendants<Row>().Single(row => row.Elements<Cell>().Any(cell => Letters(cell) == Letters(Marked(Key)) && Text(cell) == key));
        return row.Elements<Cell>().Single(cell => Letters(cell) == Letters(Marked(column)));
    }

    static void Set(Cell cell, string? value)
    {
        cell.RemoveAllChildren();
        cell.DataType = null;
        if (string.IsNullOrEmpty(value)) return;
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) cell.CellValue = new CellValue(value);
        else (cell.DataType, cell.InlineString) = (CellValues.InlineString, new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(value)));
    }

    static string Letters(Cell cell) => cell.CellReference!.Value!.TrimEnd("0123456789".ToCharArray());

    static string Text(Cell cell)
    {
        if (cell.DataType?.Value != CellValues.SharedString) return cell.CellFormula is null ? cell.InnerText : cell.CellValue?.Text ?? "";
        var book = (WorkbookPart)((Worksheet)cell.Ancestors<Worksheet>().First()).WorksheetPart!.GetParentParts().First();
        return book.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().ElementAt(int.Parse(cell.InnerText, CultureInfo.InvariantCulture)).InnerText;
    }
}

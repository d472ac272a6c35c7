using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using TuanHoc.Documents;
using Alignment = TuanHoc.Documents.Alignment;
using SheetModel = TuanHoc.Office.Sheet;

namespace TuanHoc.Office;

/// <summary>Sheets as an Excel workbook, written row by row.</summary>
public static partial class XlsxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const int LongestText = 32_767;

    // Excel keeps 15 digits of a number; more would silently be rounded, so such a number is written out as text
    private const decimal LargestNumber = 999_999_999_999_999;

    /// <summary>Writes an .xlsx; the same sheets give the same bytes. The stream need not seek and stays open.</summary>
    public static void Write(IReadOnlyList<SheetModel> sheets, Stream output)
    {
        var names = Names(sheets);
        using var package = new PackageFile(output);
        package.Relationships("", ("rId1", "officeDocument", "xl/workbook.xml"));
        package.Relationships("xl/workbook.xml", [
            ("rId0", "styles", "styles.xml"),
            .. sheets.Select((_, place) => ($"rId{place + 1}", "worksheet", $"worksheets/sheet{place + 1}.xml"))]);
        package.Part("xl/workbook.xml", Excel + "sheet.main+xml", Book(sheets, names));
        package.Part("xl/styles.xml", Excel + "styles+xml", XlsxStyles.StyleSheet());
        for (var place = 0; place < sheets.Count; place++)
        {
            var sheet = sheets[place];
            package.Part($"xl/worksheets/sheet{place + 1}.xml", Excel + "worksheet+xml", writer => WriteSheet(writer, sheet));
        }
    }

    private static Workbook Book(IReadOnlyList<SheetModel> sheets, IReadOnlyList<string> names) => new(
        new Sheets(names.Select((name, place) => new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name, SheetId = (uint)place + 1, Id = $"rId{place + 1}" })),
        new DefinedNames(sheets.Select((sheet, place) => new DefinedName(PrintTitles(sheet, $"'{names[place].Replace("'", "''", StringComparison.Ordinal)}'!"))
        {
            Name = "_xlnm.Print_Titles",
            LocalSheetId = (uint)place,
        })));

    private static string PrintTitles(SheetModel sheet, string name)
    {
        var rows = $"{name}${sheet.Marks.Count + sheet.Titles.Count + 1}:${FrozenRows(sheet)}";
        return sheet.PagesAcross == 1 || sheet.FrozenColumns == 0 ? rows : $"{name}$A:${CellName.Letters(sheet.FrozenColumns - 1)},{rows}";
    }

    private static void WriteSheet(OpenXmlWriter writer, SheetModel sheet)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(View(sheet)));
        writer.WriteElement(new SheetFormatProperties { DefaultRowHeight = XlsxCells.LineHeight, CustomHeight = true });
        writer.WriteElement(new Columns(sheet.Columns.Select((column, place) => new Column { Min = (uint)place + 1, Max = (uint)place + 1, Width = column.Width, CustomWidth = true, Hidden = column.IsHidden ? true : null })));
        writer.WriteStartElement(new SheetData());
        var cells = new XlsxCells(writer);
        foreach (var marks in sheet.Marks)
        {
            cells.StartRow(isHidden: true);
            foreach (var mark in marks)
                cells.Text(mark.Text ?? "", style: 0);
            cells.EndRow();
        }
        for (var place = 0; place < sheet.Titles.Count; place++)
        {
            cells.StartRow();
            cells.Text(sheet.Titles[place], place == 0 ? XlsxStyles.BoldTitle : XlsxStyles.Title);
            cells.EndRow();
        }
        var header = DocumentTable.Grid(sheet.Header, sheet.Columns.Count);
        foreach (var slots in header)
        {
            cells.StartRow(slots.Max(slot => slot.Cell.RowSpan > 1 ? 1 : XlsxCells.Lines(slot.Cell.Text, sheet.Columns.Skip(slot.Column).Take(slot.Cell.ColumnSpan).Sum(column => column.Width))));
            foreach (var slot in slots)
            {
                cells.Text(slot.ContinuesAbove ? "" : slot.Cell.Text, XlsxStyles.Header);
                for (var covered = 1; covered < slot.Cell.ColumnSpan; covered++)
                    cells.Text("", XlsxStyles.Header);
            }
            cells.EndRow();
        }
        foreach (var row in sheet.Rows)
            WriteRow(cells, sheet, row);
        writer.WriteEndElement();
        if (sheet.Form is not null || sheet.Lists.Count > 0)
            writer.WriteElement(new SheetProtection { Sheet = true, FormatColumns = false, FormatRows = false });
        WriteMerges(writer, sheet, header);
        if (sheet.Form is { } form)
            WriteChecks(writer, sheet, form);
        if (sheet.Lists.Count > 0)
            writer.WriteElement(new DataValidations(sheet.Lists.Select(OfWords)) { Count = (uint)sheet.Lists.Count });
        writer.WriteElement(new PrintOptions { HorizontalCentered = true });
        writer.WriteElement(new PageMargins { Left = 0.6, Right = 0.6, Top = 0.8, Bottom = 0.8, Header = 0.4, Footer = 0.4 });
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = (uint)sheet.PagesAcross, FitToHeight = 0 });
        writer.WriteElement(new HeaderFooter { OddHeader = new OddHeader("&C&P") });
        writer.WriteEndElement();
    }

    private static SheetView View(SheetModel sheet) => new(
        new Pane
        {
            HorizontalSplit = sheet.FrozenColumns > 0 ? sheet.FrozenColumns : null,
            VerticalSplit = FrozenRows(sheet),
            TopLeftCell = CellName.Of(sheet.FrozenColumns, sheet.FirstRow),
            ActivePane = sheet.FrozenColumns > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
    { WorkbookViewId = 0 };

    private static int FrozenRows(SheetModel sheet) => sheet.FirstRow - 1;

    private static void WriteRow(XlsxCells cells, SheetModel sheet, IReadOnlyList<SheetCell> row)
    {
        var lines = 1;
        for (var column = 0; column < row.Count; column++)
            if (row[column].Text is { } text)
                lines = Math.Max(lines, XlsxCells.Lines(text, sheet.Columns[column].Width));
        cells.StartRow(lines);
        for (var column = 0; column < row.Count; column++)
        {
            var cell = row[column];
            var alignment = sheet.Columns[column].Alignment;
            if (cell.Adds is { Count: > 0 } parts)
                cells.Sum(parts, cell.Number, XlsxStyles.Number(whole: true, cell.Bold));
            else if (cell.Entry != SheetEntry.None)
                WriteEntry(cells, cell);
            else if (cell.Number is not { } number)
                cells.Text(Fitting(cell.Text ?? ""), XlsxStyles.Text(alignment, cell.Bold));
            else if (Math.Abs(number) > LargestNumber)
                cells.Text(VietnameseNumber.Decimal(number), XlsxStyles.Text(Alignment.Right, cell.Bold));
            else
                cells.Number(number, XlsxStyles.Number(decimal.IsInteger(number), cell.Bold));
        }
        cells.EndRow();
    }

    private static void WriteEntry(XlsxCells cells, SheetCell cell)
    {
        if (cell.Number is { } number)
            cells.Number(number, XlsxStyles.Entry(cell.Entry));
        else
            cells.Text(Fitting(cell.Text ?? ""), XlsxStyles.Entry(cell.Entry));
    }

    // A list alone would refuse every number, a rule for numbers would refuse the words: the list offers, and a colour says what is neither
    private static void WriteChecks(OpenXmlWriter writer, SheetModel sheet, SheetForm form)
    {
        if (form.Figures.Count == 0)
            return;
        var (first, words) = (form.Figures[0], form.Nothing.Replace("\"", "\"\"", StringComparison.Ordinal));
        var places = new ListValue<StringValue>(form.Figures.Select(name => new StringValue(name)));
        writer.WriteElement(new ConditionalFormatting(new ConditionalFormattingRule(
            new Formula($"NOT(IF(ISNUMBER({first}),AND({first}>=0,{first}=INT({first})),OR(TRIM({first})=\"\",TRIM({first})=\"k\",TRIM({first})=\"{words}\")))"))
        { Type = ConditionalFormatValues.Expression, FormatId = XlsxStyles.Wrong, Priority = 1 })
        { SequenceOfReferences = places });
        writer.WriteElement(new DataValidations(new DataValidation(new Formula1($"\"{words}\""))
        {
            Type = DataValidationValues.List,
            AllowBlank = true,
            ShowInputMessage = true,
            ShowErrorMessage = false,
            Prompt = form.Hint,
            SequenceOfReferences = (ListValue<StringValue>)places.Clone(),
        })
        { Count = 1 });
    }

    private static DataValidation OfWords(SheetList list) => new(new Formula1(list.From))
    {
        Type = DataValidationValues.List,
        AllowBlank = true,
        ShowErrorMessage = true,
        Error = "Chọn một mục trong danh sách của ô.",
        SequenceOfReferences = new ListValue<StringValue>([new StringValue(list.Cells)]),
    };

    // Longer texts make Excel call the file damaged
    private static string Fitting(string text) => text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";

    private static void WriteMerges(OpenXmlWriter writer, SheetModel sheet, IReadOnlyList<IReadOnlyList<GridSlot>> header)
    {
        var merges = new List<MergeCell>();
        void Merge(int column, int row, int columns, int rows)
        {
            if (columns > 1 || rows > 1)
                merges.Add(new MergeCell { Reference = $"{CellName.Of(column, row)}:{CellName.Of(column + columns - 1, row + rows - 1)}" });
        }
        for (var row = 0; row < sheet.Titles.Count; row++)
            Merge(0, sheet.Marks.Count + row + 1, sheet.FirstPageColumns, rows: 1);
        for (var row = 0; row < header.Count; row++)
            foreach (var slot in header[row].Where(slot => !slot.ContinuesAbove))
                Merge(slot.Column, sheet.Marks.Count + sheet.Titles.Count + row + 1, slot.Cell.ColumnSpan, slot.Cell.RowSpan);
        if (merges.Count > 0)
            writer.WriteElement(new MergeCells(merges));
    }

    private static List<string> Names(IReadOnlyList<SheetModel> sheets)
    {
        var names = new List<string>();
        foreach (var sheet in sheets)
        {
            var clean = NotInNames().Replace(PrintableText.Clean(sheet.Name), " ").Trim(' ', '\'') is { Length: > 0 } kept ? kept : "Trang";
            var name = clean[..Math.Min(31, clean.Length)];
            for (var copy = 2; names.Contains(name, StringComparer.OrdinalIgnoreCase); copy++)
            {
                var mark = string.Create(CultureInfo.InvariantCulture, $" ({copy})");
                name = clean[..Math.Min(31 - mark.Length, clean.Length)] + mark;
            }
            names.Add(name);
        }
        return names;
    }

    [GeneratedRegex(@"[\[\]:*?/\\\x00-\x1F]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInNames();
}

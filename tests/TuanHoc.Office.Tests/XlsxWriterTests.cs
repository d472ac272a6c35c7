using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Documents;

namespace TuanHoc.Office.Tests;

public sealed class XlsxWriterTests
{
    private const string Alphabet = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ";

    [Fact]
    public void The_workbook_is_valid_to_the_schema_of_Office_2019()
    {
        using var book = SpreadsheetDocument.Open(Written(Sample("Phụ lục II"), Sample("Phụ lục II"), Sample("a/b:c [rất dài, dài hơn ba mươi mốt ký tự]")), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        Assert.Equal(["Phụ lục II", "Phụ lục II (2)", "a b c  rất dài, dài hơn ba mươi"], book.WorkbookPart!.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value));
    }

    [Fact]
    public void The_same_sheets_give_the_same_bytes() => Assert.Equal(Written(Sample("A")).ToArray(), Written(Sample("A")).ToArray());

    [Fact]
    public void A_sheet_prints_on_A4_across_with_its_header_on_every_page_and_in_sight()
    {
        using var book = SpreadsheetDocument.Open(Written(Sample("Phụ lục 'II'")), isEditable: false);
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var setup = sheet.Elements<PageSetup>().Single();
        Assert.Equal((9u, OrientationValues.Landscape, 1u, 0u), (setup.PaperSize!.Value, setup.Orientation!.Value, setup.FitToWidth!.Value, setup.FitToHeight!.Value));
        Assert.True(sheet.Descendants<PageSetupProperties>().Single().FitToPage!.Value);
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal((1d, 4d, "B5"), (pane.HorizontalSplit!.Value, pane.VerticalSplit!.Value, pane.TopLeftCell!.Value));
        Assert.Equal("'Phụ lục ''II'!$3:$4", book.WorkbookPart.Workbook.Descendants<DefinedName>().Single().Text);
        Assert.Equal(["A1:C1", "A2:C2", "A3:A4", "B3:C3"], sheet.Descendants<MergeCell>().Select(merge => merge.Reference!.Value));
        Assert.All(book.WorkbookPart.WorkbookStylesPart!.Stylesheet.Descendants<FontName>(), font => Assert.Equal("Times New Roman", font.Val!.Value));
    }

    [Fact]
    public void Numbers_are_numbers_and_blanks_are_blank()
    {
        using var book = SpreadsheetDocument.Open(Written(Sheet([SheetCell.Of(1234567L), SheetCell.Of(18.5m), SheetCell.Blank, SheetCell.Of(long.MaxValue)])), isEditable: false);
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Last().Elements<Cell>().ToArray();
        Assert.Equal(["1234567", "18.5", null, null], cells.Select(cell => cell.CellValue?.Text));
        var styles = book.WorkbookPart.WorkbookStylesPart!.Stylesheet;
        Assert.Equal(["#,##0", "#,##0.##"], cells.Take(2).Select(cell => styles.Descendants<NumberingFormat>()
            .Single(format => format.NumberFormatId! == ((CellFormat)styles.CellFormats!.ElementAt((int)cell.StyleIndex!.Value)).NumberFormatId!).FormatCode!.Value));
        Assert.Equal("9.223.372.036.854.775.807", cells[3].InnerText);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+84")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=cmd|'/c calc'!A1")]
    public void Text_that_looks_like_a_formula_stays_text(string text)
    {
        using var book = SpreadsheetDocument.Open(Written(Sheet([text])), isEditable: false);
        var cell = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Last();
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Null(cell.CellFormula);
        Assert.Equal(text, cell.InnerText);
    }

    [Fact]
    public void Every_Vietnamese_letter_is_kept_and_combining_marks_are_composed()
    {
        var letters = Alphabet + Alphabet.ToLowerInvariant();
        Assert.Equal(letters, ReadBack(letters));
        Assert.Equal(letters, ReadBack(letters.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void Any_text_survives() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>().Filter(text => text.Get.All(sign => !char.IsControl(sign) && !char.IsSurrogate(sign) && sign < '\uFFFE')),
        text => ReadBack(text.Get) == text.Get.Normalize(NormalizationForm.FormC)));

    [Theory]
    [InlineData("a_x0041_b", "a_x0041_b")]
    [InlineData("hai\r\ndòng\rba", "hai\ndòng\nba")]
    public void What_Excel_or_XML_would_misread_is_written_safely(string text, string read) => Assert.Equal(read, ReadBack(text));

    [Fact]
    public void Characters_that_XML_cannot_hold_are_left_out() => Assert.Equal("\uFFFDx", ReadBack("\0\u0001\uD800x\uFFFF"));

    [Fact]
    public void A_text_too_long_for_Excel_is_cut_where_one_sees_it() => Assert.Equal(new string('a', 32_766) + "…", ReadBack(new string('a', 40_000)));

    [Fact]
    public void LibreOffice_reads_the_figures_and_the_letters()
    {
        var csv = LibreOffice.Convert(Written(Sheet([SheetCell.Of(1234L), Alphabet, "=1+1"])), "xlsx", "csv:Text - txt - csv (StarCalc):9,34,76");
        Assert.EndsWith($"1,234\t{Alphabet}\t=1+1\n", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
    }

    // What Excel shows: its escapes undone
    private static string ReadBack(string text)
    {
        using var book = SpreadsheetDocument.Open(Written(Sheet([text])), isEditable: false);
        return Regex.Replace(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Last().InnerText, "_x(?<code>[0-9A-Fa-f]{4})_",
            mark => ((char)int.Parse(mark.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static Sheet Sheet(IReadOnlyList<SheetCell> row) => new("Trang", [.. row.Select(_ => new SheetColumn(20))])
    {
        Header = [new DocumentRow([.. row.Select((_, place) => new DocumentCell($"Cột {place + 1}"))])],
        Rows = [row],
    };

    private static Sheet Sample(string name) => new(name, [new(8, TuanHoc.Documents.Alignment.Center), new(40), new(12)])
    {
        Titles = ["TỔNG HỢP SỐ LIỆU", "Tuần lễ năm 2025"],
        Header = [new([new("TT") { RowSpan = 2 }, new("Số lượng") { ColumnSpan = 2 }]), DocumentRow.Of("Lớp", "Người")],
        Rows = [["1", SheetCell.Of("Các lớp", bold: true), 1234L], [SheetCell.Blank, "Ghi chú", SheetCell.Blank]],
        FrozenColumns = 1,
    };

    private static MemoryStream Written(params Sheet[] sheets)
    {
        var file = new MemoryStream();
        XlsxWriter.Write(sheets, file);
        file.Position = 0;
        return file;
    }
}

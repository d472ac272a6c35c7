using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Documents;

namespace TuanHoc.Office.Tests;

public sealed class TableFileTests
{
    static (List<FileRow> Rows, string? Refusal) Read(byte[] file, string sheet = "Đơn vị")
    {
        var rows = new List<FileRow>();
        return (rows, TableFile.Read(file, sheet, rows.Add)?.ToString());
    }

    static (List<FileRow> Rows, string? Refusal) Csv(string text) => Read(Encoding.UTF8.GetBytes(text));

    static string Told(IEnumerable<FileRow> rows) => string.Join('\n', rows.Select(row => $"{row.Number}: {string.Join(" | ", row.Cells.Select(c => c.Text))}"));

    static byte[] Xlsx(string sheetData, string? strings = null) => HandMade.Zip(
        ("xl/workbook.xml", HandMade.Bytes("""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Ghi chú" sheetId="1" state="hidden" r:id="a"/><sheet name="Bảng" sheetId="2" r:id="b"/></sheets></workbook>""")),
        ("xl/_rels/workbook.xml.rels", HandMade.Bytes("""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x" Target="worksheets/none.xml"/><Relationship Id="b" Type="x" Target="worksheets/sheet1.xml"/></Relationships>""")),
        ("xl/sharedStrings.xml", HandMade.Bytes($"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>""")),
        ("xl/worksheets/sheet1.xml", HandMade.Bytes($"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheetData}</sheetData></worksheet>""")));

    [Theory]
    [InlineData("a,b\n1,2", "1: a | b\n2: 1 | 2")]
    [InlineData("\uFEFFa;b\r\n1;\"x;y\"\r\n", "1: a | b\n2: 1 | x;y")]
    [InlineData("a\tb\n\n\n1\t2\n", "1: a | b\n4: 1 | 2")]
    [InlineData("sep=|\r\na|b\r\n", "1: a | b")]
    [InlineData("a,b\n\"Trường \"\"Hoa\"\"\nMai\",2", "1: a | b\n2: Trường \"Hoa\"\nMai | 2")]
    [InlineData("a,b\n'=1,'+x", "1: a | b\n2: =1 | +x")]
    [InlineData("tên;nơi\nMai;12 Lê Lợi, Phường 1, Tân Mẫu\nĐào;\"3 Trần Phú, Phường 2\"", "1: tên | nơi\n2: Mai | 12 Lê Lợi, Phường 1, Tân Mẫu\n3: Đào | 3 Trần Phú, Phường 2")]
    [InlineData("a\rb\r\rc", "1: a\n2: b\n4: c")]
    [InlineData("\n\na;b", "3: a | b")]
    public void Delimited_text_is_read_as_spreadsheets_write_it(string text, string expected)
    {
        var (rows, refusal) = Csv(text);
        Assert.Null(refusal);
        Assert.Equal(expected, Told(rows));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_told_by_its_row() => Assert.Contains("dòng 3 ", Csv("sep=,\na,b\n\n\"c,d\n\ne").Refusal, StringComparison.Ordinal);

    [Fact]
    public void What_a_spreadsheet_would_calculate_is_marked()
    {
        var cells = Csv("=1+1,@SUM(A1),+A1,-A1,+84 213,- Trường,-5,'=x").Rows[0].Cells;
        Assert.Equal([true, true, true, true, false, false, false, false], cells.Select(c => c.Kind == FileCellKind.Formula));
    }

    [Fact]
    public void Utf_16_as_excel_saves_unicode_text_is_read() => Assert.Equal("1: Trường | x", Told(Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Trường\tx")]).Rows));

    [Fact]
    public void Decomposed_letters_are_composed() => Assert.Equal("Trường", Csv("Trường".Normalize(NormalizationForm.FormD)).Rows[0].Cells[0].Text);

    [Fact]
    public void Windows_1258_is_refused_with_the_way_to_save_as_utf_8()
    {
        // "Trường" as Windows-1258 has it: ư is 0xFD, the grave accent 0xCC.
        var (_, refusal) = Read([.. "ten\nTr"u8, 0xFD, (byte)'o', 0xCC, .. "ng\n"u8]);
        Assert.Contains("CSV UTF-8", refusal, StringComparison.Ordinal);
        Assert.Contains("Windows-1258", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_old_fonts_are_refused_and_a_foreign_name_is_not()
    {
        Assert.Contains("TCVN3", Csv("tên\nTr­êng TiÓu häc T©n TiÕn\nTr­êng MÇm non Hoa Mai\nTr­êng THCS §oµn KÕt").Refusal, StringComparison.Ordinal);
        Assert.Contains("VNI", Csv("tên\nTröôøng Tieåu hoïc\nTröôøng Maàm non\nTröôøng Trung hoïc").Refusal, StringComparison.Ordinal);
        Assert.Null(Csv("tên\nTrường Tiểu học Tân Tiến\nTrường Quốc tế Köln\nTrường A\nTrường B").Refusal);
    }

    [Fact]
    public void Cells_of_a_workbook_are_read_in_their_places()
    {
        var (rows, refusal) = Read(Xlsx(
            """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>hai</t></r><r><t xml:space="preserve"> ba</t></r></is></c></row>
            <row r="3"/><row r="5"><c r="B5"><v>1.2101201E7</v></c><c r="C5" t="str"><f>A1&amp;"x"</f><v>mộtx</v></c><c r="D5" t="s"><v>1</v></c><c r="E5" t="e"><v>#REF!</v></c></row>
            """,
            """<si><t>một</t></si><si><r><t>bốn</t></r><rPh sb="0" eb="1"><t>đọc</t></rPh><r><t>_x000D_ </t></r></si>"""));
        Assert.Null(refusal);
        Assert.Equal("1: một |  | hai ba\n5:  | 12101201 | mộtx | bốn | #REF!", Told(rows));
        Assert.Equal([FileCellKind.Text, FileCellKind.Number, FileCellKind.Formula, FileCellKind.Text, FileCellKind.Formula], rows[1].Cells.Select(c => c.Kind));
    }

    [Fact]
    public void The_sheet_of_the_name_is_read_wherever_it_stands()
    {
        var file = new MemoryStream();
        Sheet Named(string name) => new(name, [new(10)]) { Header = [new DocumentRow([new DocumentCell(name)])], Rows = [] };
        XlsxWriter.Write([Named("Cách ghi"), Named("Đơn vị")], file);
        Assert.Equal("1: Đơn vị", Told(Read(file.ToArray()).Rows));
        Assert.Equal("1: Cách ghi", Told(Read(file.ToArray(), "Không có").Rows));
    }

    [Fact]
    public void What_is_no_table_is_refused_in_a_sentence()
    {
        string?[] refusals =
        [
            Read([]).Refusal, Read([0xD0, 0xCF, 0x11, 0xE0, 1, 2]).Refusal, Read("%PDF-1.7"u8.ToArray()).Refusal, Read([0x50, 0x4B, 3, 4, 9, 9]).Refusal, Csv("a\n\"b").Refusal,
            Read(HandMade.Zip(("word/document.xml", [1]))).Refusal, Read(HandMade.Zip(("xl/vbaProject.bin", [1]))).Refusal, Read(Xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>9</v></c></row>")).Refusal,
            Read(HandMade.Zip(("xl/workbook.xml", HandMade.Bytes("<!DOCTYPE x [<!ENTITY a \"b\">]><workbook>&a;</workbook>")))).Refusal, Csv(new string('\n', TableFile.MostRows + 5)).Refusal,
        ];
        Assert.All(refusals, refusal => Assert.EndsWith(".", refusal, StringComparison.Ordinal));
        Assert.True(refusals.Distinct(StringComparer.Ordinal).Count() > 6);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var cell = Gen.Elements("", "a", "Trường \"Hoa\"", "x,y;z", "=1", "+A", "- b", "'c", "hai\ndòng", "012", "_x0041_").ListOf(4).Select(row => row.ToArray());
        Prop.ForAll(cell.ListOf(5).ToArbitrary(), table =>
        {
            var text = new StringWriter();
            var csv = new CsvWriter(text);
            foreach (var row in table.Prepend(["1", "2", "3", "4"])) csv.RowAsync(row).GetAwaiter().GetResult();
            csv.DisposeAsync().AsTask().GetAwaiter().GetResult();
            var workbook = new MemoryStream();
            XlsxWriter.Write([new Sheet("Đơn vị", [new(9), new(9), new(9), new(9)]) { Header = [new DocumentRow([new("1"), new("2"), new("3"), new("4")])], Rows = table.Select(row => row.Select(c => SheetCell.Of(c)).ToList()) }], workbook);
            var expected = string.Join('\n', table.Where(row => row.Any(c => c != "")).Select(row => string.Join('|', row)));
            foreach (var (rows, refusal) in new[] { Csv(text.ToString()), Read(workbook.ToArray()) })
            {
                Assert.Null(refusal);
                Assert.Equal(expected, string.Join('\n', rows.Skip(1).Select(row => string.Join('|', Enumerable.Range(0, 4).Select(i => row[i].Text)))));
                Assert.All(rows.SelectMany(row => row.Cells), c => Assert.Equal(FileCellKind.Text, c.Kind));
            }
        }).QuickCheckThrowOnFailure();
    }
}

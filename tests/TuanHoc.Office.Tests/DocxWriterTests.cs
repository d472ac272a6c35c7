using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using TuanHoc.Documents;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace TuanHoc.Office.Tests;

/// <summary>The file measured against Decree 30/2020/NĐ-CP, Appendix I.</summary>
public sealed class DocxWriterTests : IDisposable
{
    private const double MillimetresPerTwip = 25.4 / 1440;

    private readonly WordprocessingDocument word = WordprocessingDocument.Open(Written(SampleReport.Document), isEditable: false);

    public void Dispose() => word.Dispose();

    [Fact]
    public void The_file_is_valid_to_the_schema_of_Office_2019()
    {
        Assert.Empty(Faults(word));
        using var letter = WordprocessingDocument.Open(Written(SampleReport.Letter), isEditable: false);
        Assert.Empty(Faults(letter));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes() =>
        Assert.Equal(Written(SampleReport.Document).ToArray(), Written(SampleReport.Document).ToArray());

    [Fact]
    public void What_is_written_is_read_again()
    {
        Assert.Equal(Lines(SampleReport.Document.ToText()), Lines(PlanText.Read(Written(SampleReport.Document)).Text!));
        Assert.Equal(Lines(SampleReport.Letter.ToText()), Lines(PlanText.Read(Written(SampleReport.Letter)).Text!));
    }

    [Fact]
    public void Pages_are_A4_with_lawful_margins_and_annexes_are_numbered_apart()
    {
        var sections = Body.Descendants<SectionProperties>().ToArray();
        Assert.Equal([(210, 297), (297, 210)], sections.Select(section => section.GetFirstChild<PageSize>()!).Select(size => (Millimetres(size.Width!), Millimetres(size.Height!))));
        Assert.All(sections.Select(section => section.GetFirstChild<PageMargin>()!), margin =>
        {
            Assert.InRange(margin.Top!.Value * MillimetresPerTwip, 20, 25);
            Assert.InRange(margin.Bottom!.Value * MillimetresPerTwip, 20, 25);
            Assert.InRange(margin.Left!.Value * MillimetresPerTwip, 30, 35);
            Assert.InRange(margin.Right!.Value * MillimetresPerTwip, 15, 20);
        });
        Assert.Equal([null, 1], sections.Select(section => section.GetFirstChild<PageNumberType>()?.Start?.Value));
    }

    [Fact]
    public void The_page_number_stands_centred_in_the_top_margin_from_the_second_page()
    {
        Assert.All(Body.Descendants<SectionProperties>(), section =>
        {
            Assert.NotNull(section.GetFirstChild<TitlePage>());
            var headers = section.Elements<HeaderReference>().ToDictionary(header => header.Type!.Value, header => ((HeaderPart)word.MainDocumentPart!.GetPartById(header.Id!)).Header);
            Assert.Equal("", headers[HeaderFooterValues.First].InnerText);
            var number = headers[HeaderFooterValues.Default];
            Assert.Equal(" PAGE ", number.Descendants<SimpleField>().Single().Instruction!.Value);
            Assert.Equal(JustificationValues.Center, StyleOf(number.Descendants<Paragraph>().Single()).StyleParagraphProperties!.Justification!.Val!.Value);
        });
    }

    [Fact]
    public void Everything_is_black_Times_New_Roman()
    {
        var standard = word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!;
        Assert.Equal(("Times New Roman", "Times New Roman", "000000"), (standard.RunFonts!.Ascii!.Value, standard.RunFonts.HighAnsi!.Value, standard.Color!.Val!.Value));
        Assert.Empty(Body.Descendants<RunFonts>());
        Assert.Empty(Body.Descendants<Color>());
    }

    [Theory]
    [InlineData("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "B", "center")]
    [InlineData("Độc lập - Tự do - Hạnh phúc", 13, 14, "B", "center")]
    [InlineData("ỦY BAN NHÂN DÂN", 12, 13, "B", "center")]
    [InlineData("PHƯỜNG MẪU", 12, 13, "B", "center")]
    [InlineData("Số: 07/BC-UBND", 13, 13, "", "center")]
    [InlineData("Phường Mẫu, ngày 05 tháng 10 năm 2025", 13, 14, "I", "center")]
    [InlineData("BÁO CÁO", 13, 14, "B", "center")]
    [InlineData("Kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025 trên địa bàn phường Mẫu", 13, 14, "B", "center")]
    [InlineData("Kính gửi: Ủy ban nhân dân tỉnh Mẫu", 13, 14, "", "center")]
    [InlineData("Xét đề nghị của Phòng Văn hóa – Xã hội.", 13, 14, "I", "both")]
    [InlineData("I. KẾT QUẢ TRIỂN KHAI", 13, 14, "B", "both")]
    [InlineData("1. Công tác chỉ đạo, điều hành", 13, 14, "B", "both")]
    [InlineData("b) Các lớp bồi dưỡng, tập huấn:", 13, 14, "", "both")]
    [InlineData("Một số đơn vị gửi báo cáo chậm so với thời hạn.", 13, 14, "", "both")]
    [InlineData("TM. ỦY BAN NHÂN DÂN", 13, 14, "B", "center")]
    [InlineData("KT. CHỦ TỊCH", 13, 14, "B", "center")]
    [InlineData("PHÓ CHỦ TỊCH", 13, 14, "B", "center")]
    [InlineData("Nguyễn Văn Mẫu", 13, 14, "B", "center")]
    [InlineData("Nơi nhận:", 12, 12, "BI", "left")]
    [InlineData("- Lưu: VT, VHXH.", 11, 11, "", "left")]
    [InlineData("Phụ lục II", 14, 14, "B", "center")]
    [InlineData("SỐ LIỆU KẾT QUẢ TỔ CHỨC TUẦN LỄ HƯỞNG ỨNG HỌC TẬP SUỐT ĐỜI NĂM 2025", 13, 14, "B", "center")]
    [InlineData("(Kèm theo Báo cáo số 07/BC-UBND ngày 05 tháng 10 năm 2025 của Ủy ban nhân dân phường Mẫu)", 13, 14, "I", "center")]
    public void Each_element_has_its_size_and_style(string text, double smallest, double largest, string marks, string alignment)
    {
        var paragraph = Assert.Single(Body.Descendants<Paragraph>(), paragraph => paragraph.InnerText == text);
        var style = StyleOf(paragraph);
        Assert.InRange(double.Parse(style.StyleRunProperties!.FontSize!.Val!, CultureInfo.InvariantCulture) / 2, smallest, largest);
        Assert.Equal(marks, (style.StyleRunProperties.Bold is null ? "" : "B") + (style.StyleRunProperties.Italic is null ? "" : "I"));
        Assert.Equal(alignment, style.StyleParagraphProperties!.Justification!.Val!.InnerText);
        Assert.Null(paragraph.GetFirstChild<Run>()!.RunProperties);
    }

    [Fact]
    public void The_body_is_indented_and_its_paragraphs_stand_apart()
    {
        var style = StyleOf(Body.Elements<Paragraph>().First(paragraph => paragraph.InnerText.StartsWith("Ủy ban nhân dân phường Mẫu báo cáo", StringComparison.Ordinal))).StyleParagraphProperties!;
        Assert.InRange(Twips(style.Indentation!.FirstLine) * MillimetresPerTwip, 10, 12.71);
        Assert.True(Twips(style.SpacingBetweenLines!.After) >= 120);
        Assert.InRange(Twips(style.SpacingBetweenLines.Line), 240, 360);
        Assert.EndsWith("phường Mẫu./.", Body.Elements<Paragraph>().Last(paragraph => StyleOf(paragraph).StyleId == "NoiDung").InnerText, StringComparison.Ordinal);
    }

    // The texts' widths in millimetres, measured in the font
    [Theory]
    [InlineData(0, 39.9 / 3, 39.9 / 2, 70)]
    [InlineData(1, 56.0, 56.3, 95)]
    [InlineData(2, 105.2 / 3, 105.2 / 2, 165)]
    public void Rules_are_as_wide_as_the_decree_says(int place, double least, double most, double column)
    {
        var rule = Body.Descendants<ParagraphBorders>().ElementAt(place);
        Assert.Equal(BorderValues.Single, rule.TopBorder!.Val!.Value);
        var indentation = ((ParagraphProperties)rule.Parent!).Indentation!;
        Assert.Equal(indentation.Left!.Value, indentation.Right!.Value);
        Assert.InRange(column - 2 * Twips(indentation.Left) * MillimetresPerTwip, least - 0.2, most + 0.2);
    }

    [Fact]
    public void Table_headers_repeat_and_rows_are_not_split()
    {
        var rows = Body.Elements<Table>().Last().Elements<TableRow>().ToArray();
        Assert.Equal(43, rows.Length);
        Assert.Equal([true, true, false], rows.Take(3).Select(row => row.Descendants<TableHeader>().Any()));
        Assert.All(Body.Descendants<TableRow>(), row => Assert.NotNull(row.TableRowProperties!.GetFirstChild<CantSplit>()));
    }

    [Fact]
    public void LibreOffice_opens_it_with_every_letter_kept()
    {
        var text = Encoding.UTF8.GetString(LibreOffice.Convert(Written(SampleReport.Document), "docx", "txt:Text (encoded):UTF8"));
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", text, StringComparison.Ordinal);
        Assert.Contains("ẤẦẨẪẬ ẮẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲỶỸỴ Đ", text, StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(LibreOffice.Convert(Written(SampleReport.Document), "docx", "pdf")), StringComparison.Ordinal);
    }

    private Body Body => word.MainDocumentPart!.Document.Body!;

    private Style StyleOf(Paragraph paragraph) =>
        word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(style => style.StyleId! == paragraph.ParagraphProperties!.ParagraphStyleId!.Val!.Value!);

    private static IEnumerable<string> Faults(WordprocessingDocument document) => new OpenXmlValidator(FileFormatVersions.Office2019)
        .Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}");

    private static int Twips(StringValue? value) => int.Parse(value!.Value!, CultureInfo.InvariantCulture);

    private static int Millimetres(UInt32Value twips) => (int)Math.Round(twips.Value * MillimetresPerTwip);

    private static string[] Lines(string text) => text.Replace('\u00A0', ' ').Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static MemoryStream Written(AdministrativeDocument document)
    {
        var file = new MemoryStream();
        DocxWriter.Write(document, file);
        file.Position = 0;
        return file;
    }
}

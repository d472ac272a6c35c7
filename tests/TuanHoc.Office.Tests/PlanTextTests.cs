using System.Text;
using static TuanHoc.Office.Tests.HandMade;

namespace TuanHoc.Office.Tests;

public sealed class PlanTextTests
{
    private const string Numbering = """
        <w:abstractNum w:abstractNumId="1">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3."/></w:lvl>
          <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="Diem"/><w:lvlText w:val="%4)"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="2">
          <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
          <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>
          <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_8_with_and_without_its_mark(bool mark) =>
        Assert.Equal("KẾ HOẠCH\nTuần lễ\tnăm 2025\n", Read([.. mark ? Encoding.UTF8.Preamble.ToArray() : [], .. Bytes("KẾ HOẠCH\r\nTuần lễ\tnăm 2025\n")]).Text);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_both_ways_round(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        Assert.Equal("KẾ HOẠCH", Read([.. encoding.GetPreamble(), .. encoding.GetBytes("KẾ HOẠCH")]).Text);
    }

    [Fact]
    public void Combining_letters_are_composed() => Assert.Equal("Kế hoạch", Read(Bytes("Kế hoạch".Normalize(NormalizationForm.FormD))).Text);

    [Fact]
    public void What_a_file_is_shows_in_its_bytes() => Assert.Equal("PK là viết tắt", Read(Bytes("PK là viết tắt")).Text);

    [Fact]
    public void Automatic_numbers_are_those_that_are_printed() => Assert.Equal(
        "I. Mục đích\n1. Một\n2. Hai\n1.2.1. Sâu\nII. Nội dung\n1. Lại một\n- gạch\n+ cộng\n+ chấm\nI. Danh sách mới\nII. Hai",
        TextOf(Item(1, 0, "Mục đích") + Item(1, 1, "Một") + Item(1, 1, "Hai") + Item(1, 2, "Sâu") + Item(1, 0, "Nội dung") + Item(1, 1, "Lại một")
            + Item(2, 0, "gạch") + Item(2, 1, "cộng") + Item(2, 2, "chấm") + Item(3, 0, "Danh sách mới") + Item(3, 0, "Hai"), Numbering));

    [Theory]
    [InlineData("vi-VN", "a) b) c) d) đ) e) g)")]
    [InlineData("en-US", "a) b) c) d) e) f) g)")]
    public void Letters_follow_the_language_of_the_document(string language, string printed) => Assert.Equal(printed,
        TextOf(string.Concat(Enumerable.Repeat(P("x", """<w:pStyle w:val="Diem"/>"""), 7)), Numbering,
            $"""<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:styleId="Goc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="Diem"><w:basedOn w:val="Goc"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>""")!.Replace(" x", "", StringComparison.Ordinal).Replace('\n', ' '));

    [Fact]
    public void A_number_switched_off_or_unknown_is_not_printed() =>
        Assert.Equal("Không\nLạ", TextOf(Item(0, 0, "Không") + Item(9, 0, "Lạ"), Numbering));

    [Fact]
    public void Changes_are_taken_as_accepted() => Assert.Equal("Trước ngày 15/10\nnối liền\nGiữ", TextOf(
        $"""<w:p>{R("Trước ngày ")}<w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins>{R("15")}</w:ins>{R("/10")}<w:moveFrom>{R("cũ")}</w:moveFrom></w:p>"""
        + """<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>""" + R("nối ") + "</w:p>" + P("liền")
        + $"""<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{P("xóa")}</w:tc></w:tr><w:tr><w:tc>{P("Giữ")}</w:tc></w:tr></w:tbl>"""));

    [Fact]
    public void Of_fields_the_result_stands_and_hidden_text_comments_and_notes_do_not() => Assert.Equal("Trang 5, xem mục II, hết", TextOf(
        $"""<w:p><w:commentRangeStart/>{R("Trang ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE {R("ẩn")}</w:instrText></w:r>{R("mã")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{R("5")}<w:r><w:fldChar w:fldCharType="end"/></w:r>"""
        + $"""<w:fldSimple w:instr="REF x">{R(", xem mục II")}</w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>, hết</w:t></w:r><w:r><w:footnoteReference/><w:commentReference/></w:r></w:p>"""));

    [Fact]
    public void Breaks_tabs_and_signs_are_kept() => Assert.Equal("a\tb\nc-d TÊN", TextOf(
        """<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d&#xA0;</w:t></w:r><w:r><w:rPr><w:caps/></w:rPr><w:t>tên</w:t></w:r></w:p>"""));

    [Fact]
    public void Text_boxes_are_read_once() => Assert.Equal("Chính\nTrong khung\nCuối", TextOf(
        $"""<w:p>{R("Chính")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{P("Trong khung")}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{P("Trong khung")}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>""" + P("Cuối")));

    [Fact]
    public void A_table_is_a_row_on_a_line_with_columns_in_place() => Assert.Equal("TT\tSố lượng\t\tGhi chú\n\tLớp\tNgười\t\n1\thai dòng\t\t", TextOf($"""
        <w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>
        <w:tr>{Cell("TT", """<w:vMerge w:val="restart"/>""")}{Cell("Số lượng", """<w:gridSpan w:val="2"/>""")}{Cell("Ghi chú")}</w:tr>
        <w:tr>{Cell("TT", "<w:vMerge/>")}{Cell("Lớp")}{Cell("Người")}{Cell("")}</w:tr>
        <w:tr>{Cell("1")}<w:tc>{P("hai")}{P("dòng")}</w:tc>{Cell("")}{Cell("")}</w:tr></w:tbl>
        """));

    [Fact]
    public void Letterhead_and_foot_are_read_cell_by_cell() => Assert.Equal(
        "UBND TỈNH MẪU\nSỞ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: /KH-SM\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC",
        TextOf($"""<w:tbl><w:tr><w:tc>{P("UBND TỈNH MẪU")}{P("SỞ MẪU")}</w:tc>{Cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")}</w:tr><w:tr>{Cell("Số: /KH-SM")}{Cell("")}</w:tr></w:tbl>"""
            + $"""<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tr><w:tc>{P("Nơi nhận:")}{P("- Lưu: VT.")}</w:tc>{Cell("GIÁM ĐỐC")}</w:tr></w:tbl>"""));

    [Fact]
    public void Wrapped_content_is_read_in_its_place() => Assert.Equal("Một hai\nBa", TextOf(
        $"""<w:sdt><w:sdtPr/><w:sdtContent><w:p>{R("Một ")}<w:hyperlink r:id="rId9">{R("hai")}</w:hyperlink></w:p></w:sdtContent></w:sdt><w:customXml>{P("Ba")}</w:customXml>"""));

    private static string Item(int list, int level, string text) => P(text, $"""<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>""");

    private static string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{P(text)}</w:tc>";
}

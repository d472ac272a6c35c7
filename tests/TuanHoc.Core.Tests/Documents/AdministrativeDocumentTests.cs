using TuanHoc.Documents;

namespace TuanHoc.Core.Tests.Documents;

public sealed class AdministrativeDocumentTests
{
    [Fact]
    public void Numbers_come_from_the_place_of_a_part() => Assert.Equal(
        ["I. MỤC ĐÍCH", "1. Một", "a) Nhỏ", "- Nhỏ hơn", "b) Câu", "2. Hai", "II. NỘI DUNG", "1. Câu", "- gạch", "+ cộng"],
        Texts(BodyLines.Of(
        [
            new Section("Mục đích", [new Section("Một", [new Section("Nhỏ", [new Clause("Nhỏ hơn")]), new Clause("Câu")]), new Clause("Hai")]),
            new Section("Nội dung", [new Clause("Câu", [new Bullet("gạch"), new Bullet("cộng", Level: 2)])]),
        ])));

    [Fact]
    public void Clauses_outside_parts_take_arabic_numbers_and_letters_below() =>
        Assert.Equal(["1. Một", "a) Con", "2. Hai"], Texts(BodyLines.Of([new Clause("Một", [new Clause("Con")]), new Clause("Hai")])));

    [Theory]
    [InlineData("thực hiện.", "thực hiện./.")]
    [InlineData("thực hiện", "thực hiện./.")]
    [InlineData("thực hiện;", "thực hiện./.")]
    [InlineData("thực hiện./.", "thực hiện./.")]
    public void The_end_mark_stands_for_the_last_full_stop(string last, string printed) =>
        Assert.Equal(["Đầu.", printed], Texts(BodyLines.Closed([new Paragraph("Đầu."), new Paragraph(last)])));

    [Fact]
    public void After_a_title_or_a_table_the_end_mark_has_its_own_line()
    {
        Assert.Equal(["I. HẾT", "./."], Texts(BodyLines.Closed([new Section("Hết", [])])));
        Assert.Equal(["", "./."], Texts(BodyLines.Closed([new TableBlock(new DocumentTable([new(1)], [], [DocumentRow.Of("a")]))])));
        Assert.Empty(BodyLines.Closed([]));
    }

    [Fact]
    public void Lists_end_with_semicolons_and_a_full_stop()
    {
        var document = Document with { Bases = ["Căn cứ A;", "Căn cứ B"], Recipients = ["Như trên.", "Lưu: VT"], Addressees = ["Sở A", "Sở B"] };
        Assert.Equal(["Căn cứ A;", "Căn cứ B."], document.BasisLines);
        Assert.Equal(["Nơi nhận:", "- Như trên;", "- Lưu: VT."], document.RecipientLines);
        Assert.Equal(["Kính gửi:", "- Sở A;", "- Sở B."], document.AddresseeLines);
        Assert.Equal(["Kính gửi: Sở A"], (document with { Addressees = ["Sở A"] }).AddresseeLines);
    }

    [Fact]
    public void A_committee_breaks_its_name_before_its_place()
    {
        Assert.Equal(["ỦY BAN NHÂN DÂN", "PHƯỜNG ĐỨC NHUẬN"], Document.Letterhead.IssuerLines);
        Assert.Equal(["SỞ GIÁO DỤC", "VÀ ĐÀO TẠO"], (Document.Letterhead with { IssuingBody = "Sở Giáo dục\nvà Đào tạo" }).IssuerLines);
    }

    [Fact]
    public void An_annex_says_what_it_comes_with() => Assert.Equal(
        "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng 10 năm 2025 của Ủy ban nhân dân phường Đức Nhuận)", Document.AnnexNote);

    [Fact]
    public void Spans_keep_columns_in_line()
    {
        var table = new DocumentTable([new(1), new(1), new(1)],
            [new([new("TT") { RowSpan = 2 }, new("Số lượng") { ColumnSpan = 2 }]), DocumentRow.Of("Lớp", "Người")], [DocumentRow.Of("1", "2", "3")]);
        Assert.Contains("TT\tSố lượng\t\n\tLớp\tNgười\n1\t2\t3\n", (Document with { Body = [new TableBlock(table)] }).ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_row_that_does_not_fit_its_table_is_a_fault(int cells) => Assert.Throws<InvalidOperationException>(
        () => new DocumentTable([new(1), new(1)], [], [DocumentRow.Of([.. Enumerable.Repeat("x", cells)])]).Grid());

    private static AdministrativeDocument Document { get; } = new()
    {
        Letterhead = new Letterhead { IssuingBody = "Ủy ban nhân dân phường Đức Nhuận", Notation = "BC-UBND", Place = "Đức Nhuận", Date = new DocumentDate(Day: null, Month: 10, 2025) },
        Type = "Báo cáo",
        Subject = "Kết quả Tuần lễ",
        Body = [new Paragraph("Hết.")],
    };

    private static IEnumerable<string> Texts(IEnumerable<BodyLine> lines) => lines.Select(line => line.Text);
}

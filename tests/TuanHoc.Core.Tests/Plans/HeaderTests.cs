using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/KH-UBND\nLào Cai, ngày 05 tháng 9 năm 2025", IssuerLevel.Province)]
    [InlineData("UBND TỈNH LÀO CAI\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/KH-UBND\nLào Cai, ngày 05/9/2025", IssuerLevel.Province)]
    [InlineData("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ BẢO HÀ\tĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-UBND\tBảo Hà, ngày 05 tháng 9 năm 2025", IssuerLevel.Commune)]
    [InlineData("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHƯỜNG CẦU KIỆU Độc lập - Tự do - Hạnh phúc\nSố: 12 /KH-UBND Cầu Kiệu, ngày 05 tháng 9 năm 2025", IssuerLevel.Commune)]
    [InlineData("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: 12\n/KH-UBND\nCần Thơ, ngày 05 tháng 9 năm 2025", IssuerLevel.Province)]
    [InlineData("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ PLEIKU\nSố 12/KH-UBND\nPleiku, ngày 05 tháng 9 năm 2025", IssuerLevel.District)]
    [InlineData("UBND QUẬN 4\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/KH-UBND\nQuận 4, ngày 05 tháng 9 năm 2025", IssuerLevel.District)]
    [InlineData("UBND XÃ BẢO HÀ\nTRƯỜNG THCS SỐ 1\nSố: 12/KH-UBND\nBảo Hà, ngày 05 tháng 9 năm 2025", IssuerLevel.School)]
    [InlineData("BỘ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/KH-UBND\nHà Nội, ngày 05 tháng 9 năm 2025", IssuerLevel.Ministry)]
    public void Letterheads_are_read_in_every_shape_a_page_leaves_them(string head, IssuerLevel level)
    {
        var header = Read(head: head).Header;
        Assert.Equal("12/KH-UBND", header.Number?.Value);
        Assert.Equal(new DateOnly(2025, 9, 5), header.IssuedOn?.Value);
        Assert.Equal(level, header.IssuerLevel?.Value);
    }

    [Theory]
    [InlineData(2022, IssuerLevel.District)]
    [InlineData(2025, IssuerLevel.Province)]
    public void Hue_is_centrally_run_since_2025(int year, IssuerLevel level) =>
        Assert.Equal(level, Read(head: "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ", title: $"Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {year}").Header.IssuerLevel?.Value);

    [Fact]
    public void A_blank_number_and_day_stay_unknown_and_are_told_missing()
    {
        var plan = Read(head: "ỦY BAN NHÂN DÂN\nXÃ BẢO HÀ\nSố: ...../KH-UBND\nBảo Hà, ngày ... tháng 9 năm 2025");
        Assert.Null(plan.Header.Number);
        Assert.Null(plan.Header.IssuedOn);
        Assert.Contains("Không tìm thấy số, ký hiệu.", plan.Missing);
        Assert.Contains("Không tìm thấy ngày ban hành.", plan.Missing);
    }

    [Fact]
    public void What_only_an_annex_tells_is_taken_with_doubt()
    {
        var header = Read(tail: "Nơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\nKHẨU HIỆU\n(Ban hành kèm theo Kế hoạch số 31/KH-UBND ngày 20/9/2025 của Ủy ban nhân dân xã)\n\n1. Học mãi.").Header;
        Assert.Equal("31/KH-UBND", header.Number?.Value);
        Assert.Equal(new DateOnly(2025, 9, 20), header.IssuedOn?.Value);
        Assert.NotNull(header.Number?.Doubt);
    }

    [Fact]
    public void Without_a_letterhead_the_issuing_sentence_names_the_issuer()
    {
        var header = Read(bases: "Ủy ban nhân dân huyện ban hành Kế hoạch tổ chức Tuần lễ như sau:").Header;
        Assert.Equal("Ủy ban nhân dân huyện", header.Issuer?.Value);
        Assert.Equal(IssuerLevel.District, header.IssuerLevel?.Value);
        Assert.NotNull(header.Issuer?.Doubt);
    }

    [Fact]
    public void A_title_over_two_lines_is_one() =>
        Assert.Equal("Triển khai Tuần lễ hưởng ứng học tập suốt đời năm 2025 trên địa bàn xã",
            Read(title: "Triển khai Tuần lễ hưởng ứng học tập suốt đời\nnăm 2025 trên địa bàn xã", bases: "Căn cứ Luật Giáo dục;").Header.Title?.Value);

    [Fact]
    public void Bases_keep_their_own_days_and_the_plan_is_not_its_own_basis()
    {
        var plan = Read(head: "ỦY BAN NHÂN DÂN\nXÃ BẢO HÀ\nSố: 12/KH-UBND",
            bases: "Căn cứ Luật Giáo dục số 43/2019/QH14 ngày 14 tháng 6 năm 2019;\nThực hiện Công văn số 5607/BGDĐT-GDNNGDTX ngày 15/9/2025 của Bộ Giáo dục và Đào tạo về Tuần lễ; Chỉ thị 14/CT-TTg;\nThực hiện Kế hoạch số 12/KH-UBND.");
        Assert.Equal(["43/2019/QH14", "5607/BGDĐT-GDNNGDTX", "14/CT-TTg"], plan.LegalBases.Select(basis => basis.Number));
        Assert.Equal([new DateOnly(2019, 6, 14), new DateOnly(2025, 9, 15), null], plan.LegalBases.Select(basis => basis.Date));
        Assert.Equal(["luật", "công văn", "chỉ thị"], plan.LegalBases.Select(basis => basis.Kind));
        Assert.Equal("Bộ Giáo dục và Đào tạo", plan.LegalBases[1].Issuer);
    }
}

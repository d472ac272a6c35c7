using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using TuanHoc.Web.Boards;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The head of a document says who issues it and under whom, by the kind of the unit and of the one above it.</summary>
public sealed class IssuerTests(IssuerTests.Country country) : IClassFixture<IssuerTests.Country>
{
    public sealed class Country(Postgres postgres) : IAsyncLifetime
    {
        App app = null!;
        public HttpClient Nation { get; private set; } = null!;
        public Dictionary<string, long> Units { get; } = [];

        public async ValueTask InitializeAsync()
        {
            app = new App(await postgres.CloneAsync());
            var data = new TestData(app);
            var province = await data.ScalarAsync<long>("select unit_id from unit_on('2025-10-07') where kind = 'province' and code = '12'");
            var commune = await data.ScalarAsync<long>("select unit_id from unit_on('2025-10-07') where kind = 'commune' and code = '03390'");
            var agency = await data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", province);
            Units["commune"] = commune;
            Units["agency"] = agency;
            Units["nation"] = 1;
            Units["upper"] = await data.UnitAsync("school", "Trường THPT Bình Lư", agency);
            Units["primary"] = await data.UnitAsync("school", "Trường Tiểu học Bình Lư", commune);
            Units["association"] = await data.UnitAsync("association", "Hội Khuyến học tỉnh Lai Châu", province);
            Units["office"] = await data.UnitAsync("agency", "Phòng Văn hóa – Xã hội", commune);
            await data.EditionAsync(2025);
            Nation = await data.BrowserAsync(await data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        }

        public async ValueTask DisposeAsync()
        {
            Nation.Dispose();
            await app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("upper", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG THPT BÌNH LƯ", "/BC-THPTBL", "Lai Châu, ngày", "HIỆU TRƯỞNG", "Kính gửi: Sở Giáo dục và Đào tạo")]
    [InlineData("primary", "ỦY BAN NHÂN DÂN XÃ BÌNH LƯ", "TRƯỜNG TIỂU HỌC BÌNH LƯ", "/BC-THBL", "Bình Lư, ngày", "HIỆU TRƯỞNG", "Kính gửi: Ủy ban nhân dân xã Bình Lư")]
    [InlineData("agency", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "/BC-SGDĐT", "Lai Châu, ngày", "GIÁM ĐỐC", "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu")]
    [InlineData("office", "ỦY BAN NHÂN DÂN XÃ BÌNH LƯ", "PHÒNG VĂN HÓA – XÃ HỘI", "/BC-PVHXH", "Bình Lư, ngày", "TRƯỞNG PHÒNG", "Kính gửi: Ủy ban nhân dân xã Bình Lư")]
    public async Task A_body_stands_under_its_own_parent(string unit, string above, string body, string notation, string place, string position, string receiver)
    {
        var text = await ReportAsync(unit);
        Assert.StartsWith(above + body, text, StringComparison.Ordinal);
        Assert.All([notation, place, position, receiver], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_committee_and_an_association_print_nobody_above()
    {
        var committee = await ReportAsync("commune");
        Assert.StartsWith("ỦY BAN NHÂN DÂNXÃ BÌNH LƯ", committee, StringComparison.Ordinal);
        Assert.Contains("Kính gửi: Ủy ban nhân dân tỉnh Lai Châu", committee, StringComparison.Ordinal);
        var text = await ReportAsync("association");
        Assert.StartsWith("HỘI KHUYẾN HỌC TỈNH LAI CHÂU", text, StringComparison.Ordinal);
        Assert.Contains("/BC-HKH", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DỮ LIỆU MẪU", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kính gửi", await ReportAsync("nation"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL")]
    [InlineData("Trung tâm học tập cộng đồng xã Bình Lư", "TTHTCĐ")]
    [InlineData("Trường PTDTBT THCS Mù Cả", "PTDTBTTHCSMC")]
    [InlineData("Thư viện tỉnh Lai Châu", "TV")]
    public void A_body_is_abbreviated_by_its_words(string body, string abbreviation) => Assert.Equal(abbreviation, Issuer.Abbreviation(body));

    async Task<string> ReportAsync(string unit)
    {
        using var answer = await country.Nation.GetAsync($"/totals/2025/{country.Units[unit]}/report.docx", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var file = WordprocessingDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), isEditable: false);
        return string.Concat(file.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText));
    }
}

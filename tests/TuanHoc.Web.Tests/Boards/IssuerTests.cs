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
        TestData data = null!;

        public HttpClient Nation { get; private set; } = null!;
        public Dictionary<string, long> Units { get; } = [];

        public async ValueTask InitializeAsync()
        {
            app = new App(await postgres.CloneAsync());
            data = new TestData(app);
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
            Units["renamed"] = await data.UnitAsync("commune", "Xã Tên Trước", province);
            await data.RunAsync("update unit_version set short_name = 'Tên Trước' where unit_id = $1", Units["renamed"]);
            Units["school"] = await data.UnitAsync("school", "Trường Tiểu học Tên Trước", Units["renamed"]);
            await data.EditionAsync(2025);
            Nation = await data.BrowserAsync(await data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        }

        public Task RenameAsync(string unit, string name, string shortName, string day) => data.RunAsync("""
            with before as (update unit_version set valid = daterange(lower(valid), $4::date) where unit_id = $1 returning *),
            told as (insert into happening (unit_id, kind, thing, thing_id) values ($1, 'units-changed', 'unit', $1::text))
            insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid)
            select unit_id, kind, $2, $3, parent_id, search_key, short_key, daterange($4::date, null) from before
            """, Units[unit], name, shortName, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

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

    [Fact]
    public async Task The_head_of_a_document_has_the_names_of_its_day_whatever_the_units_are_called_since()
    {
        await country.RenameAsync("renamed", "Xã Tên Sau", "Tên Sau", "2026-02-01");
        await country.RenameAsync("school", "Trường Tiểu học Tên Sau", "TH Tên Sau", "2026-02-01");
        foreach (var map in (string[])["", "?on=31/01/2026"])
        {
            var then = await ReportAsync("school", map);
            Assert.StartsWith("ỦY BAN NHÂN DÂN XÃ TÊN TRƯỚCTRƯỜNG TIỂU HỌC TÊN TRƯỚC", then, StringComparison.Ordinal);
            Assert.All(["/BC-THTT", "Tên Trước, ngày", "Kính gửi: Ủy ban nhân dân xã Tên Trước", "năm 2025 của Trường Tiểu học Tên Trước"], part => Assert.Contains(part, then, StringComparison.Ordinal));
            Assert.DoesNotContain("Tên Sau", then, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith("ỦY BAN NHÂN DÂNXÃ TÊN TRƯỚC", await ReportAsync("renamed", map), StringComparison.Ordinal);
        }
        // On the map of a later day they are called as on that day.
        var since = await ReportAsync("school", "?on=01/02/2026");
        Assert.StartsWith("ỦY BAN NHÂN DÂN XÃ TÊN SAUTRƯỜNG TIỂU HỌC TÊN SAU", since, StringComparison.Ordinal);
        Assert.Contains("Địa bàn theo đơn vị hành chính ngày 01/02/2026", since, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL")]
    [InlineData("Trung tâm học tập cộng đồng xã Bình Lư", "TTHTCĐ")]
    [InlineData("Trường PTDTBT THCS Mù Cả", "PTDTBTTHCSMC")]
    [InlineData("Thư viện tỉnh Lai Châu", "TV")]
    public void A_body_is_abbreviated_by_its_words(string body, string abbreviation) => Assert.Equal(abbreviation, Issuer.Abbreviation(body));

    async Task<string> ReportAsync(string unit, string map = "")
    {
        using var answer = await country.Nation.GetAsync($"/totals/2025/{country.Units[unit]}/report.docx{map}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var file = WordprocessingDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), isEditable: false);
        return string.Concat(file.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText));
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace TuanHoc.Web.Tests.Units.Export;

public sealed class ExportPageTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;
    HttpClient browser = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        browser = await data.BrowserAsync(await data.PersonAsync("Người xem", (1, "viewer")));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_page_explains_every_column_of_its_files()
    {
        var page = await browser.PageAsync("/units/export?on=01/10/2021");
        var links = page.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(5, links.Count);
        var csv = Encoding.UTF8.GetString(await browser.GetByteArrayAsync(links.Single(l => l.Contains("units.csv", StringComparison.Ordinal)), Cancel));
        Assert.Equal('\uFEFF', csv[0]);
        Assert.Equal(page.QuerySelectorAll("tbody th").Select(h => h.Text()), csv[1..csv.IndexOf('\n', StringComparison.Ordinal)].Split(','));
        Assert.Contains(",Phường 4,", csv, StringComparison.Ordinal);
        var guide = await browser.GetStringAsync("/units/export/columns.csv", Cancel);
        Assert.Equal(page.QuerySelectorAll("tbody tr").Length + 1, guide.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task What_a_unit_carried_on_the_day_and_what_became_of_what_are_in_the_files()
    {
        var school = await data.UnitAsync("school", "Trường Có Số Liệu");
        foreach (var (value, day) in new[] { ("412", "2024-09-05"), ("1398", "2025-09-05") })
            await data.RunAsync("select count(*) from set_unit_facts(array[$1::bigint, $1], array['learners', 'contact'], array[$2, 'Văn phòng'], $3::date, null, now())", school, value, day);
        Assert.Equal("– –", await CarriedAsync("2024-09-04"));
        Assert.Equal("412 Văn phòng", await CarriedAsync("2025-09-04"));
        Assert.Equal("1398 Văn phòng", await CarriedAsync("2025-09-05"));

        var edges = Encoding.UTF8.GetString(await browser.GetByteArrayAsync("/units/export/succession.csv", Cancel)).Split('\n');
        Assert.Equal(["Phường Cầu Kiệu", "Phường Phú Nhuận", "Phường Đức Nhuận"], edges.Where(edge => edge.Contains(",Quận Phú Nhuận,", StringComparison.Ordinal) && edge.StartsWith("2025-07-01,", StringComparison.Ordinal) && edge.Contains(",part,", StringComparison.Ordinal)).Select(edge => edge.Split(',')[7]).Order(StringComparer.Ordinal));
        Assert.Equal(await data.ScalarAsync<long>("select count(*) + 2 from succession"), edges.Length);
        Assert.EndsWith(",by_name", edges[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(await data.ScalarAsync<long>("select count(*) from succession where by_name"), edges.LongCount(edge => edge.TrimEnd().EndsWith(",true", StringComparison.Ordinal)));

        async Task<string> CarriedAsync(string day)
        {
            var unit = JsonDocument.Parse(await browser.GetStringAsync($"/units/export/units.json?on={day}", Cancel)).RootElement.GetProperty("units").EnumerateArray().Single(u => u.GetProperty("id").GetInt64() == school);
            return $"{unit.GetProperty("learners").GetString() ?? "–"} {unit.GetProperty("contact").GetString() ?? "–"}";
        }
    }

    [Fact]
    public async Task What_a_unit_enters_of_itself_and_takes_back_is_in_the_next_file()
    {
        var school = await data.UnitAsync("school", "Trường Vừa Ghi");
        using var reporter = await data.BrowserAsync(await data.PersonAsync("Lò Văn Ghi", (school, "reporter")));
        foreach (var learners in new[] { "", "777", "778", "" })
        {
            if (learners != "" || await LearnersAsync() != "")
                using (var saved = await reporter.SendAsync((await reporter.PageAsync($"/units/{school}/facts")).Form($"/units/{school}/facts"), null, ("learners", learners))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            Assert.Equal(learners, await LearnersAsync());
        }

        async Task<string> LearnersAsync()
        {
            var lines = Encoding.UTF8.GetString(await browser.GetByteArrayAsync("/units/export/units.csv", Cancel)).Split('\n');
            var columns = lines[0].TrimStart('\uFEFF').TrimEnd().Split(',');
            var line = lines.Single(one => one.StartsWith(school.ToString(CultureInfo.InvariantCulture) + ",", StringComparison.Ordinal)).TrimEnd().Split(',');
            return line[Array.IndexOf(columns, "learners")];
        }
    }

    [Fact]
    public async Task Json_carries_its_day_and_its_guide()
    {
        var file = JsonDocument.Parse(await browser.GetStringAsync("/units/export/units.json?on=2025-07-01", Cancel)).RootElement;
        Assert.Equal("2025-07-01", file.GetProperty("as_of").GetString());
        var columns = file.GetProperty("columns").EnumerateObject().Select(c => c.Name).ToList();
        Assert.Equal(columns, file.GetProperty("units")[0].EnumerateObject().Select(c => c.Name));
        Assert.Equal(34, file.GetProperty("units").EnumerateArray().Count(u => u.GetProperty("kind").GetString() == "province"));
    }

    [Fact]
    public async Task The_workbook_keeps_leading_zeros_and_has_a_sheet_that_explains_its_columns()
    {
        await using var zip = new ZipArchive(new MemoryStream(await browser.GetByteArrayAsync("/units/export/units.xlsx?on=2025-07-01", Cancel)));
        async Task<List<string>> TextsAsync(int sheet)
        {
            await using var stream = await zip.GetEntry($"xl/worksheets/sheet{sheet}.xml")!.OpenAsync(Cancel);
            var xml = await XDocument.LoadAsync(stream, LoadOptions.None, Cancel);
            return [.. xml.Descendants().Where(e => e.Name.LocalName == "t").Select(e => e.Value)];
        }
        Assert.Contains("03390", await TextsAsync(1));
        Assert.Contains("valid_to", await TextsAsync(2));
    }

    [Fact]
    public async Task A_name_that_a_spreadsheet_would_calculate_is_defused()
    {
        await data.UnitAsync("agency", "=HYPERLINK(\"http://x\")");
        Assert.Contains(",\"'=HYPERLINK(\"\"http://x\"\")\",", await browser.GetStringAsync("/units/export/units.csv", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_download_leaves_one_line()
    {
        await browser.GetByteArrayAsync("/units/export/units.csv?on=2022-02-02", Cancel);
        Assert.Equal(["1 don-vi-2022-02-02.csv"], await data.ScalarAsync<string[]>("select array_agg(unit_id || ' ' || (detail ->> 'name')) from audit where what = 'downloaded'"));
    }

    [Fact]
    public async Task A_day_that_is_none_is_asked_again_and_nobody_unknown_gets_a_file()
    {
        using var wrong = await browser.GetAsync("/units/export?on=hôm qua", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var missing = await browser.GetAsync("/units/export/units.csv?on=x", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var stranger = await app.Visitor().GetAsync("/units/export/units.csv", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
    }
}

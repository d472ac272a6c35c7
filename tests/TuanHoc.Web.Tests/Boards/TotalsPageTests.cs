using System.Globalization;
using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Boards;

public sealed class TotalsPageTests(BoardsWorld world) : IClassFixture<BoardsWorld>
{
    static readonly string[] Received = ["submitted", "accepted"], Accepted = ["accepted"], Missing = ["open", "draft", "returned"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_number_of_the_form_is_what_plain_SQL_adds_up()
    {
        foreach (var (browser, unit) in new[] { (world.Nation, 1L), (world.OfProvince, world.Province), (world.OfCommune, world.Commune) })
        {
            var page = await browser.PageAsync($"/totals/2025/{unit}?all=1");
            var (received, accepted) = (await world.SumsAsync(unit, Received), await world.SumsAsync(unit, Accepted));
            Assert.True(received.Values.Sum() > 0, "there is something to add");
            foreach (var (key, sum) in received.Where(one => one.Key is not ("classes/people" or "openings.districts/amount")))
            {
                Assert.Equal(sum, Number(page, key + ":r"));
                Assert.Equal(accepted.GetValueOrDefault(key), Number(page, key + ":a"));
                Assert.Equal(sum, Number(page, key + ":o") + Number(page, key + ":b"));
            }
            Assert.Equal(received["classes/people"], Number(page, "learners:r"));
            Assert.Equal(accepted["classes/people"], Number(page, "learners:a"));
        }
    }

    [Fact]
    public async Task Reports_are_counted_by_communes_where_there_are_any_else_by_units()
    {
        var nation = await world.Nation.PageAsync("/totals/2025/1");
        Assert.Equal(await world.CountAsync(1, "commune", Received), Number(nation, "n"));
        Assert.Equal(3321, Number(nation, "total"));
        Assert.Equal(await world.CountAsync(1, "commune", Missing), Number(nation, "m"));
        Assert.Equal(await world.CountAsync(1, "commune", Accepted), Number(nation, "ok"));
        var commune = await world.OfCommune.PageAsync($"/totals/2025/{world.Commune}");
        Assert.Equal(5, Number(commune, "total"));
        Assert.Equal(await world.CountAsync(world.Commune, "", Missing), Number(commune, "m"));
    }

    [Fact]
    public async Task The_map_has_all_provinces_and_the_islands()
    {
        var page = await world.Nation.PageAsync("/totals/2025/1");
        Assert.Equal(34, page.QuerySelectorAll(".tilemap a").Length);
        Assert.Equal(2, page.QuerySelectorAll(".tilemap .isle").Length);
        Assert.Contains("Hoàng Sa", page.QuerySelector(".tilemap")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Trường Sa", page.QuerySelector(".tilemap")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await world.OfProvince.PageAsync($"/totals/2025/{world.Province}")).QuerySelectorAll(".tilemap"));
    }

    [Fact]
    public async Task A_row_the_edition_does_not_ask_has_no_number()
    {
        var page = await world.Nation.PageAsync("/totals/2025/1?all=1");
        var row = page.QuerySelectorAll("tr").Single(one => one.QuerySelector(".rc")?.TextContent == "7.1");
        Assert.Equal("không áp dụng", row.QuerySelector("td")!.TextContent.Trim());
        Assert.Contains("không áp dụng", (await world.Nation.PageAsync("/totals/2025/1/cell?row=openings.districts&measure=amount")).Body!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_units_below_add_up_to_what_the_unit_has_from_below()
    {
        foreach (var (browser, unit) in new[] { (world.Nation, 1L), (world.OfProvince, world.Province) })
        {
            var page = await browser.PageAsync($"/totals/2025/{unit}?row=culture&measure=people");
            var below = page.QuerySelectorAll("#units tbody [data-key$=':r']").Sum(Number);
            Assert.Equal(Number(page, "culture/people:b"), below);
            Assert.Equal(below, Number(page.QuerySelector("#units tfoot [data-key='u0:r']")!));
        }
    }

    [Fact]
    public async Task A_number_opens_into_reports_that_add_up_to_it_down_to_the_school()
    {
        await DownAsync(1, "row=classes&measure=people", depth: 0);

        async Task DownAsync(long unit, string query, int depth)
        {
            var cell = await world.Nation.PageAsync($"/totals/2025/{unit}/cell?{query}");
            var rows = cell.QuerySelectorAll("#main tbody tr").Select(row => row.QuerySelectorAll("td")).ToList();
            Assert.Equal(Number(cell.QuerySelector("#sum-received")!), rows.Sum(cells => Number(cells[2])));
            Assert.Equal(Number(cell.QuerySelector("#sum-accepted")!), rows.Sum(cells => Number(cells[3])));
            Assert.All(cell.QuerySelectorAll("#main tbody a[href^='/reports/']"), link => Assert.True(Guid.TryParse(link.GetAttribute("href")!["/reports/".Length..], out _)));
            var next = depth switch { 0 => world.Province, 1 => world.Commune, _ => 0 };
            if (next == 0) { Assert.Equal(5, cell.QuerySelectorAll("#main tbody a[href^='/reports/']").Length); return; }
            var link = cell.QuerySelectorAll("#main tbody th a").Single(one => one.GetAttribute("href") == $"/totals/2025/{next}/cell?{query}");
            var shown = Number(link.Closest("tr")!.QuerySelectorAll("td")[2]);
            Assert.Equal(shown, Number((await world.Nation.PageAsync(link.GetAttribute("href")!)).QuerySelector("#sum-received")!));
            await DownAsync(next, query, depth + 1);
        }
    }

    [Fact]
    public async Task Only_who_sees_a_unit_sees_its_totals()
    {
        var neighbour = await world.Data.ScalarAsync<long>("select unit_id from unit_on('2025-10-07') where kind = 'province' and code = '01'");
        string[] pages = ["", "/cell?row=classes&measure=people", "/notes", "/missing", "/live", "/missing/live", "/report.docx", "/report.xlsx", "/report.csv", "/report.json", "/report.zip"];
        foreach (var (browser, unit, expected) in new[]
        {
            (world.OfProvince, world.Province, HttpStatusCode.OK), (world.OfProvince, world.Commune, HttpStatusCode.OK), (world.OfProvince, 1L, HttpStatusCode.NotFound),
            (world.OfProvince, neighbour, HttpStatusCode.NotFound), (world.OfCommune, world.Province, HttpStatusCode.NotFound), (world.OfCommune, world.Commune, HttpStatusCode.OK),
            (world.OfSchool, world.School, HttpStatusCode.OK), (world.OfSchool, world.Commune, HttpStatusCode.NotFound), (world.Nation, 987654321L, HttpStatusCode.NotFound),
            (world.App.Visitor(), world.Province, HttpStatusCode.Redirect),
        })
        {
            foreach (var page in pages)
            {
                using var answer = await browser.GetAsync($"/totals/2025/{unit}{page}", HttpCompletionOption.ResponseHeadersRead, Cancel);
                Assert.True(answer.StatusCode == expected, $"{unit}{page}: {answer.StatusCode}, not {expected}");
            }
        }
        using var noYear = await world.Nation.GetAsync("/totals/2024/1", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, noYear.StatusCode);
    }

    [Fact]
    public async Task Totals_open_on_the_newest_edition_and_ones_own_unit()
    {
        using var answer = await world.OfCommune.GetAsync("/totals", Cancel);
        Assert.Equal($"/totals/2025/{world.Commune}", answer.Headers.Location!.ToString());
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        using var nation = await administrator.GetAsync("/totals", Cancel);
        Assert.Equal("/totals/2025/1", nation.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_missing_are_all_named_once_the_longest_overdue_first()
    {
        var (named, dues, next) = (new List<string>(), new List<DateOnly>(), (string?)"/totals/2025/1/missing");
        var pages = 0;
        for (; next is not null; pages++)
        {
            var page = await world.Nation.PageAsync(next);
            named.AddRange(page.QuerySelectorAll("#main tbody th a").Select(link => link.GetAttribute("href")!));
            dues.AddRange(page.QuerySelectorAll("#main tbody td:nth-of-type(2) .quiet").Select(due => DateOnly.ParseExact(due.TextContent, "dd/MM/yyyy", CultureInfo.InvariantCulture)));
            next = page.QuerySelectorAll("a.btn").FirstOrDefault(link => link.GetAttribute("href")!.Contains("after=", StringComparison.Ordinal))?.GetAttribute("href");
        }
        var expected = await world.Data.ScalarAsync<string[]>("select array_agg('/reports/' || id) from report where state = any ($1)", (object)Missing);
        Assert.True(pages > 3, "there were several pages");
        Assert.Equal(expected.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Equal(dues.Order(), dues);
        var communes = await world.OfProvince.PageAsync($"/totals/2025/{world.Province}/missing?kind=commune");
        Assert.Equal(await world.CountAsync(world.Province, "commune", Missing), communes.QuerySelectorAll("#main tbody tr").Length);
    }

    [Fact]
    public async Task The_pages_are_there_in_English()
    {
        using var browser = await world.Data.BrowserAsync(await world.Data.PersonAsync("Mai", (world.Province, "viewer")));
        browser.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Dvi-VN%7Cuic%3Den");
        var page = await browser.PageAsync($"/totals/2025/{world.Province}");
        Assert.Contains("Main indicators", page.Body!.Text(), StringComparison.Ordinal);
        Assert.Contains("not reported", (await browser.PageAsync($"/totals/2025/{world.Province}/missing")).Body!.Text(), StringComparison.Ordinal);
        Assert.Contains("Hello Mai,", (await browser.PageAsync("/")).Body!.Text(), StringComparison.Ordinal);
    }

    static long Number(IDocument page, string key) => Number(page.QuerySelector($"[data-key='{key}']") ?? throw new InvalidOperationException($"no {key} on {page.Url}"));

    static long Number(IElement element) => element.TextContent.Trim() is "–" or "" or "k" ? 0 : long.Parse(element.TextContent.Trim().Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}

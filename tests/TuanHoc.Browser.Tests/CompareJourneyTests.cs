using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TuanHoc.Statistics;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>A second year is opened and given out, a school reports in it, and its commune sets the sums of the two years beside each other.</summary>
public sealed class CompareJourneyTests(Desk desk) : IClassFixture<Desk>
{
    const int More = 7;

    static readonly CultureInfo vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    [Fact]
    public async Task A_commune_compares_its_sums_of_two_years_from_the_page_of_its_figures()
    {
        var (sums, label) = (await desk.TotalsOfAsync("xa.dieuphoi"), StatisticsForm.Load("2024").Row("news").Label);
        var before = await desk.SitAsync("xa.dieuphoi");
        await before.GotoAsync(sums);
        var earlier = await before.Locator("[data-key='news/amount:r']").First.InnerTextAsync();
        var now = (int.Parse(earlier, NumberStyles.AllowThousands, vietnamese) + More).ToString("N0", vietnamese);
        Assert.NotEqual("0", earlier);

        desk.GoTo(new(2026, 10, 8));
        await OpensTheYearAsync(await desk.SitAsync("quantri"));
        await ReportsAsync(await desk.SitAsync("tieuhoc"), now);

        var commune = await desk.SitAsync("xa.dieuphoi");
        for (var attempt = 0; attempt < 40; attempt++)
        {
            await commune.GotoAsync(sums.Replace("/2025/", "/2026/", StringComparison.Ordinal));
            if (await commune.Locator("[data-key='news/amount:r']", new() { HasTextRegex = new($"^{Regex.Escape(now)}$") }).CountAsync() > 0) break;
        }
        await commune.GetByRole(AriaRole.Link, new() { Name = "So sánh các năm" }).ClickAsync();
        await Expect(commune.Locator("#from")).ToHaveValueAsync("2025");
        await Expect(commune.Locator("#to")).ToHaveValueAsync("2026");
        var row = commune.GetByRole(AriaRole.Row, new() { Name = label });
        await Expect(row.Locator("td").Nth(0)).ToHaveTextAsync(earlier);
        await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync(now);
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync($"+{More}");
        await Expect(row.Locator("td").Nth(3)).ToHaveTextAsync(new Regex("^\\+.*%$"));
        await Expect(commune.GetByRole(AriaRole.Row, new() { Name = "Báo cáo đã nộp" }).Locator("td").Nth(1)).ToHaveTextAsync(new Regex("^1/"));
        await commune.AssertFitsEverybodyAsync();

        // The other way round, by the form of the page.
        await commune.Locator("#from").SelectOptionAsync("2026");
        await commune.Locator("#to").SelectOptionAsync("2025");
        await commune.GetByRole(AriaRole.Button, new() { Name = "So sánh", Exact = true }).ClickAsync();
        await Expect(row.Locator("td").Nth(0)).ToHaveTextAsync(now);
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync($"−{More}");
        Assert.Empty(desk.Complaints);
    }

    static async Task OpensTheYearAsync(IPage page)
    {
        await page.GotoAsync("/editions");
        foreach (var (field, typed) in new[] { ("year", "2026"), ("theme", "Học tập suốt đời trong kỷ nguyên số"), ("first", "01/10/2026"), ("last", "07/10/2026"), ("dueUnits", "10/10/2026"), ("dueCommunes", "15/10/2026"), ("dueProvinces", "30/10/2026") })
            await page.Locator($"#{field}").FillAsync(typed);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mở năm này" }).ClickAsync();
        await page.Locator("section[aria-labelledby=y2026]").GetByRole(AriaRole.Button, new() { Name = "Giao báo cáo cho các đơn vị" }).ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=y2026]")).ToBeVisibleAsync();
    }

    static async Task ReportsAsync(IPage school, string news)
    {
        await school.GotoAsync("/reports");
        await school.Locator("main a[href^='/reports/']").Filter(new() { HasTextRegex = new("Tiểu học") }).First.ClickAsync();
        await ReportJourneyTests.Cell(school, "news.amount").FillAsync(news);
        await school.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(school.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();
    }
}

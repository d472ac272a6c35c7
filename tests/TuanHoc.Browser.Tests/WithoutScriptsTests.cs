using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>The same way in short where scripts are off: everything works by pages alone.</summary>
public sealed class WithoutScriptsTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_report_goes_from_the_school_over_the_commune_into_the_sums()
    {
        var path = await desk.ReportOfAsync("tieuhoc");
        var nation = await desk.SitAsync("bo.dieuphoi", scripts: false);
        await nation.GotoAsync("/totals");
        var before = await nation.Locator("[data-key='learners:a']").InnerTextAsync();

        var school = await desk.SitAsync("tieuhoc", scripts: false);
        await school.Locator(".dues h3 a", new() { HasText = "Điền báo cáo của" }).ClickAsync();
        await ReportJourneyTests.Cell(school, "classes.life_skills.sessions").FillAsync("3");
        await ReportJourneyTests.Cell(school, "classes.life_skills.people").FillAsync("1.234");
        await ReportJourneyTests.Cell(school, "news.amount").FillAsync("k");
        await school.GetByRole(AriaRole.Button, new() { Name = "Lưu nháp" }).ClickAsync();
        await Expect(school.GetByText("Đã lưu trên máy chủ.")).ToBeVisibleAsync();
        await Expect(school.Locator("output[data-of='classes.people']")).ToHaveTextAsync("1.234");
        await school.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(school.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();

        var commune = await desk.SitAsync("xa.dieuphoi", scripts: false);
        await commune.GotoAsync(path);
        await commune.GetByRole(AriaRole.Button, new() { Name = "Duyệt", Exact = true }).ClickAsync();
        await Expect(commune.GetByText("Đã duyệt báo cáo.")).ToBeVisibleAsync();

        // The sums follow within a second.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await nation.ReloadAsync();
        await Expect(nation.Locator("[data-key='learners:a']")).Not.ToHaveTextAsync(before);
    }

    [Fact]
    public async Task A_plan_is_brought_in_as_text_and_saved()
    {
        var page = await desk.SitAsync("xa.dieuphoi", scripts: false);
        await page.GotoAsync("/plans");
        await page.Locator("summary", new() { HasText = "Hoặc dán văn bản" }).ClickAsync();
        await page.GetByLabel("Văn bản kế hoạch").FillAsync(SampleFiles.Text("xa-2025"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Đọc kế hoạch" }).ClickAsync();
        await PlanJourneyTests.SaveAsync(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kế hoạch của" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Figures_that_are_no_numbers_come_back_as_typed()
    {
        var page = await desk.SitAsync("thpt", scripts: false);
        await page.GotoAsync(await desk.ReportOfAsync("thpt"));
        await ReportJourneyTests.Cell(page, "classes.life_skills.people").FillAsync("1.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu nháp" }).ClickAsync();
        await Expect(page.Locator(".note.late")).ToContainTextAsync("Chưa lưu");
        await Expect(ReportJourneyTests.Cell(page, "classes.life_skills.people")).ToHaveValueAsync("1.5");
    }
}

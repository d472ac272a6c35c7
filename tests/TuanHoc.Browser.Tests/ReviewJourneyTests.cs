using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>A receiver at work: remarks, a return, what changed, a second person for what is large, many at once, a spot check, and opening again.</summary>
public sealed class ReviewJourneyTests(House house) : IAsyncLifetime
{
    const string Mended = "news.amount", Large = "classes.science_law", Remark = "Bản tin của trung tâm ra mỗi tuần một số: con số này có phải cả năm?", Reason = "Sửa dòng 2 theo nhận xét rồi nộp lại.";

    // What one of them decides another would have to review.
    readonly Desk desk = new(house);

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_report_is_remarked_on_returned_mended_looked_at_by_a_second_person_accepted_and_opened_again()
    {
        var path = await desk.ReportOfAsync("tthtcd");
        var commune = await desk.SitAsync("xa.dieuphoi");
        await RemarksAndReturnsAsync(commune, path);
        await MendsAndSubmitsAsync(await desk.SitAsync("tthtcd"), path);

        await commune.GotoAsync(path);
        var panel = commune.Locator("[aria-labelledby=review]");
        await Expect(panel.Locator("details[open] summary").First).ToContainTextAsync("chỗ khác bản");
        await Expect(panel.Locator(".changes li", new() { HasText = "Số tin, bài" })).ToContainTextAsync("→ 7");
        await Expect(panel.Locator(".changes li", new() { HasText = "Lượt người" })).ToContainTextAsync("→ 6.000");
        await Expect(panel.Locator(".changes li", new() { HasText = "Ghi chú" })).ToContainTextAsync("Ngày hội chung của phường");
        await Expect(panel).ToContainTextAsync("cần thêm một người đã xem");
        await commune.AssertFitsEverybodyAsync();
        // Pressed nevertheless, it says why, and decides nothing.
        await panel.GetByRole(AriaRole.Button, new() { Name = "Duyệt", Exact = true }).ClickAsync(new() { Force = true });
        await Expect(commune.Locator(".note.late")).ToContainTextAsync("cần thêm một người đã xem");

        await LooksAsync(await desk.SitAsync("xa.lanhdao"), path);
        await commune.GotoAsync(path);
        await Expect(commune.Locator("[aria-labelledby=large]")).ToContainTextAsync("Nguyễn Đức Toàn đã xem");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Duyệt", Exact = true }).ClickAsync();
        await Expect(commune.GetByText("Đã duyệt báo cáo.")).ToBeVisibleAsync();

        await OpensAgainAsync(commune, path);
        Assert.Equal("returned", await desk.AskAsync<string>($"select state from report where id = '{path["/reports/".Length..]}'"));
        Assert.Empty(desk.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_are_accepted_at_once_after_a_list_that_ticks_what_is_plain_and_says_of_the_others_why(bool scripts)
    {
        // Of the sample's reports every one that waits has notes; this one has none any more.
        var plain = await desk.ReportOfAsync("tthtcd");
        await desk.AskAsync<Guid>($"update report set notes = '{{}}' where id = '{plain["/reports/".Length..]}' returning id");
        var page = await desk.SitAsync("xa.dieuphoi", scripts);
        await page.GotoAsync("/reports");
        await page.GetByRole(AriaRole.Link, new() { Name = "Duyệt nhiều báo cáo" }).ClickAsync();
        await Expect(page.Locator("tbody tr:has(input:checked)")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr:has(input:checked) a")).ToHaveAttributeAsync("href", plain);
        await Expect(page.Locator("tbody tr:has(input:not(:checked))").First).ToContainTextAsync("dòng có ghi chú");
        if (scripts) await page.AssertFitsEverybodyAsync();
        var all = await page.Locator("tbody tr").CountAsync();
        // One of them was looked at in its page, and is ticked as well.
        await page.Locator("tbody tr:has(input:not(:checked):not(:disabled)) input").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Duyệt các báo cáo đã đánh dấu" }).ClickAsync();
        await Expect(page.Locator(".note.ok")).ToHaveTextAsync("Đã duyệt 2 báo cáo.");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(all - 2);
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_sample_is_drawn_by_lot_checked_and_its_results_stand()
    {
        var page = await desk.SitAsync("xa.lanhdao");
        await page.GotoAsync("/reports");
        await page.GetByRole(AriaRole.Link, new() { Name = "Kiểm tra ngẫu nhiên" }).ClickAsync();
        await page.GetByLabel("Số báo cáo").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rút thăm" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đã rút 2 báo cáo: 0 khớp, 0 lệch, 2 chưa kiểm tra" })).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();

        // What differs has to be said.
        await page.GetByRole(AriaRole.Button, new() { Name = "Lệch" }).First.ClickAsync();
        await Expect(page.Locator("article").First).ToContainTextAsync("Ghi lệch ở đâu");
        await page.GetByLabel("Thấy gì").First.FillAsync("Sổ ghi 2 lớp, báo cáo ghi 3.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lệch" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Khớp" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đã rút 2 báo cáo: 1 khớp, 1 lệch, 0 chưa kiểm tra" })).ToBeVisibleAsync();
        await Expect(page.Locator("article", new() { HasText = "Sổ ghi 2 lớp" })).ToContainTextAsync("Nguyễn Đức Toàn");
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    static async Task RemarksAndReturnsAsync(IPage commune, string path)
    {
        await commune.GotoAsync(path);
        await commune.Locator("tr:has(#rnews) a.remark").ClickAsync();
        await Expect(commune.GetByLabel("Ô hoặc mục")).ToHaveValueAsync(Mended);
        await commune.GetByLabel("Nhận xét", new() { Exact = true }).FillAsync(Remark);
        await commune.AssertFitsEverybodyAsync();
        await commune.GetByRole(AriaRole.Button, new() { Name = "Ghi nhận xét" }).ClickAsync();
        await Expect(commune.Locator("tr:has(#rnews) + tr.say")).ToContainTextAsync(Remark);
        await commune.Locator("summary", new() { HasText = "Trả lại" }).ClickAsync();
        await commune.GetByLabel("Lý do trả lại").FillAsync(Reason);
        await commune.GetByRole(AriaRole.Button, new() { Name = "Trả lại kèm lý do" }).ClickAsync();
        await Expect(commune.GetByText("Đã trả lại báo cáo kèm lý do.")).ToBeVisibleAsync();
    }

    static async Task MendsAndSubmitsAsync(IPage centre, string path)
    {
        await centre.GotoAsync(path);
        await Expect(centre.Locator(".note.due")).ToContainTextAsync(Reason);
        await Expect(centre.Locator("tr:has(#rnews) + tr.say")).ToContainTextAsync(Remark);
        await centre.AssertFitsEverybodyAsync();
        await centre.WaitForLoadStateAsync();
        await ReportJourneyTests.Cell(centre, Mended).FillAsync("7");
        await ReportJourneyTests.Cell(centre, Large + ".sessions").FillAsync("50");
        await ReportJourneyTests.Cell(centre, Large + ".people").FillAsync("6000");
        await centre.Locator($"textarea[name='{Large}.note']").FillAsync("Ngày hội chung của phường");
        await centre.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(centre.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();
        // Who sent the large figure is not who looks at it.
        await Expect(centre.GetByRole(AriaRole.Button, new() { Name = "Tôi đã xem" })).ToHaveCountAsync(0);
    }

    static async Task LooksAsync(IPage leader, string path)
    {
        await leader.GotoAsync(path);
        await Expect(leader.Locator("[aria-labelledby=large]")).ToContainTextAsync("Lượt người");
        await leader.GetByRole(AriaRole.Button, new() { Name = "Tôi đã xem các số này và thấy đúng" }).ClickAsync();
        await Expect(leader.Locator("[aria-labelledby=large]")).ToContainTextAsync("Nguyễn Đức Toàn đã xem");
    }

    static async Task OpensAgainAsync(IPage commune, string path)
    {
        await commune.Locator("summary", new() { HasText = "Mở lại" }).ClickAsync();
        await commune.GetByLabel("Lý do mở lại").FillAsync("Thiếu bản tin tháng 9.");
        await commune.AssertFitsEverybodyAsync();
        await commune.GetByRole(AriaRole.Button, new() { Name = "Mở lại để đơn vị sửa" }).ClickAsync();
        await commune.GotoAsync(path + "?tab=history");
        var steps = commune.Locator(".steps-taken > li");
        await Expect(steps.Filter(new() { HasText = "Mở lại" })).ToContainTextAsync("Thiếu bản tin tháng 9.");
        await Expect(steps.Filter(new() { HasText = "Trả lại" })).ToContainTextAsync(Reason);
        await Expect(steps).ToHaveCountAsync(5);
        await commune.AssertFitsEverybodyAsync();
    }
}

using Microsoft.Playwright;
using TuanHoc.Web.Tests.Activities;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>An organiser imports, holds, reports, and the school's form fills.</summary>
public sealed class ActivityImportJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task An_organiser_imports_two_activities_holds_one_and_the_form_of_the_school_fills_from_it_and_is_submitted()
    {
        var page = await desk.SitAsync("tieuhoc");
        await ImportsAsync(page);
        await page.SetViewportSizeAsync(1280, 900);

        await page.GetByRole(AriaRole.Link, new() { Name = "Bồi dưỡng giáo viên dạy học số" }).ClickAsync();
        var results = page.GetByRole(AriaRole.Region, new() { Name = "Ghi kết quả sau khi tổ chức" });
        await results.GetByLabel("Số lớp").FillAsync("2");
        await results.GetByLabel("Số lượt người dự").FillAsync("46");
        await results.GetByLabel("Kết quả đạt được").FillAsync("Giáo viên soạn được bài giảng số.");
        await results.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Kết quả", Exact = true })).ToContainTextAsync("46");

        await page.GotoAsync(await desk.ReportOfAsync("tieuhoc"), new() { WaitUntil = WaitUntilState.Load });
        foreach (var (measure, figure) in ((string, string)[])[("sessions", "2"), ("people", "46")])
        {
            var name = "classes.teacher_training." + measure;
            await page.Locator($"button[name=take][value='{name}']").ClickAsync();
            await Expect(ReportJourneyTests.Cell(page, name)).ToHaveValueAsync(figure);
        }
        await Expect(page.Locator("output[data-of='classes.people']")).ToHaveTextAsync("46");
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();

        // The one that was not held is in no number.
        var commune = await desk.SitAsync("xa.dieuphoi");
        await commune.GotoAsync(await desk.ReportOfAsync("tieuhoc"));
        await Expect(commune.GetByRole(AriaRole.Row).Filter(new() { HasText = "Bồi dưỡng thường xuyên cho giáo viên" })).ToContainTextAsync("46");
        Assert.Equal(1L, await desk.AskAsync<long>("select count(*) from activity where title = 'Ngày hội đọc sách của trường' and state = 'planned'"));
        Assert.Empty(desk.Complaints);
    }

    /// <summary>Downloads the template, sends it with a mistake, puts it right and records both rows.</summary>
    static async Task ImportsAsync(IPage page)
    {
        await page.GotoAsync("/activities");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ghi nhiều hoạt động từ Excel" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải mẫu Excel" }).ClickAsync());
        var template = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        (string, string)[] training = [("Loại hoạt động", "Bồi dưỡng thường xuyên cho giáo viên"), ("Tên hoạt động", "Bồi dưỡng giáo viên dạy học số"), ("Ngày", "03/10/2025"), ("Từ giờ", "13:30"), ("Nơi tổ chức", "Phòng tin học")];
        (string, string)[] reading = [("Loại hoạt động", "Ngày hội đọc sách, giới thiệu sách"), ("Tên hoạt động", "Ngày hội đọc sách của trường"), ("Từ giờ", "7h30"), ("Nơi tổ chức", "Sân trường")];

        await SendAsync(page, new ActivityFile(template).Add(training).Add([.. reading, ("Ngày", "32/10/2025")]));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "1 lỗi, sửa trong tệp rồi gửi lại" })).ToContainTextAsync("Ghi ngày theo mẫu 05/10/2025.");
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ghi từ Excel" }).ClickAsync();

        await SendAsync(page, new ActivityFile(template).Add(training).Add([.. reading, ("Ngày", "04/10/2025")]));
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi 2 hoạt động" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đã ghi 2 hoạt động" })).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
    }

    static async Task SendAsync(IPage page, ActivityFile file)
    {
        await page.GetByLabel("Tệp hoạt động").SetInputFilesAsync(new FilePayload { Name = "hoat-dong.xlsx", MimeType = "application/octet-stream", Buffer = file.Content });
        await page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra tệp" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kết quả kiểm tra" })).ToBeVisibleAsync();
    }
}

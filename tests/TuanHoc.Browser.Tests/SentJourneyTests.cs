using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>What was sent up becomes the document that the office signs; the Ministry writes the report of the nation over all of it, and the form of the next year.</summary>
public sealed class SentJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_commune_sends_its_report_takes_the_document_has_it_signed_and_the_signed_file_is_kept()
    {
        var commune = await desk.SitAsync("xa.dieuphoi");
        await SubmitAsync(commune, await desk.ReportOfAsync("xa.dieuphoi"), "3");
        var sent = await desk.TotalsOfAsync("xa.dieuphoi") + "/sent";

        var leader = await desk.SitAsync("xa.lanhdao");
        await leader.GotoAsync(sent);
        foreach (var (link, extension) in new[] { ("PDF", ".pdf"), ("Bảng tính", ".xlsx") })
        {
            var file = await leader.RunAndWaitForDownloadAsync(() => leader.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
            Assert.EndsWith(extension, file.SuggestedFilename, StringComparison.Ordinal);
        }
        var word = await leader.RunAndWaitForDownloadAsync(() => leader.GetByRole(AriaRole.Link, new() { Name = "Báo cáo như đã gửi (Word)" }).ClickAsync());
        await leader.GetByLabel("Đưa bản đã ký lên").SetInputFilesAsync(new FilePayload { Name = "bao-cao-da-ky.docx", MimeType = "application/octet-stream", Buffer = await File.ReadAllBytesAsync(await word.PathAsync(), TestContext.Current.CancellationToken) });
        await leader.GetByRole(AriaRole.Button, new() { Name = "Gửi bản đã ký" }).ClickAsync();
        await Expect(leader.GetByText("Chữ trong bản đã ký giống văn bản ở đây")).ToBeVisibleAsync();
        await leader.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_Ministry_writes_the_report_of_the_nation_over_all_below()
    {
        var page = await desk.SitAsync("bo.dieuphoi");
        await page.GotoAsync(await desk.TotalsOfAsync("bo.dieuphoi") + "/sent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Viết báo cáo của cả nước" }).ClickAsync();
        await SubmitAsync(page, new Uri(page.Url).AbsolutePath, "7");
        await page.GotoAsync(await desk.TotalsOfAsync("bo.dieuphoi") + "/sent");
        await Expect(page.GetByText("Báo cáo như đã gửi (Word)")).ToBeVisibleAsync();
        await Expect(page.GetByText("vẫn đúng như khi gửi lên")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_Ministry_begins_a_form_adds_a_row_chooses_what_is_asked_back_and_issues_it()
    {
        var page = await desk.SitAsync("bo.dieuphoi");
        await page.GotoAsync("/forms/2024");
        await page.GetByRole(AriaRole.Button, new() { Name = "Soạn mẫu mới từ mẫu này" }).ClickAsync();
        await page.GetByLabel("Ký hiệu mẫu").FillAsync("2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu tên" }).ClickAsync();
        var draft = page.Url;
        await page.GotoAsync(draft.Split('?')[0] + "/row?below=news");
        await page.GetByLabel("Khóa của dòng").FillAsync("podcasts");
        await page.GetByLabel("Nội dung in ra").FillAsync("Chương trình phát thanh trên mạng");
        await page.GetByLabel("Cột số thứ nhất").SelectOptionAsync("amount");
        await page.GetByLabel("Tên ô thứ nhất").FillAsync("Số chương trình");
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu dòng" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Chương trình phát thanh trên mạng" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Sửa Kiểm tra và người thứ hai xem" }).ClickAsync();
        await page.GetByLabel("Lượt người hầu hết là số tròn").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu" }).First.ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=checks]")).Not.ToContainTextAsync("số tròn");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ban hành mẫu 2026" }).ClickAsync();
        await page.GotoAsync("/forms/2026");
        await Expect(page.GetByText("Không đổi nữa.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Chương trình phát thanh trên mạng" })).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    static async Task SubmitAsync(IPage page, string path, string news)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.Locator("[name='news.amount']").FillAsync(news);
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(page.Locator(".note.ok, .note.sent").First).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Đã (nộp|chốt) báo cáo"));
    }
}

using System.IO.Compression;
using Microsoft.Playwright;
using TuanHoc.Web.Tests.Reports.Workbooks;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>The forms of a commune's units go out in one workbook and come back in one.</summary>
public sealed class WorkbookJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_commune_downloads_the_forms_of_its_units_enters_by_file_what_a_school_sent_and_the_grid_shows_it()
    {
        var (commune, school) = (await desk.ReportOfAsync("xa.dieuphoi"), await desk.ReportOfAsync("tieuhoc"));
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync(commune + "?tab=units");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải biểu Excel của các đơn vị", Exact = true }).ClickAsync());
        var file = new FormFile(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Of(school)
            .Type("classes.professional", "2").TypePeople("classes.professional", "40").Type("contests", "2").Type("contests.book_fairs", "5").Type("news", "không phát sinh");

        await page.GetByRole(AriaRole.Link, new() { Name = "Gửi lại biểu Excel của các đơn vị" }).ClickAsync();
        await page.GetByLabel("Tệp biểu").SetInputFilesAsync(new FilePayload { Name = "tat-ca.xlsx", MimeType = "application/octet-stream", Buffer = file.Content });
        await page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra tệp" }).ClickAsync();
        var asides = page.GetByRole(AriaRole.Region, new() { Name = "1 trang không ghi" });
        await Expect(asides).ToContainTextAsync("tự điền báo cáo của mình: nếu đơn vị đã gửi bản giấy hoặc thư điện tử");
        await Expect(page.GetByText("trang chưa ai điền, để nguyên")).ToBeVisibleAsync();
        var dryRun = page.Url;

        // What came by e-mail is kept in its report first.
        await asides.GetByRole(AriaRole.Link, new() { Name = "Mở báo cáo" }).ClickAsync();
        await page.GetByLabel("Nhận bằng", new() { Exact = true }).SelectOptionAsync("mail");
        await page.GetByLabel("Bản đã nhận").SetInputFilesAsync(new FilePayload { Name = "thu.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4\n%%EOF\n"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Giữ bản này và nhập thay" }).ClickAsync();
        await Expect(page.GetByText("Đã giữ bản nhận được.")).ToBeVisibleAsync();

        await page.GotoAsync(dryRun);
        await page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra lại" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Số liệu cần xem lại" })).ToContainTextAsync("Lỗi: Dòng 5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi 1 bản nháp" }).ClickAsync();
        await Expect(page.GetByText("1 trang đã ghi thành bản nháp")).ToBeVisibleAsync();

        await page.GotoAsync(school);
        await Expect(page.Locator("[name='classes.professional.people']")).ToHaveValueAsync("40");
        await Expect(page.Locator("[name='contests.book_fairs.sessions']")).ToHaveValueAsync("5");
        await Expect(page.Locator("[name='news.amount']")).ToHaveValueAsync("không phát sinh");
        await Expect(page.Locator("table.sheet")).ToContainTextAsync("Lỗi: Dòng 5");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_school_sends_a_sheet_of_its_own_making_in_a_zip_confirms_its_rows_and_later_says_whose_value_holds()
    {
        var report = await desk.ReportOfAsync("thpt");
        var page = await desk.SitAsync("thpt");
        async Task<FormFile> FormAsync()
        {
            await page.GotoAsync(report);
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải biểu Excel" }).ClickAsync());
            return new(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        }
        async Task SendAsync(string name, byte[] file)
        {
            await page.GotoAsync(report);
            await page.GetByRole(AriaRole.Link, new() { Name = "Gửi biểu Excel" }).ClickAsync();
            await page.GetByLabel("Tệp biểu").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = file });
            await page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra tệp" }).ClickAsync();
            await Expect(page.GetByText("Còn 1 trang chờ bạn trả lời")).ToBeVisibleAsync();
            await page.Locator("a[href*='/sheets/']").First.ClickAsync();
        }

        var handMade = (await FormAsync()).Type("classes.life_skills", "3").TypePeople("classes.life_skills", "120").WithoutMarks().Content;
        await SendAsync("bao-cao.zip", Zipped("bao-cao/so-lieu.xlsx", handMade));
        await Expect(page.GetByText("được đối chiếu theo tên dòng")).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Đúng như vậy" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi 1 bản nháp" }).ClickAsync();
        await Expect(page.GetByText("1 trang đã ghi thành bản nháp")).ToBeVisibleAsync();
        await page.GotoAsync(report);
        await Expect(page.Locator("[name='classes.life_skills.people']")).ToHaveValueAsync("120");

        // The form goes out; meanwhile somebody types on the page; the file comes back with another figure.
        var form = (await FormAsync()).TypePeople("classes.life_skills", "150").Content;
        await page.GotoAsync(report);
        await page.Locator("[name='classes.life_skills.people']").FillAsync("130");
        await Expect(page.Locator("[data-saved]").First).ToContainTextAsync("Đã lưu trên máy chủ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu nháp" }).ClickAsync();
        await SendAsync("bieu.xlsx", form);
        await Expect(page.GetByText("Tệp ghi 150; trên máy chủ đã đổi thành 130 sau khi tải biểu.")).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lấy số trong tệp" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi 1 bản nháp" }).ClickAsync();
        await Expect(page.GetByText("1 trang đã ghi thành bản nháp")).ToBeVisibleAsync();
        await page.GotoAsync(report);
        await Expect(page.Locator("[name='classes.life_skills.people']")).ToHaveValueAsync("150");
        Assert.Empty(desk.Complaints);
    }

    static byte[] Zipped(string name, byte[] file)
    {
        using var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open()) entry.Write(file);
        return kept.ToArray();
    }
}

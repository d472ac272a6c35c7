using Microsoft.Playwright;
using TuanHoc.Core.Tests.Pictures;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Pictures go into a report through the page: drawn smaller first where scripts run, as they are where none do.</summary>
public sealed class ReportPictureTests(Desk desk) : IClassFixture<Desk>
{
    [Theory]
    [InlineData(true, 1920, 960)]
    [InlineData(false, 2400, 1200)]
    public async Task A_school_adds_a_picture_and_sees_it(bool scripts, int width, int height)
    {
        var person = scripts ? "tieuhoc" : "thpt";
        var path = await desk.ReportOfAsync(person);
        var page = await desk.SitAsync(person, scripts);
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Link, new() { Name = "Ảnh (" }).ClickAsync();
        var before = await page.Locator(".pictures img").CountAsync();

        await page.GetByLabel("Chọn ảnh").SetInputFilesAsync(new FilePayload { Name = "DCIM001.jpg", MimeType = "image/jpeg", Buffer = DrawnPictures.Jpeg(1200, 2400, DrawnPictures.Exif(6, little: true)) });
        await page.GetByLabel("Chú thích", new() { Exact = true }).FillAsync("Lễ khai mạc");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm ảnh vào báo cáo" }).ClickAsync();

        await Expect(page.Locator(".note.ok")).ToContainTextAsync("Đã thêm ảnh");
        await Expect(page.Locator(".pictures img")).ToHaveCountAsync(before + 1);
        var image = page.Locator(".pictures img[alt='Lễ khai mạc']");
        await image.ScrollIntoViewIfNeededAsync();
        await Expect(image).ToHaveJSPropertyAsync("complete", true);
        // Taken with the camera on its side, shown upright.
        await Expect(image).ToHaveJSPropertyAsync("naturalWidth", width);
        await Expect(image).ToHaveJSPropertyAsync("naturalHeight", height);
        Assert.Equal($"{width} {height}", await desk.AskAsync<string>($"select p.width || ' ' || p.height from report_picture p where p.report_id = '{path["/reports/".Length..]}' order by p.id desc limit 1"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task What_a_connection_broke_off_is_sent_by_the_next_visit_and_once()
    {
        const string person = "thcs";
        var path = await desk.ReportOfAsync(person);
        var page = await desk.SitAsync(person);
        await page.GotoAsync($"{path}?tab=pictures", new() { WaitUntil = WaitUntilState.Load });
        var before = await page.Locator(".pictures img").CountAsync();
        await page.GetByLabel("Chọn ảnh").SetInputFilesAsync(
        [
            new FilePayload { Name = "mot.jpg", MimeType = "image/jpeg", Buffer = DrawnPictures.Jpeg(300, 200, DrawnPictures.Exif(1, little: true)) },
            new FilePayload { Name = "hai.png", MimeType = "image/png", Buffer = DrawnPictures.Png() },
        ]);
        await page.GetByLabel("Chú thích", new() { Exact = true }).FillAsync("Trên đường");
        await page.GetByLabel("Người trong ảnh", new() { Exact = true }).First.SelectOptionAsync("guardian");

        // The first reaches the server, its answer does not come back; then there is no connection at all.
        await page.RouteAsync($"**{path}/pictures", async route => { await route.FetchAsync(); await route.AbortAsync(); }, new() { Times = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm ảnh vào báo cáo" }).ClickAsync();
        await Expect(page.Locator("[data-progress]").First).ToHaveTextAsync("Còn 2 ảnh chưa gửi, giữ trên máy này và tự gửi khi có mạng");

        await page.GotoAsync("/reports");
        await page.GotoAsync($"{path}?tab=pictures");
        await Expect(page.Locator(".note.ok")).ToContainTextAsync("Đã thêm ảnh");
        await Expect(page.Locator(".pictures img")).ToHaveCountAsync(before + 2);
        await Expect(page.Locator(".pictures li").Last.GetByLabel("Người trong ảnh")).ToHaveValueAsync("guardian");
    }

    [Fact]
    public async Task A_file_waits_on_the_device_too_and_goes_as_it_is()
    {
        const string person = "thcs";
        var path = await desk.ReportOfAsync(person);
        var page = await desk.SitAsync(person);
        await page.GotoAsync($"{path}?tab=pictures", new() { WaitUntil = WaitUntilState.Load });
        await page.GetByLabel("Chọn tệp").SetInputFilesAsync(new FilePayload { Name = "Chương trình.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7\n% Chương trình"u8.ToArray() });
        await page.RouteAsync($"**{path}/files", route => route.AbortAsync(), new() { Times = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm tệp vào báo cáo" }).ClickAsync();
        await Expect(page.Locator("[data-progress]").Last).ToHaveTextAsync("Còn 1 tệp chưa gửi, giữ trên máy này và tự gửi khi có mạng");

        await page.GotoAsync("/reports");
        await page.GotoAsync($"{path}?tab=pictures");
        await Expect(page.Locator(".note.ok")).ToContainTextAsync("Đã thêm tệp");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Chương trình.pdf" })).ToHaveCountAsync(1);
    }
}

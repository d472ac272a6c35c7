using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>The pictures of the README, taken anew into docs/pictures when PICTURES=1.</summary>
public sealed class PicturesTests(Desk desk) : IClassFixture<Desk>
{
    static readonly string Folder = Path.Combine(SampleFiles.Root(), "docs", "pictures");

    [Fact]
    public async Task Are_taken_of_the_main_pages()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PICTURES") == "1", "PICTURES=1 takes them");
        Directory.CreateDirectory(Folder);

        await TakeAsync(await desk.SitAsync("xa.dieuphoi"), "/", "home");
        await TakeAsync(await desk.SitAsync("xa.dieuphoi"), "/week", "portal");

        var province = await desk.SitAsync("tinh.dieuphoi");
        await province.GotoAsync("/plans");
        await province.GetByLabel("Tệp kế hoạch đã ban hành").SetInputFilesAsync(Path.Combine(SampleFiles.Root(), "src", "TuanHoc.Web", "Samples", "ke-hoach-mau.txt"));
        await province.GetByRole(AriaRole.Button, new() { Name = "Đọc kế hoạch" }).ClickAsync();
        await province.Locator(".fact a.n").Nth(2).ClickAsync();
        await TakeAsync(province, address: null, "plan-review");

        await TakeAsync(await desk.SitAsync("thpt"), await desk.ReportOfAsync("thpt"), "report-sheet");
        await TakeAsync(province, await desk.TotalsOfAsync("tinh.dieuphoi"), "totals");
        await TakeAsync(province, $"/units/{await desk.AskAsync<long>("select unit_id from unit_on('2026-01-01') where name = 'Phường Đức Nhuận'")}", "unit");
        await TakeAsync(await desk.SitAsync("tieuhoc", width: 390), await desk.ReportOfAsync("tieuhoc"), "phone");
        var commune = await desk.SitAsync("xa.dieuphoi");
        await TakeAsync(commune, "/materials?kind=backdrop&event=" + Uri.EscapeDataString("Lễ khai mạc Tuần lễ hưởng ứng học tập suốt đời năm 2025"), "materials");
        // A picture that is taller than the window is cut.
        await commune.SetViewportSizeAsync(1280, 1400);
        foreach (var (kind, said) in new[] { ("poster-a3", "time=Từ 08:00 ngày 01/10 đến hết ngày 07/10&place=Nhà văn hóa và các trường trong xã&address=https://tuanhoc.example/2025"), ("certificate", "name=Nguyễn Thị Ngọc Quỳnh&event=Dùng dịch vụ công trên điện thoại&time=Bình Lư, ngày 02 tháng 10 năm 2025&address=https://tuanhoc.example/2025") })
        {
            await commune.GotoAsync($"/materials?kind={kind}&{said}");
            await commune.Locator("img.sheet-look").ScreenshotAsync(new() { Path = Path.Combine(Folder, kind + ".png") });
        }
        await TakeWordAsync();
    }

    static async Task TakeAsync(IPage page, string? address, string name)
    {
        if (address is not null) await page.GotoAsync(address);
        // The words of a live page change once its stream is there.
        if (await page.Locator("[data-live]").CountAsync() > 0) await Expect(page.Locator("[data-live].live")).ToBeVisibleAsync();
        await page.EvaluateAsync("scrollTo({ top: 0, behavior: 'instant' })");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
    }

    /// <summary>The page of the consolidated report that carries the letterhead.</summary>
    async Task TakeWordAsync()
    {
        var page = await desk.SitAsync("tinh.dieuphoi");
        var folder = Directory.CreateTempSubdirectory("th-pictures-").FullName;
        try
        {
            await page.GotoAsync("/totals");
            var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Báo cáo tổng hợp (Word)" }).ClickAsync());
            await file.SaveAsAsync(Path.Combine(folder, "report.docx"));
            await RunAsync("soffice", $"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, Path.Combine(folder, "report.docx"));
            await RunAsync("pdftoppm", "-png", "-singlefile", "-gray", "-scale-to-x", "800", "-scale-to-y", "-1", Path.Combine(folder, "report.pdf"), Path.Combine(Folder, "report-word"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}

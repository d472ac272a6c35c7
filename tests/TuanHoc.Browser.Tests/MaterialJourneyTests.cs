using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>An invitation made on a telephone with scripts off: the picture on the screen is the one that is downloaded, and its code is read from the screen.</summary>
public sealed class MaterialJourneyTests(Desk desk) : IClassFixture<Desk>
{
    const string Address = "https://xa.example/khai-mac-2025";

    [Fact]
    public async Task An_invitation_is_made_without_scripts_and_its_code_read_from_the_screen()
    {
        var page = await desk.SitAsync("xa.dieuphoi", scripts: false, width: 360);
        await page.GotoAsync("/activities");
        await page.GetByRole(AriaRole.Link, new() { Name = "Khẩu hiệu, tài liệu" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Giấy mời" }).ClickAsync();
        await page.GetByLabel("Tên buổi lễ, hoạt động").FillAsync("Lễ khai mạc Tuần lễ hưởng ứng học tập suốt đời");
        await page.GetByLabel("Thời gian").FillAsync("8 giờ 00, thứ Tư, 01/10/2025");
        await page.GetByLabel("Địa điểm").FillAsync("Nhà văn hóa xã");
        await page.GetByLabel("Liên kết in thành mã QR").FillAsync(Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem thử" }).ClickAsync();

        var picture = page.Locator("img.sheet-look");
        await Expect(picture).ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex("Lễ khai mạc Tuần lễ"));
        var box = (await picture.BoundingBoxAsync())!;
        Assert.Equal(210.0 / 148, box.Width / box.Height, 0.02);
        Assert.True(box.X + box.Width <= 360);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải PDF cho nhà in" }).ClickAsync());
        Assert.Equal("invitation-2025.in.pdf", download.SuggestedFilename);

        // As large as a screen shows it
        await page.SetViewportSizeAsync(1280, 900);
        Assert.Equal(Address, await ReadAsync(await picture.ScreenshotAsync()));
        Assert.Empty(desk.Complaints);
    }

    /// <summary>What the code on a picture says, read by another program than the one that drew it.</summary>
    internal static async Task<string> ReadAsync(byte[] picture)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", "--raw", file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            return (await zbar.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("zbarimg is not installed");
            throw;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

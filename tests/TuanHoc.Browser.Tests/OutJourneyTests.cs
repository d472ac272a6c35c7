using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>What leaves the house: a bundle for the archive, whose files are what their hashes say, and a key with which a program reads the same figures.</summary>
public sealed class OutJourneyTests(Desk desk) : IClassFixture<Desk>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commune_keeps_its_Week_in_a_bundle_whose_hashes_hold()
    {
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync(await desk.TotalsOfAsync("xa.dieuphoi"));
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Gói lưu trữ" }).ClickAsync());
        await using var zip = await ZipFile.OpenReadAsync(await file.PathAsync(), Cancel);
        await using var manifest = await zip.GetEntry("manifest.json")!.OpenAsync(Cancel);
        var files = (await JsonDocument.ParseAsync(manifest, cancellationToken: Cancel)).RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.NotEmpty(files);
        foreach (var one in files)
        {
            await using var content = await zip.GetEntry(one.GetProperty("path").GetString()!)!.OpenAsync(Cancel);
            Assert.Equal(one.GetProperty("sha256").GetString(), Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Cancel)));
        }
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_key_made_in_the_page_opens_the_figures_to_a_program_until_it_is_taken_back()
    {
        var page = await desk.SitAsync("tinh.dieuphoi");
        var totals = await desk.TotalsOfAsync("tinh.dieuphoi");
        await page.GotoAsync("/me/tokens");
        await page.GetByLabel("Tên, ví dụ").FillAsync("Phần mềm của Sở");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lập khóa" }).ClickAsync();
        var key = await page.Locator("[data-token]").InnerTextAsync();
        await page.AssertFitsEverybodyAsync();

        using var program = new HttpClient { BaseAddress = new Uri(page.Url) };
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using (var answer = await program.GetAsync("/api/v1" + totals, Cancel))
        {
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        }
        // A key that only reads does not write.
        using (var written = await program.PostAsync("/api/v1/dataValueSets", new StringContent("{}", null, "application/json"), Cancel)) Assert.Equal(403, (int)written.StatusCode);

        await page.GotoAsync("/me/tokens");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thu lại Phần mềm của Sở" }).ClickAsync();
        await Expect(page.GetByText("Chưa có khóa nào.")).ToBeVisibleAsync();
        using (var refused = await program.GetAsync("/api/v1" + totals, Cancel)) Assert.Equal(401, (int)refused.StatusCode);
        Assert.Empty(desk.Complaints);
    }
}

using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>A province brings in its schools by file: what is wrong is said row by row, what is doubtful is asked, and then all of it stands in the directory.</summary>
public sealed class ImportJourneyTests(Desk desk) : IClassFixture<Desk>
{
    const string Header = "Mã đơn vị,Tên đơn vị,Loại,Cấp học,Mã xã,Tên xã,Trực thuộc";

    [Fact]
    public async Task A_file_is_mended_its_question_answered_and_its_schools_are_in_the_directory()
    {
        var page = await desk.SitAsync("tinh.dieuphoi");
        await page.GotoAsync("/units/import");
        // One row has no commune, one bears nearly the name of a school that is there.
        await BringAsync(",Trường Tiểu học Không Nơi,Trường,Tiểu học,99999,,", ",Trường Tiểu học Bình Lu,Trường,Tiểu học,03390,,");
        await Expect(page.Locator("[aria-labelledby=faults]")).ToContainTextAsync("99999", new() { Timeout = 30_000 });
        await page.AssertFitsEverybodyAsync();

        await page.GotoAsync("/units/import");
        await BringAsync(",Trường Tiểu học Mới Mở,Trường,Tiểu học,03390,,", ",Trường Tiểu học Bình Lu,Trường,Tiểu học,03390,,");
        await Expect(page.Locator("[aria-labelledby=questions] fieldset")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await page.AssertFitsEverybodyAsync();
        await page.Locator("[aria-labelledby=questions] fieldset input[type=radio][value^=skip]").CheckAsync();
        await page.Locator("form[action$='/answers'] button").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Ghi 1 đơn vị") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đã ghi" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.AssertFitsEverybodyAsync();
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from unit_version where name = 'Trường Tiểu học Mới Mở'"));
        Assert.Empty(desk.Complaints);

        async Task BringAsync(params string[] rows)
        {
            await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "truong.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Header))) });
            await page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra tệp" }).ClickAsync();
        }
    }
}

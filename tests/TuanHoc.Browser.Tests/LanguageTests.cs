using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

public sealed class LanguageTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task The_switch_in_the_header_turns_the_page_into_English_and_back_where_one_stands()
    {
        var page = await desk.SitAsync("tinh.dieuphoi");
        await page.GotoAsync(await desk.TotalsOfAsync("tinh.dieuphoi") + "?row=news&measure=amount");
        var address = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Lai Châu");
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Reports" })).ToBeVisibleAsync();
        Assert.Equal(address, page.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tiếng Việt" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "vi");
        Assert.Empty(desk.Complaints);
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>The directory by keyboard: names offered while one types, a tree that opens in place; and the same by pages alone.</summary>
public sealed class UnitsTests(Desk desk) : IClassFixture<Desk>
{
    static ILocator Twig(IPage page, string name) => page.Locator(".tree .twig", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    [Fact]
    public async Task A_name_of_before_leads_by_keyboard_to_the_unit_and_from_there_to_what_it_is_now()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync("/units");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Tên đơn vị" });
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("quan phu nhuan");
        var offered = page.Locator("[role=option]");
        await Expect(offered.Last).ToContainTextAsync("nay là Phường Cầu Kiệu, Phường Đức Nhuận, Phường Phú Nhuận");
        await Expect(field).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(offered.Last).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", (await offered.Last.GetAttributeAsync("id"))!);
        await page.AssertFitsEverybodyAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Quận Phú Nhuận");
        await page.Locator(".note").GetByRole(AriaRole.Link, new() { Name = "Phường Đức Nhuận" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Phường Đức Nhuận");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_tree_opens_and_closes_in_place_and_the_focus_stays()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync("/units");
        var toggle = Twig(page, "Tỉnh Lai Châu").Locator("a.tog");
        await toggle.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(toggle).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(toggle).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Twig(page, "Xã Bình Lư").Locator("a.tog")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Twig(page, "Trường Tiểu học Bình Lư")).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
        // What is open stands in the address, so that it can be sent to a colleague.
        await page.ReloadAsync();
        await Expect(Twig(page, "Trường Tiểu học Bình Lư")).ToBeVisibleAsync();
        await Twig(page, "Trường Tiểu học Bình Lư").GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Twig(page, "Xã Bình Lư").Locator("a.tog")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Twig(page, "Trường Tiểu học Bình Lư")).ToBeHiddenAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Without_scripts_the_tree_and_the_search_are_pages()
    {
        var page = await desk.SitAsync("tieuhoc", scripts: false, width: 360);
        await page.GotoAsync("/units?on=01/06/2021");
        await Twig(page, "Tỉnh Lai Châu").Locator("a.tog").ClickAsync();
        await Twig(page, "Huyện Tam Đường").Locator("a.tog").ClickAsync();
        await Expect(Twig(page, "Thị trấn Tam Đường")).ToBeVisibleAsync();
        await page.GetByLabel("Tên đơn vị").FillAsync("tam đường");
        await page.GetByLabel("Xem như ngày").FillAsync("22/10/2025");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tìm" }).ClickAsync();
        await Expect(page.Locator(".former li", new() { HasText = "Thị trấn Tam Đường" })).ToContainTextAsync("nay là Xã Bình Lư");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_reporter_enters_the_learners_of_the_school()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync(await UnitOfAsync("tieuhoc"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Cập nhật thông tin" }).ClickAsync();
        await page.GetByLabel("Số người học").FillAsync("4x2");
        await page.GetByLabel("Đúng từ ngày").FillAsync("05/09/2025");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Ghi một số nguyên từ 0 đến 9.999.999")).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByLabel("Số người học").FillAsync("1.412");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi", Exact = true }).ClickAsync();
        await Expect(page.Locator(".facts-dl")).ToContainTextAsync(new Regex("Số người học\\s*1\\.412 từ 05/09/2025"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task On_a_desk_the_map_stands_beside_its_list()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync("/units/map");
        var (map, list) = ((await page.Locator(".tilemap").BoundingBoxAsync())!, (await page.Locator("table.data").BoundingBoxAsync())!);
        Assert.True(map.X + map.Width <= list.X && map.Width < 500, $"{map.Width} px wide");
    }

    async Task<string> UnitOfAsync(string person) => "/units/" + await desk.AskAsync<long>(
        $"select m.unit_id from membership m join person p on p.id = m.person_id where p.user_name = '{person}' and upper_inf(m.valid)");
}

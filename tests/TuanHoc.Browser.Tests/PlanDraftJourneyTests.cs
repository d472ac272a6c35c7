using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>A draft keeps itself while one types, through a lost connection too, and two who write at once are told of each other.</summary>
public sealed class PlanDraftJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task What_is_typed_is_kept_without_a_button_and_after_the_connection_comes_back()
    {
        desk.GoTo(new(2026, 3, 2));
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync("/plans/new");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Từ mẫu trống" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu soạn" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/draft$"));
        var saved = page.Locator("[data-saved]");

        await Theme(page).FillAsync("Chủ đề tự lưu");
        await Expect(saved).ToHaveTextAsync("Chưa lưu những gì vừa gõ");
        await Expect(saved).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 20_000 });
        await page.ReloadAsync();
        await Expect(Theme(page)).ToHaveValueAsync("Chủ đề tự lưu");

        await page.Context.SetOfflineAsync(true);
        await Theme(page).FillAsync("Gõ khi mất mạng");
        await Expect(saved).ToContainTextAsync("không nối được máy chủ", new() { Timeout = 20_000 });
        await page.Context.SetOfflineAsync(false);
        await Expect(saved).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 20_000 });

        var other = await desk.SitAsync("xa.lanhdao");
        await other.GotoAsync(page.Url);
        await Expect(Theme(other)).ToHaveValueAsync("Gõ khi mất mạng");
        await Expect(other.Locator("[data-others] .st")).ToHaveCountAsync(1);
        await Theme(page).FillAsync("Người thứ nhất gõ tiếp");
        await Expect(page.Locator("[data-others] .st")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        // Who saves over it without having seen it is stopped, and told who was quicker.
        await Theme(other).FillAsync("Người thứ hai gõ đè");
        await Expect(other.Locator("[data-saved]")).ToContainTextAsync("Chưa lưu: ", new() { Timeout = 20_000 });
    }

    static ILocator Theme(IPage page) => page.Locator("[id='week.0.theme']");
}

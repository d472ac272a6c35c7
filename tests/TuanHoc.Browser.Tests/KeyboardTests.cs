using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Without a mouse: what has the focus shows it, and everything is reached by Tab.</summary>
public sealed class KeyboardTests(Desk desk) : IClassFixture<Desk>
{
    const int MostTabs = 300;

    /// <summary>What has the focus shows it, and nothing covers its middle.</summary>
    const string IsSeen = """
        () => {
            const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
            if (at === document.body) return true;
            const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return shown && top !== null && (at.contains(top) || top.contains(at));
        }
        """;

    [Fact]
    public async Task Signing_in_needs_no_mouse()
    {
        var page = await desk.VisitAsync();
        await page.GotoAsync("/signin");
        await TabToAsync(page, page.Locator("button[name=sample][value=tieuhoc]"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Chào Hoa");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_first_Tab_leads_past_the_header()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync("/reports");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("a.skip")).ToBeFocusedAsync();
        await Expect(page.Locator("a.skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('#main').contains(document.activeElement)"));
    }

    [Fact]
    public async Task A_report_is_submitted_without_a_mouse()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync(await desk.ReportOfAsync("tieuhoc"));
        await TabToAsync(page, ReportJourneyTests.Cell(page, "classes.life_skills.sessions"));
        await page.Keyboard.TypeAsync("1");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("35");
        await TabToAsync(page, page.Locator("[data-submit]"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    /// <summary>Presses Tab until the element has the focus; what gets it on the way must show it and be in sight.</summary>
    internal static async Task TabToAsync(IPage page, ILocator wanted)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            // The page may still be scrolling to it.
            try
            {
                await page.WaitForFunctionAsync(IsSeen, null, new() { Timeout = 10_000 });
            }
            catch (TimeoutException)
            {
                Assert.Fail("focus is not seen on " + await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)"));
            }
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement")) return;
        }
        Assert.Fail("Tab never reached it");
    }
}

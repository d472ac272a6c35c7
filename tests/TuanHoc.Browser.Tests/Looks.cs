using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace TuanHoc.Browser.Tests;

/// <summary>What a page must be whatever it shows.</summary>
static class Looks
{
    static readonly int[] Widths = [320, 1280];

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Everybody can use it, on a telephone and on a desk: axe finds nothing, and nothing hangs over the side.</summary>
    public static async Task AssertFitsEverybodyAsync(this IPage page)
    {
        var faults = await page.FaultsAtEveryWidthAsync();
        Assert.True(faults.Count == 0, $"{page.Url}\n{string.Join('\n', faults)}");
    }

    /// <summary>What is wrong with a page on a telephone, and what on a desk.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAtEveryWidthAsync(this IPage page)
    {
        var faults = new List<string>();
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange(from fault in await page.FaultsAsync() select $"{width} px: {fault}");
        }
        return faults;
    }

    /// <summary>What axe finds in a page as it stands, and what is wider than the page.</summary>
    /// <remarks>Axe is put into the page once and asked there: its own bindings open a second page for each question, which takes ten times as long.</remarks>
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'")) await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })).violations.flatMap(violation => violation.nodes
                // What is half under the bar at the foot of a window comes out from under it.
                .filter(node => violation.id !== "target-size" || !node.any.some(check => check.data?.messageKey === "partiallyObscured")).slice(0, 3)
                .map(node => `${violation.id}: ${node.html} ${[...node.any, ...node.all, ...node.none].map(check => check.message).join(" ")}`))
            """);
        var wide = await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
                : [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .slice(0, 5).map(e => `${e.tagName}.${e.className}: ${(e.textContent ?? "").trim().slice(0, 40)}`)
            """);
        return [.. found, .. from element in wide select "too wide: " + element];
    }
}

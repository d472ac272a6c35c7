using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TuanHoc.Browser.Tests;

/// <summary>What a page must be whatever it shows.</summary>
static class Looks
{
    static readonly int[] Widths = [320, 1280];

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
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page)
    {
        var axe = await page.RunAxe();
        var wide = await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
                : [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .slice(0, 5).map(e => `${e.tagName}.${e.className}: ${(e.textContent ?? "").trim().slice(0, 40)}`)
            """);
        return
        [
            .. from violation in axe.Violations from node in violation.Nodes.Take(3) select $"{violation.Id}: {node.Html} {string.Join(' ', node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}",
            .. from element in wide select "too wide: " + element,
        ];
    }
}

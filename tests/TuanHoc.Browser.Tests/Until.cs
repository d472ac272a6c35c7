using System.Diagnostics;
using Microsoft.Playwright;

namespace TuanHoc.Browser.Tests;

/// <summary>Waiting for what a page says of itself only after asking others: a promise is taken for true by the browser's own waiting.</summary>
static class Until
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(this IPage page, string asks)
    {
        for (var from = Stopwatch.GetTimestamp(); !await page.EvaluateAsync<bool>(asks); await Task.Delay(50))
            if (Stopwatch.GetElapsedTime(from) > Longest) throw new TimeoutException("never so: " + asks);
    }
}

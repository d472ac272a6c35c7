using System.Diagnostics;
using System.Text.Json;

namespace TuanHoc.Bench;

/// <summary>
/// What Lighthouse says of a page on its throttled phone (slow 4G, a processor four times slower): the middle of three runs. It comes from npm for the run alone;
/// the pages are looked at while nothing else asks for them.
/// </summary>
static class Lighthouse
{
    const string Package = "lighthouse@12.8.2", Flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync";
    const int Runs = 3, Tries = 3;

    /// <summary>Its two figures, of a hundred.</summary>
    public static async Task<(double Performance, double Accessibility)> AskAsync(Uri page)
    {
        var (performance, accessibility) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var said = await RunAsync(page);
            performance.Add(said.Performance);
            accessibility.Add(said.Accessibility);
        }
        return (Median.Of(performance), accessibility.Min());
    }

    static async Task<(double Performance, double Accessibility)> RunAsync(Uri page)
    {
        var file = Path.GetTempFileName();
        for (var tried = 1; ; tried++)
        {
            // Into a file: it leaves before a pipe has taken all of it.
            var start = new ProcessStartInfo("npx", ["--yes", Package, page.AbsoluteUri, "--quiet", "--output=json", "--output-path=" + file, "--only-categories=performance,accessibility", "--chrome-flags=" + Flags]) { RedirectStandardError = true, UseShellExecute = false };
            start.Environment["CHROME_PATH"] = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
            using var lighthouse = Process.Start(start)!;
            var noise = await lighthouse.StandardError.ReadToEndAsync();
            await lighthouse.WaitForExitAsync();
            using var said = JsonDocument.Parse(File.Exists(file) && await File.ReadAllTextAsync(file) is { Length: > 0 } text ? text : "{}");
            File.Delete(file);
            // A browser now and then loses the trace of its first page: then nothing was measured.
            if (said.RootElement.TryGetProperty("categories", out var categories) && !said.RootElement.TryGetProperty("runtimeError", out _)) return (Score("performance"), Score("accessibility"));
            if (tried == Tries) throw new InvalidOperationException($"Lighthouse said nothing of {page}: " + noise);

            double Score(string category) => 100 * categories.GetProperty(category).GetProperty("score").GetDouble();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TuanHoc.Bench;

/// <summary>
/// From the commit of a submission to the page of the nation that counts it, asked of another process over the same database, while three hundred come in each second: each is sent when it is due. Each reports one item of news, so that the sum counts them; the k-th that is
/// confirmed is shown from the first page on that says so many. A confirmation follows its commit by a millisecond or two, which the figure leaves out.
/// </summary>
static partial class FreshBench
{
    const int Senders = 16, PeopleEach = 12, Processes = 2, PerSecond = 300;

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromSeconds(30);

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source, withEarlier: true);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        await using var beside = await Published.BesideAsync(folder.Path);
        var sheets = await FilledReport.OpenAsync(application.Address, await FilledReport.OpenReportsAsync(folder.Source), person: 0, Senders, PeopleEach);
        foreach (var sheet in sheets.SelectMany(of => of)) sheet.Fields["news.amount"] = "1";
        using var reader = await Visitor.SignInAsync(beside.Address, "bo");
        for (var warm = 0; warm < 50; warm++) await ShownAsync(reader);
        foreach (var of in sheets) await of[0].SubmitAsync();
        var before = await SettledAsync(reader);

        var (start, confirmed, shown, isOver) = (Stopwatch.GetTimestamp(), new List<double>(), new List<(double At, long Count)>(), false);
        var looking = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var count = await ShownAsync(reader);
                shown.Add((Now(), count));
                await Task.Delay(Between);
            }
        });
        await Task.WhenAll(sheets.Select(async (of, sender) =>
        {
            foreach (var (turn, sheet) in of.Skip(1).Index())
            {
                if (((turn * Senders) + sender) * 1000.0 / PerSecond - Now() is > 0 and var early) await Task.Delay(TimeSpan.FromMilliseconds(early));
                if (await sheet.SubmitAsync())
                    lock (confirmed) confirmed.Add(Now());
            }
        }));
        var lasted = Now();
        while (Now() - lasted < Longest.TotalMilliseconds && (shown.Count == 0 || shown[^1].Count < before + confirmed.Count)) await Task.Delay(Between);
        Volatile.Write(ref isOver, true);
        await looking;
        foreach (var visitor in sheets.SelectMany(of => of).Select(sheet => sheet.By).Distinct()) visitor.Dispose();

        confirmed.Sort();
        // What was never shown within the longest wait counts as that.
        var lags = confirmed.Select((at, number) => Math.Max(0, shown.Where(look => look.Count >= before + number + 1).Select(look => look.At - at).FirstOrDefault(Longest.TotalMilliseconds))).ToList();
        return [("fresh.processes", Processes), ("fresh.per_s", confirmed.Count / (lasted / 1000)), ("fresh.p50_ms", Median.Of(lags)), ("fresh.p99_ms", Median.At(lags, 0.99)), ("fresh.never", lags.Count(lag => lag >= Longest.TotalMilliseconds))];

        double Now() => Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>How many items of news the nation's page says there were.</summary>
    static async Task<long> ShownAsync(Visitor reader) =>
        long.Parse(Counted().Match(await reader.ReadAsync("/totals/2025/1")).Groups["count"].Value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>The same for a second: nothing is on its way any more.</summary>
    static async Task<long> SettledAsync(Visitor reader)
    {
        var (last, count) = (-1L, await ShownAsync(reader));
        while (last != count)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            (last, count) = (count, await ShownAsync(reader));
        }
        return count;
    }

    [GeneratedRegex("data-key=\"news/amount:r\"[^>]*>(?<count>[0-9.]+)<", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Counted();
}

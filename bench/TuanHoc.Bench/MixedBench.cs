using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace TuanHoc.Bench;

/// <summary>The last evening's other half: twenty submissions a second while twelve clients ask for the nation's files again and again.</summary>
static class MixedBench
{
    const int Senders = 17, PeopleEach = 3, Readers = 12, PerSecond = 20;

    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(40);
    static readonly string[] Files = ["/totals/2025/1/report.xlsx", "/totals/2025/1/report.docx", "/totals/2025/1/report.csv", "/totals/2025/1/report.json"];

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source, withEarlier: true);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        var sheets = (await FilledReport.OpenAsync(application.Address, await FilledReport.OpenReportsAsync(folder.Source), person: 0, Senders, PeopleEach)).SelectMany(of => of).ToList();
        using var reader = await Visitor.SignInAsync(application.Address, "bo");
        // The first of everything is compiled and read before the clock runs.
        await sheets[0].SubmitAsync();
        foreach (var file in Files) await ExportAsync(reader, file);

        var (times, sent, errors, exports, refused) = (new ConcurrentBag<double>(), new ConcurrentBag<FilledReport>(), 0, 0, 0);
        using var over = new CancellationTokenSource(Lasts);
        var reading = Task.WhenAll(Enumerable.Range(0, Readers).Select(async number =>
        {
            for (var turn = number; !over.IsCancellationRequested; turn++)
            {
                var status = await ExportAsync(reader, Files[turn % Files.Length]);
                if (status == HttpStatusCode.OK) Interlocked.Increment(ref exports);
                // Told to come back, and does.
                else if (status == HttpStatusCode.ServiceUnavailable) Interlocked.Increment(ref refused);
                else Interlocked.Increment(ref errors);
                if (status != HttpStatusCode.OK) await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }));
        var submitting = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < PerSecond * (int)Lasts.TotalSeconds; number++)
        {
            // Sent when it is due, however long the one before takes.
            var due = TimeSpan.FromSeconds((double)number / PerSecond) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            submitting.Add(SubmitAsync(sheets[number + 1]));
        }
        await Task.WhenAll([reading, .. submitting]);
        foreach (var visitor in sheets.Select(sheet => sheet.By).Distinct()) visitor.Dispose();
        return
        [
            ("mixed.errors", errors), ("mixed.refused", refused), ("mixed.submitted", sent.Count), ("mixed.exports", exports), ("mixed.submit_p50_ms", Median.Of(times)), ("mixed.submit_p95_ms", Median.At(times, 0.95)),
            ("mixed.lost", await FilledReport.LostAsync(folder.Source, sent)), ("memory.rss_mb", application.ResidentMegabytes),
        ];

        async Task SubmitAsync(FilledReport sheet)
        {
            var began = Stopwatch.GetTimestamp();
            var isConfirmed = await sheet.SubmitAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (isConfirmed) sent.Add(sheet);
            else Interlocked.Increment(ref errors);
        }
    }

    /// <summary>One file to its last byte, asked for again as the page that shows how far it is does.</summary>
    static async Task<HttpStatusCode> ExportAsync(Visitor reader, string path)
    {
        HttpStatusCode status;
        while ((status = await reader.StatusAsync(path)) == HttpStatusCode.Accepted) await Task.Delay(TimeSpan.FromSeconds(2));
        return status;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using TuanHoc.Core.Tests.Pictures;

namespace TuanHoc.Bench;

/// <summary>
/// A last evening: reports at the rate of 50,000 in twenty minutes, for five. Each is opened, kept twice as a draft while it is filled and submitted; one in ten gets a picture, and for one in five that are sent a receiver
/// opens a report and decides. Everything begins when it is due, however long what came before takes; who fills and who receives has signed in before the clock runs.
/// </summary>
sealed class DeadlineBench(Reviewers reviewers)
{
    const int Reports = 12_500, Trials = 64, Drafts = 2, PicturedEach = 10, DecidedEach = 5;

    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5), Thinks = TimeSpan.FromSeconds(2), LongestVerify = TimeSpan.FromMinutes(5);

    // Grey noise of 320 kB: a picture from a telephone as the browser sends it.
    static readonly byte[] Picture = Noise(width: 640, height: 500);

    readonly ConcurrentBag<double> submissions = [], drafts = [], decisions = [];
    readonly ConcurrentBag<FilledReport> sent = [];
    readonly ConcurrentBag<Guid> pictured = [];
    int errors;

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source, withEarlier: true);
        await Reviewers.WriteAsync(folder.Source);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        using var reviewers = await Reviewers.SignInAsync(application.Address, folder.Source);
        var people = await Visitor.SignInAllAsync(application.Address, [.. Enumerable.Range(0, NationalData.Reporters).Select(number => $"truong{number}")]);
        var forms = (await FilledReport.OpenReportsAsync(folder.Source)).ToList();
        // One report of everybody, then the second of everybody: a person fills one every twenty seconds.
        var work = (from place in Enumerable.Range(0, NationalData.UnitsEach) from person in Enumerable.Range(0, forms.Count) select (By: people[person], Report: forms[person][place])).ToList();

        // Compiler, caches and pools are warm before the clock runs.
        var trial = new DeadlineBench(reviewers);
        await trial.RunAsync(work[Reports..(Reports + Trials)], TimeSpan.FromSeconds(5));
        await Console.Error.WriteLineAsync($"the trial: {trial.sent.Count} of {Trials} submitted");
        var evening = new DeadlineBench(reviewers);
        var start = Stopwatch.GetTimestamp();
        await evening.RunAsync(work[..Reports], Lasts);
        var lasted = Stopwatch.GetElapsedTime(start);

        var lost = await FilledReport.LostAsync(folder.Source, [.. trial.sent, .. evening.sent]) + await reviewers.LostAsync(folder.Source) + await PicturesLostAsync(folder.Source, [.. trial.pictured, .. evening.pictured]);
        var memory = application.ResidentMegabytes;
        var verify = await Published.VerifyAsync(folder.Path, LongestVerify);
        foreach (var person in people) person.Dispose();
        return
        [
            ("deadline.errors", trial.errors + evening.errors), ("deadline.lost", lost), ("deadline.verify", verify), ("deadline.submitted", evening.sent.Count), ("deadline.per_s", evening.sent.Count / lasted.TotalSeconds),
            ("deadline.p50_ms", Median.Of(evening.submissions)), ("deadline.p95_ms", Median.At(evening.submissions, 0.95)), ("deadline.drafts", evening.drafts.Count), ("deadline.draft_p95_ms", Median.At(evening.drafts, 0.95)),
            ("deadline.pictures", evening.pictured.Count), ("deadline.decisions", evening.decisions.Count), ("deadline.decision_p95_ms", Median.At(evening.decisions, 0.95)), ("memory.rss_mb", memory),
        ];
    }

    /// <summary>Begins them one after the other over this time, and waits for the last.</summary>
    async Task RunAsync(List<(Visitor By, Guid Report)> work, TimeSpan over)
    {
        var (running, start) = (new List<Task>(), Stopwatch.GetTimestamp());
        for (var number = 0; number < work.Count; number++)
        {
            var due = over * number / work.Count - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            var (of, (by, report)) = (number, work[number]);
            running.Add(CountedAsync(() => FillAsync(by, report, of)));
            if (number % DecidedEach == 0) running.Add(CountedAsync(DecideAsync));
        }
        await Task.WhenAll(running);
    }

    async Task<bool> FillAsync(Visitor by, Guid report, int number)
    {
        var sheet = await FilledReport.OfAsync(by, report, new Random(number));
        for (var draft = 0; draft < Drafts; draft++)
        {
            await Task.Delay(Thinks);
            if (!await TimedAsync(drafts, () => sheet.KeepAsync(draft, Drafts))) return false;
        }
        if (number % PicturedEach == 0)
        {
            if (!await sheet.AddAsync(Picture)) return false;
            pictured.Add(report);
        }
        await Task.Delay(Thinks);
        if (!await TimedAsync(submissions, sheet.SubmitAsync)) return false;
        sent.Add(sheet);
        reviewers.Receive(report);
        return true;
    }

    async Task<bool> DecideAsync()
    {
        var began = Stopwatch.GetTimestamp();
        if (await reviewers.DecideAsync() is not { } isConfirmed) return true;
        decisions.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return isConfirmed;
    }

    static async Task<bool> TimedAsync(ConcurrentBag<double> times, Func<Task<bool>> post)
    {
        var began = Stopwatch.GetTimestamp();
        var isDone = await post();
        times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return isDone;
    }

    /// <summary>What is not confirmed, answered with a fault, or not at all within the patience of a client, is an error.</summary>
    async Task CountedAsync(Func<Task<bool>> run)
    {
        try
        {
            if (await run()) return;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(e.Message);
        }
        Interlocked.Increment(ref errors);
    }

    static async Task<long> PicturesLostAsync(NpgsqlDataSource source, Guid[] reports)
    {
        await using var command = source.CreateCommand("select count(*) from report where id = any ($1) and jsonb_array_length(pictures) <> 1");
        command.Parameters.Add(new() { Value = reports });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static byte[] Noise(int width, int height)
    {
        var lines = new byte[height * (1 + width)];
        new Random(2025).NextBytes(lines);
        // Each line begins with how it is written down: as it is.
        for (var line = 0; line < height; line++) lines[line * (1 + width)] = 0;
        return DrawnPictures.Png(DrawnPictures.Header(width, height, depth: 8, colour: 0), DrawnPictures.Packed(lines));
    }
}

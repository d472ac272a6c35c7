using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TuanHoc.Bench;

/// <summary>The ten main pages at national size, in turns with an endpoint that does "select 1" for the same signed-in people.</summary>
static class PagesBench
{
    // Each page is asked until the application is compiled for it: the yardstick, asked between all others, is in any case.
    const int Clients = 8, Rounds = 5, Warming = 6, OfEachKind = 100;
    const string SelectOne = "/bench/select1";

    static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.6);

    sealed record Page(string Name, string Path, Visitor By)
    {
        public List<double> Rates { get; } = [];
        public List<double> Ratios { get; } = [];
        public List<double> Times { get; } = [];
    }

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source, withEarlier: true);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        using var nation = await Visitor.SignInAsync(application.Address, "bo");
        using var commune = await Visitor.SignInAsync(application.Address, "xa");
        var pages = await PagesAsync(folder.Source, nation, commune);
        var one = new Page("select1", SelectOne, nation);
        await WarmUpAsync([.. pages, one]);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var page in pages)
            {
                var single = await LoadAsync(one);
                page.Rates.Add(await LoadAsync(page));
                page.Ratios.Add(page.Rates[^1] / single);
            }
        }
        var lines = new List<(string, double)>();
        foreach (var page in pages)
        {
            var (alone, all) = await page.By.SizeAsync(page.Path);
            lines.AddRange(
            [
                ($"pages.{page.Name}.bytes", alone), ($"pages.{page.Name}.first_load_bytes", all), ($"pages.{page.Name}.p95_ms", Median.At(page.Times, 0.95)),
                ($"pages.{page.Name}.per_s", Median.Of(page.Rates)), ($"pages.{page.Name}.over_select1", Median.Of(page.Ratios)),
            ]);
        }
        lines.Add(("rollup.page_p95_ms", Median.At(await TotalsOfAnyAsync(folder.Source, nation), 0.95)));
        return [.. lines, ("pages.select1.per_s", Median.Of(one.Rates)), ("ratio.page_over_select1", pages.Min(page => Median.Of(page.Ratios))), ("memory.rss_mb", application.ResidentMegabytes)];
    }

    static async Task<List<Page>> PagesAsync(NpgsqlDataSource source, Visitor nation, Visitor commune)
    {
        var province = await AskAsync<long>(source, "select unit_id from unit_on(date '2025-10-07') where kind = 'province' and code = '38'");
        var plan = await AskAsync<Guid>(source, string.Create(CultureInfo.InvariantCulture, $"select id from plan where unit_id = {province}"));
        var report = await AskAsync<Guid>(source, "select r.id from report r join membership m on m.unit_id = r.receiver_id join person p on p.id = m.person_id and p.user_name = 'xa' where r.state = 'submitted' order by r.id limit 1");
        return
        [
            new("home", "/", commune), new("plans", "/plans", nation), new("plan", $"/plans/{plan}", nation), new("tasks", "/tasks", nation), new("reports", "/reports", commune), new("sheet", $"/reports/{report}", commune),
            new("nation", "/totals/2025/1", nation), new("province", string.Create(CultureInfo.InvariantCulture, $"/totals/2025/{province}"), nation),
            new("missing", string.Create(CultureInfo.InvariantCulture, $"/totals/2025/{province}/missing"), nation), new("units", "/units?q=tan+tien", nation),
        ];
    }

    /// <summary>How long the page of totals takes, in ms, for units of every kind drawn by lot, one after the other.</summary>
    static async Task<List<double>> TotalsOfAnyAsync(NpgsqlDataSource source, Visitor nation)
    {
        var times = new List<double>();
        await using var command = source.CreateCommand($"select unit_id from (select unit_id, row_number() over (partition by kind order by hashint8(unit_id)) as place from unit_on(date '2025-10-07')) u where place <= {OfEachKind} order by hashint8(unit_id)");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var asked = Stopwatch.GetTimestamp();
            await nation.BytesAsync(string.Create(CultureInfo.InvariantCulture, $"/totals/2025/{reader.GetInt64(0)}"));
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        return times;
    }

    static async Task WarmUpAsync(List<Page> pages)
    {
        foreach (var page in pages)
        {
            for (var turn = 0; turn < Warming; turn++) await LoadAsync(page);
            page.Rates.Clear();
            page.Times.Clear();
        }
    }

    /// <summary>Asks for a page again and again for one turn; answers a second.</summary>
    static async Task<double> LoadAsync(Page page)
    {
        var times = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < Turn)
            {
                var asked = Stopwatch.GetTimestamp();
                await page.By.BytesAsync(page.Path);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }));
        var perSecond = times.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        page.Times.AddRange(times);
        if (page.Path == SelectOne) page.Rates.Add(perSecond);
        return perSecond;
    }

    static async Task<T> AskAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

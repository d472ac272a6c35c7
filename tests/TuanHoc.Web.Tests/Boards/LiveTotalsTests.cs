using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TuanHoc.Statistics;
using TuanHoc.Web.Boards;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>These change reports, so they have a country of their own.</summary>
public sealed class LiveTotalsTests(BoardsWorld world) : IClassFixture<BoardsWorld>
{
    static readonly string[] States = ["open", "draft", "returned", "submitted", "accepted"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_any_changes_the_held_totals_are_those_of_a_fresh_load_and_of_plain_SQL()
    {
        await HeldAsync();
        await ChangeAtRandomAsync(seed: 20251001, times: 150);
        await AssertSoonAsync(SameAsFreshAsync);
        foreach (var unit in new[] { 1L, world.Province, world.Commune })
        {
            Assert.Equal(await world.SumsAsync(unit, "submitted", "accepted"), await SumsHeldAsync(unit, (totals, at) => totals.Received(at).ToArray()));
            Assert.Equal(await world.SumsAsync(unit, "accepted"), await SumsHeldAsync(unit, (totals, at) => totals.Accepted(at).ToArray()));
        }
    }

    [Fact]
    public async Task What_was_written_while_the_connection_was_lost_is_in_the_totals_soon_after()
    {
        await HeldAsync();
        await world.Data.RunAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_snapshot_xmin%' and pid <> pg_backend_pid()");
        world.Data.Source.Clear();
        await ChangeAtRandomAsync(seed: 7, times: 20);
        await AssertSoonAsync(SameAsFreshAsync);
    }

    [Fact]
    public async Task Sums_that_drifted_from_the_tables_are_found_and_read_again()
    {
        await HeldAsync();
        await AssertSoonAsync(SameAsFreshAsync);
        Assert.Equal(0, await world.Live.CheckAsync(Cancel));
        await world.Live.ReadAsync(world.Edition.Id, default, new object(), held =>
        {
            held.Update(new(world.School, Standing.Accepted, held.Form!.Key, [.. Enumerable.Repeat((long?)7, held.FormColumns)], NothingOccurred: false));
            return true;
        }, Cancel);
        Assert.Equal(1, await world.Live.CheckAsync(Cancel));
        Assert.True(await SameAsFreshAsync());
    }

    [Fact]
    public async Task The_largest_figures_add_up()
    {
        var largest = Enumerable.Repeat((long?)9_999_999_999_999, StatisticsForm.Load("2024").Columns.Count).ToArray();
        await world.Data.RunAsync("update report set state = 'accepted', changed_at = now(), figures = $1", largest);
        await world.Data.RunAsync("insert into happening (unit_id, edition_id, kind, thing, thing_id) values (1, $1, 'reports-asked', 'edition', '-')", world.Edition.Id);
        await AssertSoonAsync(async () => (await SumsHeldAsync(1, (totals, at) => totals.Accepted(at).ToArray()))["news/amount"] == 9_999_999_999_999 * await world.CountAsync(1, "", "accepted"));
    }

    [Fact]
    public async Task A_page_that_stays_open_is_told_of_a_change_within_seconds()
    {
        await world.WriteAsync(world.School, "open", null);
        // What other tests wrote is on the page before it is read.
        await AssertSoonAsync(SameAsFreshAsync);
        var page = await world.OfProvince.PageAsync($"/totals/2025/{world.Province}?all=1");
        var url = page.QuerySelector("[data-live]")!.GetAttribute("data-live")!;
        using var answer = await world.OfProvince.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        var first = await NextAsync(stream);
        Assert.All(page.QuerySelectorAll("[data-key]"), element =>
            Assert.Equal(element.LocalName == "rect" ? element.GetAttribute("width") : element.TextContent, first[element.GetAttribute("data-key")!]));

        var (before, waits) = (Number(first["news/amount:r"]), new List<TimeSpan>());
        for (var times = 1; times <= 5; times++)
        {
            var watch = Stopwatch.StartNew();
            await world.WriteAsync(world.School, "accepted", [.. Enumerable.Repeat((long?)(1000 * times), StatisticsForm.Load("2024").Columns.Count)]);
            var told = await NextAsync(stream);
            waits.Add(watch.Elapsed);
            Assert.Equal(before + 1000 * times, Number(told["news/amount:r"]));
            Assert.DoesNotContain("total", told.Keys);
        }
        // On a machine that does much else one of them may wait for the others.
        Assert.True(waits.Min() < TimeSpan.FromSeconds(1) && waits.Max() < TimeSpan.FromSeconds(5), $"told after {string.Join(", ", waits)}");
    }

    [Fact]
    public async Task A_blank_a_nought_and_nothing_occurred_stay_three_on_every_page_and_in_the_workbook()
    {
        var form = StatisticsForm.Load("2024");
        var figures = new long?[form.Columns.Count];
        (int Blank, int Nothing, int Nought) at = (Column("news"), Column("publications"), Column("contests"));
        (figures[at.Nothing], figures[at.Nought]) = (-1, 0);
        await world.WriteAsync(world.School, "accepted", figures);
        await AssertSoonAsync(SameAsFreshAsync);
        // A page may stand for a moment of its own beside the sums.
        await AssertSoonAsync(async () => await WrittenAsync("news/amount") == "–");
        Assert.Equal(("–", "k", "0"), (await WrittenAsync("news/amount"), await WrittenAsync("publications/amount"), await WrittenAsync("contests/sessions")));
        Assert.Equal("–k0", string.Concat(await CellAsync("news", "amount"), await CellAsync("publications", "amount"), await CellAsync("contests", "sessions")));
        Assert.Equal((null, "không phát sinh", "0"), (await InWorkbookAsync("news"), await InWorkbookAsync("publications"), await InWorkbookAsync("contests")));

        // "Không tổ chức hoạt động nào" says it of every row.
        await world.WriteAsync(world.School, "accepted", new long?[figures.Length], nothingOccurred: true);
        await AssertSoonAsync(async () => await WrittenAsync("news/amount") == "k");
        Assert.Equal("không phát sinh", await InWorkbookAsync("news"));

        int Column(string row) => form.Columns.First(column => column.Row.Key == row).Index;

        async Task<string> WrittenAsync(string key) => (await world.OfSchool.PageAsync($"/totals/2025/{world.School}?all=1")).QuerySelector($"[data-key='{key}:o']")!.TextContent;

        async Task<string> CellAsync(string row, string measure) => (await world.OfSchool.PageAsync($"/totals/2025/{world.School}/cell?row={row}&measure={measure}")).QuerySelector(".strip b")!.TextContent;

        async Task<string?> InWorkbookAsync(string row)
        {
            using var file = SpreadsheetDocument.Open(new MemoryStream(await world.OfCommune.GetByteArrayAsync($"/totals/2025/{world.Commune}/report.xlsx", Cancel)), isEditable: false);
            var below = file.WorkbookPart!.WorksheetParts.Last().Worksheet!.Descendants<Row>().ToList();
            var head = below.Single(line => Texts(line).Contains("Đã nộp")).Elements<Cell>().ToList();
            var column = head.FindIndex(cell => Text(cell) == form.Row(row).Code);
            var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", world.School);
            return Text(below.Single(line => Texts(line).Contains(name)).Elements<Cell>().ElementAt(column)) is { Length: > 0 } text ? text : null;
        }

        static IEnumerable<string> Texts(Row row) => row.Elements<Cell>().Select(Text);

        static string Text(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "";
    }

    [Fact]
    public async Task The_lists_of_reports_received_are_told_when_one_of_them_stands_elsewhere()
    {
        await world.WriteAsync(world.School, "open", null);
        await AssertSoonAsync(SameAsFreshAsync);
        var list = await world.OfCommune.PageAsync("/reports");
        Assert.Equal(2, list.QuerySelectorAll("section[aria-labelledby=received] [data-part=received]").Length);
        var report = await world.Data.ScalarAsync<Guid>("select id from report where unit_id = $1", world.Commune);
        var tab = await world.OfCommune.PageAsync($"/reports/{report}?tab=units");
        var url = list.QuerySelector("[data-live]")!.GetAttribute("data-live")!;
        Assert.Equal(url, tab.QuerySelector("[data-live]")!.GetAttribute("data-live"));
        using var answer = await world.OfCommune.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        var first = (await NextAsync(stream))["part:received"];
        await world.WriteAsync(world.School, "submitted", null);
        Assert.NotEqual(first, (await NextAsync(stream))["part:received"]);
        // What lies elsewhere is not told.
        using var other = await world.OfSchool.GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task The_names_of_those_who_report_leave_the_page_of_those_who_have_not_and_stand_among_those_who_have()
    {
        await world.WriteAsync(world.School, "open", null);
        await AssertSoonAsync(SameAsFreshAsync);
        var (missing, reported) = ($"/totals/2025/{world.Commune}/missing", $"/totals/2025/{world.Commune}/reported");
        var page = await world.OfCommune.PageAsync(missing);
        var row = $"row:{world.School}";
        Assert.NotNull(page.QuerySelector($"[data-row='{row}']"));
        Assert.Null((await world.OfCommune.PageAsync(reported)).QuerySelector($"[data-row='{row}']"));
        using var answer = await world.OfCommune.GetAsync(page.QuerySelector("[data-live]")!.GetAttribute("data-live")!, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal("1", (await NextAsync(stream))[row]);
        await world.WriteAsync(world.School, "submitted", null);
        Assert.Equal("0", (await NextAsync(stream))[row]);
        await AssertSoonAsync(async () => (await world.OfCommune.PageAsync(reported)).QuerySelector($"[data-row='{row}']") is not null);
        Assert.Null((await world.OfCommune.PageAsync(reported + "?of=accepted")).QuerySelector($"[data-row='{row}']"));
        // The number of those who have reported opens into exactly their names.
        var totals = await world.OfCommune.PageAsync($"/totals/2025/{world.Commune}");
        var counted = totals.QuerySelector("a[data-key='n']")!;
        Assert.Equal(Number(counted.TextContent), (await world.OfCommune.PageAsync(counted.GetAttribute("href")!)).QuerySelectorAll("[data-row]").Length);
    }

    [Fact]
    public async Task What_is_submitted_to_one_process_is_in_the_totals_of_another_on_the_same_database()
    {
        await using var other = new App(world.ConnectionString);
        using var elsewhere = await new TestData(other).BrowserAsync(await world.Data.PersonAsync("Vàng A Sử", (world.Commune, "coordinator")));
        await world.WriteAsync(world.School, "open", [.. Enumerable.Repeat((long?)null, StatisticsForm.Load("2024").Columns.Count)]);
        await AssertSoonAsync(SameAsFreshAsync);
        // Held in both from now on, so that only what they are told can change them.
        await AssertSoonAsync(async () => await ReportedAsync(elsewhere, world.Commune) == await ReportedAsync(world.OfCommune, world.Commune));
        var before = await ReportedAsync(elsewhere, world.Commune);

        var report = $"/reports/{await world.Data.ScalarAsync<Guid>("select id from report where unit_id = $1 and edition_id = $2", world.School, world.Edition.Id)}";
        using (var submitted = await world.OfSchool.SendAsync((await world.OfSchool.PageAsync(report)).Form(report), report + "/submission", ("nothing", "1"))) Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        await AssertSoonAsync(async () => await ReportedAsync(elsewhere, world.Commune) == before + 1);

        static async Task<long> ReportedAsync(HttpClient browser, long unit) => Number((await browser.PageAsync($"/totals/2025/{unit}")).QuerySelector("a[data-key='n']")!.TextContent);
    }

    [Fact]
    public async Task Open_pages_do_not_hold_up_the_stop_of_the_application()
    {
        await using var app = new App(world.ConnectionString);
        using var browser = app.Visitor();
        await browser.SignInAsync(await world.Data.PersonAsync("Chờ", (world.Province, "viewer")));
        using var answer = await browser.GetAsync($"/totals/2025/{world.Province}/missing/live", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        await NextAsync(stream);
        var watch = Stopwatch.StartNew();
        await app.Services.GetRequiredService<IHost>().StopAsync(Cancel);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"stopped after {watch.Elapsed}");
    }

    [Fact]
    public async Task What_is_read_of_the_totals_is_kept_until_a_report_changes_them()
    {
        var reads = 0;
        Task<int> ReadAsync() => world.Live.ReadAsync(world.Edition.Id, default, "reads", _ => ++reads, Cancel);
        await ReadAsync();
        // Other tests of the class have written, and what they wrote may still be taken in.
        await AssertSoonAsync(async () => await ReadAsync() == await ReadAsync());
        var before = reads;
        await ChangeAtRandomAsync(seed: 7, times: 1);
        await AssertSoonAsync(async () => await ReadAsync() > before);
    }

    [Fact]
    public async Task All_days_between_two_changes_of_units_share_one_map()
    {
        var reads = 0;
        Task<int> ReadAsync(string day) => world.Live.ReadAsync(world.Edition.Id, new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), OnGround: false), "shared", _ => ++reads, Cancel);
        await ChangeUnitsAsync("2027-05-01");
        await AssertSoonAsync(async () => await ReadAsync("2027-04-30") != await ReadAsync("2027-05-01"));
        await AssertSoonAsync(async () => await ReadAsync("2027-05-01") == await ReadAsync("2029-12-31"));
        await ChangeUnitsAsync("2028-01-01");
        await AssertSoonAsync(async () => await ReadAsync("2027-05-01") != await ReadAsync("2029-12-31"));
    }

    [Fact]
    public async Task However_many_maps_are_asked_for_at_once_one_is_read_at_a_time()
    {
        await ChangeUnitsAsync([.. Enumerable.Range(1, 12).Select(month => $"2031-{month:00}-15")]);
        var asked = Task.WhenAll(Enumerable.Range(1, 12).SelectMany(month => new[] { "", "&ground=1" }.Select(ground => world.OfProvince.PageAsync($"/totals/2025/{world.Province}?on=20/{month:00}/2031{ground}"))));
        var most = 0L;
        while (!asked.IsCompleted)
        {
            most = Math.Max(most, await world.Data.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like 'select unit_id, parent_id, territory_id, kind%'"));
            await Task.Delay(5, Cancel);
        }
        await asked;
        Assert.InRange(most, 0, 1);
    }

    /// <summary>A unit that begins on each of these days, told to every process.</summary>
    async Task ChangeUnitsAsync(params string[] days)
    {
        foreach (var day in days)
        {
            var unit = await world.Data.UnitAsync("library", $"Thư viện mở ngày {day}", world.Province);
            await world.Data.RunAsync("update unit_version set valid = daterange($2::date, null) where unit_id = $1", unit, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        await world.Data.RunAsync("insert into happening (unit_id, kind, thing, thing_id) values (1, 'units-changed', 'unit-decision', '0')");
    }

    Task HeldAsync() => world.Live.ReadAsync(world.Edition.Id, default, "columns", totals => totals.Columns, Cancel);

    async Task ChangeAtRandomAsync(int seed, int times)
    {
        var random = new Random(seed);
        var units = await world.Data.ScalarAsync<long[]>("select array_agg(unit_id order by unit_id) from report");
        for (var change = 0; change < times; change++)
        {
            // Half of them in one branch, so that the same sums change again and again.
            var unit = change % 2 == 0 ? units[random.Next(units.Length)] : units[^(1 + random.Next(40))];
            var figures = Enumerable.Range(0, StatisticsForm.Load("2024").Columns.Count).Select(_ => random.Next(5) switch { 0 => null, 1 => (long?)-1, _ => random.Next(1000) }).ToArray();
            await world.WriteAsync(unit, States[random.Next(States.Length)], figures);
        }
    }

    async Task<bool> SameAsFreshAsync()
    {
        var fresh = await TotalsReader.LoadAsync(world.Data.Source, world.Edition.Id, map: default, Cancel);
        return await world.Live.ReadAsync(world.Edition.Id, default, new object(), held => held.IsSameAs(fresh), Cancel);
    }

    Task<Dictionary<string, long>> SumsHeldAsync(long unit, Func<EditionTotals, int, long[]> row) => world.Live.ReadAsync(world.Edition.Id, default, new object(), totals =>
    {
        var sums = row(totals, totals.Tree.IndexOf(unit));
        var byKey = Indicator.All(totals.Form!).Where(one => one.IsAsked(totals.NotAsked) || one.Columns[0].Row.DistrictOnly).ToDictionary(one => one.Key, one => one.Of(sums));
        byKey["classes/people"] = Indicator.Learners(totals.Form)!.Of(sums);
        return byKey;
    }, Cancel);

    static async Task AssertSoonAsync(Func<Task<bool>> holds)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(15); await Task.Delay(200, Cancel))
            if (await holds()) return;
        Assert.Fail("not within 15 seconds");
    }

    static async Task<Dictionary<string, string>> NextAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonDocument.Parse(line["data: ".Length..]).RootElement.GetProperty("texts").EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);
        }
        throw new InvalidOperationException("the stream ended");
    }

    static long Number(string text) => long.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}

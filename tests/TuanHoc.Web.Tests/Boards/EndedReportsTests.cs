using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Editions;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>Communes that end between the Week and the day their reports are due.</summary>
public sealed class EndedReportsTests(Postgres postgres) : IAsyncLifetime
{
    const string Ends = "09/10/2025";

    App app = null!;
    TestData data = null!;
    Edition edition = null!;
    HttpClient administrator = null!, ofProvince = null!;
    long province;
    long[] communes = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        province = await data.ScalarAsync<long>("select unit_id from unit_on('2025-10-07') where kind = 'province' and code = '12'");
        communes = await data.ScalarAsync<long[]>("select array_agg(unit_id order by code) from unit_on('2025-10-07') where parent_id = $1 and kind = 'commune' and printed_type = 'xã'", province);
        edition = await data.EditionAsync(2025);
        await data.LedgerAsync(edition);
        administrator = await data.BrowserAsync(await data.AdministratorAsync());
        ofProvince = await data.BrowserAsync(await data.PersonAsync("Vàng Thị Mẩy", (province, "coordinator")));
    }

    public async ValueTask DisposeAsync()
    {
        administrator.Dispose();
        ofProvince.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_report_of_a_merged_commune_is_filled_and_submitted_by_the_people_of_the_one_that_took_it_whole()
    {
        var (one, other) = (communes[0], communes[1]);
        var (nameOfOne, nameOfOther) = (await NameAsync(one), await NameAsync(other));
        await administrator.DecideAsync($"/units/{one}/changes/merge", Paper(Ends, ("with", Id(other)), ("new.name", "Gộp Lại"), ("new.type", "xã"), ("new.code", "99801")));
        var merged = await data.ScalarAsync<long>("select unit_id from unit_on('2025-10-09') where name = 'Xã Gộp Lại'");
        using var successor = await data.BrowserAsync(await data.PersonAsync("Lò Văn Pánh", (merged, "coordinator")));
        using var reader = await data.BrowserAsync(await data.PersonAsync("Tao Thị Đọc", (merged, "viewer")));
        var path = await data.ReportAsync(edition, one);

        Assert.Contains(nameOfOne, (await successor.PageAsync("/reports")).Text(), StringComparison.Ordinal);
        Assert.Contains($"Báo cáo của {nameOfOther}", (await successor.PageAsync("/")).Text(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((await reader.PageAsync(path)).Forms, form => new Uri(form.Action).AbsolutePath == path);
        var page = await successor.PageAsync(path);
        Assert.Contains($"{nameOfOne} đã kết thúc sau ngày 08/10/2025. Xã Gộp Lại nhận toàn bộ nên điền và nộp thay.", page.Text(), StringComparison.Ordinal);
        using var sent = await successor.SendAsync(page.Form(path), path + "/submission", ("nothing", "on"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("Lò Văn Pánh, Xã Gộp Lại nộp thay", (await ofProvince.PageAsync(path + "?tab=history")).Text(), StringComparison.Ordinal);
        await AcceptAsync(path);

        var missing = (await ofProvince.PageAsync($"/totals/2025/{province}/missing?kind=commune")).QuerySelector("main")!.Text();
        Assert.DoesNotContain(nameOfOne, missing, StringComparison.Ordinal);
        Assert.Contains(nameOfOther, missing, StringComparison.Ordinal);
        await AssertWholeAsync();
    }

    [Fact]
    public async Task The_activity_of_a_merged_commune_is_cancelled_by_the_people_of_the_one_that_took_it_whole()
    {
        var (one, other) = (communes[4], communes[5]);
        var path = "/activities/" + await data.ScalarAsync<Guid>("insert into activity (id, edition_id, unit_id, kind, title, from_at, state, write_key, made_at, made_by, changed_at, changed_by) select k, $1, $2, 'ceremony', 'Đọc sách dưới trăng', now() + interval '2 days', 'planned', k, now(), p.id, now(), p.id from gen_random_uuid() k, (select id from person order by id limit 1) p returning id", edition.Id, one);
        await administrator.DecideAsync($"/units/{one}/changes/merge", Paper(Ends, ("with", Id(other)), ("new.name", "Gộp Hai"), ("new.type", "xã"), ("new.code", "99802")));
        var merged = await data.ScalarAsync<long>("select unit_id from unit_on('2025-10-09') where name = 'Xã Gộp Hai'");
        using var successor = await data.BrowserAsync(await data.PersonAsync("Lò Thị Giữ", (merged, "coordinator")));
        using var reader = await data.BrowserAsync(await data.PersonAsync("Tao Văn Xem", (merged, "viewer")));

        var seen = await reader.PageAsync(path);
        Assert.DoesNotContain(seen.Forms, form => new Uri(form.Action).AbsolutePath == path + "/cancellation");
        using (var done = await successor.SendAsync((await successor.PageAsync(path)).Form(path + "/cancellation"), null, ("why", "Sáp nhập"))) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("Sáp nhập", (await reader.PageAsync(path)).Text(), StringComparison.Ordinal);

        // The year of the Week has nothing of the new unit's own: its page leads to those of that time.
        var earlier = (await reader.PageAsync($"/activities?year=2025&unit={Id(merged)}")).QuerySelectorAll(".note a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(new[] { one, other }.Select(unit => $"/activities?year=2025&unit={Id(unit)}").Order(StringComparer.Ordinal), earlier.Order(StringComparer.Ordinal));
        Assert.NotNull((await reader.PageAsync($"/activities?year=2025&unit={Id(one)}&state=cancelled")).QuerySelector($"a[href='{path}']"));
    }

    [Fact]
    public async Task The_open_report_of_a_divided_commune_is_asked_of_nobody_and_an_accepted_one_stays()
    {
        var (open, accepted) = (communes[2], communes[3]);
        using (var people = await data.BrowserAsync(await data.PersonAsync("Mùa A Nộp", (accepted, "coordinator"))))
        {
            var own = await data.ReportAsync(edition, accepted);
            using var sent = await people.SendAsync((await people.PageAsync(own)).Form(own), own + "/submission", ("nothing", "on"));
            await AcceptAsync(own);
        }
        var before = await data.ScalarAsync<long>("select count(*) from unit_on('2025-10-07') where parent_id = $1 and kind = 'commune'", province) - 1;
        await AssertMissingAsync(before);
        var decision = await SplitAsync(open, "99811", "99812");
        await SplitAsync(accepted, "99813", "99814");

        await AssertMissingAsync(before - 1);
        var page = await ofProvince.PageAsync(await data.ReportAsync(edition, open));
        Assert.Contains("không còn phải nộp và không tính vào tỷ lệ", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Đơn vị đã kết thúc", page.QuerySelector(".head")!.Text(), StringComparison.Ordinal);
        Assert.Contains(await NameAsync(open), (await ofProvince.PageAsync("/reports?rank=6")).QuerySelector("[aria-labelledby=received]")!.Text(), StringComparison.Ordinal);
        Assert.Contains("Đã duyệt", (await ofProvince.PageAsync(await data.ReportAsync(edition, accepted))).QuerySelector(".head")!.Text(), StringComparison.Ordinal);
        Assert.Contains("thôi đòi báo cáo của", (await administrator.PageAsync("/audit")).Text(), StringComparison.Ordinal);
        await AssertWholeAsync();

        await administrator.DecideAsync(decision, Paper("01/11/2025"));
        await AssertMissingAsync(before);
        await AssertWholeAsync();
    }

    /// <summary>Divides a commune in two; the address of the counter-decision.</summary>
    async Task<string> SplitAsync(long commune, string first, string second) =>
        (await administrator.DecideAsync($"/units/{commune}/changes/split", Paper(Ends, ("parts", "2"), ("p0.type", "xã"), ("p0.name", $"Trên {first}"), ("p0.code", first), ("p0.share", "60"),
            ("p1.type", "xã"), ("p1.name", $"Dưới {second}"), ("p1.code", second), ("p1.share", "40")))).QuerySelector<IHtmlAnchorElement>("a[href$=reversal]")!.PathName;

    async Task AcceptAsync(string path)
    {
        using var accepted = await ofProvince.SendAsync((await ofProvince.PageAsync(path)).Form(path + "/acceptance"));
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
    }

    /// <summary>How many communes of the province are said to be missing, soon.</summary>
    async Task AssertMissingAsync(long expected)
    {
        var shown = "";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(200, Cancel))
        {
            shown = (await ofProvince.PageAsync($"/totals/2025/{province}/missing")).QuerySelector("[data-key='k:commune']")!.TextContent;
            if (shown == Id(expected)) return;
        }
        Assert.Fail($"{shown} communes are missing, not {expected}");
    }

    async Task AssertWholeAsync()
    {
        foreach (var invariant in Invariants.All) Assert.True(await invariant.FindAsync(app.Services, Cancel) is [], invariant.Name);
    }

    Task<string> NameAsync(long unit) => data.ScalarAsync<string>("select name from unit_on('2025-10-07') where unit_id = $1", unit);

    static string Id(long number) => number.ToString(CultureInfo.InvariantCulture);
}

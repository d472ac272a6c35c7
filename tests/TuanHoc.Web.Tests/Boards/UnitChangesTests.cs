using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Tests.Accounts;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>Decisions that change units, entered by an administrator through their pages; each test has communes of its own in Lai Châu.</summary>
public sealed class UnitChangesTests(UnitChangesTests.Country country) : IClassFixture<UnitChangesTests.Country>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class Country(Postgres postgres) : IAsyncLifetime
    {
        public App App { get; private set; } = null!;
        public TestData Data { get; private set; } = null!;
        public HttpClient Administrator { get; private set; } = null!;
        public long Province { get; private set; }
        long[] communes = [];
        int taken;

        public async ValueTask InitializeAsync()
        {
            App = new App(await postgres.CloneAsync());
            Data = new TestData(App);
            Province = await Data.ScalarAsync<long>("select unit_id from unit_on('2026-01-01') where kind = 'province' and code = '12'");
            communes = await Data.ScalarAsync<long[]>("select array_agg(unit_id order by code) from unit_on('2026-01-01') where parent_id = $1 and kind = 'commune' and printed_type = 'xã'", Province);
            Administrator = await Data.BrowserAsync(await Data.AdministratorAsync());
        }

        public ValueTask DisposeAsync()
        {
            Administrator.Dispose();
            return App.DisposeAsync();
        }

        public long Commune() => communes[Interlocked.Increment(ref taken)];

        /// <summary>A unit that has been there since the reform.</summary>
        public async Task<long> UnitAsync(string kind, string name, long parent)
        {
            var unit = await Data.UnitAsync(kind, name, parent);
            await Data.RunAsync("update unit_version set valid = '[2025-07-01,)' where unit_id = $1", unit);
            return unit;
        }

        public Task<string> NameAsync(long unit, string day) => Data.ScalarAsync<string>("select coalesce((select name from unit_on($2::date) where unit_id = $1), '–')", unit, Day(day));

        public Task<T> AskAsync<T>(string sql, params object[] values) => Data.ScalarAsync<T>(sql, values);
    }

    [Fact]
    public async Task A_commune_of_another_province_and_a_part_of_a_third_are_named_and_the_decision_is_undone_again()
    {
        var (one, third) = (country.Commune(), country.Commune());
        var elsewhere = await country.AskAsync<long>("select min(unit_id) from unit_on('2026-01-01') where kind = 'commune' and parent_id <> $1 and search_key in (select search_key from unit_on('2026-01-01') group by search_key having count(*) = 1)", country.Province);
        var school = await country.UnitAsync("school", "Trường Ở Phần Còn Lại", third);
        async Task<string> CodeAsync(long unit) => await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", unit);
        var (code, rest) = (await CodeAsync(one), await country.NameAsync(third, "2026-01-01"));
        var page = await country.Administrator.DecideAsync($"/units/{one}/changes/merge", Paper("01/06/2026", ("with.1", await country.NameAsync(elsewhere, "2026-01-01")), ("part.1", await CodeAsync(third)), ("new.name", "Ba Nơi"), ("new.type", "xã"), ("new.code", code), ($"rest{third}", "-1")));
        Assert.Contains("Xã Ba Nơi", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var made = await country.AskAsync<long>("select unit_id from unit_on('2026-06-01') where name = 'Xã Ba Nơi'");
        Assert.Equal(("–", "–", "–"), (await country.NameAsync(one, "2026-06-01"), await country.NameAsync(elsewhere, "2026-06-01"), await country.NameAsync(third, "2026-06-01")));
        Assert.Equal(2, await country.AskAsync<long>("select count(*) from succession where to_unit = $1 and whole", made));
        Assert.Equal(rest, await country.AskAsync<string>("select v.name from succession s join unit_on('2026-06-01') v on v.unit_id = s.to_unit where s.from_unit = $1 and s.to_unit <> $2 and not s.whole", third, made));
        Assert.Equal(rest, await country.AskAsync<string>("select p.name from unit_on('2026-06-01') v join unit_on('2026-06-01') p on p.unit_id = v.parent_id where v.unit_id = $1", school));

        var reversal = page.QuerySelector("a[href$='/reversal']")!.GetAttribute("href")!;
        await country.Administrator.DecideAsync(reversal, Paper("01/07/2026"));
        Assert.Equal(rest, await country.NameAsync(third, "2026-07-01"));
        Assert.Equal("–", await country.NameAsync(made, "2026-07-01"));
    }

    [Fact]
    public async Task A_school_takes_another_code_and_another_level_by_decisions()
    {
        var school = await country.UnitAsync("school", "Trường THCS Lên Cấp", country.Commune());
        await country.Data.RunAsync("update unit_version set level = 'lower-secondary', code = '12009990' where unit_id = $1", school);
        await country.Administrator.DecideAsync($"/units/{school}/changes/rename", Paper("01/03/2026", ("code", "12009991")));
        var page = await country.Administrator.DecideAsync($"/units/{school}/changes/retype", Paper("01/09/2026", ("level", "mixed")));
        Assert.Contains("cấp học", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("12009990 lower-secondary, 12009991 lower-secondary, 12009991 mixed", await country.AskAsync<string>("select string_agg(code || ' ' || level, ', ' order by valid) from unit_version where unit_id = $1", school));
    }

    [Fact]
    public async Task The_map_calls_a_province_as_on_its_day_and_names_one_that_it_has_no_place_for()
    {
        var province = await country.AskAsync<long>("select unit_id from unit_on('2026-11-20') where kind = 'province' and code = '11'");
        await country.Administrator.DecideAsync($"/units/{province}/changes/rename", Paper("01/03/2027", ("shortName", "Mường Thanh")));
        Assert.Equal(("Điện Biên", "Mường Thanh"), (await TileAsync("28/02/2027"), await TileAsync("01/03/2027")));
        await country.Administrator.DecideAsync($"/units/{province}/changes/rename", Paper("01/06/2027", ("shortName", "Mường Thanh"), ("code", "10")));
        var map = await country.Administrator.PageAsync("/units/map?on=01/06/2027");
        Assert.Equal(33, map.QuerySelectorAll(".tilemap a").Length);
        Assert.Equal($"Mường Thanh /units/{province}?on=01%2F06%2F2027", map.QuerySelectorAll("[aria-labelledby=map] > p a").Select(link => $"{link.Text()} {link.GetAttribute("href")}").Single());

        async Task<string> TileAsync(string day) => (await country.Administrator.PageAsync($"/units/map?on={day}")).QuerySelector($".tilemap a[href^='/units/{province}']")!.QuerySelectorAll("tspan.nm").Select(line => line.TextContent).Aggregate((one, other) => $"{one} {other}");
    }

    [Fact]
    public async Task The_page_of_a_closed_school_says_that_it_was_closed_and_by_what()
    {
        var school = await country.UnitAsync("school", "Trường Tiểu học Giải Thể", country.Commune());
        await country.Administrator.DecideAsync($"/units/{school}/changes/close", Paper("01/02/2026"));
        var page = await country.Administrator.PageAsync($"/units/{school}?on=01/03/2026");
        var text = page.QuerySelector("main")!.Text();
        Assert.Contains("Đã giải thể: ngày cuối 31/01/2026, không có đơn vị kế tục.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ưa rõ", text, StringComparison.Ordinal);
        Assert.Contains("12/NQ-HĐND", (await country.Administrator.PageAsync(page.QuerySelector("a[href^='/decisions/']")!.GetAttribute("href")!)).Text(), StringComparison.Ordinal);

        var lost = await country.AskAsync<long>("select min(v.unit_id) from unit_version v where v.kind = 'commune' and upper(v.valid) = '2025-07-01' and not exists (select from succession s where s.from_unit = v.unit_id) and not exists (select from unit_version n where n.unit_id = v.unit_id and upper_inf(n.valid))");
        Assert.Contains("Chưa rõ nay thuộc đơn vị nào: đã kết thúc trước 01/07/2025.", (await country.Administrator.PageAsync($"/units/{lost}?on=01/03/2026")).Text(), StringComparison.Ordinal);
    }

    static readonly string[] OfUnits = ["Đơn vị cấp trên", "Không đơn vị nào", "Thay đổi đơn vị", "Nơi nhận báo cáo", "Số tổng hợp"];

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    async Task<HttpResponseMessage> SubmitAsync(string path, (string Field, string Value)[] typed, string step) =>
        await SubmitAsync(await country.Administrator.PageAsync(path), path, typed, step);

    Task<HttpResponseMessage> SubmitAsync(IDocument page, string path, (string Field, string Value)[] typed, string step, (string Name, byte[] Content)? file = null, HttpClient? by = null) =>
        (by ?? country.Administrator).SubmitChangeAsync(page, path, typed, step, file);

    Task<IDocument> DecideAsync(string path, params (string Field, string Value)[] typed) => country.Administrator.DecideAsync(path, typed);

    [Fact]
    public async Task A_new_name_is_in_force_from_its_day_on_and_the_old_one_before()
    {
        var commune = country.Commune();
        var before = await country.NameAsync(commune, "2026-02-28");
        var decision = await DecideAsync($"/units/{commune}/changes/rename", Paper("01/03/2026", ("shortName", "Nậm Mới")));
        Assert.Contains("12/NQ-HĐND", decision.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((before, "Xã Nậm Mới"), (await country.NameAsync(commune, "2026-02-28"), await country.NameAsync(commune, "2026-03-01")));
        var search = await country.Administrator.PageAsync($"/units?q=nam+moi");
        Assert.Contains("Xã Nậm Mới", search.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var earlier = await country.Administrator.PageAsync($"/units?q=nam+moi&on=28/02/2026");
        Assert.DoesNotContain("Xã Nậm Mới", earlier.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_tells_a_decision_and_what_it_changed_in_words()
    {
        var commune = country.Commune();
        await DecideAsync($"/units/{commune}/changes/rename", Paper("01/05/2026", ("shortName", "Đổi Rồi")));
        var line = (await country.Administrator.PageAsync("/audit")).QuerySelector("ol > li")!.TextContent;
        Assert.Contains("ghi quyết định 12/NQ-HĐND (Đổi tên)", line, StringComparison.Ordinal);
        Assert.Contains("Đổi đơn vị: Xã Đổi Rồi", line, StringComparison.Ordinal);
        Assert.Contains("từ 01/07/2025 đến 30/04/2026", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_unit_of_a_decision_has_it_among_its_own_lines_with_before_and_after_and_the_way_to_it()
    {
        var (one, other) = (country.Commune(), country.Commune());
        var (name, otherName) = (await country.NameAsync(one, "2026-01-01"), await country.NameAsync(other, "2026-01-01"));
        var decision = await DecideAsync($"/units/{one}/changes/rename", Paper("01/05/2026", ("shortName", "Có Nhật Ký")));
        var line = (await country.Administrator.PageAsync($"/audit?unit={one}")).QuerySelector("ol > li")!;
        Assert.Contains($"ghi quyết định 12/NQ-HĐND (Đổi tên) về {name}, hiệu lực từ 01/05/2026", line.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Tên: {name} → Xã Có Nhật Ký", line.TextContent, StringComparison.Ordinal);
        Assert.Equal(new Uri(decision.Url).AbsolutePath, line.QuerySelector("a[href^='/decisions/']")!.GetAttribute("href"));

        await DecideAsync($"/units/{one}/changes/merge", Paper("01/07/2027", ("with", other.ToString(CultureInfo.InvariantCulture)), ("new.name", "Chung Một"), ("new.type", "xã")));
        var made = await country.AskAsync<long>("select unit_id from unit_version where name = 'Xã Chung Một'");
        Assert.Contains($"(Sáp nhập) về {otherName}", (await country.Administrator.PageAsync($"/audit?unit={other}")).QuerySelector("ol > li")!.TextContent, StringComparison.Ordinal);
        var lines = (await country.Administrator.PageAsync("/audit")).QuerySelectorAll("ol > li").Select(item => item.TextContent).ToList();
        Assert.Contains(lines, item => item.Contains("(Sáp nhập) về Xã Chung Một, hiệu lực từ 01/07/2027", StringComparison.Ordinal) && item.Contains("Trực thuộc: trống → Tỉnh", StringComparison.Ordinal));
        Assert.Equal(1, await country.AskAsync<long>("select count(*) from audit where unit_id = $1", made));
    }

    [Fact]
    public async Task A_new_unit_that_takes_over_a_name_is_told_apart_from_the_one_that_ends()
    {
        var (one, other) = (country.Commune(), country.Commune());
        var (name, shortName) = (await country.NameAsync(one, "2026-01-01"), await country.AskAsync<string>("select short_name from unit_on('2026-01-01') where unit_id = $1", one));
        var looked = await (await SubmitAsync($"/units/{one}/changes/merge", Paper("01/06/2026", ("with", other.ToString(CultureInfo.InvariantCulture)), ("new.name", shortName), ("new.type", "xã")), "preview")).PageAsync();
        Assert.Contains($"{name} → {name} (mới): toàn bộ", looked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coming_change_is_entered_ahead_and_nothing_ends_the_unit_before_it()
    {
        var commune = country.Commune();
        var name = await country.NameAsync(commune, "2026-11-20");
        await DecideAsync($"/units/{commune}/changes/retype", Paper("01/07/2027", ("printedType", "phường")));
        Assert.Equal((name, "Phường" + name[2..]), (await country.NameAsync(commune, "2027-06-30"), await country.NameAsync(commune, "2027-07-01")));
        using var refused = await SubmitAsync($"/units/{commune}/changes/close", Paper("01/03/2026"), "preview");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains("đã có thay đổi ghi cho sau ngày 01/03/2026", page.QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("12/NQ-HĐND", page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("[name=number]")!.Value);
    }

    [Fact]
    public async Task A_unit_is_not_closed_on_the_day_it_begins()
    {
        var commune = country.Commune();
        await DecideAsync($"/units/{commune}/changes/open", Paper("01/06/2026", ("kind", "school"), ("new.name", "Trường Một Ngày")));
        var school = await country.AskAsync<long>("select unit_id from unit_version where name = 'Trường Một Ngày'");
        using var refused = await SubmitAsync($"/units/{school}/changes/close", Paper("01/06/2026"), "preview");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("có từ chính ngày 01/06/2026; chọn một ngày sau", (await refused.PageAsync()).QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);
        await DecideAsync($"/units/{school}/changes/close", Paper("02/06/2026"));
        Assert.Equal("[2026-06-01,2026-06-02)", await country.AskAsync<string>("select valid::text from unit_version where unit_id = $1", school));
    }

    [Fact]
    public async Task Nothing_begins_under_a_unit_that_is_to_end_and_nothing_ends_that_a_coming_unit_is_to_stand_under()
    {
        var (ending, staying) = (country.Commune(), country.Commune());
        await DecideAsync($"/units/{ending}/changes/close", Paper("01/07/2027"));
        using var beneath = await SubmitAsync($"/units/{ending}/changes/open", Paper("01/03/2026", ("kind", "school"), ("new.name", "Trường Mồ Côi")), "preview");
        Assert.Contains("kết thúc ngày 30/06/2027, nên không đơn vị nào bắt đầu dưới nó được nữa", await WhyAsync(beneath), StringComparison.Ordinal);
        await DecideAsync($"/units/{staying}/changes/open", Paper("01/09/2027", ("kind", "school"), ("new.name", "Trường Sắp Có")));
        using var above = await SubmitAsync($"/units/{staying}/changes/close", Paper("01/03/2026"), "preview");
        Assert.Contains("Trường Sắp Có sẽ đứng dưới", await WhyAsync(above), StringComparison.Ordinal);

        static async Task<string> WhyAsync(HttpResponseMessage refused)
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            return (await refused.PageAsync()).QuerySelector(".note.late")!.TextContent;
        }
    }

    [Fact]
    public async Task A_merger_shows_what_it_touches_and_takes_schools_reports_and_totals_along()
    {
        var (one, other) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Tiểu học Sáp nhập", one);
        var upper = await country.UnitAsync("agency", "Sở Giáo dục và Đào tạo (thử)", country.Province);
        var thpt = await country.UnitAsync("school", "Trường THPT Sáp nhập", upper);
        await country.Data.RunAsync("update unit_version set territory_id = $2 where unit_id = $1", thpt, other);
        await country.Data.PersonAsync("Hoàng Thị Sen", (one, "coordinator"));
        var year = 2025;
        var edition = await country.AskAsync<long>("select count(*) from edition where year = 2025") == 0 ? await country.Data.EditionAsync(year) : null;
        Assert.NotNull(edition);
        await country.Data.RunAsync("""
            insert into report (id, edition_id, unit_id, receiver_id, form_key, state, figures, version, changed_at)
            select gen_random_uuid(), $1, u.id, u.receiver, '2024', u.state, (select array_agg(case when row_key = 'classes.professional' and measure = 'people' then u.figure end order by position) from statistics_column where form_key = '2024'), 1, now()
              from (values ($2::bigint, $5::bigint, 'accepted', 3::bigint), ($3, $5, 'accepted', 4), ($4, $2, 'submitted', 10)) as u (id, receiver, state, figure)
            """, edition.Id, one, other, school, country.Province);
        var code = await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", one);

        var path = $"/units/{one}/changes/merge";
        var looked = await (await SubmitAsync(path, Paper("01/04/2026", ("with", other.ToString(CultureInfo.InvariantCulture)), ("new.name", "Hợp Nhất"), ("new.type", "xã"), ("new.code", code)), "preview")).PageAsync();
        var text = looked.QuerySelector("main")!.TextContent;
        Assert.Contains("Hoàng Thị Sen", text, StringComparison.Ordinal);
        Assert.Contains("1 báo cáo chưa được duyệt", text, StringComparison.Ordinal);
        Assert.Contains("Trường THPT Sáp nhập", text, StringComparison.Ordinal);
        var decision = await (await SubmitAsync(looked, path, [], "apply")).PageAsync();
        Assert.Contains("Xã Hợp Nhất", decision.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var merged = await country.AskAsync<long>("select unit_id from unit_on('2026-04-01') where name = 'Xã Hợp Nhất'");
        Assert.Equal(("–", "–"), (await country.NameAsync(one, "2026-04-01"), await country.NameAsync(other, "2026-04-01")));
        Assert.Equal(merged, await country.AskAsync<long>("select parent_id from unit_on('2026-04-01') where unit_id = $1", school));
        Assert.Equal((upper, merged), (await country.AskAsync<long>("select parent_id from unit_on('2026-04-01') where unit_id = $1", thpt), await country.AskAsync<long>("select territory_id from unit_on('2026-04-01') where unit_id = $1", thpt)));
        Assert.Equal(merged, await country.AskAsync<long>("select receiver_id from report where unit_id = $1", school));

        using (var successor = await country.Data.BrowserAsync(await country.Data.PersonAsync("Lò Văn Pánh", (merged, "coordinator"))))
        {
            var sent = await successor.PageAsync($"/reports/{await country.AskAsync<Guid>("select id from report where unit_id = $1", school)}");
            Assert.Contains("Xã Hợp Nhất", sent.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(sent.QuerySelector("form[action$=acceptance]"));
        }

        // The last Week by the old tree and by the new: 3 + 10 and 4 apart, 17 together; the province is the same on both.
        Assert.Equal(("13", "4"), (await SumAsync(one, ""), await SumAsync(other, "")));
        Assert.Equal("17", await SumAsync(merged, "&on=01/04/2026"));
        Assert.Equal("17", await SumAsync(country.Province, ""));
        Assert.Equal("17", await SumAsync(country.Province, "&on=01/04/2026"));
        foreach (var invariant in Invariants.All.Where(one => OfUnits.Any(start => one.Name.StartsWith(start, StringComparison.Ordinal))))
            Assert.Empty(await invariant.FindAsync(country.App.Services, Cancel));

        async Task<string> SumAsync(long unit, string map) =>
            (await country.Administrator.PageAsync($"/totals/{year}/{unit}/cell?row=classes.professional&measure=people{map}")).QuerySelector("#sum-received")!.TextContent;
    }

    [Fact]
    public async Task Reports_go_to_the_new_receiver_on_the_day_it_begins_and_the_audit_tells_from_whom_to_whom()
    {
        var (one, other) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Chờ Ngày", one);
        await ReportOfAsync(2022, school, one);
        var code = await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", one);
        await DecideAsync($"/units/{one}/changes/merge", Paper("01/07/2027", ("with", other.ToString(CultureInfo.InvariantCulture)), ("new.name", "Chờ Ngày"), ("new.type", "xã"), ("new.code", code)));
        Assert.Equal(one, await ReceiverAsync(school));

        var clock = new TestClock();
        var daily = new RedirectReports(country.Data.Source, clock);
        await daily.ApplyAsync(Cancel);
        Assert.Equal(one, await ReceiverAsync(school));
        clock.Pass(new DateTimeOffset(2027, 7, 1, 0, 0, 1, TimeSpan.FromHours(7)) - clock.GetUtcNow());
        await daily.ApplyAsync(Cancel);
        await daily.ApplyAsync(Cancel);
        var merged = await country.AskAsync<long>("select unit_id from unit_on('2027-07-01') where name = 'Xã Chờ Ngày'");
        Assert.Equal(merged, await ReceiverAsync(school));
        Assert.Equal([$"{one} {merged}"], await LinesAsync(school));
    }

    [Fact]
    public async Task A_report_not_yet_accepted_follows_the_body_a_school_is_moved_to_and_the_preview_says_so()
    {
        var (from, to) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Đi Theo", from);
        await ReportOfAsync(2022, school, from);
        var path = $"/units/{school}/changes/move";
        var looked = await (await SubmitAsync(path, Paper("01/03/2026", ("parent", await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", to))), "preview")).PageAsync();
        Assert.Contains("1 báo cáo chưa được duyệt", looked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await SubmitAsync(looked, path, [], "apply");
        Assert.Equal(to, await ReceiverAsync(school));
        Assert.Equal([$"{from} {to}"], await LinesAsync(school));
        Assert.Contains($"chuyển báo cáo của Trường Đi Theo từ {await country.NameAsync(from, "2026-03-01")} sang {await country.NameAsync(to, "2026-03-01")}", (await country.Administrator.PageAsync("/audit")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    async Task ReportOfAsync(int year, long unit, long receiver)
    {
        var edition = await country.AskAsync<int>("select coalesce((select id from edition where year = $1), 0)", year) is > 0 and var known ? known : (await country.Data.EditionAsync(year)).Id;
        await country.Data.RunAsync("insert into report (id, edition_id, unit_id, receiver_id) values (gen_random_uuid(), $1, $2, $3)", edition, unit, receiver);
    }

    Task<long> ReceiverAsync(long unit) => country.AskAsync<long>("select receiver_id from report where unit_id = $1", unit);

    Task<string[]> LinesAsync(long unit) => country.AskAsync<string[]>("select array_agg((before ->> 'receiver_id') || ' ' || (after ->> 'receiver_id')) from audit where thing = 'report' and what = 'redirected' and unit_id = $1", unit);

    [Fact]
    public async Task A_split_is_undone_by_a_counter_decision()
    {
        var commune = country.Commune();
        var school = await country.UnitAsync("school", "Trường THCS Chia tách", commune);
        var (name, code) = (await country.NameAsync(commune, "2026-01-01"), await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", commune));
        var decision = await DecideAsync($"/units/{commune}/changes/split", Paper("01/05/2026", ("parts", "2"), ("p0.type", "xã"), ("p0.name", "Chia Trên"), ("p0.code", code), ("p0.share", "62,5"),
            ("p1.type", "xã"), ("p1.name", "Chia Dưới"), ("p1.code", "99901"), ("p1.share", "37,5"), ($"of{commune}.{school}", "1")));
        Assert.Contains("một phần, 62,5 %", decision.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Xã Chia Dưới", await country.AskAsync<string>("select p.name from unit_on('2026-05-01') s join unit_on('2026-05-01') p on p.unit_id = s.parent_id where s.unit_id = $1", school));
        Assert.Equal("0.62500000", await country.AskAsync<string>("select share::text from succession s join unit_on('2026-05-01') t on t.unit_id = s.to_unit where s.from_unit = $1 and t.name = 'Xã Chia Trên'", commune));

        var reversal = decision.QuerySelector<AngleSharp.Html.Dom.IHtmlAnchorElement>("a[href$=reversal]")!.PathName;
        await DecideAsync(reversal, Paper("01/08/2026"));
        Assert.Equal((name, "–"), (await country.NameAsync(commune, "2026-08-01"), await country.NameAsync(commune, "2026-07-31")));
        Assert.Equal(0, await country.AskAsync<long>("select count(*) from unit_on('2026-08-01') where name in ('Xã Chia Trên', 'Xã Chia Dưới')"));
        Assert.Equal(commune, await country.AskAsync<long>("select parent_id from unit_on('2026-08-01') where unit_id = $1", school));
        Assert.Equal(2, await country.AskAsync<long>("select count(*) from unit_on('2026-06-01') where name in ('Xã Chia Trên', 'Xã Chia Dưới')"));
        using var again = await country.Administrator.GetAsync(reversal, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_counter_decision_of_the_same_day_leaves_the_directory_as_it_was()
    {
        var commune = country.Commune();
        var before = await country.AskAsync<string>("select string_agg(name || valid::text, ',' order by valid) from unit_version where unit_id = $1", commune);
        var decision = await DecideAsync($"/units/{commune}/changes/rename", Paper("01/06/2026", ("shortName", "Nhầm")));
        await DecideAsync(decision.QuerySelector<AngleSharp.Html.Dom.IHtmlAnchorElement>("a[href$=reversal]")!.PathName, Paper("01/06/2026"));
        Assert.Equal(before, await country.AskAsync<string>("select string_agg(name || valid::text, ',' order by valid) from unit_version where unit_id = $1", commune));
        Assert.Equal(2, await country.AskAsync<long>("select count(*) from unit_decision_line where unit_id = $1", commune));
    }

    [Theory]
    [InlineData("insert into membership (person_id, unit_id, role, valid) select id, $1, 'coordinator', '[2026-06-01,)' from person limit 1")]
    [InlineData("insert into unit_fact (unit_id, kind, value, valid, entered_by, entered_at) select $1, 'learners', '120', '[2026-06-01,)', id, now() from person limit 1")]
    [InlineData("insert into plan (id, unit_id, state, file_name, text, facts, write_key, made_at, made_by, changed_at, changed_by) select gen_random_uuid(), $1, 'read', 'a.docx', '', '{}', gen_random_uuid(), now(), id, now(), id from person limit 1")]
    [InlineData("insert into report (id, edition_id, unit_id, receiver_id, state, version, changed_at) select gen_random_uuid(), id, $1, (select parent_id from unit_version where unit_id = $1), 'draft', 1, now() from edition limit 1")]
    public async Task A_unit_on_which_something_hangs_is_not_made_undone_on_its_own_day(string something)
    {
        var commune = country.Commune();
        if (await country.AskAsync<long>("select count(*) from edition") == 0) await country.Data.EditionAsync(2023);
        var decision = await DecideAsync($"/units/{commune}/changes/open", Paper("01/06/2026", ("kind", "school"), ("new.name", "Trường Có Người")));
        await country.Data.RunAsync(something, await country.AskAsync<long>("select max(unit_id) from unit_version where name = 'Trường Có Người'"));
        var path = decision.QuerySelector<AngleSharp.Html.Dom.IHtmlAnchorElement>("a[href$=reversal]")!.PathName;
        using var refused = await SubmitAsync(path, Paper("01/06/2026"), "preview");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Trường Có Người đã có báo cáo, kế hoạch, người dùng", (await refused.PageAsync()).QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);
        await DecideAsync(path, Paper("02/06/2026"));
    }

    [Fact]
    public async Task A_plan_whose_year_is_not_opened_yet_is_among_what_an_ending_unit_leaves()
    {
        var school = await country.UnitAsync("school", "Trường Có Kế Hoạch", country.Commune());
        await country.Data.RunAsync("insert into plan (id, unit_id, state, file_name, text, facts, write_key, made_at, made_by, changed_at, changed_by) select gen_random_uuid(), $1, 'saved', 'a.docx', '', '{}', gen_random_uuid(), now(), id, now(), id from person limit 1", school);
        var looked = await (await SubmitAsync($"/units/{school}/changes/close", Paper("01/06/2026"), "preview")).PageAsync();
        Assert.Contains("1 kế hoạch đang thực hiện", looked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_looked_at_is_done_once_and_only_while_it_is_still_so()
    {
        var commune = country.Commune();
        var path = $"/units/{commune}/changes/rename";
        var looked = await (await SubmitAsync(path, Paper("01/03/2026", ("shortName", "Một Lần")), "preview")).PageAsync();
        var stale = await (await SubmitAsync(path, Paper("01/03/2026", ("shortName", "Hai Lần")), "preview")).PageAsync();
        var first = await SubmitAsync(looked, path, [], "apply");
        var twice = await SubmitAsync(looked, path, [], "apply");
        Assert.Equal(first.RequestMessage!.RequestUri, twice.RequestMessage!.RequestUri);
        Assert.Contains("/decisions/", first.RequestMessage.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(1, await country.AskAsync<long>("select count(*) from unit_decision_line where unit_id = $1", commune));
        using var late = await SubmitAsync(stale, path, [], "apply");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("Xã Một Lần", await country.NameAsync(commune, "2026-03-01"));
        Assert.Equal(1, await country.AskAsync<long>("select count(*) from audit where thing = 'unit-decision' and what = 'rename' and thing_id in (select decision_id::text from unit_decision_line where unit_id = $1)", commune));
    }

    [Fact]
    public async Task A_decision_waits_for_a_file_being_written_and_is_worked_out_on_what_that_left()
    {
        var commune = country.Commune();
        var path = $"/units/{commune}/changes/rename";
        var looked = await (await SubmitAsync(path, Paper("01/03/2026", ("shortName", "Sau Tệp")), "preview")).PageAsync();
        await using var connection = await country.Data.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        // As an import does: the lock first, and its writing only when it has compared.
        await SayAsync("lock table unit_version in share row exclusive mode");
        var applied = SubmitAsync(looked, path, [], "apply");
        await Task.WhenAny(applied, Task.Delay(TimeSpan.FromSeconds(1), Cancel));
        Assert.False(applied.IsCompleted);
        await SayAsync($"update unit_version set short_name = 'Từ Tệp', name = 'Xã Từ Tệp' where unit_id = {commune} and upper_inf(valid)");
        await transaction.CommitAsync(Cancel);
        using var late = await applied;
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("vừa thay đổi nên chưa làm gì", (await late.PageAsync()).QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);

        async Task SayAsync(string sql)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_school_moves_to_a_body_named_by_its_name_and_one_of_many_is_chosen()
    {
        var (commune, other) = (country.Commune(), country.Commune());
        var school = await country.UnitAsync("school", "Trường Chuyển đi", commune);
        var body = await country.UnitAsync("agency", "Phòng Văn hóa – Xã hội trùng tên", other);
        var twin = await country.UnitAsync("agency", "Phòng Văn hóa – Xã hội trùng tên", commune);
        var path = $"/units/{school}/changes/move";
        using var asked = await SubmitAsync(path, Paper("01/03/2026", ("parent", "phong van hoa – xa hoi trung ten")), "preview");
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        var page = await asked.PageAsync();
        Assert.Equal([body, twin], page.QuerySelectorAll("[name='parent.id']").Select(one => long.Parse(one.GetAttribute("value")!, CultureInfo.InvariantCulture)).Order());
        var looked = await (await SubmitAsync(page, path, [("parent.id", body.ToString(CultureInfo.InvariantCulture))], "preview")).PageAsync();
        await SubmitAsync(looked, path, [], "apply");
        Assert.Equal(body, await country.AskAsync<long>("select parent_id from unit_on('2026-03-01') where unit_id = $1", school));
    }

    [Fact]
    public async Task A_decision_keeps_its_paper_and_nothing_but_a_PDF()
    {
        var commune = country.Commune();
        var path = $"/units/{commune}/changes/rename";
        var looked = await (await SubmitAsync(path, Paper("01/03/2026", ("shortName", "Có Tệp")), "preview")).PageAsync();
        using var wrong = await SubmitAsync(looked, path, [], "apply", file: ("quyet-dinh.pdf", "MZ not a pdf"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Chỉ nhận tệp PDF", (await wrong.PageAsync()).QuerySelector(".err")!.TextContent, StringComparison.Ordinal);
        var decision = await (await SubmitAsync(looked, path, [], "apply", file: ("quyết định 12.pdf", "%PDF-1.7 thử"u8.ToArray()))).PageAsync();
        var file = await country.Administrator.GetByteArrayAsync(decision.QuerySelector("a[href$='/file']")!.GetAttribute("href"), Cancel);
        Assert.Equal("%PDF-1.7 thử"u8.ToArray(), file);
    }

    [Fact]
    public async Task Who_proved_to_be_there_long_ago_proves_it_again_and_nothing_written_is_lost()
    {
        var commune = country.Commune();
        var path = $"/units/{commune}/changes/rename";
        var account = await country.Data.AdministratorAsync();
        using var browser = await country.Data.BrowserAsync(account);
        var looked = await (await SubmitAsync(await browser.PageAsync(path), path, Paper("01/03/2026", ("shortName", "Chắc Chắn")), "preview", by: browser)).PageAsync();
        await ProvedAsync("11 minutes");
        using var refused = await SubmitAsync(looked, path, [], "apply", by: browser);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector(".note a[href^='/signin/again']"));
        Assert.Equal(0, await country.AskAsync<long>("select count(*) from unit_decision_line where unit_id = $1", commune));
        using var asked = await browser.GetAsync(path, Cancel);
        Assert.StartsWith("/signin/again", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        await ProvedAsync("1 minute");
        await SubmitAsync(page, path, [], "apply", by: browser);
        Assert.Equal("Xã Chắc Chắn", await country.NameAsync(commune, "2026-03-01"));

        Task ProvedAsync(string ago) => country.Data.RunAsync("update session set proved_at = now() - $2::interval where person_id = (select id from person where user_name = $1)", account, ago);
    }

    [Theory]
    [InlineData("coordinator")]
    [InlineData("leader")]
    public async Task Nobody_but_an_administrator_changes_units_and_everybody_reads_what_was_decided(string role)
    {
        var commune = country.Commune();
        using var browser = await country.Data.BrowserAsync(await country.Data.PersonAsync("Người khác", (country.Province, role)));
        using var tools = await browser.GetAsync($"/units/{commune}/changes/rename", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, tools.StatusCode);
        Assert.Null((await browser.PageAsync($"/units/{commune}/changes")).QuerySelector("a[href*='/changes/']"));
        await browser.PageAsync("/decisions");
    }
}

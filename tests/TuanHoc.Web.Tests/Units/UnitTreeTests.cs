using System.Net;
using System.Text.Json;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Units;

/// <summary>The directory as a tree, by search and by list, as somebody without any role reads it.</summary>
public sealed class UnitTreeTests(UnitTreeTests.World world) : IClassFixture<UnitTreeTests.World>
{
    public sealed class World(Postgres postgres) : IAsyncLifetime
    {
        App app = null!;
        public TestData Data { get; private set; } = null!;
        public HttpClient Reader { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            app = new App(await postgres.CloneAsync());
            Data = new TestData(app);
            Reader = await Data.BrowserAsync(await Data.PersonAsync("Lò Thị Mai"));
        }

        public async ValueTask DisposeAsync()
        {
            Reader.Dispose();
            await app.DisposeAsync();
        }
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<long> IdAsync(string day, string name) => world.Data.ScalarAsync<long>($"select unit_id from unit_on('{day}') where name = $1", name);

    async Task<List<(string Name, string Under)>> SuggestedAsync(string q, string on = "20/11/2026")
    {
        using var answer = await world.Reader.GetAsync($"/units/search?q={Uri.EscapeDataString(q)}&on={on}", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var all = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
        return [.. all.EnumerateArray().Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("under").GetString()!))];
    }

    static string[] Names(IParentNode within) => [.. within.QuerySelectorAll(":scope > li > .twig > a:not(.tog)").Select(a => a.Text())];

    [Fact]
    public async Task Every_commune_of_before_has_a_successor_or_stands_on_the_list_of_the_lost()
    {
        var page = await world.Reader.PageAsync((await world.Reader.PageAsync("/units")).QuerySelector("a[href='/units/lost']")!.GetAttribute("href")!);
        var listed = page.QuerySelectorAll("tbody tr").Select(row => long.Parse(row.QuerySelector("a")!.GetAttribute("href")!["/units/".Length..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(await world.Data.ScalarAsync<long[]>("""
            select array_agg(unit_id order by unit_id) from unit_on('2021-10-01') o where kind = 'commune'
               and not exists (select from unit_on('2025-07-01') n where n.unit_id = o.unit_id) and not exists (select from succession where from_unit = o.unit_id)
            """), listed.Order());
        Assert.Equal(60, listed.Count);
        Assert.All(page.QuerySelectorAll("tbody tr"), row => Assert.Equal("chậm nhất 30/06/2025", row.QuerySelectorAll("td")[^1].Text()));
    }

    [Fact]
    public async Task Names_of_before_are_one_link_away_when_many_of_today_answer()
    {
        var page = await world.Reader.PageAsync("/units?q=tan");
        Assert.Null(page.QuerySelector("#former"));
        var asked = await world.Reader.PageAsync(page.QuerySelector("main a[href$='before=1']")!.GetAttribute("href")!);
        Assert.NotNull(asked.QuerySelector("#former"));
        Assert.Null(asked.QuerySelector("main a[href$='before=1']"));
        Assert.Null((await world.Reader.PageAsync("/units?q=ta")).QuerySelector("main a[href$='before=1']"));
    }

    [Fact]
    public async Task Of_many_names_of_before_a_few_are_shown_below_those_of_today_and_all_are_one_link_away()
    {
        var page = await world.Reader.PageAsync("/units?q=tân+tiến");
        Assert.Equal(5, page.QuerySelectorAll(".former > li").Length);
        var all = await world.Reader.PageAsync(page.QuerySelector("main a[href$='before=1']")!.GetAttribute("href")!);
        Assert.Equal(await world.Data.ScalarAsync<long>("""
            select count(distinct (unit_id, name)) from unit_version o where short_key = 'tan tien' and upper(valid) <= '2025-10-07'
               and not exists (select from unit_version n where n.unit_id = o.unit_id and n.search_key = o.search_key and n.valid > o.valid)
            """), all.QuerySelectorAll(".former > li").Length);
        Assert.All(all.QuerySelectorAll(".former > li"), former => Assert.Matches("đến \\d\\d/\\d\\d/\\d{4}.*nay là .|chưa rõ nay", string.Join(' ', former.Text().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
        Assert.Null(all.QuerySelector("main a[href$='before=1']"));
    }

    [Fact]
    public async Task The_tree_opens_link_by_link_and_keeps_its_day()
    {
        var top = await world.Reader.PageAsync("/units?on=01/06/2021");
        var row = top.QuerySelectorAll(".tree > li").Single(li => li.QuerySelector(".twig > a:not(.tog)")!.Text() == "Tỉnh Lai Châu");
        Assert.Equal("false", row.QuerySelector("a.tog")!.GetAttribute("aria-expanded"));
        var province = await world.Reader.PageAsync(row.QuerySelector("a.tog")!.GetAttribute("href")!);
        var districts = province.QuerySelector(".tree .tree")!;
        Assert.Equal(8, Names(districts).Length);
        Assert.Contains("Huyện Mường Tè", Names(districts));
        var district = districts.QuerySelectorAll(":scope > li").Single(li => li.QuerySelector(".twig > a:not(.tog)")!.Text() == "Huyện Mường Tè");
        var communes = (await world.Reader.PageAsync(district.QuerySelector("a.tog")!.GetAttribute("href")!)).QuerySelector(".tree .tree .tree")!;
        Assert.Contains("Thị trấn Mường Tè", Names(communes));
        Assert.All(communes.QuerySelectorAll(".twig > a"), a => Assert.Contains("on=01%2F06%2F2021", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Since_the_reform_communes_hang_from_their_province()
    {
        var page = await world.Reader.PageAsync($"/units?on=01/07/2025&open={await IdAsync("2025-07-01", "Tỉnh Lai Châu")}");
        Assert.Equal(38, Names(page.QuerySelector(".tree .tree")!).Length);
        Assert.Equal(35, Names(page.QuerySelector(".tree")!).Length);
        Assert.Equal("true", page.QuerySelector(".tree a.tog[aria-expanded=true]")!.GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task A_name_of_before_is_offered_under_the_living_with_what_it_is_now()
    {
        var found = await SuggestedAsync("Quận Phú Nhuận");
        Assert.Equal(("Quận Phú Nhuận", "Thành phố Hồ Chí Minh · đến 30/06/2025 · nay là Phường Cầu Kiệu, Phường Đức Nhuận, Phường Phú Nhuận"), found[^1]);
        Assert.Equal("Phường Phú Nhuận", (await SuggestedAsync("phu nhuan"))[0].Name);
    }

    [Fact]
    public async Task A_unit_that_is_called_otherwise_now_is_found_by_its_old_name() =>
        Assert.Contains(("Xã Long Thành", "Tỉnh Đồng Nai · đến 29/04/2026 · nay là Phường Long Thành"), await SuggestedAsync("xã long thành"));

    [Fact]
    public async Task On_a_day_before_its_end_a_unit_is_no_name_of_before() =>
        Assert.Equal([("Quận Phú Nhuận", "Thành phố Hồ Chí Minh")], (await SuggestedAsync("quận phú nhuận", "01/06/2025")).Take(1));

    [Theory]
    [InlineData("tỉnh Hà Giang cũ", "Tỉnh Hà Giang", "nay là Tỉnh Tuyên Quang")]
    [InlineData("tinh bac kan", "Tỉnh Bắc Kạn", "nay là Tỉnh Thái Nguyên")]
    public async Task The_page_of_a_search_names_ended_units_with_their_successors(string typed, string name, string now)
    {
        var page = await world.Reader.PageAsync($"/units?q={Uri.EscapeDataString(typed)}&on=20/11/2026");
        var former = page.QuerySelectorAll(".former li").First(li => li.QuerySelector("a")!.Text() == name);
        Assert.Contains(now, former.Text(), StringComparison.Ordinal);
        Assert.Contains("on=20%2F11%2F2026", former.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_ten_are_offered_and_nothing_for_nothing()
    {
        Assert.Equal(10, (await SuggestedAsync("xã tân")).Count);
        Assert.Empty(await SuggestedAsync(""));
        Assert.Empty(await SuggestedAsync("%"));
    }

    [Fact]
    public async Task Units_are_listed_by_kind_and_by_class_of_difficult_area()
    {
        var commune = await IdAsync("2026-11-20", "Xã Mù Cả");
        await world.Data.RunAsync("select count(*) from set_unit_facts(array[$1::bigint], array['difficulty'], array['special'], '2025-07-01', null, now())", commune);
        var page = await world.Reader.PageAsync("/units?kind=commune&difficulty=special&on=20/11/2026");
        Assert.Equal(["Xã Mù Cả"], page.QuerySelectorAll("tbody th").Select(th => th.Text()));
        Assert.Equal(["Xã Mù Cả"], (await world.Reader.PageAsync("/units?q=xa&difficulty=special&on=20/11/2026")).QuerySelectorAll("tbody th").Select(th => th.Text()));
        Assert.Empty((await world.Reader.PageAsync("/units?kind=commune&difficulty=special&on=01/06/2025")).QuerySelectorAll("tbody th"));
        var provinces = await world.Reader.PageAsync("/units?kind=province&on=20/11/2026");
        Assert.Equal(34, provinces.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("province", provinces.QuerySelector("#kind option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_long_list_goes_on_where_the_page_before_ended()
    {
        var first = await world.Reader.PageAsync("/units?kind=district&on=01/06/2021");
        var next = await world.Reader.PageAsync(first.QuerySelectorAll("a.btn").Single(a => a.Text() == "Xem tiếp").GetAttribute("href")!);
        Assert.Equal(100, first.QuerySelectorAll("tbody th a").Concat(next.QuerySelectorAll("tbody th a")).Select(a => a.GetAttribute("href")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_communes_of_a_province_are_listed_as_of_a_day()
    {
        var hoChiMinh = await IdAsync("2026-11-20", "Thành phố Hồ Chí Minh");
        var page = await world.Reader.PageAsync($"/units/{hoChiMinh}/below?kind=commune&on=20/11/2026");
        Assert.Equal(168, page.QuerySelectorAll("tbody tr").Length);
        var before = await world.Reader.PageAsync($"/units/{await IdAsync("2021-06-01", "Thành phố Hồ Chí Minh")}/below?on=01/06/2021");
        Assert.Equal(22, before.QuerySelectorAll("tbody tr").Length);
        using var missing = await world.Reader.GetAsync("/units/999999/below", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("/units?open=abc")]
    [InlineData("/units?open=1&open=999999&after=-5")]
    [InlineData("/units?kind=x&difficulty=y&after=77777777")]
    [InlineData("/units?on=01/01/0001")]
    [InlineData("/units?on=31/12/9999")]
    [InlineData("/units/1?on=31/12/9999")]
    [InlineData("/units/map?on=01/01/0001")]
    [InlineData("/units/1/below?on=31/12/9999&level=x")]
    public async Task Odd_addresses_are_answered(string path)
    {
        using var answer = await world.Reader.GetAsync(path, Cancel);
        Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
    }
}

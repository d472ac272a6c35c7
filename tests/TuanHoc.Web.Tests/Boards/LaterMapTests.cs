using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>
/// The Week of 2024 asked on the map since the reform, with numbers added up by hand: quận Phú Nhuận's thirteen wards reported ten times their number,
/// the quận itself 1.000, and Xã Núi Tượng, which was split in two, 777.
/// </summary>
public sealed class LaterMapTests(LaterMapTests.Country country) : IClassFixture<LaterMapTests.Country>
{
    public sealed class Country(Postgres postgres) : IAsyncLifetime
    {
        public App App { get; private set; } = null!;
        public TestData Data { get; private set; } = null!;
        public HttpClient Nation { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = new App(await postgres.CloneAsync());
            Data = new TestData(App);
            var edition = await Data.EditionAsync(2024);
            var position = await Data.ScalarAsync<int>("select position from statistics_column where form_key = '2024' and row_key = 'classes.professional' and measure = 'people'");
            await Data.RunAsync($"""
                insert into report (id, edition_id, unit_id, receiver_id, form_key, state, figures, version, changed_at)
                select gen_random_uuid(), $1, v.unit_id, v.parent_id, '2024', case when n.figure is null then 'open' else 'accepted' end,
                       (select array_agg(case when c.position = {position} then n.figure end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
                  from unit_on('2024-10-07') v
                  left join unit_on('2024-10-07') d on d.unit_id = v.parent_id
                 cross join lateral (select case when v.name = 'Quận Phú Nhuận' then 1000 when v.name = 'Xã Núi Tượng' then 777 when d.name = 'Quận Phú Nhuận' then 10 * v.short_name::bigint end as figure) n
                 where v.kind in ('province', 'district', 'commune')
                """, edition.Id);
            Nation = await Data.BrowserAsync(await Data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        }

        public ValueTask DisposeAsync()
        {
            Nation.Dispose();
            return App.DisposeAsync();
        }

        public Task<long> UnitAsync(string name, string day) => Data.ScalarAsync<long>("select unit_id from unit_on($1::date) where name = $2", DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), name);
    }

    const string Row = "row=classes.professional&measure=people";

    async Task<string> SumAsync(long unit, string map) => (await country.Nation.PageAsync($"/totals/2024/{unit}/cell?{Row}{map}")).QuerySelector("#sum-received")!.TextContent;

    [Theory]
    [InlineData("Quận Phú Nhuận", "2024-10-07", "", "2.050")] // (1+2+3+4+5+7+8+9+10+11+13+15+17) × 10 + 1.000
    [InlineData("Phường Đức Nhuận", "2026-11-20", "&on=20/11/2026", "210")] // (3+4+5+9) × 10
    [InlineData("Phường Cầu Kiệu", "2026-11-20", "&on=20/11/2026", "420")] // (1+2+7+15+17) × 10
    [InlineData("Phường Phú Nhuận", "2026-11-20", "&on=20/11/2026", "420")] // (8+10+11+13) × 10
    [InlineData("Thành phố Hồ Chí Minh", "2026-11-20", "&on=20/11/2026", "2.050")]
    [InlineData("Tỉnh Đồng Nai", "2024-10-07", "", "777")]
    [InlineData("Thành phố Đồng Nai", "2026-11-20", "&on=20/11/2026", "777")]
    [InlineData("Xã Nam Cát Tiên", "2025-10-07", "&on=07/10/2025", "–")]
    [InlineData("Xã Tà Lài", "2025-10-07", "&on=07/10/2025", "–")]
    [InlineData("Cả nước", "2024-10-07", "", "2.827")]
    [InlineData("Cả nước", "2026-11-20", "&on=20/11/2026", "2.827")]
    public async Task Totals_by_the_old_and_by_the_new_tree_are_those_added_up_by_hand(string unit, string day, string map, string sum) =>
        Assert.Equal(sum, await SumAsync(await country.UnitAsync(unit, day), map));

    [Fact]
    public async Task A_divided_unit_is_shown_where_its_parts_meet_and_named_where_they_are()
    {
        var halves = new[] { await country.UnitAsync("Xã Nam Cát Tiên", "2025-10-07"), await country.UnitAsync("Xã Tà Lài", "2025-10-07") };
        foreach (var half in halves)
        {
            var page = await country.Nation.PageAsync($"/totals/2024/{half}?on=20/11/2026");
            Assert.Contains("Xã Núi Tượng", page.QuerySelector(".note.due")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("cộng ở Thành phố Đồng Nai", page.QuerySelector(".note.due")!.TextContent, StringComparison.Ordinal);
        }
        // Its district was divided too, its province merged: they stand in the province of today, with those of their communes that nobody can place below it.
        var former = await RowAsync(await country.UnitAsync("Thành phố Đồng Nai", "2026-11-20"), "Đồng Nai");
        Assert.Contains("đơn vị cũ", former.TextContent, StringComparison.Ordinal);
        await RowAsync(await country.UnitAsync("Tỉnh Đồng Nai", "2024-10-07"), "Tân Phú");
        var row = await RowAsync(await country.Data.ScalarAsync<long>("select parent_id from unit_on('2024-10-07') where name = 'Xã Núi Tượng'"), "Núi Tượng");
        Assert.Contains("nay chia về Nam Cát Tiên, Tà Lài", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("777", row.TextContent, StringComparison.Ordinal);

        async Task<IElement> RowAsync(long unit, string name) => (await country.Nation.PageAsync($"/totals/2024/{unit}?on=20/11/2026&units=all&{Row}"))
            .QuerySelectorAll("#units tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Contains(name, StringComparison.Ordinal) && row.TextContent.Contains("777", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_added_up_is_the_same_on_both_maps_province_by_province()
    {
        // Every report of the country stands in exactly one place of each map: the asked ones are as many.
        var counts = new List<string>();
        foreach (var map in new[] { "", "?on=20/11/2026" })
        {
            var page = await country.Nation.PageAsync($"/totals/2024/1{map}");
            counts.Add(page.QuerySelector("[data-key=total]")!.TextContent);
        }
        Assert.Equal(counts[0], counts[1]);
    }

    [Fact]
    public async Task Who_coordinates_the_new_commune_sees_what_its_predecessors_did_and_nobody_elses()
    {
        var ward = await country.UnitAsync("Phường Đức Nhuận", "2026-11-20");
        var old = await country.Data.ScalarAsync<long>("select s.from_unit from succession s join unit_on('2024-10-07') v on v.unit_id = s.from_unit where s.to_unit = $1 and v.short_name = '9'", ward);
        var other = await country.Data.ScalarAsync<long>("select s.from_unit from succession s join unit_on('2024-10-07') v on v.unit_id = s.from_unit where s.to_unit <> $1 and v.kind = 'commune' limit 1", ward);
        using var browser = await country.Data.BrowserAsync(await country.Data.PersonAsync("Hoàng Thị Sen", (ward, "coordinator")));
        var page = await browser.PageAsync($"/totals/2024/{old}/cell?{Row}&on=20/11/2026");
        Assert.Equal("90", page.QuerySelector("#sum-received")!.TextContent);
        using var refused = await browser.GetAsync($"/totals/2024/{other}?on=20/11/2026", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        // The commune itself was not there in that Week: without a day it is the map of today.
        foreach (var path in new[] { $"/totals/2024/{ward}", $"/totals/2024/{ward}/missing?kind=school", $"/totals/2024/{ward}/cell?{Row}" })
        {
            using var led = await browser.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.StartsWith(path.Split('?')[0] + "?", led.Headers.Location?.ToString(), StringComparison.Ordinal);
            Assert.Contains("on=", led.Headers.Location?.ToString(), StringComparison.Ordinal);
            await browser.PageAsync(led.Headers.Location!.ToString());
        }
        using var none = await browser.GetAsync($"/totals/2024/{other}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        // Down to the reports, whoever held the roles then.
        Assert.Contains("Phường 9", (await browser.PageAsync($"/reports/{await ReportAsync(old)}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        using var another = await browser.GetAsync($"/reports/{await ReportAsync(other)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, another.StatusCode);
    }

    [Theory]
    [InlineData("Xã Nam Cát Tiên", true)] // a part of Xã Núi Tượng
    [InlineData("Xã Tà Lài", true)] // the other
    [InlineData("Thành phố Đồng Nai", true)]
    [InlineData("Xã Phú Lâm", false)] // beside them
    public async Task The_report_of_a_divided_commune_is_seen_from_each_part_and_from_above(string unit, bool sees)
    {
        var report = await ReportAsync(await country.UnitAsync("Xã Núi Tượng", "2024-10-07"));
        using var browser = await country.Data.BrowserAsync(await country.Data.PersonAsync("Người của phần", (await country.UnitAsync(unit, "2026-11-20"), "leader")));
        using var answer = await browser.GetAsync($"/reports/{report}", TestContext.Current.CancellationToken);
        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Another_day_is_typed_on_the_page_itself()
    {
        var page = await country.Nation.PageAsync($"/totals/2024/{await country.UnitAsync("Thành phố Hồ Chí Minh", "2024-10-07")}?ground=1");
        var form = page.QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>(".map-bar form")!;
        Assert.Equal("07/10/2024", form.QuerySelector("[name=on]")!.GetAttribute("value"));
        var later = await country.Nation.PageAsync($"{form.GetAttribute("action")}?ground={form.QuerySelector("[name=ground]")!.GetAttribute("value")}&on=01/08/2025");
        Assert.Contains("Địa bàn ngày 01/08/2025", later.QuerySelector(".map-bar [aria-current]")!.TextContent, StringComparison.Ordinal);
    }

    Task<Guid> ReportAsync(long unit) => country.Data.ScalarAsync<Guid>("select id from report where unit_id = $1", unit);

    [Theory]
    [InlineData("01/10/2024")]
    [InlineData("01/10/2124")]
    [InlineData("mai")]
    public async Task A_map_of_a_day_before_the_Week_or_far_ahead_or_of_no_day_is_refused_in_words(string day)
    {
        using var answer = await country.Nation.GetAsync($"/totals/2024/1?on={Uri.EscapeDataString(day)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("07/10/2024", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_later_map_say_so()
    {
        var ward = await country.UnitAsync("Phường Đức Nhuận", "2026-11-20");
        using var answer = await country.Nation.GetAsync($"/totals/2024/{ward}/report.docx?on=20/11/2026", TestContext.Current.CancellationToken);
        using var file = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), isEditable: false);
        Assert.Contains("Địa bàn theo đơn vị hành chính ngày 20/11/2026", file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        Assert.Contains("210", file.MainDocumentPart.Document.Body.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_years_are_compared_on_one_map_with_the_break_marked_and_what_is_missing_said()
    {
        var edition = await country.Data.EditionAsync(2025);
        var (ward, half) = (await country.UnitAsync("Phường Đức Nhuận", "2026-11-20"), await country.UnitAsync("Xã Tà Lài", "2025-10-07"));
        await country.Data.RunAsync("""
            insert into report (id, edition_id, unit_id, form_key, state, figures, version, changed_at)
            select gen_random_uuid(), $1, $2, '2024', 'accepted', (select array_agg(case when c.row_key = 'classes.professional' and c.measure = 'people' then 315 end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
            """, edition.Id, ward);
        var page = await country.Nation.PageAsync($"/totals/compare/{ward}");
        // What the quận itself reported may belong here: nothing is subtracted across that.
        Assert.Equal(["210", "315", "–", "–"], Learners(page));
        Assert.Contains("Không tính chênh lệch", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".note.due"), note => note.TextContent.Contains("Năm 2024 có số của 4 đơn vị nay không còn", StringComparison.Ordinal));
        Assert.Contains("01/07/2025", page.QuerySelector(".note.due")!.TextContent, StringComparison.Ordinal);
        // What the quận itself reported is not in its three wards.
        Assert.Contains("thiếu số của 1 đơn vị cũ", page.QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);
        var city = await country.Nation.PageAsync($"/totals/compare/{await country.UnitAsync("Thành phố Hồ Chí Minh", "2026-11-20")}");
        Assert.Contains("cùng một địa bàn", city.QuerySelector(".note.ok")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["2.050", "315", "−1.735"], Learners(city).Take(3));
        Assert.StartsWith("−8", Learners(city)[3], StringComparison.Ordinal);

        var divided = await country.Nation.PageAsync($"/totals/compare/{half}?from=2024&to=2025");
        Assert.Contains("thiếu số của", divided.QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);

        static string[] Learners(IDocument page) =>
            [.. page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.StartsWith("Người học các lớp", StringComparison.Ordinal)).QuerySelectorAll("td").Select(cell => cell.TextContent)];
    }

    /// <summary>Until totals that were held have heard of units that are new to them.</summary>
    async Task HeardAsync(string address)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await country.Nation.GetAsync(address, TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode) return;
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds < 20, $"{address} stays {answer.StatusCode}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Two_years_are_compared_on_the_map_of_any_day_asked_for()
    {
        var earlier = await country.Data.EditionAsync(2021);
        var province = await country.UnitAsync("Tỉnh Lai Châu", "2021-10-07");
        var (gone, kept) = (await country.Data.UnitAsync("commune", "Xã Sẽ Nhập", province), await country.Data.UnitAsync("commune", "Xã Tên Cũ", province));
        var later = await country.Data.ScalarAsync<int>("select id from edition where year = 2024");
        foreach (var (edition, unit, figure) in new[] { (earlier.Id, gone, 10L), (earlier.Id, kept, 20L), (later, gone, 1L), (later, kept, 4L) })
            await country.Data.RunAsync("""
                insert into report (id, edition_id, unit_id, form_key, state, figures, version, changed_at)
                select gen_random_uuid(), $1, $2, '2024', 'accepted', (select array_agg(case c.row_key when 'news' then $3 end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
                """, edition, unit, figure);
        // On one day one of them is merged into the other, which is given a new name.
        await country.Data.RunAsync("""
            with ended as (update unit_version set valid = daterange(lower(valid), '2026-03-01') where unit_id in ($1, $2) returning *),
            renamed as (
                insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid)
                select unit_id, kind, 'Xã Tên Mới', 'Tên Mới', parent_id, 'xa ten moi', 'ten moi', '[2026-03-01,)' from ended where unit_id = $2),
            merged as (insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2026-03-01', true))
            insert into happening (unit_id, kind, thing, thing_id) values ($2, 'units-changed', 'unit', $2::text)
            """, gone, kept);
        var years = $"/totals/compare/{kept}?from=2021&to=2024";
        await HeardAsync($"{years}&on=28/02/2026");
        Assert.Equal(("So sánh các năm: Xã Tên Cũ", "20 4 −16"), await ComparedAsync($"{years}&on=28/02/2026"));
        Assert.Equal(("So sánh các năm: Xã Tên Mới", "30 5 −25"), await ComparedAsync($"{years}&on=2026-03-01"));
        Assert.Equal(("So sánh các năm: Xã Tên Mới", "30 5 −25"), await ComparedAsync(years));

        // From the page of figures on that day, and on from the form itself.
        var link = (await country.Nation.PageAsync($"/totals/2024/{kept}?on=28/02/2026")).QuerySelector(".map-bar a.push")!.GetAttribute("href")!;
        Assert.Equal($"/totals/compare/{kept}?to=2024&on=28/02/2026", link);
        var form = (await country.Nation.PageAsync($"{years}&on=28/02/2026")).QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>("main form")!;
        Assert.Equal(("2021", "2024", "28/02/2026"), (form.QuerySelector<AngleSharp.Html.Dom.IHtmlSelectElement>("#from")!.Value, form.QuerySelector<AngleSharp.Html.Dom.IHtmlSelectElement>("#to")!.Value, form.QuerySelector("#on")!.GetAttribute("value")));

        foreach (var day in (string[])["06/10/2024", "01/01/2124", "mai"])
        {
            using var refused = await country.Nation.GetAsync($"{years}&on={day}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("bản đồ của ngày 07/10/2024", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        using var stranger = await country.Data.BrowserAsync(await country.Data.PersonAsync("Người nơi khác", (await country.UnitAsync("Xã Tà Lài", "2025-10-07"), "leader")));
        foreach (var day in (string[])["28/02/2026", "mai"])
        {
            using var missing = await stranger.GetAsync($"{years}&on={day}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        async Task<(string Heading, string News)> ComparedAsync(string path)
        {
            var page = await country.Nation.PageAsync(path);
            var cells = page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.StartsWith("Số tin bài", StringComparison.Ordinal)).QuerySelectorAll("td");
            return (page.QuerySelector("h1")!.TextContent, string.Join(' ', cells.Take(3).Select(cell => cell.TextContent)));
        }
    }

    [Fact]
    public async Task Years_on_two_forms_stand_beside_each_other_by_key_and_rows_that_changed_their_meaning_are_marked()
    {
        var edition = await country.Data.EditionAsync(2022, form: "2021");
        var city = await country.UnitAsync("Thành phố Hồ Chí Minh", "2026-11-20");
        await country.Data.RunAsync("""
            insert into report (id, edition_id, unit_id, form_key, state, figures, version, changed_at)
            select gen_random_uuid(), $1, $2, '2021', 'accepted', (select array_agg(case c.row_key when 'news' then 7 when 'contests' then 9 end order by c.position) from statistics_column c where c.form_key = '2021'), 1, now()
            """, edition.Id, await country.UnitAsync("Thành phố Hồ Chí Minh", "2022-10-07"));
        var next = await country.Data.EditionAsync(2023);
        await country.Data.RunAsync("""
            insert into report (id, edition_id, unit_id, form_key, state, figures, version, changed_at)
            select gen_random_uuid(), $1, $2, '2024', 'accepted', (select array_agg(case c.row_key when 'news' then 10 when 'contests' then 12 end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
            """, next.Id, await country.UnitAsync("Thành phố Hồ Chí Minh", "2023-10-07"));
        var page = await country.Nation.PageAsync($"/totals/compare/{city}?from=2022&to=2023");
        Assert.Contains(page.QuerySelectorAll(".note.due"), note => note.TextContent.Contains("hai mẫu biểu", StringComparison.Ordinal));
        var (news, contests) = (Row("Số tin bài"), Row("Tổ chức các cuộc thi"));
        Assert.Equal(["7", "10", "+3"], Cells(news).Take(3));
        Assert.DoesNotContain("đứt mạch", news.TextContent, StringComparison.Ordinal);
        Assert.Equal(["9", "12", "–", "–"], Cells(contests));
        Assert.Contains("đứt mạch Mẫu 2021 gồm cả sinh hoạt chuyên đề", contests.QuerySelector("th")!.Text(), StringComparison.Ordinal);

        IElement Row(string label) => page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.StartsWith(label, StringComparison.Ordinal));

        static IEnumerable<string> Cells(IElement row) => row.QuerySelectorAll("td").Select(cell => cell.TextContent);
    }
}

using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>What the page of a unit shows to whom.</summary>
public sealed class UnitPageTests(BoardsWorld world) : IClassFixture<BoardsWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Path => $"/units/{world.Commune}";

    static string Facts(IDocument page) => string.Join("; ", page.QuerySelectorAll(".facts-dl > *").Chunk(2).Select(pair => $"{pair[0].Text()}: {pair[1].Text()}"));

    [Fact]
    public async Task People_plans_and_reports_are_for_those_who_see_the_unit()
    {
        await world.Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, file_name, text, facts, number, issued_on, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), $1, $2, 'saved', 'kh.txt', '', '{}', '41/KH-UBND', '2025-09-18', gen_random_uuid(), now(), min(id), now(), min(id) from person
            on conflict do nothing
            """, world.Commune, world.Edition.Id);
        foreach (var seer in new[] { world.Nation, world.OfProvince, world.OfCommune })
        {
            var page = await seer.PageAsync(Path);
            Assert.Contains("Hoàng Thị Sen", page.QuerySelector(".people")!.Text(), StringComparison.Ordinal);
            Assert.Contains("41/KH-UBND, 18/09/2025", page.GetElementById("plans")!.ParentElement!.Text(), StringComparison.Ordinal);
            Assert.Equal(["2025"], page.QuerySelectorAll("#reports").Single().Closest("section")!.QuerySelectorAll("tbody th").Select(th => th.Text()));
        }
        var below = await world.OfSchool.PageAsync(Path);
        Assert.Null(below.QuerySelector(".people"));
        Assert.Null(below.GetElementById("plans"));
        Assert.Null(below.GetElementById("reports"));
        Assert.Contains("Trực thuộc: 4 đơn vị", below.GetElementById("below")!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_of_2021_says_that_its_last_day_is_the_latest()
    {
        var gone = await world.Data.ScalarAsync<long>("select min(v.unit_id) from unit_version v join unit u on u.id = v.unit_id where u.kind = 'commune' and lower(v.valid) = '2021-01-01' and upper(v.valid) = '2025-07-01' and not exists (select from unit_version w where w.unit_id = v.unit_id and w.valid @> date '2025-07-01')");
        Assert.Contains("30/06/2025", (await world.Nation.PageAsync($"/units/{gone}")).GetElementById("latest-end")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await world.Nation.PageAsync(Path)).GetElementById("latest-end"));
    }

    [Fact]
    public async Task An_edge_that_only_a_name_in_the_old_district_tells_says_so_on_both_pages()
    {
        const string Said = "nối theo tên trong huyện cũ, chưa đối chiếu văn bản";
        var edges = await world.Data.ScalarAsync<long[]>("select array[s.from_unit, s.to_unit] from succession s where s.by_name and s.whole and (select count(*) from succession o where o.to_unit = s.to_unit and not o.by_name) > 0 and (select count(*) from succession o where o.to_unit = s.to_unit) < 12 order by 1 limit 1");
        var (from, to) = (await world.Nation.PageAsync($"/units/{edges[0]}"), await world.Nation.PageAsync($"/units/{edges[1]}"));
        Assert.Contains($"toàn bộ; {Said}", from.QuerySelector("ul[aria-label='Nay là']")!.Text(), StringComparison.Ordinal);
        Assert.Contains($"toàn bộ; {Said}", from.GetElementById("words")!.Text(), StringComparison.Ordinal);
        // Of several that came together in one, those whose codes are known do not say it.
        var boxes = to.QuerySelectorAll("ul[aria-label='Từ các đơn vị'] > li");
        var (named, coded) = await CountAsync(edges[1]);
        Assert.Equal((named, coded), (boxes.Count(box => box.Text().Contains(Said, StringComparison.Ordinal)), boxes.Count(box => !box.Text().Contains(Said, StringComparison.Ordinal))));

        async Task<(int, int)> CountAsync(long unit) => ((int)await world.Data.ScalarAsync<long>("select count(*) from succession where to_unit = $1 and by_name", unit), (int)await world.Data.ScalarAsync<long>("select count(*) from succession where to_unit = $1 and not by_name", unit));
    }

    [Fact]
    public async Task A_standing_agency_sees_on_the_page_what_it_may_read()
    {
        var agency = await world.Data.UnitAsync("agency", "Sở Theo Dõi", world.Province);
        await world.Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", world.Edition.Id, world.Province, agency);
        using var reader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người Của Sở", (agency, "coordinator")));
        var page = await reader.PageAsync(Path);
        Assert.Contains("Hoàng Thị Sen", page.QuerySelector(".people")!.Text(), StringComparison.Ordinal);
        foreach (var link in (string[])[$"/tasks?unit={world.Commune}", $"/control?unit={world.Commune}"])
        {
            Assert.NotNull(page.QuerySelector($"a[href='{link}']"));
            using var answer = await reader.GetAsync(link, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        // It reads; what only the branch's own may do is not offered.
        foreach (var tool in (string[])[$"{Path}/facts", $"{Path}/people", $"/audit?unit={world.Commune}"]) Assert.Null(page.QuerySelector($"a[href='{tool}']"));
    }

    [Fact]
    public async Task The_report_of_a_year_is_opened_from_the_page()
    {
        var link = (await world.OfCommune.PageAsync(Path)).GetElementById("reports")!.Closest("section")!.QuerySelector("tbody a")!.GetAttribute("href")!;
        using var answer = await world.OfCommune.GetAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Tools_are_offered_to_those_who_may_use_them()
    {
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        foreach (var (browser, unit, offered) in new[]
        {
            (administrator, world.Commune, "facts people"), (world.OfCommune, world.Commune, "facts people"), (world.OfProvince, world.Commune, "facts people"),
            (world.Nation, world.Commune, "facts"), (world.OfSchool, world.Commune, ""), (world.OfSchool, world.School, "facts"), (world.OfCommune, world.School, "facts people"),
            (world.OfProvince, world.School, "facts"), (world.OfCommune, world.Province, ""),
        })
        {
            var page = await browser.PageAsync($"/units/{unit}");
            var tools = new[] { "facts", "people" }.Where(tool => page.QuerySelector($"a[href='/units/{unit}/{tool}']") is not null);
            Assert.Equal(offered, string.Join(' ', tools));
            // What was decided about a unit is everybody's.
            Assert.NotNull(page.QuerySelector($"a[href='/units/{unit}/changes']"));
        }
    }

    [Fact]
    public async Task Whoever_saw_the_unit_once_does_not_see_it_now_by_asking_for_that_day()
    {
        var mover = await world.Data.UnitAsync("school", "Trường THCS Sắp Chuyển", world.Commune);
        var other = await world.Data.ScalarAsync<long>("select min(unit_id) from unit_on('2025-10-07') where kind = 'commune' and parent_id = $1 and unit_id <> $2", world.Province, world.Commune);
        await world.Data.RunAsync("update unit_version set valid = '[2021-01-01,2025-12-01)' where unit_id = $1", mover);
        await world.Data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) select unit_id, kind, name, short_name, $2, search_key, short_key, '[2025-12-01,)' from unit_version where unit_id = $1", mover, other);
        Assert.NotNull((await world.OfProvince.PageAsync($"/units/{mover}?on=01/10/2025")).GetElementById("people"));
        Assert.Null((await world.OfCommune.PageAsync($"/units/{mover}?on=01/10/2025")).GetElementById("people"));
    }

    [Fact]
    public async Task A_school_that_answers_to_the_Sở_is_marked_on_the_page_of_its_commune()
    {
        var agency = await world.Data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", world.Province);
        var school = await world.Data.UnitAsync("school", "Trường THPT Trên Đồi", agency);
        await world.Data.RunAsync("update unit_version set territory_id = $2, level = 'upper-secondary' where unit_id = $1", school, world.Commune);
        var page = await world.OfSchool.PageAsync(Path);
        Assert.Equal(["Trường THPT Trên Đồi", "báo cáo về Sở Giáo dục và Đào tạo"], page.GetElementById("standing")!.ParentElement!.QuerySelectorAll("li > *").Select(part => part.Text()));
        Assert.DoesNotContain("THPT", page.GetElementById("below")!.ParentElement!.Text(), StringComparison.Ordinal);
        var commune = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1 and upper_inf(valid)", world.Commune);
        Assert.Equal($"Loại: Trường THPT; Báo cáo về: Sở Giáo dục và Đào tạo; Đứng trên địa bàn: {commune}", Facts(await world.OfSchool.PageAsync($"/units/{school}")));
    }

    [Fact]
    public async Task The_results_of_the_years_are_a_step_away_for_those_who_see_the_unit()
    {
        static string? Results(IDocument page) => page.QuerySelectorAll("main a").SingleOrDefault(link => link.Text() == "Kết quả các năm trên địa bàn nay")?.GetAttribute("href");
        Assert.Equal($"/totals/compare/{world.Commune}", Results(await world.OfCommune.PageAsync(Path)));
        Assert.Null(Results(await world.OfSchool.PageAsync(Path)));

        // What began after the Week has no year of its own: the Week is shown on its ground.
        var began = await world.Data.UnitAsync("commune", "Xã Mới Thành Lập", world.Province);
        await world.Data.RunAsync("update unit_version set valid = '[2025-10-20,)' where unit_id = $1", began);
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var results = Results(await administrator.PageAsync($"/units/{began}"));
        Assert.StartsWith($"/totals/2025/{began}?on=", results, StringComparison.Ordinal);
        var totals = await administrator.PageAsync(results!);
        Assert.Contains("Chưa có đơn vị này ngày 07/10/2025", totals.QuerySelector(".map-bar")!.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(totals.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"/totals/2025/{began}");
    }

    [Fact]
    public async Task Facts_are_shown_as_of_the_day()
    {
        await world.Data.RunAsync("select count(*) from set_unit_facts(array[$1::bigint], array['learners'], array['412'], '2024-09-05', null, now())", world.School);
        await world.Data.RunAsync("select count(*) from set_unit_facts(array[$1::bigint], array['learners'], array['1398'], '2025-09-05', null, now())", world.School);
        async Task<string> OnAsync(string day) => Facts(await world.OfProvince.PageAsync($"/units/{world.School}?on={day}"));
        Assert.Contains("Số người học: 412 từ 05/09/2024", await OnAsync("01/10/2024"), StringComparison.Ordinal);
        Assert.Contains("Số người học: 1.398 từ 05/09/2025", await OnAsync("01/10/2025"), StringComparison.Ordinal);
        Assert.DoesNotContain("Số người học", await OnAsync("01/10/2023"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_has_a_line_for_each_relative_and_says_its_share()
    {
        var old = await world.Data.ScalarAsync<long>("select unit_id from unit_on('2021-06-01') where name = 'Quận Phú Nhuận'");
        await world.Data.RunAsync("update succession set share = 0.428 where from_unit = $1 and to_unit = (select unit_id from unit_on('2025-10-07') where name = 'Phường Đức Nhuận')", old);
        var page = await world.OfSchool.PageAsync($"/units/{old}?on=20/11/2026");
        Assert.Equal(3, page.QuerySelectorAll(".line svg path.part").Length);
        Assert.Contains(page.QuerySelectorAll(".line li"), li => li.Text().StartsWith("Phường Đức Nhuận", StringComparison.Ordinal) && li.Text().Contains("một phần, 42,8 %", StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll(".line li a"), a => Assert.EndsWith("?on=01%2F07%2F2025", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_map_has_34_tiles_and_both_archipelagos_and_its_list_has_the_same_names()
    {
        var page = await world.OfSchool.PageAsync("/units/map?on=20/11/2026");
        var links = page.QuerySelectorAll(".tilemap a").Select(a => a.GetAttribute("href")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(34, links.Count);
        Assert.Equal(links, page.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")).Order(StringComparer.Ordinal));
        Assert.Contains("Hoàng Sa", page.QuerySelector(".tilemap")!.Text(), StringComparison.Ordinal);
        Assert.Contains("Trường Sa", page.QuerySelector(".tilemap")!.Text(), StringComparison.Ordinal);
        var before = await world.OfSchool.PageAsync("/units/map?on=30/06/2025");
        Assert.Null(before.QuerySelector(".tilemap"));
        Assert.Equal(63, before.QuerySelectorAll("tbody tr").Length);
    }
}

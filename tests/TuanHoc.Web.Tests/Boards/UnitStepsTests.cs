using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using TuanHoc.Web.Boards;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>A resolution of several steps, through the pages as a browser without scripts has them: written step by step, looked at, done and undone as one.</summary>
public sealed class UnitStepsTests(UnitChangesTests.Country country) : IClassFixture<UnitChangesTests.Country>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static readonly string[] OfUnits = ["Đơn vị cấp trên", "Đơn vị đi toàn bộ", "Địa bàn nơi", "Không đơn vị nào", "Thay đổi đơn vị", "Tỷ lệ các phần", "Từ ngày của quyết định", "Số tổng hợp"];

    sealed record Ground(long A, long B, long C, long E, long A1, long A2, long C1, long E1, long E2)
    {
        public long[] All => [A, B, C, E, A1, A2, C1, E1, E2];
    }

    async Task<Ground> GroundAsync(string name)
    {
        var (a, b, c, e) = (country.Commune(), country.Commune(), country.Commune(), country.Commune());
        Task<long> SchoolAsync(string school, long commune) => country.UnitAsync("school", $"Trường {school} {name}", commune);
        return new(a, b, c, e, await SchoolAsync("A1", a), await SchoolAsync("A2", a), await SchoolAsync("C1", c), await SchoolAsync("E1", e), await SchoolAsync("E2", e));
    }

    /// <summary>"Nhập một phần xã A vào xã B; thành lập xã D trên cơ sở phần còn lại của xã A, toàn bộ xã C và một phần xã E", with every school given its part.</summary>
    async Task<(IDocument Looked, string Path)> WrittenAsync(Ground ground, string name, string code, string onDay)
    {
        var (first, second) = ($"/units/{ground.B}/changes/merge", $"/units/{ground.C}/changes/merge");
        var page = await country.Administrator.PageAsync(first);
        var next = await (await country.Administrator.SubmitChangeAsync(page, first, Paper(onDay, ("part.1", await CodeAsync(ground.A)), ("part.1.share", "30"), ("new.name", await ShortAsync(ground.B)), ("next.unit", await CodeAsync(ground.C)), ("next.kind", "merge")), "more")).PageAsync();
        Assert.Contains($"Sáp nhập: {await country.NameAsync(ground.B, "2026-01-01")}", next.QuerySelector("[aria-labelledby=steps]")!.Text(), StringComparison.Ordinal);
        Assert.Equal("12/NQ-HĐND", next.QuerySelector<IHtmlInputElement>("[name=number]")!.Value);
        var asked = await (await country.Administrator.SubmitChangeAsync(next, second, [("part.1", await CodeAsync(ground.A)), ("part.1.extent", "rest"), ("part.2", await CodeAsync(ground.E)), ("new.name", name), ("new.code", code)], "preview")).PageAsync();
        Assert.Contains("Chưa chọn phần cho 2 đơn vị", asked.QuerySelector(".note.late")!.Text(), StringComparison.Ordinal);
        var looked = await (await country.Administrator.SubmitChangeAsync(asked, second,
            [($"of{ground.A}.{ground.A1}", "0"), ($"of{ground.A}.{ground.A2}", "1"), ($"of{ground.E}.{ground.E1}", "0"), ($"rest{ground.E}", "-1")], "preview")).PageAsync();
        Assert.True(looked.QuerySelector("[name=seen]") is not null, looked.QuerySelector("main")!.Text());
        return (looked, second);
    }

    [Fact]
    public async Task A_part_of_one_commune_goes_to_a_second_and_the_rest_with_others_becomes_a_new_one_and_the_totals_of_before_add_up_on_either_map()
    {
        var ground = await GroundAsync("Cộng Lại");
        var edition = await country.Data.EditionAsync(2025);
        // Powers of two: each sum tells of what it is made.
        var receivers = new[] { country.Province, country.Province, country.Province, country.Province, ground.A, ground.A, ground.C, ground.E, ground.E };
        foreach (var (index, unit) in ground.All.Index())
            await country.Data.RunAsync("""
                insert into report (id, edition_id, unit_id, receiver_id, form_key, state, figures, version, changed_at)
                select gen_random_uuid(), $1, $2, $3, '2024', 'accepted', (select array_agg(case when row_key = 'classes.professional' and measure = 'people' then $4::bigint end order by position) from statistics_column where form_key = '2024'), 1, now()
                """, edition.Id, unit, receivers[index], 1L << index);

        var (looked, path) = await WrittenAsync(ground, "Xếp Lại", "99911", "01/06/2026");
        Assert.Contains("2 bước của quyết định này", looked.QuerySelector("main")!.Text(), StringComparison.Ordinal);
        Assert.Contains("một phần, 30 %", looked.QuerySelector("main")!.Text(), StringComparison.Ordinal);
        Assert.Contains("một phần, 70 %", looked.QuerySelector("main")!.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await country.AskAsync<long>("select count(*) from unit_decision_line where unit_id = $1", ground.A));
        var decision = await (await country.Administrator.SubmitChangeAsync(looked, path, [], "apply")).PageAsync();
        Assert.Contains("Sắp xếp đơn vị: 12/NQ-HĐND", decision.QuerySelector("h1")!.Text(), StringComparison.Ordinal);
        Assert.Equal(2, decision.QuerySelectorAll("[aria-labelledby=ordered] li").Length);

        var (newB, d, newE) = (await SuccessorAsync(ground.B), await SuccessorAsync(ground.C), await country.AskAsync<long>("select s.to_unit from succession s where s.from_unit = $1 and s.to_unit <> $2", ground.E, await SuccessorAsync(ground.C)));
        Assert.Equal((newB, d, d, d, newE), (await ParentAsync(ground.A1), await ParentAsync(ground.A2), await ParentAsync(ground.C1), await ParentAsync(ground.E1), await ParentAsync(ground.E2)));
        Assert.Equal(await country.NameAsync(ground.E, "2026-05-31"), await country.NameAsync(newE, "2026-06-01"));

        // By hand, on the map of then: A 1 + 16 + 32, B 2, C 4 + 64, E 8 + 128 + 256; on that of now: B 2 + 16, D 4 + 32 + 64 + 128, the rest of E 256;
        // what A and E said of themselves (1 and 8) belongs to no part and is counted in the province, which is 511 on both.
        Assert.Equal(("49", "2", "68", "392", "511"), (await SumAsync(ground.A, ""), await SumAsync(ground.B, ""), await SumAsync(ground.C, ""), await SumAsync(ground.E, ""), await SumAsync(country.Province, "")));
        const string now = "&on=01/06/2026";
        Assert.Equal(("18", "228", "256", "511"), (await SumAsync(newB, now), await SumAsync(d, now), await SumAsync(newE, now), await SumAsync(country.Province, now)));
        foreach (var invariant in Invariants.All.Where(one => OfUnits.Any(start => one.Name.StartsWith(start, StringComparison.Ordinal))))
            Assert.Empty(await invariant.FindAsync(country.App.Services, Cancel));
    }

    [Fact]
    public async Task One_counter_decision_undoes_every_step_and_asks_where_a_school_goes_that_came_since()
    {
        var ground = await GroundAsync("Quay Lại");
        var before = await StandAsync(ground, "2026-05-31");
        var (looked, path) = await WrittenAsync(ground, "Đi Rồi Về", "99912", "01/06/2026");
        var decision = await (await country.Administrator.SubmitChangeAsync(looked, path, [], "apply")).PageAsync();
        var d = await SuccessorAsync(ground.C);
        // Since then a file of schools gave one a code and brought another.
        await country.Data.RunAsync("""
            with ended as (update unit_version set valid = daterange(lower(valid), '2026-07-01') where unit_id = $1 and upper_inf(valid) returning *)
            insert into unit_version (unit_id, kind, code, name, short_name, parent_id, level, search_key, short_key, valid)
            select unit_id, kind, '12088', name, short_name, parent_id, level, search_key, short_key, '[2026-07-01,)' from ended
            """, ground.C1);
        var came = await country.UnitAsync("school", "Trường Đến Sau", d);
        await country.Data.RunAsync("update unit_version set valid = '[2026-07-01,)' where unit_id = $1", came);

        var reversal = decision.QuerySelector<IHtmlAnchorElement>("a[href$=reversal]")!.PathName;
        using var asked = await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(reversal), reversal, Paper("01/08/2026"), "preview");
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        var page = await asked.PageAsync();
        Assert.Contains("Chưa chọn phần cho 1 đơn vị: Trường Đến Sau.", page.QuerySelector(".note.late")!.Text(), StringComparison.Ordinal);
        var choice = page.QuerySelectorAll($"[name='of{d}.{came}'] option").Single(option => option.Text() == before[ground.A].Split(',')[0]).GetAttribute("value")!;
        var undone = await (await country.Administrator.SubmitChangeAsync(page, reversal, [($"of{d}.{came}", choice)], "preview")).PageAsync();
        await country.Administrator.SubmitChangeAsync(undone, reversal, [], "apply");

        before[ground.C1] = before[ground.C1].Replace(", ,", ", 12088,", StringComparison.Ordinal);
        Assert.Equal(before, await StandAsync(ground, "2026-08-01"));
        Assert.Equal((ground.A, "–"), (await ParentAsync(came, "2026-08-01"), await country.NameAsync(d, "2026-08-01")));
    }

    [Fact]
    public async Task A_step_is_taken_up_again_or_left_out_and_the_paper_stays()
    {
        var (one, other) = (country.Commune(), country.Commune());
        var (first, second) = ($"/units/{one}/changes/rename", $"/units/{other}/changes/retype");
        using (var nowhere = await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(first), first, Paper("01/06/2026", ("shortName", "Bước Một"), ("next.unit", "Không Có Xã Này")), "more"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
            Assert.Contains("không có đơn vị nào tên hoặc mã", (await nowhere.PageAsync()).QuerySelector(".err")!.Text(), StringComparison.Ordinal);
        }
        var next = await (await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(first), first, Paper("01/06/2026", ("shortName", "Bước Một"), ("next.unit", await CodeAsync(other)), ("next.kind", "retype")), "more")).PageAsync();
        var turned = await (await country.Administrator.SubmitChangeAsync(next, second, [("printedType", "phường")], "turn.0")).PageAsync();
        Assert.Equal("Bước Một", turned.QuerySelector<IHtmlInputElement>("[name=shortName]")!.Value);
        var looked = await (await country.Administrator.SubmitChangeAsync(turned, first, [("shortName", "Bước Hai")], "preview")).PageAsync();
        var dropped = await (await country.Administrator.SubmitChangeAsync(await (await country.Administrator.SubmitChangeAsync(looked, first, [], "edit")).PageAsync(), first, [], "drop.0")).PageAsync();
        Assert.Equal(("12/NQ-HĐND", "Bước Hai"), (dropped.QuerySelector<IHtmlInputElement>("[name=number]")!.Value, dropped.QuerySelector<IHtmlInputElement>("[name=shortName]")!.Value));
        Assert.Empty(dropped.QuerySelectorAll("[name^='s0.']"));
        await country.Administrator.SubmitChangeAsync(looked, first, [], "apply");
        Assert.Equal(("Xã Bước Hai", "Phường"), (await country.NameAsync(one, "2026-06-01"), (await country.NameAsync(other, "2026-06-01"))[..6]));
        Assert.Equal("rearrange: retype, rename", await country.AskAsync<string>("select d.kind || ': ' || string_agg(s.kind, ', ' order by s.position) from unit_decision d join unit_decision_step s on s.decision_id = d.id join unit_decision_line l on l.decision_id = d.id and l.unit_id = $1 group by d.id", one));
    }

    async Task<SortedDictionary<long, string>> StandAsync(Ground ground, string day)
    {
        var stand = new SortedDictionary<long, string>();
        foreach (var unit in ground.All) stand[unit] = await country.AskAsync<string>("select name || ', ' || coalesce(code, '') || ', ' || parent_id from unit_on($2::date) where unit_id = $1", unit, Day(day));
        return stand;
    }

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    Task<string> CodeAsync(long unit) => country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", unit);

    Task<string> ShortAsync(long unit) => country.AskAsync<string>("select short_name from unit_on('2026-01-01') where unit_id = $1", unit);

    Task<long> SuccessorAsync(long unit) => country.AskAsync<long>("select to_unit from succession where from_unit = $1 and whole and decision_id is not null", unit);

    Task<long> ParentAsync(long unit, string day = "2026-06-01") => country.AskAsync<long>("select parent_id from unit_on($2::date) where unit_id = $1", unit, Day(day));

    async Task<string> SumAsync(long unit, string map) =>
        (await country.Administrator.PageAsync($"/totals/2025/{unit}/cell?row=classes.professional&measure=people{map}")).QuerySelector("#sum-received")!.TextContent;
}

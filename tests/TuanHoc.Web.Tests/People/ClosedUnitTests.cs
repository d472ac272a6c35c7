using System.Net;

namespace TuanHoc.Web.Tests.People;

/// <summary>A unit ended and went into another: its roles count for nothing until the successor takes its people over.</summary>
public sealed class ClosedUnitTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_of_a_closed_unit_is_told_so_and_whom_to_ask()
    {
        var (old, successor) = await MergedAsync();
        await world.Data.PersonAsync("Bàn Thị Kế", (successor, "coordinator"));
        using var person = await world.Data.BrowserAsync(await world.Data.PersonAsync("Bàn Văn Cũ", (old, "coordinator")));
        var home = await person.PageAsync("/");
        Assert.NotNull(home.QuerySelector("a[href='/me/former']"));
        Assert.DoesNotContain("Quản trị hệ thống", home.Text(), StringComparison.Ordinal);
        var text = (await person.PageAsync("/me/former")).Text();
        Assert.Contains("Bàn Thị Kế", text, StringComparison.Ordinal);
        Assert.Contains("01/07/2025", text, StringComparison.Ordinal);
        using var refused = await person.GetAsync($"/units/{old}/people", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.False(await world.Data.ScalarAsync<bool>("select sees((select id from person where full_name = 'Bàn Văn Cũ'), $1, vietnam_day(now()), '2025-06-01')", old));
    }

    [Fact]
    public async Task The_successor_takes_people_over_one_by_one_or_all()
    {
        var (old, successor) = await MergedAsync();
        var names = new List<string>();
        foreach (var name in (string[])["Phàn Một", "Phàn Hai", "Phàn Ba", "Phàn Bốn"]) names.Add(await world.Data.PersonAsync(name, (old, "reporter")));
        using var coordinator = await world.WithRoleAsync(successor);
        var page = await coordinator.PageAsync($"/units/{successor}/people");
        Assert.Equal(4, page.QuerySelectorAll("button[name='leave']").Length);

        await PressAsync(coordinator, successor, "take", await MembershipAsync(names[0], old));
        await PressAsync(coordinator, successor, "leave", await MembershipAsync(names[1], old));
        await PressAsync(coordinator, successor, "take", "all");

        Assert.Equal(3, await world.CountAsync("membership where unit_id = $1 and role = 'reporter' and lower(valid) = '2025-07-01' and upper_inf(valid)", successor));
        Assert.Equal(4, await world.CountAsync("membership where unit_id = $1 and upper(valid) = '2025-07-01'", old));
        Assert.Equal(3, await world.CountAsync("audit where what = 'taken-over' and unit_id = $1", successor));
        Assert.Empty((await coordinator.PageAsync($"/units/{successor}/people")).QuerySelectorAll("button[name='leave']"));
        using var taken = await world.Data.BrowserAsync(names[2]);
        Assert.Null((await taken.PageAsync("/")).QuerySelector("a[href='/me/former']"));
    }

    [Fact]
    public async Task Taking_over_who_leads_asks_who_proved_long_ago_again()
    {
        var (old, successor) = await MergedAsync();
        var (leader, reporter) = (await world.Data.PersonAsync("Phàn Lãnh Đạo", (old, "leader")), await world.Data.PersonAsync("Phàn Nhập Liệu", (old, "reporter")));
        using var coordinator = await world.WithRoleAsync(successor, name: "Phàn Đã Lâu");
        await world.Data.RunAsync("update session set proved_at = now() - interval '1 hour' where person_id = (select id from person where full_name = 'Phàn Đã Lâu')");
        foreach (var taken in (string[])[await MembershipAsync(leader, old), "all"])
        {
            using var asked = await coordinator.SendAsync((await coordinator.PageAsync($"/units/{successor}/people")).Form($"/units/{successor}/people/former"), to: null, ("take", taken));
            Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
            Assert.NotNull((await asked.PageAsync()).QuerySelector("form[aria-labelledby='former'] a[href^='/signin/again']"));
        }
        Assert.Equal(0, await world.CountAsync("membership where unit_id = $1 and role <> 'coordinator'", successor));

        await PressAsync(coordinator, successor, "take", await MembershipAsync(reporter, old));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'reporter'", successor));
        await world.Data.RunAsync("update session set proved_at = now() where person_id = (select id from person where full_name = 'Phàn Đã Lâu')");
        await PressAsync(coordinator, successor, "take", await MembershipAsync(leader, old));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'leader'", successor));
    }

    [Fact]
    public async Task A_unit_takes_over_only_the_people_of_its_own_predecessors()
    {
        var (old, _) = await MergedAsync();
        var (_, other) = await MergedAsync();
        var name = await world.Data.PersonAsync("Phàn Khác", (old, "coordinator"));
        using var coordinator = await world.WithRoleAsync(other);
        var former = await world.Data.PersonAsync("Phàn Của Mình", (await PredecessorAsync(other), "viewer"));
        await PressAsync(coordinator, other, "take", await MembershipAsync(name, old));
        Assert.Equal(0, await world.CountAsync("membership m join person p on p.id = m.person_id where p.user_name = $1 and m.unit_id = $2", name, other));
        await PressAsync(coordinator, other, "take", "all");
        Assert.Equal(1, await world.CountAsync("membership m join person p on p.id = m.person_id where p.user_name = $1 and m.unit_id = $2", former, other));
    }

    [Fact]
    public async Task People_of_a_divided_unit_wait_at_each_part_until_one_of_them_confirms()
    {
        var (old, one) = await MergedAsync();
        var other = await world.Data.UnitAsync("commune", "Xã Nửa Kia", world.Province);
        await world.Data.RunAsync("update succession set whole = false where from_unit = $1", old);
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2025-07-01', false)", old, other);
        var (here, there, nowhere) = (await world.Data.PersonAsync("Sằm Ở Đây", (old, "reporter")), await world.Data.PersonAsync("Sằm Ở Kia", (old, "reporter")), await world.Data.PersonAsync("Sằm Thôi", (old, "reporter")));
        using var first = await world.WithRoleAsync(one);
        using var second = await world.WithRoleAsync(other);

        await PressAsync(first, one, "take", await MembershipAsync(here, old));
        await PressAsync(first, one, "leave", await MembershipAsync(there, old));
        await PressAsync(first, one, "leave", await MembershipAsync(nowhere, old));
        Assert.Equal(["Sằm Ở Kia", "Sằm Thôi"], await FormerAsync(second, other));
        Assert.Equal(2, await world.CountAsync("membership where unit_id = $1 and upper_inf(valid)", old));

        // Whoever comes here is said of each.
        Assert.Null((await second.PageAsync($"/units/{other}/people")).QuerySelector("button[value='all']"));
        await PressAsync(second, other, "take", await MembershipAsync(there, old));
        await PressAsync(second, other, "leave", await MembershipAsync(nowhere, old));
        Assert.Equal(0, await world.CountAsync("membership where unit_id = $1 and upper_inf(valid)", old));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'reporter'", one));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'reporter'", other));
    }

    [Fact]
    public async Task Where_the_successor_closed_too_its_own_takes_over()
    {
        var (old, between) = await MergedAsync();
        var last = await world.Data.UnitAsync("commune", "Xã Sau Cùng", world.Province);
        await world.Data.RunAsync("update unit_version set valid = '[2021-01-01,2026-01-01)' where unit_id = $1", between);
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2026-01-01', true)", between, last);
        var name = await world.Data.PersonAsync("Lục Qua Hai", (old, "viewer"));
        using var coordinator = await world.WithRoleAsync(last, name: "Lục Điều Phối");
        Assert.Equal(["Lục Qua Hai"], await FormerAsync(coordinator, last));
        using var person = await world.Data.BrowserAsync(name);
        Assert.Contains("Lục Điều Phối", (await person.PageAsync("/me/former")).Text(), StringComparison.Ordinal);
        await PressAsync(coordinator, last, "take", await MembershipAsync(name, old));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'viewer' and lower(valid) = '2026-01-01'", last));
    }

    [Fact]
    public async Task A_role_given_after_the_day_of_a_late_decision_is_carried_from_its_own_first_day()
    {
        var (old, successor) = await MergedAsync();
        var name = await world.Data.PersonAsync("Lục Đến Sau", (old, "leader"));
        await world.Data.RunAsync("update membership set valid = '[2025-08-15,)' where unit_id = $1", old);
        using var above = await world.WithRoleAsync(world.Province);
        Assert.Contains((await above.PageAsync("/people")).QuerySelectorAll("tbody tr"), row => row.QuerySelector($"a[href='/units/{successor}/people']") is not null && row.Text().Contains("1 người của đơn vị cũ", StringComparison.Ordinal));
        await PressAsync(above, successor, "take", await MembershipAsync(name, old));
        Assert.Equal(0, await world.CountAsync("membership where unit_id = $1", old));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'leader' and lower(valid) = '2025-08-15'", successor));
    }

    [Fact]
    public async Task A_role_of_a_closed_unit_opens_nothing_even_where_its_successor_is_shown()
    {
        var (old, successor) = await MergedAsync();
        using var person = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lục Chưa Nhận", (old, "coordinator")));
        foreach (var path in (string[])["/people", "/people/import", $"/units/{old}/people", $"/units/{successor}/people"])
        {
            using var refused = await person.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        Assert.Equal(0, await world.CountAsync("units_held((select id from person where full_name = 'Lục Chưa Nhận'), vietnam_day(now()))"));
        Assert.Equal(0, await world.CountAsync("units_seen((select id from person where full_name = 'Lục Chưa Nhận'), vietnam_day(now()))"));
    }

    [Fact]
    public async Task What_a_closed_unit_did_is_its_heirs_to_look_into_and_no_longer_its_own_people_s()
    {
        var (old, successor) = await MergedAsync();
        await world.Data.PersonAsync("Lục Người Cũ", (old, "reporter"));
        using var own = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lục Điều Phối Cũ", (old, "coordinator"), (world.Neighbour, "viewer")));
        using var heir = await world.WithRoleAsync(successor, name: "Lục Thừa Kế");
        using var stranger = await world.WithRoleAsync(world.Neighbour);
        foreach (var path in (string[])[$"/audit?unit={old}", $"/units/{old}/facts"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(own, path));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, path));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(heir, path));
        }
        Assert.Contains("Lục Người Cũ", (await heir.PageAsync($"/units/{old}?on=01/06/2025")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Lục Người Cũ", (await stranger.PageAsync($"/units/{old}?on=01/06/2025")).Text(), StringComparison.Ordinal);

        static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string path)
        {
            using var answer = await browser.GetAsync(path, Cancel);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_merger_entered_by_its_paper_hands_people_over_to_the_new_unit()
    {
        var (one, other) = (await world.Data.UnitAsync("commune", "Xã Vàng", world.Province), await world.Data.UnitAsync("commune", "Xã Đỏ", world.Province));
        await world.Data.RunAsync("update unit_version set code = case unit_id when $1 then '00009' else '00011' end, printed_type = 'xã', valid = '[2025-07-01,)' where unit_id in ($1, $2)", one, other);
        var name = await world.Data.PersonAsync("Triệu Thị Nối", (one, "leader"));
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var path = $"/units/{one}/changes/merge";
        (string, string)[] paper = [("number", "15/NQ-HĐND"), ("issuer", "Hội đồng nhân dân tỉnh"), ("signedOn", "20/12/2025"), ("onDay", "01/04/2026"), ("with", $"{other}"), ("new.name", "Da Cam"), ("new.type", "xã"), ("new.code", "00009")];
        using var looked = await StepAsync(administrator, await administrator.PageAsync(path), path, paper, "preview");
        using var applied = await StepAsync(administrator, await looked.PageAsync(), path, [], "apply");
        var merged = await world.Data.ScalarAsync<long>("select unit_id from unit_version where name = 'Xã Da Cam'");

        using var above = await world.WithRoleAsync(world.Province);
        await PressAsync(above, merged, "take", await MembershipAsync(name, one));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and role = 'leader' and valid = '[2026-04-01,)'", merged));
        Assert.Equal(1, await world.CountAsync("membership where unit_id = $1 and upper(valid) = '2026-04-01'", one));
    }

    static async Task<HttpResponseMessage> StepAsync(HttpClient administrator, AngleSharp.Dom.IDocument page, string path, (string Field, string Value)[] typed, string step)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in page.Form(path).Filled([.. typed.Select(field => (field.Field, (string?)field.Value))]).Where(field => field.Key is not ("step" or "file"))) content.Add(new StringContent(value), name);
        content.Add(new StringContent(step), "step");
        return await administrator.PostAsync(path, content, Cancel);
    }

    static async Task<string[]> FormerAsync(HttpClient browser, long unit) =>
        [.. (await browser.PageAsync($"/units/{unit}/people")).QuerySelectorAll("form[aria-labelledby='former'] tbody th").Select(cell => cell.FirstChild!.TextContent.Trim())];

    async Task<(long Old, long Successor)> MergedAsync()
    {
        var old = await world.Data.UnitAsync("commune", "Xã Đã Nhập", world.Province);
        var successor = await world.Data.UnitAsync("commune", "Xã Kế Tục", world.Province);
        await world.Data.RunAsync("update unit_version set valid = '[2021-01-01,2025-07-01)' where unit_id = $1", old);
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2025-07-01', true)", old, successor);
        return (old, successor);
    }

    Task<long> PredecessorAsync(long unit) => world.Data.ScalarAsync<long>("select from_unit from succession where to_unit = $1", unit);

    async Task<string> MembershipAsync(string name, long unit) =>
        (await world.Data.ScalarAsync<long>("select m.id from membership m join person p on p.id = m.person_id where p.user_name = $1 and m.unit_id = $2", name, unit)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    static async Task PressAsync(HttpClient browser, long unit, string button, string value)
    {
        var form = (await browser.PageAsync($"/units/{unit}/people")).Form($"/units/{unit}/people/former");
        using var answer = await browser.PostAsync($"/units/{unit}/people/former", new FormUrlEncodedContent(form.Filled([(button, value)])), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}

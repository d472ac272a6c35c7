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
        Assert.NotNull((await person.PageAsync("/")).QuerySelector("a[href='/me/former']"));
        var text = (await person.PageAsync("/me/former")).Text();
        Assert.Contains("Bàn Thị Kế", text, StringComparison.Ordinal);
        Assert.Contains("01/07/2025", text, StringComparison.Ordinal);
        using var refused = await person.GetAsync($"/units/{old}/people", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.False(await world.Data.ScalarAsync<bool>("select sees((select id from person where full_name = 'Bàn Văn Cũ'), $1, current_date, '2025-06-01')", old));
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

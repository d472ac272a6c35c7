using System.Net;

namespace TuanHoc.Web.Tests.People;

public sealed class RoleChangeTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_that_ends_today_counts_no_more_and_stays_written()
    {
        var (person, membership) = await MemberAsync("Vàng Thị Thôi", world.Commune, "coordinator");
        using var ended = await world.Data.BrowserAsync(person);
        await ended.PageAsync($"/units/{world.Commune}/people");
        using var above = await world.WithRoleAsync(world.Province);
        using var answer = await above.SendAsync((await above.PageAsync($"/memberships/{membership}")).Form($"/memberships/{membership}/end"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var refused = await ended.GetAsync($"/units/{world.Commune}/people", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("Vàng Thị Thôi", (await above.PageAsync($"/units/{world.Commune}/people")).QuerySelector("details.panel")!.Text(), StringComparison.Ordinal);
        Assert.Equal(1, await world.CountAsync("audit where what = 'role-ended' and thing_id = $1 and unit_id = $2", $"{membership}", world.Commune));
        using var again = await above.GetAsync($"/memberships/{membership}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_day_gone_by_is_refused_with_its_reason()
    {
        var (_, membership) = await MemberAsync("Vàng Thị Sớm", world.Commune, "viewer");
        using var above = await world.WithRoleAsync(world.Province);
        using var answer = await above.SendAsync((await above.PageAsync($"/memberships/{membership}")).Form($"/memberships/{membership}/end"), to: null, ("from", "01/01/2022"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("01/01/2022", (await answer.PageAsync()).QuerySelector("#from")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_move_ends_one_role_and_starts_another_in_one_act()
    {
        var (person, membership) = await MemberAsync("Lý A Chuyển", world.Commune, "reporter");
        using var above = await world.WithRoleAsync(world.Province);
        var page = await above.PageAsync($"/memberships/{membership}?q=hang%20xom");
        using var answer = await above.SendAsync(page.Form($"/memberships/{membership}/move"), to: null, ("unit", page.QuerySelector("#unit option")!.GetAttribute("value")), ("role", "coordinator"));
        Assert.Equal($"/units/{world.Neighbour}/people", answer.Headers.Location?.ToString());
        Assert.Equal(1, await world.CountAsync("""
            membership before join membership after on after.person_id = before.person_id and lower(after.valid) = upper(before.valid)
            where before.id = $1 and after.unit_id = $2 and after.role = 'coordinator' and upper_inf(after.valid)
            """, membership, world.Neighbour));
        using var moved = await world.Data.BrowserAsync(person);
        await moved.PageAsync($"/units/{world.Neighbour}/people");
    }

    [Fact]
    public async Task Nobody_is_moved_to_a_unit_that_is_not_theirs_to_manage()
    {
        var (_, membership) = await MemberAsync("Lý A Ở", world.Commune, "reporter");
        using var coordinator = await world.WithRoleAsync(world.Commune);
        Assert.Empty((await coordinator.PageAsync($"/memberships/{membership}?q=hang%20xom")).QuerySelectorAll("#unit option"));
        var form = (await coordinator.PageAsync($"/memberships/{membership}")).Form($"/memberships/{membership}/move");
        using var refused = await coordinator.SendAsync(form, to: null, ("unit", $"{world.Neighbour}"), ("role", "viewer"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(1, await world.CountAsync("membership where id = $1 and upper_inf(valid)", membership));
        using var stranger = await world.WithRoleAsync(world.Neighbour);
        using var missing = await stranger.GetAsync($"/memberships/{membership}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    async Task<(string Person, long Membership)> MemberAsync(string name, long unit, string role)
    {
        var person = await world.Data.PersonAsync(name, (unit, role));
        return (person, await world.Data.ScalarAsync<long>("select m.id from membership m join person p on p.id = m.person_id where p.user_name = $1", person));
    }
}

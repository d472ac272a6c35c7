using System.Net;
using TuanHoc.Web.Tasks;
using TuanHoc.Web.Tests.Plans;

namespace TuanHoc.Web.Tests.Tasks;

public sealed class TaskTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static readonly DateOnly Today = new(2025, 10, 5);

    static TaskLine Task(string agency, int position, DateOnly? due = null) => new(Guid.Empty, "Kế hoạch", "Tỉnh Thử", agency, null, null, null, $"Việc {position}", due, null, position);

    [Fact]
    public void Bodies_with_something_overdue_come_first_then_by_the_nearest_day_then_as_the_plan_names_them()
    {
        var bodies = AgencyTasks.Of([Task("không hạn", 1), Task("cũng không hạn", 2), Task("sắp đến", 3, Today.AddDays(2)), Task("quá hạn", 4, Today.AddDays(-1)), Task("hôm nay", 5, Today), Task("quá hạn", 6)], Today);
        Assert.Equal(["quá hạn", "hôm nay", "sắp đến", "không hạn", "cũng không hạn"], bodies.Select(b => b.Agency));
        Assert.Equal([1, 0, 0, 0, 0], bodies.Select(b => b.Overdue));
        Assert.Equal(["Việc 4", "Việc 6"], bodies[0].Tasks.Select(t => t.Text));
    }

    [Fact]
    public async Task Tasks_are_narrowed_to_a_plan_a_body_and_a_unit()
    {
        var (keeper, unit) = await world.FreshAsync();
        var agency = await world.Data.UnitAsync("agency", "Sở Nhiệm Vụ", unit);
        var path = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("assignments.0.agency", "Sở nhiệm vụ"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var plan = path["/plans/".Length..];

        var all = (await keeper.PageAsync($"/tasks?plan={plan}")).QuerySelectorAll(".tasks li").Length;
        var ofBody = (await keeper.PageAsync($"/tasks?plan={plan}&agency={Uri.EscapeDataString("Sở nhiệm vụ")}")).QuerySelectorAll(".tasks li").Length;
        var ofUnit = (await keeper.PageAsync($"/tasks?unit={agency}")).QuerySelectorAll(".tasks li").Length;

        Assert.True(0 < ofBody && ofBody < all);
        Assert.Equal(ofBody, ofUnit);
        Assert.Equal(all, (await keeper.PageAsync("/tasks")).QuerySelectorAll(".tasks li").Length);
        Assert.Contains("Chưa có nhiệm vụ nào", (await (await world.KeeperAsync(unit: world.Elsewhere)).PageAsync("/tasks")).Body!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_sees_its_own_tasks_and_the_plan_that_gives_them()
    {
        var (keeper, unit) = await world.FreshAsync();
        var agency = await world.Data.UnitAsync("agency", "Sở Được Giao", unit);
        var path = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("assignments.0.agency", "Sở Được Giao"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        using var member = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người của Sở", (agency, "reporter")));
        Assert.NotEmpty((await member.PageAsync("/tasks")).QuerySelectorAll(".tasks li"));
        Assert.Empty((await member.PageAsync(path)).QuerySelectorAll("button[value=save]"));
    }

    [Fact]
    public async Task The_list_leads_to_the_board_where_there_are_units_below()
    {
        var (keeper, unit) = await world.FreshAsync();
        var agency = await world.Data.UnitAsync("agency", "Sở Không Ai Dưới", unit);
        using var member = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người của Sở", (agency, "coordinator")));
        Assert.Single((await keeper.PageAsync("/tasks")).QuerySelectorAll("main a[href='/control']"));
        Assert.Empty((await member.PageAsync("/tasks")).QuerySelectorAll("main a[href='/control']"));
    }

    [Fact]
    public async Task A_name_that_two_units_have_is_nobody_s()
    {
        var (keeper, unit) = await world.FreshAsync();
        for (var i = 0; i < 2; i++) await world.Data.UnitAsync("school", "Trường Trùng Tên", unit);
        var path = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("assignments.0.agency", "Trường Trùng Tên"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1 and unit_id is not null", Guid.Parse(path["/plans/".Length..], System.Globalization.CultureInfo.InvariantCulture)));
    }
}

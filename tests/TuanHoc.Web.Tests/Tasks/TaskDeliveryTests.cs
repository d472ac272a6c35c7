namespace TuanHoc.Web.Tests.Tasks;

public sealed class TaskDeliveryTests(TaskWorld world) : IClassFixture<TaskWorld>
{
    [Fact]
    public async Task Who_gave_a_task_is_called_as_on_the_day_of_the_document()
    {
        var province = await world.Data.UnitAsync("province", "Tỉnh Tên Cũ");
        var commune = await world.Data.UnitAsync("commune", "Xã Của Tỉnh Tên Cũ", province);
        var plan = await world.InForceAsync(province, "HD", issuedOn: new(2025, 5, 20));
        await world.WriteAsync(plan, new GivenTask("Xã Của Tỉnh Tên Cũ", "Treo băng rôn"));
        await world.GiveOutAsync(plan);
        await world.Data.RunAsync("update unit_version set valid = '[2021-01-01,2025-07-01)' where unit_id = $1", province);
        await world.Data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) values ($1, 'province', 'Thành phố Tên Mới', 'Tên Mới', 1, 'thanh pho ten moi', 'ten moi', '[2025-07-01,)')", province);
        using var member = await world.SomeoneAsync((commune, "reporter"));
        var list = (await member.PageAsync("/tasks")).QuerySelector("main")!;
        Assert.Contains("Tỉnh Tên Cũ", list.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Thành phố Tên Mới", list.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kế hoạch của Tỉnh Tên Cũ", (await member.PageAsync(list.QuerySelector("a[href^='/tasks/']")!.GetAttribute("href")!)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_of_one_body_is_given_to_its_unit_and_one_of_a_group_to_each_of_the_group_once()
    {
        var plan = await world.InForceAsync(world.Province, "HD");
        await world.WriteAsync(plan, new("Sở Thường Trực", "Hướng dẫn các xã"), new("UBND các xã, phường", "Treo băng rôn"), new("Hội Không Có", "Vận động hội viên"));
        await world.Data.RunAsync("insert into plan_body (plan_id, name, unit_group) values ($1, 'UBND các xã, phường', 'commune')", plan);
        await world.GiveOutAsync(plan);
        Assert.Equal(4, await world.CountAsync(plan));
        await world.GiveOutAsync(plan);
        Assert.Equal(4, await world.CountAsync(plan));

        // A person says who the third body is, and takes the first from its unit.
        await world.Data.RunAsync("insert into plan_body (plan_id, name, unit_id) values ($1, 'Hội Không Có', $2), ($1, 'Sở Thường Trực', $3)", plan, world.Communes[0], world.Communes[1]);
        await world.GiveOutAsync(plan);
        Assert.Equal(5, await world.CountAsync(plan));
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from unit_task u join task t on t.id = u.task_id where t.plan_id = $1 and u.unit_id = $2", plan, world.Agency));
    }

    [Fact]
    public async Task A_plan_that_replaces_another_takes_over_its_equal_tasks()
    {
        var old = await world.PlanAsync(new("Xã Thứ Ba", "Mở thư viện"), new("Xã Thứ Ba", "Việc bỏ đi"));
        using var reporter = await world.SomeoneAsync((world.Communes[2], "coordinator"));
        var task = await world.UnitTaskAsync(old, "Mở thư viện", world.Communes[2]);
        await TaskWorld.SaidAsync(reporter, task);
        await world.Data.RunAsync("update plan set state = 'replaced' where id = $1", old);
        var again = await world.InForceAsync(world.Province, "HD", amends: old);
        await world.WriteAsync(again, new GivenTask("Xã Thứ Ba", "Mở thư viện"));
        await world.GiveOutAsync(again);
        Assert.Equal(task, await world.UnitTaskAsync(again, "Mở thư viện", world.Communes[2]));
        Assert.Equal("said", await world.StateAsync(task));
        // What the new plan no longer asks is no longer followed.
        Assert.Contains("không còn trong một kế hoạch có hiệu lực", (await reporter.PageAsync($"/tasks/{await world.UnitTaskAsync(old, "Việc bỏ đi", world.Communes[2])}")).Text(), StringComparison.Ordinal);
    }
}

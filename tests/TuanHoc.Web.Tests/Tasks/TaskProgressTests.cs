using System.Net;
using TuanHoc.Web.Tasks;

namespace TuanHoc.Web.Tests.Tasks;

/// <summary>Nobody types progress: each state is what happened.</summary>
public sealed class TaskProgressTests(TaskWorld world) : IClassFixture<TaskWorld>
{
    async Task<(long Unit, long Task)> GivenAsync(string? output, int due = 3, string bound = "by")
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        return (unit, await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Việc theo dõi", output, world.Today.AddDays(due), bound)), "Việc theo dõi", unit));
    }

    [Theory]
    [InlineData(30, "by", "not-due")]
    [InlineData(8, "by", "not-due")]
    [InlineData(8, "before", "due")]
    [InlineData(7, "by", "due")]
    [InlineData(0, "by", "due")]
    [InlineData(0, "before", "overdue late")]
    [InlineData(-1, "on", "overdue late")]
    public async Task A_task_of_which_nothing_happened_goes_by_its_last_day(int due, string bound, string state) => Assert.Equal(state, await world.StateAsync((await GivenAsync("news", due, bound)).Task));

    [Fact]
    public async Task A_task_without_a_day_is_never_late()
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        var plan = await world.PlanAsync(new GivenTask(name, "Không hạn"));
        Assert.Equal("not-due", await world.StateAsync(await world.UnitTaskAsync(plan, "Không hạn", unit)));
    }

    [Theory]
    [InlineData(0, "done")]
    [InlineData(1, "done late")]
    public async Task A_plan_is_done_when_the_unit_s_plan_is_in_force(int day, string state)
    {
        var (unit, task) = await GivenAsync("plan", due: 0);
        await world.InForceAsync(unit, "HD");
        Assert.Equal("due", await world.StateAsync(task));
        await world.InForceAsync(unit, "KH", issuedOn: world.Today.AddDays(day));
        Assert.Equal(state, await world.StateAsync(task));
    }

    [Fact]
    public async Task A_schedule_is_done_by_a_ceremony_planned_and_a_ceremony_by_one_held()
    {
        var (unit, schedule) = await GivenAsync("schedule");
        var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", unit);
        var ceremony = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Tổ chức lễ", "ceremony", world.Today, "on")), "Tổ chức lễ", unit);
        await world.CeremonyAsync(unit, "cancelled", DateTimeOffset.UnixEpoch);
        Assert.Equal(("due", "due"), (await world.StateAsync(schedule), await world.StateAsync(ceremony)));
        var tomorrow = new DateTimeOffset(world.Today.AddDays(1), new(8, 0), TimeSpan.FromHours(7)).ToUniversalTime();
        await world.CeremonyAsync(unit, "planned", tomorrow);
        Assert.Equal(("done", "due"), (await world.StateAsync(schedule), await world.StateAsync(ceremony)));
        await world.Data.RunAsync("update activity set state = 'held', people = 40 where unit_id = $1 and state = 'planned'", unit);
        Assert.Equal(("done", "done late"), (await world.StateAsync(schedule), await world.StateAsync(ceremony)));
        // A ceremony is none of the activities that a plan asks besides.
        var activity = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Mở lớp", "activity", world.Today, "on")), "Mở lớp", unit);
        Assert.Equal("due", await world.StateAsync(activity));
    }

    [Fact]
    public async Task A_task_that_names_a_kind_of_activity_is_done_by_one_of_that_kind_alone()
    {
        var (unit, task) = await GivenAsync("activity");
        var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", unit);
        var any = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Hoạt động bất kỳ", "activity", world.Today.AddDays(3), "by")), "Hoạt động bất kỳ", unit);
        await world.Data.RunAsync("update task set activity_kind = 'class' where id = (select task_id from unit_task where id = $1)", task);
        await HeldAsync("reading.story_hour");
        Assert.Equal(("due", "done"), (await world.StateAsync(task), await world.StateAsync(any)));
        await HeldAsync("class.literacy");
        Assert.Equal(("done", "done"), (await world.StateAsync(task), await world.StateAsync(any)));

        Task HeldAsync(string kind) => world.Data.RunAsync("""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, write_key, made_at, made_by, changed_at, changed_by)
            select k, $1, $2, $3, 'Hoạt động', '2000-01-01', 'held', 10, k, now(), p, now(), p from (select gen_random_uuid() as k, (select min(id) from person) as p) one
            """, world.Edition.Id, unit, kind);
    }

    [Fact]
    public async Task A_report_is_said_when_sent_and_done_when_accepted_on_the_day_it_was_sent_first()
    {
        var (unit, task) = await GivenAsync("report", due: 0);
        await world.Data.LedgerAsync(world.Edition);
        var report = Guid.Parse((await world.Data.ReportAsync(world.Edition, unit))["/reports/".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("due", await world.StateAsync(task));
        await StepAsync("submitted", world.Today);
        Assert.Equal("said", await world.StateAsync(task));
        await StepAsync("returned", world.Today);
        Assert.Equal("returned", await world.StateAsync(task));
        await StepAsync("submitted", world.Today.AddDays(2));
        await StepAsync("accepted", world.Today.AddDays(2));
        // A receiver that returns it late makes nobody late.
        Assert.Equal("done", await world.StateAsync(task));

        async Task StepAsync(string kind, DateOnly day)
        {
            await world.Data.RunAsync("update report set state = $2, changed_at = $3 where id = $1", report, kind, new DateTimeOffset(day, new(8, 0), TimeSpan.FromHours(7)).ToUniversalTime());
            await world.Data.RunAsync("insert into report_step (report_id, kind, version, at, by, reason, write_key) select $1, $2, 1, $3, min(id), case $2 when 'returned' then 'Thiếu' end, $4 from person", report, kind, new DateTimeOffset(day, new(8, 0), TimeSpan.FromHours(7)).ToUniversalTime(), Guid.CreateVersion7());
        }
    }

    [Fact]
    public async Task What_a_unit_that_has_ended_left_undone_its_successors_go_on_with()
    {
        var (one, other, heir) = (await world.CommuneAsync("Xã Sắp Nhập"), await world.CommuneAsync("Xã Cùng Nhập"), await world.CommuneAsync("Xã Nhận Việc"));
        var plan = await world.PlanAsync(new("Xã Sắp Nhập", "Treo khẩu hiệu", "news", world.Today, "by"), new("Xã Cùng Nhập", "Mở thư viện", "document", world.Today, "by"), new("Xã Cùng Nhập", "Đưa tin", "news"), new("Xã Nhận Việc", "Việc của mình", "news"));
        using (var before = await world.SomeoneAsync((one, "reporter")))
        using (var said = await TaskWorld.SayAsync(before, await world.UnitTaskAsync(plan, "Treo khẩu hiệu", one), "Đã treo 12 khẩu hiệu.", link: "https://baomau.example/treo-khau-hieu")) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        foreach (var unit in (long[])[one, other])
        {
            await world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), $2) where unit_id = $1", unit, world.Today);
            await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, $3, true)", unit, heir, world.Today);
        }
        var daily = new RedirectTasks(world.Data.Source, TimeProvider.System);
        await daily.ApplyAsync(TestContext.Current.CancellationToken);
        await daily.ApplyAsync(TestContext.Current.CancellationToken);

        using var reporter = await world.SomeoneAsync((heir, "reporter"));
        Assert.Equal(["Mở thư viện", "Treo khẩu hiệu", "Việc của mình", "Đưa tin"], (await reporter.PageAsync("/tasks")).QuerySelectorAll(".tasks li p:first-child a").Select(a => a.TextContent).Order(StringComparer.Ordinal));
        Assert.Equal("said", await world.StateAsync(await world.UnitTaskAsync(plan, "Treo khẩu hiệu", heir)));
        Assert.Equal(3, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'task' and what = 'redirected' and unit_id = $1 and detail ->> 'to' = 'Xã Nhận Việc'", heir));
        Assert.Equal(4, await world.CountAsync(plan));
        // A plan of before, given out afterwards, reaches who is there now.
        var late = await world.InForceAsync(world.Province, "HD", world.Today.AddDays(-20));
        await world.WriteAsync(late, new GivenTask("Xã Sắp Nhập", "Giao muộn", "news"));
        await world.GiveOutAsync(late);
        Assert.True(await world.UnitTaskAsync(late, "Giao muộn", heir) > 0);
    }

    [Fact]
    public async Task The_list_has_overdue_on_top_and_narrows_by_state_output_and_unit()
    {
        var (near, far) = (await world.CommuneAsync("Xã Danh Sách"), await world.CommuneAsync("Xã Ngoài Danh Sách"));
        await world.PlanAsync(new("Xã Danh Sách", "Việc còn xa", "news", world.Today.AddDays(40), "by"), new("Xã Danh Sách", "Việc quá hạn", "meeting", world.Today, "before"),
            new("Xã Danh Sách", "Việc đến hạn", "plan", world.Today.AddDays(2), "by"), new("Xã Ngoài Danh Sách", "Việc người khác", "news", world.Today, "by"));
        using var reporter = await world.SomeoneAsync((near, "reporter"));
        Assert.Equal(["Việc quá hạn", "Việc đến hạn", "Việc còn xa"], await ShownAsync("/tasks"));
        Assert.Equal(["Việc quá hạn"], await ShownAsync("/tasks?state=overdue"));
        Assert.Equal(["Việc còn xa"], await ShownAsync("/tasks?output=news"));
        Assert.Empty(await ShownAsync($"/tasks?unit={far}"));
        var page = await reporter.PageAsync("/tasks");
        Assert.Contains("Quá hạn · Trễ 1 ngày", page.Text(), StringComparison.Ordinal);
        Assert.Contains($"trước ngày {world.Today:dd/MM/yyyy} · hạn cuối {world.Today.AddDays(-1):dd/MM/yyyy}", page.Text(), StringComparison.Ordinal);
        using var above = await world.SomeoneAsync((world.Province, "viewer"));
        Assert.Contains("Việc quá hạn", (await above.PageAsync($"/tasks?unit={near}")).Text(), StringComparison.Ordinal);

        async Task<IEnumerable<string>> ShownAsync(string url) => (await reporter.PageAsync(url)).QuerySelectorAll(".tasks li p:first-child a").Select(a => a.TextContent);
    }

    [Fact]
    public async Task A_name_decided_for_a_day_to_come_is_not_shown_before_it()
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        var task = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Treo khẩu hiệu", "news")), "Treo khẩu hiệu", unit);
        await world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), $2) where unit_id = $1", unit, world.Today.AddDays(30));
        await world.Data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) values ($1, 'commune', 'Phường Ngày Sau', 'Ngày Sau', $2, 'ngay sau', 'ngay sau', daterange($3, null))", unit, world.Province, world.Today.AddDays(30));
        using var reporter = await world.SomeoneAsync((unit, "reporter"));
        using var giver = await world.SomeoneAsync((world.Province, "coordinator"));
        await TaskWorld.SaidAsync(reporter, task);
        foreach (var page in new[] { await reporter.PageAsync($"/tasks/{task}"), await giver.PageAsync($"/tasks?unit={unit}"), await giver.PageAsync("/tasks") })
        {
            Assert.Contains(name, page.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain("Phường Ngày Sau", page.Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_plan_shows_how_many_of_its_units_are_done_and_what_is_matched_to_no_unit()
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        var plan = await world.PlanAsync(new(name, "Lập kế hoạch của xã", "plan", world.Today, "by"), new("Ban Vận Động", "Vận động"));
        await world.InForceAsync(unit, "KH", issuedOn: world.Today);
        using var viewer = await world.SomeoneAsync((world.Province, "viewer"));
        var text = (await viewer.PageAsync($"/tasks?plan={plan}")).Text();
        Assert.Contains("1/1 đơn vị xong", text, StringComparison.Ordinal);
        Assert.Contains("chưa gắn với đơn vị", text, StringComparison.Ordinal);
    }
}

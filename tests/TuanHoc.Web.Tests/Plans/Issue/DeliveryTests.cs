using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>A plan in force is told once, by all steps or by none; and the issuer sees who has opened it.</summary>
public sealed class DeliveryTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_steps_run_in_order_and_once()
    {
        var (_, path, _) = await IssuedAsync();
        var ran = new List<string>();
        DeliveryStep[] steps = [Noting("một", ran), Noting("hai", ran)];
        // Two processes at once.
        await Task.WhenAll(Delivery(steps).DeliverAsync(Cancel), Delivery(steps).DeliverAsync(Cancel));
        await Delivery(steps).DeliverAsync(Cancel);
        Assert.Equal([$"một {path}", $"hai {path}"], ran.Where(line => line.EndsWith(path, StringComparison.Ordinal)));
        Assert.NotEqual("", await world.StoredAsync(path, "delivered_at"));
        Assert.Equal("0", await world.StoredAsync(path, "(select count(*) from plan_delivery_progress where plan_id = plan.id)"));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_is_said_and_tried_again()
    {
        var (keeper, path, below) = await IssuedAsync();
        var clock = new Clock(TimeProvider.System.GetUtcNow());
        Assert.Contains("Sắp gửi tới các đơn vị", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        var isBroken = true;
        DeliveryStep[] steps = [Sending(path, below), new("Giao nhiệm vụ", (_, _, plan, _) => isBroken && plan.Id == Written.Id(path) ? throw new InvalidOperationException("hỏng") : Task.CompletedTask)];

        await Delivery(steps, clock).DeliverAsync(Cancel);

        Assert.Equal(("", "0"), (await world.StoredAsync(path, "delivered_at"), await world.StoredAsync(path, "(select count(*) from plan_delivery where plan_id = plan.id)")));
        Assert.Contains("bước “Giao nhiệm vụ” gặp lỗi", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        isBroken = false;
        await Delivery(steps, clock).DeliverAsync(Cancel);
        Assert.Equal("", await world.StoredAsync(path, "delivered_at"));
        clock.Now += TimeSpan.FromMinutes(1);
        await Delivery(steps, clock).DeliverAsync(Cancel);
        Assert.NotEqual("", await world.StoredAsync(path, "delivered_at"));
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from plan_delivery where plan_id = plan.id)"));
        Assert.DoesNotContain("gặp lỗi", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_far_it_is_shows_while_it_runs()
    {
        var (keeper, path, below) = await IssuedAsync();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        DeliveryStep[] steps = [Sending(path, below), new("Giao nhiệm vụ", async (_, _, plan, _) => { if (plan.Id == Written.Id(path)) { reached.SetResult(); await go.Task; } })];
        var running = Delivery(steps).DeliverAsync(Cancel);
        await reached.Task;
        Assert.Contains("Đang gửi tới 1 đơn vị: 2/2, Giao nhiệm vụ.", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        go.SetResult();
        await running;
        Assert.DoesNotContain("Đang gửi", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_issuer_sees_who_has_opened_it_and_reminds_the_others_once_a_day()
    {
        var (keeper, path, below) = await IssuedAsync();
        var silent = await world.Data.UnitAsync("commune", "Xã Im Lặng");
        await Delivery([Sending(path, below, silent)]).DeliverAsync(Cancel);
        var reader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Thị Đọc", (below, "viewer")));

        // Whoever comes to a unit that it went to finds it there, without a message of theirs, and sees it wherever the unit stands; the first to open it is noted.
        Assert.Contains("Chưa mở", (await reader.PageAsync("/plans/received")).QuerySelector($"li:has(a[href='{path}'])")!.Said(), StringComparison.Ordinal);
        await reader.PageAsync(path);
        Assert.Contains("Đã mở", (await reader.PageAsync("/plans/received")).QuerySelector($"li:has(a[href='{path}'])")!.Said(), StringComparison.Ordinal);
        using (var outside = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Văn Ngoài", (await world.Data.UnitAsync("commune", "Xã Bên Ngoài"), "coordinator"))))
            Assert.Null((await outside.PageAsync("/plans/received")).QuerySelector($"a[href='{path}']"));
        var first = await world.StoredAsync(path, "(select opened_at from plan_delivery where plan_id = plan.id and opened_at is not null)");
        await reader.PageAsync(path);
        Assert.Equal(first, await world.StoredAsync(path, "(select opened_at from plan_delivery where plan_id = plan.id and opened_at is not null)"));
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from audit where what = 'opened' and thing_id = plan.id::text)"));
        using (var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync()))
            Assert.Contains("Lò Thị Đọc mở văn bản số", (await administrator.PageAsync($"/audit?unit={below}")).QuerySelector("ol > li")!.Text(), StringComparison.Ordinal);
        using (var hidden = await reader.GetAsync($"{path}/recipients", Cancel)) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);

        Assert.Contains("Đã gửi tới 2 đơn vị, 1 đơn vị đã mở", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        var page = await keeper.PageAsync($"{path}/recipients");
        var lines = page.QuerySelectorAll("section[aria-labelledby=lines] tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.Said()))).ToList();
        Assert.Equal(["TT/TU | gửi bằng cách khác", "Các sở, ban, ngành | 2 | 1", "Lưu: VT | gửi bằng cách khác"], lines);
        Assert.Contains("Lò Thị Đọc", page.QuerySelector("section[aria-labelledby=units]")!.Said(), StringComparison.Ordinal);
        // Under the name it had when the plan came, whatever it is called later.
        await world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), current_date + 30) where unit_id = $1", silent);
        await world.Data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) select unit_id, kind, 'Phường Ngày Sau', 'Ngày Sau', parent_id, 'ngay sau', 'ngay sau', daterange(current_date + 30, null) from unit_version where unit_id = $1", silent);
        var unopened = (await keeper.PageAsync($"{path}/recipients?show=unopened")).QuerySelector("section[aria-labelledby=units]")!.Said();
        Assert.Contains("Xã Im Lặng", unopened, StringComparison.Ordinal);
        Assert.DoesNotContain("Lò Thị Đọc", unopened, StringComparison.Ordinal);
        // Where nobody would open it, it says so, with whom to call.
        await world.Data.RunAsync("insert into unit_fact (unit_id, kind, value, valid, entered_at) values ($1, 'phone', '0213 3876 543', '[2021-01-01,)', now()), ($1, 'email', 'xa@thu.gov.vn', '[2021-01-01,)', now())", silent);
        var nobody = (await keeper.PageAsync($"{path}/recipients?show=nobody")).QuerySelectorAll("section[aria-labelledby=units] tbody tr").Single(row => row.Said().Contains("Xã Im Lặng", StringComparison.Ordinal));
        Assert.Contains("Chưa có người dùng", nobody.Said(), StringComparison.Ordinal);
        Assert.NotNull(nobody.QuerySelector("a[href='tel:02133876543']"));
        Assert.NotNull(nobody.QuerySelector("a[href='mailto:xa@thu.gov.vn']"));

        var form = page.Form($"{path}/reminder");
        using (var reminded = await keeper.SendAsync(form)) Assert.Equal(HttpStatusCode.Redirect, reminded.StatusCode);
        using (var again = await keeper.SendAsync(form)) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal($"{silent}", await world.StoredAsync(path, "(select string_agg(unit_id::text, ',') from happening where kind = 'plan-reminder' and thing_id = plan.id::text)"));
        Assert.Contains("Đã nhắc lúc", (await keeper.PageAsync($"{path}/recipients")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partners_of_a_task_get_the_plan_and_see_what_they_share()
    {
        var (keeper, unit) = await world.FreshAsync();
        await world.Data.UnitAsync("agency", "Sở Chủ Trì", unit);
        var partner = await world.Data.UnitAsync("association", "Hội Cùng Làm", unit);
        var draft = Written.Plan() with { Assignments = [new("Sở Chủ Trì", IsAsked: false, [new("Trưng bày sách tại thư viện", null, new(2025, 9, 30), TuanHoc.Plans.DeadlineBound.By, null, "Hội Cùng Làm")])], Recipients = ["Lưu: VT"] };
        var path = await world.DraftAsync(unit, draft);
        using (var issued = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        await world.App.Services.GetRequiredService<DeliverPlans>().DeliverAsync(Cancel);

        using var reader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Thị Hội", (partner, "coordinator")));
        Assert.NotNull((await reader.PageAsync("/plans/received")).QuerySelector($"a[href='{path}']"));
        var shared = (await reader.PageAsync("/tasks")).QuerySelector("section[aria-labelledby=partnered]")!;
        Assert.Contains("Trưng bày sách tại thư viện", shared.Said(), StringComparison.Ordinal);
        Assert.Contains("Sở Chủ Trì chủ trì", shared.Said(), StringComparison.Ordinal);
        // It is followed with who leads, and asked of nobody else.
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from unit_task where unit_id = $1", partner));
        Assert.Null((await keeper.PageAsync("/tasks")).QuerySelector("section[aria-labelledby=partnered]"));
    }

    [Fact]
    public async Task A_process_that_runs_jobs_tells_what_is_issued_at_once()
    {
        var (_, path, _) = await IssuedAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(Jobs.Setting, "true")]).Build();
        ActivatorUtilities.CreateInstance<DeliverSoon>(world.App.Services, settings).Begin();
        while (await world.StoredAsync(path, "delivered_at") == "") await Task.Delay(20, Cancel);
        Assert.Equal("0", await world.StoredAsync(path, "(select count(*) from plan_delivery_progress where plan_id = plan.id)"));
    }

    async Task<(HttpClient Keeper, string Path, long Below)> IssuedAsync()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (var done = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        return (keeper, path, await world.Data.UnitAsync("agency", "Hội ở nơi khác"));
    }

    DeliverPlans Delivery(IReadOnlyList<DeliveryStep> steps, TimeProvider? clock = null) =>
        new(world.App.Services.GetRequiredService<IServiceScopeFactory>(), world.App.Services.GetRequiredService<NpgsqlDataSource>(), clock ?? TimeProvider.System, steps, NullLogger<DeliverPlans>.Instance);

    static DeliveryStep Noting(string name, List<string> ran) => new(name, (_, _, plan, _) =>
    {
        lock (ran) ran.Add($"{name} /plans/{plan.Id}");
        return Task.CompletedTask;
    });

    static DeliveryStep Sending(string path, params long[] units) => new("Gửi tới đơn vị", (_, db, plan, cancel) => plan.Id != Written.Id(path) ? Task.CompletedTask
        : db.Database.ExecuteSqlAsync($"insert into plan_delivery (plan_id, unit_id, recipient, at) select {plan.Id}, u, 'Các sở, ban, ngành', {plan.At} from unnest({units}) as u on conflict do nothing", cancel));

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Messages;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Tests.Messages;

/// <summary>A time that stands until a test moves it.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

/// <summary>A task of one unit, as a test gives it.</summary>
public sealed record Asked(long Unit, string Text, string? Output, DateOnly? Due, string? Bound = null, string? Mode = null);

/// <summary>A small world with a stopped clock and a mail server: a province with a Sở, two communes and a school.</summary>
public class MessageWorld(Postgres postgres) : IAsyncLifetime
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DateTimeOffset At(int year, int month, int day, int hour, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(7));

    App app = null!;

    protected virtual int Year => 2026;

    public StoppedClock Clock { get; } = new(default);
    public PostOffice Office { get; } = new();
    public WebApplicationFactory<Program> Serving { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public Edition Edition { get; private set; } = null!;
    public long Province { get; private set; }
    public long Agency { get; private set; }
    public long First { get; private set; }
    public long Second { get; private set; }
    public long School { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Clock.Now = At(Year, 8, 31, 9);
        app = new App(await postgres.CloneAsync());
        // Its weeks go by in seconds: nobody sets up a second factor meanwhile.
        Serving = Office.Serve(app).WithWebHostBuilder(host => host.UseSetting("Site", "https://tuanhoc.example").UseSetting("SecondFactor:GraceDays", "400").ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))));
        Data = new TestData(app);
        Edition = await Data.EditionAsync(Year);
        Province = await Data.UnitAsync("province", "Tỉnh Nghe");
        Agency = await Data.UnitAsync("agency", "Sở Giáo dục và Đào tạo Tỉnh Nghe", Province);
        First = await Data.UnitAsync("commune", "Xã Thứ Nhất", Province);
        Second = await Data.UnitAsync("commune", "Xã Thứ Hai", Province);
        School = await Data.UnitAsync("school", "Trường Tiểu học Thứ Nhất", First);
        await Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", Edition.Id, Province, Agency);
    }

    /// <summary>A person with an address of mail; returns the name to sign in with.</summary>
    public async Task<string> PersonAsync(string fullName, string? email, params (long Unit, string Role)[] roles)
    {
        var name = await Data.PersonAsync(fullName, roles);
        await Data.RunAsync("update person set email = $2::text, normalized_email = upper($2::text) where user_name = $1", name, email);
        return name;
    }

    public async Task<HttpClient> BrowserAsync(string name)
    {
        var browser = Serving.CreateClient(new() { AllowAutoRedirect = false });
        await browser.SignInAsync(name);
        return browser;
    }

    public Task<long> IdAsync(string name) => Data.ScalarAsync<long>("select id from person where user_name = $1", name);

    /// <summary>A plan in force that goes to the units of its tasks and to others, told by the steps of the rooms.</summary>
    public async Task<Guid> PlanAsync(long unit, string type, string number, string title, long by, IReadOnlyList<Asked> tasks, params long[] others)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, type, file_name, text, facts, title, number, issued_on, write_key, made_at, made_by, changed_at, changed_by)
            values ($1, $2, $3, 'saved', $4, 'x', 'Văn bản', '{}', $5, $6, $7, $1, $8, $9, $8, $9)
            """, id, unit, Edition.Id, type, title, number, DateOnly.FromDateTime(Clock.Now.AddHours(7).UtcDateTime), Clock.GetUtcNow(), by);
        await Data.RunAsync("insert into task (plan_id, position, agency, unit_id, text, output, due, bound, mode) select $1, t.n, 'Đơn vị ' || t.n, t.unit, t.text, t.output, t.due, t.bound, t.mode from unnest($2::bigint[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[]) with ordinality as t (unit, text, output, due, bound, mode, n)",
            id, tasks.Select(t => t.Unit).ToArray(), tasks.Select(t => t.Text).ToArray(), tasks.Select(t => t.Output).ToArray(), tasks.Select(t => t.Due).ToArray(), tasks.Select(t => t.Bound).ToArray(), tasks.Select(t => t.Mode).ToArray());
        long[] goesTo = [.. tasks.Select(t => t.Unit).Concat(others).Distinct()];
        await DeliverAsync(id, goesTo);
        return id;
    }

    // Whom the plan goes to is said here; the steps of tasks and messages are the program's.
    async Task DeliverAsync(Guid id, long[] goesTo)
    {
        var sending = new DeliveryStep("Gửi tới đơn vị", (_, db, plan, cancel) => plan.Id != id ? Task.CompletedTask
            : db.Database.ExecuteSqlAsync($"insert into plan_delivery (plan_id, unit_id, recipient, at) select {plan.Id}, u, null, {Clock.GetUtcNow()} from unnest({goesTo}) as u", cancel));
        DeliveryStep[] steps = [sending, .. Serving.Services.GetServices<DeliveryStep>().Where(step => step.Name is "Giao nhiệm vụ" or "Báo cho người của đơn vị")];
        Assert.Equal(3, steps.Length);
        await new DeliverPlans(Serving.Services.GetRequiredService<IServiceScopeFactory>(), Serving.Services.GetRequiredService<NpgsqlDataSource>(), Clock, steps, NullLogger<DeliverPlans>.Instance).DeliverAsync(Cancel);
    }

    public Task<long> UnitTaskAsync(string text, long unit) => Data.ScalarAsync<long>("select u.id from unit_task u join task t on t.id = u.task_id where t.text = $1 and u.unit_id = $2", text, unit);

    /// <summary>Runs what runs by itself: messages of happenings, the day's reminders, the letters that are due.</summary>
    public async Task RunJobsAsync()
    {
        // What happened is read once every transaction before it is over, those of other databases of the server too.
        var now = await Data.ScalarAsync<long>("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        for (var waited = Stopwatch.StartNew(); await Data.ScalarAsync<long>("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < now; await Task.Delay(50, Cancel)) Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "earlier transactions are over");
        await RunAsync<FollowHappenings>(job => job.FollowAsync(Cancel));
        await RunAsync<DailyReminders>(job => job.TellAsync(Cancel));
        await RunAsync<SendMail>(job => job.SendDueAsync(Cancel));
    }

    async Task RunAsync<TJob>(Func<TJob, Task> run) where TJob : notnull
    {
        await using var scope = Serving.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TJob>());
    }

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        await app.DisposeAsync();
        await Office.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same world in years to come: a browser of our time forgets the cookies of a sign-in that ended before it.</summary>
public sealed class LaterWorld(Postgres postgres) : MessageWorld(postgres)
{
    protected override int Year => 2036;
}

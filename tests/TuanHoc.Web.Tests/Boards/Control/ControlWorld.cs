using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests.Boards.Control;

/// <summary>A province with its standing agency, two communes and a school, a plan in force that asks things of them, and a clock that stands where a test sets it: in years to come, since a browser drops cookies of the past.</summary>
public sealed class ControlWorld(Postgres postgres) : IAsyncLifetime
{
    readonly Clock clock = new() { Day = new(2090, 9, 10) };
    App app = null!;
    WebApplicationFactory<Program> host = null!;
    long maker;
    string coordinator = "";

    public TestData Data { get; private set; } = null!;
    public Edition Edition { get; private set; } = null!;
    public long Province { get; private set; }
    public long Agency { get; private set; }
    public long First { get; private set; }
    public long Second { get; private set; }
    public long School { get; private set; }

    /// <summary>The province's plan in force.</summary>
    public Guid Upper { get; private set; }
    public HttpClient Coordinator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        Data = new TestData(app);
        host = app.WithWebHostBuilder(builder => builder.UseSetting("SecondFactor:GraceDays", "365").ConfigureTestServices(services => services.AddSingleton<TimeProvider>(clock)));
        Edition = await Data.EditionAsync(2090);
        Province = await Data.UnitAsync("province", "Tỉnh Theo Dõi");
        Agency = await Data.UnitAsync("agency", "Sở Theo Dõi", Province);
        (First, Second) = (await Data.UnitAsync("commune", "Xã An", Province), await Data.UnitAsync("commune", "Xã Bình", Province));
        School = await Data.UnitAsync("school", "Trường An", First);
        await Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", Edition.Id, Province, Agency);
        coordinator = await Data.PersonAsync("Lò Thị Theo", (Province, "coordinator"));
        Coordinator = await SignedInAsync(coordinator);
        foreach (var commune in (long[])[First, Second]) await Data.PersonAsync("Lò Thị Xã", (commune, "coordinator"));
        // Who verifies is never who said it.
        await Data.PersonAsync("Lò Văn Xem");
        maker = await Data.ScalarAsync<long>("select min(id) from person where full_name = 'Lò Thị Theo'");
        Upper = await PlanAsync(Province, "saved", new(2090, 9, 1));
        await AskAsync(Upper, "plan", new(2090, 9, 22), First, Second);
        await AskAsync(Upper, "ceremony", new(2090, 10, 3), First, Second);
        await AskAsync(Upper, "news", new(2090, 10, 6), First);
        await Data.LedgerAsync(Edition);
    }

    /// <summary>Lets the days pass; no sign-in lasts as long, so the coordinator signs in anew.</summary>
    public async Task SetDayAsync(int month, int day)
    {
        clock.Day = new(2090, month, day);
        Coordinator.Dispose();
        Coordinator = await SignedInAsync(coordinator);
    }

    public async Task<HttpClient> SomeoneAsync(long unit, string role) => await SignedInAsync(await Data.PersonAsync("Lò Thị Theo", (unit, role)));

    async Task<HttpClient> SignedInAsync(string name)
    {
        var browser = host.CreateClient(new() { AllowAutoRedirect = false });
        await browser.SignInAsync(name);
        return browser;
    }

    /// <summary>A plan of a unit: in force, or with the state "draft" being written.</summary>
    public async Task<Guid> PlanAsync(long unit, string state, DateOnly? issuedOn = null, string facts = "{}")
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, draft, type, file_name, text, facts, issued_on, write_key, made_at, made_by, changed_at, changed_by)
            values ($1, $2, $3, $4, case $4 when 'draft' then '{}'::jsonb end, 'KH', 'x', 'Văn bản', $6::jsonb, $5::date, $1, now(), $7, now(), $7)
            """, id, unit, Edition.Id, state, issuedOn, facts, maker);
        return id;
    }

    /// <summary>A task of these units by a plan in force.</summary>
    public async Task AskAsync(Guid plan, string output, DateOnly due, params long[] units)
    {
        var task = await Data.ScalarAsync<long>("insert into task (plan_id, position, agency, text, output, due, bound) select $1, coalesce(max(position), 0) + 1, 'Các xã', 'Việc ' || $2, $2, $3, 'by' from task where plan_id = $1 returning id", plan, output, due);
        await Data.RunAsync("insert into unit_task (task_id, unit_id) select $1, unnest($2::bigint[])", task, units);
    }

    public Task CeremonyAsync(long unit, DateOnly day) => Data.RunAsync("""
        insert into activity (id, edition_id, unit_id, kind, title, from_at, state, write_key, made_at, made_by, changed_at, changed_by)
        values ($1, $2, $3, 'ceremony', 'Lễ khai mạc xã', $4, 'planned', $1, now(), $5, now(), $5)
        """, Guid.CreateVersion7(), Edition.Id, unit, new DateTimeOffset(day, new(8, 0), TimeSpan.FromHours(7)).ToUniversalTime(), maker);

    public async Task SayDoneAsync(long unit, string output = "news")
    {
        await SayAsync(unit, output);
        await Data.RunAsync("update task_account set verdict = 'accepted', verdict_at = now(), verdict_by = (select max(id) from person where id <> $1) where verdict is null", maker);
    }

    public Task SayAsync(long unit, string output) => Data.RunAsync("""
        insert into task_account (unit_task_id, at, by, sentence, write_key)
        select u.id, now(), $2, 'Đã làm.', gen_random_uuid() from unit_task u join task t on t.id = u.task_id where u.unit_id = $1 and t.output = $3
        """, unit, maker, output);

    public Task ReportAsync(long unit, string state) => Data.RunAsync("update report set state = $2, changed_at = now() where unit_id = $1", unit, state);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await app.DisposeAsync();
    }

    sealed class Clock : TimeProvider
    {
        int asked;

        public DateOnly Day { get; set; }

        // Between any two looks passes as long as a board may be shown again.
        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Day, new(3, 0), TimeSpan.Zero).AddSeconds(3 * Interlocked.Increment(ref asked));
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using Quartz.Impl.Triggers;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Platform;

public sealed class JobsTests(Postgres postgres)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_again_and_again_never_twice_at_once_and_another_process_takes_over()
    {
        var (connection, source) = await WithTicksAsync();
        await using var _ = source;
        await using var one = Serving(connection, jobs: true);
        using var __ = one.CreateClient();
        await MoreTicksAsync(source, 2);
        await using (var other = Serving(connection, jobs: true))
        {
            using var ___ = other.CreateClient();
            await MoreTicksAsync(source, 4);
            await one.DisposeAsync();
            await MoreTicksAsync(source, 2);
        }
        Assert.Equal(0L, await CountAsync(source, "select count(*) from tick a join tick b on a.id < b.id and tstzrange(a.began, a.ended) && tstzrange(b.began, b.ended)"));
        Assert.Equal(0L, await CountAsync(source, "select count(*) from qrtz_fired_triggers"));
    }

    [Fact]
    public async Task A_database_that_goes_away_stops_no_job_for_long()
    {
        var (connection, source) = await WithTicksAsync();
        await using var _ = source;
        await using var app = Serving(connection, jobs: true);
        using var __ = app.CreateClient();
        await MoreTicksAsync(source, 1);
        await using (var other = NpgsqlDataSource.Create(connection + ";Application Name=other;Pooling=false"))
        await using (var cut = other.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")) await cut.ExecuteNonQueryAsync(Cancel);
        source.Clear();
        await MoreTicksAsync(source, 2);
    }

    [Fact]
    public async Task A_process_told_to_run_no_jobs_runs_none()
    {
        var (connection, source) = await WithTicksAsync();
        await using var _ = source;
        await using var app = Serving(connection, jobs: false);
        using var client = app.CreateClient();
        using var answer = await client.GetAsync("/health", Cancel);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancel);
        Assert.Equal(0L, await CountAsync(source, "select count(*) from tick") + await CountAsync(source, "select count(*) from pg_class where relname = 'qrtz_triggers'"));
    }

    [Fact]
    public async Task The_audit_is_sealed_within_a_minute()
    {
        await using var app = new App(await postgres.CloneAsync(), jobs: true);
        using var client = app.CreateClient();
        var quartz = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancel);
        ITrigger? trigger = null;
        for (var clock = Stopwatch.StartNew(); trigger is null; await Task.Delay(100, Cancel))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "the sealing is planned");
            trigger = await quartz.GetTrigger(new(nameof(SealAudit), Jobs.Group), Cancel);
        }
        var every = Assert.IsAssignableFrom<ISimpleTrigger>(trigger);
        Assert.InRange(every.RepeatInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(SimpleTriggerImpl.RepeatIndefinitely, every.RepeatCount);
    }

    static WebApplicationFactory<Program> Serving(string connection, bool jobs) =>
        new App(connection, jobs: jobs).WithWebHostBuilder(host => host.ConfigureTestServices(services => services.AddJob<Tick>(every: TimeSpan.FromSeconds(0.5))));

    async Task<(string Connection, NpgsqlDataSource Source)> WithTicksAsync()
    {
        var connection = await postgres.CloneAsync();
        var source = NpgsqlDataSource.Create(connection);
        await using var create = source.CreateCommand("create table tick (id bigint generated always as identity, began timestamptz not null, ended timestamptz not null)");
        await create.ExecuteNonQueryAsync(Cancel);
        return (connection, source);
    }

    static async Task MoreTicksAsync(NpgsqlDataSource source, int more)
    {
        var before = await CountAsync(source, "select count(*) from tick");
        for (var clock = Stopwatch.StartNew(); await CountAsync(source, "select count(*) from tick") < before + more; await Task.Delay(100, Cancel))
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "the job runs");
    }

    static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var count = source.CreateCommand(sql);
        return (long)(await count.ExecuteScalarAsync(Cancel))!;
    }

    public sealed class Tick(NpgsqlDataSource source) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            await using var write = source.CreateCommand("with began as (select clock_timestamp() as at), waited as (select at, pg_sleep(0.2) from began) insert into tick (began, ended) select at, clock_timestamp() from waited");
            await write.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

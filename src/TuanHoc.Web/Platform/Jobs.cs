using Npgsql;
using Quartz;

namespace TuanHoc.Web.Platform;

/// <summary>
/// What runs by itself at set times: Quartz, clustered on the database (tables qrtz_*), so that of all processes one runs a job
/// and another takes over when that one dies. Only a process that serves starts it.
/// </summary>
public static class Jobs
{
    /// <summary>The setting that says whether this process runs jobs; "serve" does unless told otherwise.</summary>
    public const string Setting = "Jobs";

    /// <summary>The group in which jobs and what starts them are planned, each under the name of its class.</summary>
    public const string Group = "tuanhoc";

    /// <summary>A job of a room: at once when the application starts, then again and again; never two at a time. It is made with services of a scope of its own.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, TimeSpan every) where TJob : class, IJob =>
        services.AddSingleton(new Planned(typeof(TJob).Name, every, key => JobBuilder.Create<TJob>().WithIdentity(key).DisallowConcurrentExecution().Build()));

    /// <summary>The scheduler of this process and what starts it.</summary>
    public static void AddScheduler(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(data => data.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
            // Its tables are its own matter: made from the package when they are missing.
            store.ProvisionSchema();
            store.UseSystemTextJsonSerializer();
            store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
            store.ConfigureStore(kept =>
            {
                kept.DbRetryInterval = TimeSpan.FromSeconds(2);
                kept.UseBackgroundThreads = true;
            });
        }));
        services.AddHostedService<Scheduler>();
    }

    internal sealed record Planned(string Name, TimeSpan Every, Func<JobKey, IJobDetail> Job);

    /// <summary>Quartz's own hosted service reads the database before the application listens; this one waits for both, and tries again while the database is away.</summary>
    internal sealed class Scheduler(ISchedulerFactory factory, IEnumerable<Planned> planned, IHostApplicationLifetime lifetime, ILogger<Scheduler> log) : BackgroundService
    {
        static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

        readonly Lock gate = new();
        IScheduler? scheduler;
        Task? stopped;

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
            await listening.Task.WaitAsync(stoppingToken);
            while (!await TryStartAsync(stoppingToken)) await Task.Delay(BetweenTries, stoppingToken);
        }

        // A host may be stopped from two sides at once, and neither goes on before the jobs have ended.
        public override Task StopAsync(CancellationToken cancellationToken)
        {
            lock (gate) return stopped ??= StopOnceAsync(cancellationToken);
        }

        async Task StopOnceAsync(CancellationToken cancel)
        {
            await base.StopAsync(cancel);
            if (scheduler is not null) await scheduler.Shutdown(waitForJobsToComplete: true, cancel);
        }

        async Task<bool> TryStartAsync(CancellationToken cancel)
        {
            try
            {
                scheduler ??= await factory.GetScheduler(cancel);
                await PlanAsync(scheduler, cancel);
                await scheduler.Start(cancel);
                return true;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning("Chưa chạy được việc định kỳ, sẽ thử lại: {Why}", e.GetBaseException().Message);
                return false;
            }
        }

        // A job that an older version left behind has no code here any more.
        async Task PlanAsync(IScheduler quartz, CancellationToken cancel)
        {
            var jobs = planned.ToDictionary(p => new JobKey(p.Name, Group));
            foreach (var header in (await quartz.QueryJobs(new JobQuery(), cancel)).Items)
                if (!jobs.ContainsKey(header.Key)) await quartz.DeleteJob(header.Key, cancel);
            foreach (var (key, plan) in jobs)
            {
                var trigger = TriggerBuilder.Create().WithIdentity(key.Name, Group).StartNow().WithSimpleSchedule(plan.Every).Build();
                await quartz.ScheduleJob(plan.Job(key), [trigger], ScheduleJobOptions.Replacing, cancel);
            }
        }
    }
}

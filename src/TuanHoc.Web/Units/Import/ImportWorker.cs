using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units.Import;

/// <summary>
/// Does the imports that wait, one after another, whether their browser is still there or not. Each is held by a lock of the database,
/// so that of several processes one does it, and another goes on with it when that one dies.
/// </summary>
sealed class ImportWorker(NpgsqlDataSource source, TimeProvider clock, ILogger<ImportWorker> log) : BackgroundService
{
    // How soon the imports of a process that died are found.
    static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    readonly Channel<bool> called = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that something waits now.</summary>
    public void Call() => called.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What the check says is kept as it is said in Vietnamese, whatever the machine speaks.
        CultureInfo.CurrentUICulture = Vn.Culture;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var id in await WaitingAsync(stoppingToken)) await DoAsync(id, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Imports of units wait for the database ({Why})", e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await NextAsync(stoppingToken);
        }
    }

    async Task NextAsync(CancellationToken cancel)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        wait.CancelAfter(Between);
        await called.Reader.WaitToReadAsync(wait.Token).AsTask().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        called.Reader.TryRead(out _);
    }

    async Task<List<Guid>> WaitingAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select id from unit_import where state in ('checking', 'applying') order by made_at");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var waiting = new List<Guid>();
        while (await reader.ReadAsync(cancel)) waiting.Add(reader.GetGuid(0));
        return waiting;
    }

    async Task DoAsync(Guid id, CancellationToken cancel)
    {
        await using var holder = await source.OpenConnectionAsync(cancel);
        await using (var hold = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 11))", holder) { Parameters = { new() { Value = id.ToString() } } })
            if (await hold.ExecuteScalarAsync(cancel) is false) return;
        var work = new ImportWork(source, clock, id);
        try
        {
            await work.RunAsync(cancel);
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            log.LogError(e, "The import {Id} was rolled back", id);
            await work.FailAsync(e.SqlState, cancel);
        }
        finally
        {
            await using var free = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 11))", holder) { Parameters = { new() { Value = id.ToString() } } };
            await free.ExecuteScalarAsync(CancellationToken.None);
        }
    }
}

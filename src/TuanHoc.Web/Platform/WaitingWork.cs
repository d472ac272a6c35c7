using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Platform;

/// <summary>
/// Does the work that waits in a table, one piece after another, whether the browser that asked for it is still there or not. Each piece is held by a lock
/// of the database, so that of several processes one does it, and another goes on with it when that one dies. How far a piece is stands in its own row.
/// </summary>
public abstract class WaitingWork(NpgsqlDataSource source, ILogger log) : BackgroundService
{
    // How soon the work of a process that died is found.
    static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    protected NpgsqlDataSource Source { get; } = source;

    readonly Channel<bool> called = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that something waits now.</summary>
    public void Call() => called.Writer.TryWrite(true);

    /// <summary>The ids (uuid) of what waits, oldest first, as SQL.</summary>
    protected abstract string Waiting { get; }

    /// <summary>Does one piece; what it had done when it was cut short must be harmless to do again.</summary>
    protected abstract Task RunAsync(Guid id, CancellationToken cancel);

    /// <summary>After a failure: nothing of what was under way was written, and whoever waits is told why (an SQLSTATE, or the name of a fault of the program).</summary>
    protected abstract Task FailAsync(Guid id, string why, CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What the work says is kept as it is said in Vietnamese, whatever the machine speaks.
        CultureInfo.CurrentUICulture = Vn.Culture;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var id in await WaitingAsync(stoppingToken)) await DoAsync(id, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Failures.IsOutage(e))
            {
                log.LogWarning("Waiting work waits for the database ({Why})", e.Message);
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
        await using var command = Source.CreateCommand(Waiting);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var waiting = new List<Guid>();
        while (await reader.ReadAsync(cancel)) waiting.Add(reader.GetGuid(0));
        return waiting;
    }

    async Task DoAsync(Guid id, CancellationToken cancel)
    {
        await using var holder = await Source.OpenConnectionAsync(cancel);
        await using (var hold = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 11))", holder) { Parameters = { new() { Value = id.ToString() } } })
            if (await hold.ExecuteScalarAsync(cancel) is false) return;
        try
        {
            await RunAsync(id, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException && !Failures.IsOutage(e))
        {
            // One file that trips the program over must not stop it for everybody, today and after each start.
            log.LogError(e, "The work {Id} was rolled back", id);
            await FailAsync(id, e is PostgresException refused ? refused.SqlState : e.GetType().Name, cancel);
        }
        finally
        {
            await using var free = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 11))", holder) { Parameters = { new() { Value = id.ToString() } } };
            await free.ExecuteScalarAsync(CancellationToken.None);
        }
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards;

/// <summary>
/// The totals of the editions looked at, kept current on every process: a written report is told through the database,
/// read again and added to the sums of the units above it, within a fraction of a second.
/// </summary>
public sealed class LiveTotals(NpgsqlDataSource source, ChangeFeed feed, ILogger<LiveTotals> log) : BackgroundService
{
    // A burst of submissions is read together; short enough to be seen at once.
    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentDictionary<int, Task<EditionTotals>> editions = new();
    readonly Channel<Change> changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    readonly Lock gate = new();
    readonly HashSet<(int EditionId, Channel<bool> Told)> watchers = [];

    /// <summary>Reads something of an edition's totals; nothing is written meanwhile, so keep it short.</summary>
    public async Task<T> ReadAsync<T>(int editionId, Func<EditionTotals, T> read, CancellationToken cancel)
    {
        var totals = await OfAsync(editionId).WaitAsync(cancel);
        lock (gate) return read(totals);
    }

    /// <summary>One item at once, then one after each change of the edition; a slow reader skips, never queues.</summary>
    public async IAsyncEnumerable<bool> WatchAsync(int editionId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate) watchers.Add((editionId, told));
        try
        {
            yield return true;
            await foreach (var change in told.Reader.ReadAllAsync(cancel)) yield return change;
        }
        finally
        {
            lock (gate) watchers.Remove((editionId, told));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Changed += change => changes.Writer.TryWrite(change);
        feed.Missed += ForgetAll;
        try
        {
            await foreach (var first in changes.Reader.ReadAllAsync(stoppingToken))
            {
                await Task.Delay(Gathering, stoppingToken);
                var gathered = new HashSet<Change> { first };
                while (changes.Reader.TryRead(out var next)) gathered.Add(next);
                try
                {
                    foreach (var edition in gathered.GroupBy(change => change.EditionId)) await TakeInAsync(edition.Key, [.. edition], stoppingToken);
                }
                catch (Exception e) when (e is NpgsqlException or OverflowException)
                {
                    log.LogWarning("Totals are read again from the start: {Why}", e.Message);
                    ForgetAll();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    async Task TakeInAsync(int editionId, Change[] told, CancellationToken cancel)
    {
        if (told.Any(change => change.Kind != "report")) editions.TryRemove(editionId, out _);
        else if (editions.TryGetValue(editionId, out var held))
        {
            var totals = await held;
            var ids = told.Where(change => Guid.TryParse(change.Id, out _)).Select(change => Guid.Parse(change.Id, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var reports = await TotalsReader.ReportsAsync(source, editionId, ids, cancel);
            lock (gate) foreach (var report in reports) totals.Update(report);
        }
        Tell(editionId);
    }

    void Tell(int? editionId)
    {
        lock (gate) foreach (var (watched, told) in watchers) if (editionId is null || watched == editionId) told.Writer.TryWrite(true);
    }

    void ForgetAll()
    {
        editions.Clear();
        Tell(null);
    }

    Task<EditionTotals> OfAsync(int editionId)
    {
        var held = editions.GetOrAdd(editionId, LoadAsync);
        // A load that failed (the database was away) must not be remembered.
        if (held.IsFaulted || held.IsCanceled) editions.TryRemove(new(editionId, held));
        return held;
    }

    async Task<EditionTotals> LoadAsync(int editionId)
    {
        // Listening comes first: whatever is written during the read is taken in again afterwards, which changes nothing twice.
        await feed.Listening;
        return await TotalsReader.LoadAsync(source, editionId, CancellationToken.None);
    }
}

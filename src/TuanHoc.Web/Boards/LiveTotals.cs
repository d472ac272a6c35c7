using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Boards;

/// <summary>
/// The totals of the editions looked at last, kept current on every process: a step of a report is heard of through the table of happenings,
/// the report read again and added to the sums of the units above it, within a fraction of a second.
/// </summary>
public sealed class LiveTotals(NpgsqlDataSource source, ChangeFeed feed, ILogger<LiveTotals> log) : BackgroundService
{
    // This year's, the one it is compared with, and one on another map; at national size each takes about 75 MB.
    const int MostHeld = 3;

    readonly TaskCompletionSource following = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock gate = new();
    readonly HashSet<(int EditionId, Channel<bool> Told)> watchers = [];

    // The one looked at last stands first.
    readonly List<(int EditionId, TotalsMap Map, Task<EditionTotals> Totals)> held = [];

    /// <summary>Reads something of an edition's totals; nothing is written meanwhile, so keep it short.</summary>
    /// <param name="editionId">The edition.</param>
    /// <param name="map">The units its figures are added up over.</param>
    /// <param name="question">Names what is read, with everything it depends on: the answer is kept until the totals change.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancel">Ends the waiting for totals that are still loading.</param>
    public async Task<T> ReadAsync<T>(int editionId, TotalsMap map, object question, Func<EditionTotals, T> read, CancellationToken cancel)
    {
        var totals = await OfAsync(editionId, map).WaitAsync(cancel);
        lock (gate) return totals.Answer(question, read);
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
        await foreach (var told in feed.ReadAsync(stoppingToken))
        {
            following.TrySetResult();
            if (told.Any(change => change.Kind == Change.UnitsChanged)) ForgetAll();
            foreach (var edition in told.Where(change => change.Kind != Change.UnitsChanged).GroupBy(change => change.EditionId))
            {
                try
                {
                    await TakeInAsync(edition.Key, [.. edition], stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // Whatever it was, sums that are read afresh are right again.
                    log.LogWarning("Totals are read again from the start: {Why}", e.Message);
                    Forget(edition.Key);
                }
                Tell(edition.Key);
            }
        }
    }

    async Task TakeInAsync(int editionId, Change[] told, CancellationToken cancel)
    {
        if (told.Any(change => change.Kind == Change.ReportsAsked)) Forget(editionId);
        foreach (var loading in Held(editionId)) await TakeInAsync(editionId, await loading, told, cancel);
    }

    async Task TakeInAsync(int editionId, EditionTotals totals, Change[] told, CancellationToken cancel)
    {
        if (told.Any(change => change.Kind == Change.PlanSaved)) totals.PlanDues = await source.ReportDuesAsync(editionId, cancel);
        var ids = told.Where(change => change.IsReportStep).Select(change => Guid.Parse(change.ThingId, CultureInfo.InvariantCulture)).ToArray();
        if (ids.Length == 0) return;
        var reports = new List<ReportedFigures>();
        await foreach (var report in TotalsReader.ReportsAsync(source, editionId, ids, totals.Form, cancel)) reports.Add(report);
        lock (gate) foreach (var report in reports) totals.Update(report);
    }

    void Tell(int editionId)
    {
        lock (gate) foreach (var (watched, told) in watchers) if (watched == editionId) told.Writer.TryWrite(true);
    }

    void Forget(int editionId)
    {
        lock (gate) held.RemoveAll(one => one.EditionId == editionId);
    }

    /// <summary>Units may have changed on any map: whoever looks is shown the totals read afresh.</summary>
    void ForgetAll()
    {
        lock (gate)
        {
            held.Clear();
            foreach (var (_, told) in watchers) told.Writer.TryWrite(true);
        }
    }

    IReadOnlyList<Task<EditionTotals>> Held(int editionId)
    {
        lock (gate) return [.. held.Where(one => one.EditionId == editionId).Select(one => one.Totals)];
    }

    Task<EditionTotals> OfAsync(int editionId, TotalsMap map)
    {
        lock (gate)
        {
            var at = held.FindIndex(one => one.EditionId == editionId && one.Map == map);
            var totals = at < 0 ? null : held[at].Totals;
            if (at >= 0) held.RemoveAt(at);
            // A load that failed (the database was away) must not be remembered.
            if (totals is null or { IsFaulted: true } or { IsCanceled: true }) totals = Task.Run(() => LoadAsync(editionId, map));
            if (held.Count == MostHeld) held.RemoveAt(MostHeld - 1);
            held.Insert(0, (editionId, map, totals));
            return totals;
        }
    }

    async Task<EditionTotals> LoadAsync(int editionId, TotalsMap map)
    {
        // Following comes first: whatever is written during the read is taken in again afterwards, which changes nothing twice.
        await following.Task;
        return await TotalsReader.LoadAsync(source, editionId, map, CancellationToken.None);
    }
}

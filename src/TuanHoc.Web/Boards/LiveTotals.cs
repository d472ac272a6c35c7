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
    // This year's and the one it is compared with; at national size each takes about 75 MB.
    const int MostHeld = 2;

    readonly TaskCompletionSource following = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock gate = new();
    readonly HashSet<(int EditionId, Channel<bool> Told)> watchers = [];

    // The one looked at last stands first.
    readonly List<(int EditionId, Task<EditionTotals> Totals)> held = [];

    /// <summary>Reads something of an edition's totals; nothing is written meanwhile, so keep it short.</summary>
    /// <param name="editionId">The edition.</param>
    /// <param name="question">Names what is read, with everything it depends on: the answer is kept until the totals change.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancel">Ends the waiting for totals that are still loading.</param>
    public async Task<T> ReadAsync<T>(int editionId, object question, Func<EditionTotals, T> read, CancellationToken cancel)
    {
        var totals = await OfAsync(editionId).WaitAsync(cancel);
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
            foreach (var edition in told.GroupBy(change => change.EditionId))
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
        if (Held(editionId) is not { } loading) return;
        var totals = await loading;
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

    Task<EditionTotals>? Held(int editionId)
    {
        lock (gate) return held.Find(one => one.EditionId == editionId).Totals;
    }

    Task<EditionTotals> OfAsync(int editionId)
    {
        lock (gate)
        {
            var at = held.FindIndex(one => one.EditionId == editionId);
            var totals = at < 0 ? null : held[at].Totals;
            if (at >= 0) held.RemoveAt(at);
            // A load that failed (the database was away) must not be remembered.
            if (totals is null or { IsFaulted: true } or { IsCanceled: true }) totals = Task.Run(() => LoadAsync(editionId));
            if (held.Count == MostHeld) held.RemoveAt(MostHeld - 1);
            held.Insert(0, (editionId, totals));
            return totals;
        }
    }

    async Task<EditionTotals> LoadAsync(int editionId)
    {
        // Following comes first: whatever is written during the read is taken in again afterwards, which changes nothing twice.
        await following.Task;
        return await TotalsReader.LoadAsync(source, editionId, CancellationToken.None);
    }
}

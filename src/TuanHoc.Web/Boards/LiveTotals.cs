using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
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

    static readonly TimeSpan BetweenChecks = TimeSpan.FromMinutes(10), TimeToHear = TimeSpan.FromSeconds(2);

    // Whatever is asked for, one is read at a time: the others wait without their memory.
    readonly SemaphoreSlim loads = new(1);

    readonly TaskCompletionSource following = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock gate = new();
    readonly HashSet<(int EditionId, Channel<bool> Told)> watchers = [];

    // The one looked at last stands first.
    readonly List<Holding> held = [];

    Task<DateOnly[]>? changeDays;

    /// <summary>Totals that are loaded or being loaded, and how many wait for them.</summary>
    sealed class Holding(int editionId, TotalsMap map)
    {
        public int EditionId => editionId;
        public TotalsMap Map => map;
        public required Task<EditionTotals> Totals { get; init; }
        public required CancellationTokenSource Unwanted { get; init; }
        public int Readers { get; set; }
    }

    /// <summary>Reads something of an edition's totals; nothing is written meanwhile, so keep it short.</summary>
    /// <param name="editionId">The edition.</param>
    /// <param name="map">The units its figures are added up over.</param>
    /// <param name="question">Names what is read, with everything it depends on: the answer is kept until the totals change.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancel">Ends the waiting for totals that are still loading.</param>
    public async Task<T> ReadAsync<T>(int editionId, TotalsMap map, object question, Func<EditionTotals, T> read, CancellationToken cancel)
    {
        var totals = await OfAsync(editionId, await SharedAsync(map, cancel), cancel);
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), KeepCheckedAsync(stoppingToken));

    async Task KeepCheckedAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenChecks);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The totals held could not be compared with the tables: {Why}", e.Message);
            }
        }
    }

    /// <summary>Reads the totals held once more from the tables; those that differ are let go of, and the log says so.</summary>
    /// <returns>How many differed.</returns>
    public async Task<int> CheckAsync(CancellationToken cancel)
    {
        List<Holding> all;
        lock (gate) all = [.. held.Where(one => one.Totals.IsCompletedSuccessfully)];
        var differing = 0;
        foreach (var one in all)
        {
            if (await IsSameAsync(one, cancel)) continue;
            // What was just written may be in the tables and not yet heard of.
            await Task.Delay(TimeToHear, cancel);
            if (await IsSameAsync(one, cancel)) continue;
            log.LogError("The totals held of edition {Edition} differed from the tables; they are read again", one.EditionId);
            differing++;
            Forget(one.EditionId);
            Tell(one.EditionId);
        }
        return differing;
    }

    async Task<bool> IsSameAsync(Holding one, CancellationToken cancel)
    {
        await loads.WaitAsync(cancel);
        try
        {
            var (fresh, known) = (await TotalsReader.LoadAsync(source, one.EditionId, one.Map, cancel), await one.Totals);
            lock (gate) return fresh.IsSameAs(known);
        }
        finally
        {
            loads.Release();
        }
    }

    async Task FollowAsync(CancellationToken stoppingToken)
    {
        await foreach (var told in feed.ReadAsync(stoppingToken))
        {
            following.TrySetResult();
            if (told.Any(change => change.Kind == Change.UnitsChanged)) ForgetAll();
            // Before anything that was made on it is read.
            if (told.Any(change => change.Kind == Change.FormIssued)) await FormTables.LearnAsync(source, stoppingToken);
            foreach (var edition in told.Where(change => change.EditionId != 0).GroupBy(change => change.EditionId))
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
        if (told.Any(change => change.Kind is Change.ReportsAsked or Change.EditionCorrected or Change.FormIssued)) Forget(editionId);
        foreach (var loading in Held(editionId)) await TakeInAsync(editionId, await loading.WaitAsync(cancel), told, cancel);
    }

    async Task TakeInAsync(int editionId, EditionTotals totals, Change[] told, CancellationToken cancel)
    {
        if (told.Any(change => change.Kind == Change.PlanSaved)) totals.PlanDues = await source.ReportDuesAsync(editionId, cancel);
        if (told.Any(change => change.Kind == Change.ReportExtended)) totals.OwnDays = await TotalsReader.OwnDaysAsync(source, editionId, cancel);
        var ids = told.Where(change => change.IsReportStep).Select(change => Guid.Parse(change.ThingId, CultureInfo.InvariantCulture)).ToArray();
        if (ids.Length == 0) return;
        var reports = new List<ReportedFigures>();
        await foreach (var report in TotalsReader.ReportsAsync(source, editionId, ids, cancel)) reports.Add(report);
        lock (gate) foreach (var report in reports) totals.Update(report);
    }

    void Tell(int editionId)
    {
        lock (gate) foreach (var (watched, told) in watchers) if (watched == editionId) told.Writer.TryWrite(true);
    }

    void Forget(int editionId)
    {
        lock (gate) Drop(held.FindAll(one => one.EditionId == editionId));
    }

    /// <summary>Units may have changed on any map: whoever looks is shown the totals read afresh.</summary>
    void ForgetAll()
    {
        lock (gate)
        {
            changeDays = null;
            Drop([.. held]);
            foreach (var (_, told) in watchers) told.Writer.TryWrite(true);
        }
    }

    /// <summary>Lets go of totals; a load of them that nobody waits for is given up. Within the gate.</summary>
    void Drop(IEnumerable<Holding> dropped)
    {
        foreach (var one in dropped)
        {
            held.Remove(one);
            GiveUp(one);
        }
    }

    IReadOnlyList<Task<EditionTotals>> Held(int editionId)
    {
        lock (gate) return [.. held.Where(one => one.EditionId == editionId).Select(one => WaitAsync(one, CancellationToken.None))];
    }

    /// <summary>The same map for all days on which the units are the same: that of the last day on which any changed.</summary>
    async Task<TotalsMap> SharedAsync(TotalsMap map, CancellationToken cancel)
    {
        if (map.Day is not { } day) return map;
        Task<DateOnly[]> reading;
        lock (gate)
        {
            if (changeDays is null or { IsFaulted: true }) changeDays = Task.Run(ChangeDaysAsync, CancellationToken.None);
            reading = changeDays;
        }
        var days = await reading.WaitAsync(cancel);
        var at = Array.BinarySearch(days, day);
        return at == -1 ? map : map with { Day = days[at < 0 ? ~at - 1 : at] };
    }

    async Task<DateOnly[]> ChangeDaysAsync()
    {
        await following.Task;
        return await MapReader.ChangeDaysAsync(source, CancellationToken.None);
    }

    Task<EditionTotals> OfAsync(int editionId, TotalsMap map, CancellationToken cancel)
    {
        lock (gate)
        {
            // A load that failed (the database was away) must not be remembered.
            Drop(held.FindAll(known => known.Totals.IsFaulted || known.Totals.IsCanceled));
            var one = held.Find(known => known.EditionId == editionId && known.Map == map) ?? Load(editionId, map);
            held.Remove(one);
            if (held.Count == MostHeld) Drop([held[^1]]);
            held.Insert(0, one);
            return WaitAsync(one, cancel);
        }
    }

    /// <summary>Called within the gate, so that nobody drops what is waited for before it is counted.</summary>
    async Task<EditionTotals> WaitAsync(Holding one, CancellationToken cancel)
    {
        one.Readers++;
        try
        {
            return await one.Totals.WaitAsync(cancel);
        }
        finally
        {
            lock (gate)
            {
                one.Readers--;
                GiveUp(one);
            }
        }
    }

    void GiveUp(Holding one)
    {
        // Not here and now: whoever is told of it may take its time, and the gate is held.
        if (one.Readers == 0 && !held.Contains(one)) _ = one.Unwanted.CancelAsync();
    }

    Holding Load(int editionId, TotalsMap map)
    {
        var unwanted = new CancellationTokenSource();
        return new(editionId, map) { Unwanted = unwanted, Totals = Task.Run(() => LoadAsync(editionId, map, unwanted.Token), CancellationToken.None) };
    }

    async Task<EditionTotals> LoadAsync(int editionId, TotalsMap map, CancellationToken unwanted)
    {
        // Following comes first: whatever is written during the read is taken in again afterwards, which changes nothing twice.
        await following.Task.WaitAsync(unwanted);
        await loads.WaitAsync(unwanted);
        try
        {
            return await TotalsReader.LoadAsync(source, editionId, map, unwanted);
        }
        finally
        {
            loads.Release();
        }
    }
}

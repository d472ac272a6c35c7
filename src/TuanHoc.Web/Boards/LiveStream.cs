using System.Runtime.CompilerServices;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>What changed on a live page: the moment it was read, and the new texts by key.</summary>
public sealed record LiveUpdate(string At, IReadOnlyDictionary<string, string> Texts);

/// <summary>Sends the texts of a page as they change: all at once at first, then those that differ, twice a second at most.</summary>
public sealed class LiveStream(LiveTotals live, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<LiveStream> log)
{
    static readonly TimeSpan BetweenUpdates = TimeSpan.FromMilliseconds(500), AfterFault = TimeSpan.FromSeconds(1);

    // A sign of life, so that a reader that has left is found, and the time on the page does not look old.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    // The browser comes back by itself, and may then no longer be allowed to.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="editionId">The edition watched.</param>
    /// <param name="map">The units its figures are added up over.</param>
    /// <param name="question">Names the texts, with everything they depend on, as <see cref="LiveTotals.ReadAsync"/> keeps them.</param>
    /// <param name="texts">All texts of the page by key; null when the page is no longer there, which ends the stream.</param>
    /// <param name="cancel">The reader has left.</param>
    public IResult Of(int editionId, TotalsMap map, object question, Func<EditionTotals, IEnumerable<KeyValuePair<string, string>>?> texts, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(UpdatesAsync(editionId, map, question, totals => texts(totals)?.ToDictionary(), cancel));

    async IAsyncEnumerable<LiveUpdate> UpdatesAsync(int editionId, TotalsMap map, object question, Func<EditionTotals, Dictionary<string, string>?> texts, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        ending.CancelAfter(Longest);
        var sent = new Dictionary<string, string>();
        await using var changes = live.WatchAsync(editionId, ending.Token).GetAsyncEnumerator(ending.Token);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next ??= changes.MoveNextAsync().AsTask();
                if (!await HasMoreAsync(next, ending.Token)) break;
                if (next.IsCompleted) next = null;
                var (ended, fresh) = await ReadAsync(editionId, map, question, texts, ending.Token);
                if (ended) break;
                // What is no longer told of has come to nothing.
                var differing = sent.Keys.Except(fresh.Keys).ToDictionary(key => key, _ => "0");
                foreach (var (key, text) in fresh)
                    if (sent.GetValueOrDefault(key) != text) differing[key] = text;
                sent = fresh;
                yield return new(Moments.Second(clock.GetUtcNow()), differing);
                await Task.Delay(BetweenUpdates, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            // A step under way would forbid to let go of the watch; the token ends it.
            await ending.CancelAsync();
            if (next is not null) await Task.WhenAny(next);
        }
    }

    /// <summary>Waits for a change or for the longest silence; false when there is nothing more to come.</summary>
    static async Task<bool> HasMoreAsync(Task<bool> next, CancellationToken ending)
    {
        var quiet = Task.Delay(Silence, ending);
        var first = await Task.WhenAny(next, quiet);
        return !ending.IsCancellationRequested && (first == quiet || next is { IsCompletedSuccessfully: true, Result: true });
    }

    /// <summary>Reads until it succeeds: while the database is away the page keeps what it has.</summary>
    async Task<(bool Ended, Dictionary<string, string> Texts)> ReadAsync(int editionId, TotalsMap map, object question, Func<EditionTotals, Dictionary<string, string>?> texts, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                return await live.ReadAsync(editionId, map, question, texts, ending) is { } read ? (false, read) : (true, []);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("A live page waits for the database: {Why}", e.Message);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            await Task.Delay(AfterFault, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return (true, []);
    }
}

using System.Globalization;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Portal;

/// <summary>
/// What everybody may see of the years looked at last, held in memory and kept current on every process through the table of happenings (docs/decisions/0050-portal.md):
/// twenty thousand activities are looked through in the time that a database takes to be asked.
/// </summary>
public sealed class Catalogues(NpgsqlDataSource source, ChangeFeed feed, ILogger<Catalogues> log) : BackgroundService
{
    // This year's, and one of the archive.
    const int MostHeld = 2;

    readonly TaskCompletionSource following = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SemaphoreSlim changing = new(1);
    volatile IReadOnlyList<Catalogue> held = [];

    /// <summary>The activities of an edition that everybody may see.</summary>
    public async Task<Catalogue> OfAsync(int editionId, CancellationToken cancel)
    {
        if (Held(editionId) is { } known) return known;
        // Following comes first: what is written while this reads is read again afterwards.
        await following.Task.WaitAsync(cancel);
        await changing.WaitAsync(cancel);
        try
        {
            if (Held(editionId) is { } meanwhile) return meanwhile;
            var read = Catalogue.Of(editionId, await CatalogueReader.AllAsync(source, editionId, cancel));
            held = [read, .. held.Take(MostHeld - 1)];
            return read;
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>An activity out of the tables, for who comes before this process has heard of it.</summary>
    public async Task<Offered?> JustShownAsync(int editionId, Guid id, CancellationToken cancel) => (await CatalogueReader.SomeAsync(source, editionId, [id], cancel)) is [var one] ? one : null;

    Catalogue? Held(int editionId)
    {
        foreach (var one in held) if (one.EditionId == editionId) return one;
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var told in feed.ReadAsync(stoppingToken))
        {
            following.TrySetResult();
            await changing.WaitAsync(stoppingToken);
            try
            {
                // Units are called otherwise, or stand elsewhere: read again when asked for.
                if (told.Any(change => change.Kind is Change.UnitsChanged or Change.EditionCorrected)) held = [];
                foreach (var edition in told.Where(change => change.IsActivityStep).GroupBy(change => change.EditionId)) await TakeInAsync(edition.Key, [.. edition.Select(change => Guid.Parse(change.ThingId, CultureInfo.InvariantCulture)).Distinct()], stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The activities shown are read again from the start: {Why}", e.Message);
                held = [];
            }
            finally
            {
                changing.Release();
            }
        }
    }

    async Task TakeInAsync(int editionId, Guid[] ids, CancellationToken cancel)
    {
        if (Held(editionId) is not { } known) return;
        var now = known.With(ids, await CatalogueReader.SomeAsync(source, editionId, ids, cancel));
        held = [.. held.Select(one => one.EditionId == editionId ? now : one)];
    }
}

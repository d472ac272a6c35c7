using Npgsql;

namespace TuanHoc.Web.Data;

/// <summary>Something another request or process wrote: its kind ("report"), the edition it belongs to and its id.</summary>
public readonly record struct Change(string Kind, int EditionId, string Id)
{
    public const string Channel = "change";

    /// <summary>The change as it travels on the channel.</summary>
    public string Payload => $"{Kind} {EditionId} {Id}";

    public static Change? Parse(string payload) =>
        payload.Split(' ') is [var kind, var edition, var id] && int.TryParse(edition, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var editionId)
            ? new Change(kind, editionId, id) : null;
}

/// <summary>One connection of this process listens for what any process wrote, and tells whoever asked. After a gap it says so: listeners then read everything again.</summary>
public sealed class ChangeFeed(NpgsqlDataSource source, ILogger<ChangeFeed> log) : BackgroundService
{
    readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public event Action<Change>? Changed;

    /// <summary>The connection was lost and is back: changes in between were not heard.</summary>
    public event Action? Missed;

    /// <summary>Completes when the first connection listens: what is read after it misses nothing.</summary>
    public Task Listening => listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                log.LogWarning("Listening stopped ({Why}), trying again", e.Message);
                await Task.Delay(300, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        connection.Notification += (_, told) => { if (Change.Parse(told.Payload) is { } change) Changed?.Invoke(change); };
        await using (var listen = new NpgsqlCommand($"listen {Change.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        if (!listening.TrySetResult()) Missed?.Invoke();
        while (true) await connection.WaitAsync(cancel);
    }
}

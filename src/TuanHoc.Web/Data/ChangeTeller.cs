using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace TuanHoc.Web.Data;

/// <summary>
/// Tells every process what this one wrote, right after the commit. Not within the write's own transaction: PostgreSQL lets transactions that notify
/// commit one after another, each waiting for the disk, which is some fifteen times slower than commits that go together (docs/performance.md).
/// </summary>
public sealed class ChangeTeller(NpgsqlDataSource source, ILogger<ChangeTeller> log) : BackgroundService
{
    static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(300);

    readonly Channel<Change> changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Call it when the write is committed; returns at once.</summary>
    public void Tell(Change change) => changes.Writer.TryWrite(change);

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // What is still to be told is told before we go.
        changes.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A process that was killed between a commit and its telling told nobody: whoever starts has everything read again.
        await SendAsync(new("select pg_notify($1, 'start ' || id || ' -') from edition") { Parameters = { new() { Value = Change.Channel } } }, stoppingToken);
        while (await changes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // While one message is on its way the next changes gather.
            var gathered = new HashSet<string>(StringComparer.Ordinal);
            while (changes.Reader.TryRead(out var change)) gathered.Add(change.Payload);
            await SendAsync(new("select pg_notify($1, told) from unnest($2) as told")
            {
                Parameters = { new() { Value = Change.Channel }, new() { Value = gathered.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
            }, stoppingToken);
        }
    }

    async Task SendAsync(NpgsqlCommand message, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
                message.Connection = connection;
                await message.ExecuteNonQueryAsync(CancellationToken.None);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                if (stopping.IsCancellationRequested) return;
                log.LogWarning("A change was not told ({Why}), trying again", e.Message);
                await Task.Delay(BeforeAgain, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

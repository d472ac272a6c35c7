using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A step of a submission at which the database can hold it.</summary>
/// <param name="Name">Its name in what the test prints.</param>
/// <param name="Hold">Makes the step wait, as long as the session that ran it lives.</param>
/// <param name="Waits">Answers whether a submission waits there.</param>
/// <param name="Free">Takes away what would make the next one wait, if the database remembers it.</param>
sealed record HeldStep(string Name, string[] Hold, string Waits, string Free)
{
    const string
        Waiting = "select exists (select from pg_locks where locktype = 'advisory' and not granted)",
        Holding = "select pg_advisory_lock(20251007)",
        Halting = "create or replace function halt() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(20251007); return new; end $$";

    public static readonly IReadOnlyList<HeldStep> All =
    [
        // Of all that is read before a submission, only the look at its report reads its steps.
        new("reading the report", ["begin", "lock table report_step in access exclusive mode"], "select exists (select from pg_locks where not granted and relation = 'report_step'::regclass)", "select 1"),
        Writing("report", "update", "new.state = 'submitted'"),
        Writing("report_snapshot", "insert", "true"),
        Writing("report_step", "insert", "new.kind = 'submitted'"),
        Writing("audit", "insert", "new.thing = 'report' and new.what = 'submitted'"),
        Writing("happening", "insert", "new.kind = 'report-submitted'"),
        new("committing",
            [Halting, "create constraint trigger halt after update on report deferrable initially deferred for each row when (new.state = 'submitted') execute function halt()", Holding],
            Waiting, "drop trigger if exists halt on report"),
        // On disk, and waiting for a second server that there is not: the commit stands, and nobody has been told.
        new("committed, not answered", ["alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()"], "select exists (select from pg_stat_activity where wait_event = 'SyncRep')", "select pg_reload_conf()"),
    ];

    /// <summary>Of a unit that sends up what came from below it.</summary>
    public static readonly HeldStep Below = Writing("report_below", "insert", "true");

    // Held as its row is written: what the statement wrote before is there, what it writes after is not.
    static HeldStep Writing(string table, string what, string which) =>
        new($"writing {table}", [Halting, $"create trigger halt before {what} on {table} for each row when ({which}) execute function halt()", Holding], Waiting, $"drop trigger if exists halt on {table}");

    public async Task<Held> HoldAsync(DataPlace place)
    {
        var holder = new NpgsqlConnection(place.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var statement in Hold) await RunAsync(holder, statement);
        return new(this, place, holder);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A step that is held now.</summary>
    public sealed class Held(HeldStep step, DataPlace place, NpgsqlConnection holder) : IAsyncDisposable
    {
        /// <summary>Returns when the submission waits at the step; fails when it never comes there.</summary>
        public async Task ReachedAsync(Task submission, CancellationToken cancel)
        {
            for (var tries = 0; ; tries++)
            {
                await using var command = new NpgsqlCommand(step.Waits, holder);
                if ((bool)(await command.ExecuteScalarAsync(cancel))!) break;
                Assert.False(submission.IsCompleted, $"{step.Name}: answered without coming by");
                Assert.True(tries < 400, $"{step.Name}: never reached");
                await Task.Delay(25, cancel);
            }
            // In its file, so that a server started again does not wait too; what runs now goes on waiting.
            await using var other = new NpgsqlConnection(place.ConnectionString + ";Pooling=false");
            await other.OpenAsync(cancel);
            await RunAsync(other, "alter system reset synchronous_standby_names");
        }

        /// <summary>After the kill: whatever still waits goes on, and the next submission will not be held.</summary>
        public async Task LetGoAsync()
        {
            await holder.DisposeAsync();
            for (var tries = 0; ; tries++)
            {
                try
                {
                    await using var connection = new NpgsqlConnection(place.ConnectionString + ";Pooling=false");
                    await connection.OpenAsync(TestContext.Current.CancellationToken);
                    await RunAsync(connection, step.Free);
                    return;
                }
                catch (NpgsqlException) when (tries < 300)
                {
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                }
            }
        }

        public ValueTask DisposeAsync() => holder.DisposeAsync();
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Tests;

public sealed class ChangeFeedTests(Postgres postgres)
{
    const string Write = "insert into happening (unit_id, edition_id, kind, thing, thing_id) values (1, 1, 'report-submitted', 'report', $1)";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_commits_late_is_told_and_nothing_is_told_twice()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CloneAsync());
        await using var feed = new ChangeFeed(source, NullLogger<ChangeFeed>.Instance).ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await feed.MoveNextAsync());
        Assert.Empty(feed.Current);

        await using var late = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await late.BeginTransactionAsync(Cancel);
        await RunAsync(new NpgsqlCommand(Write, late), "late");
        foreach (var id in new[] { "first", "second" })
        {
            await RunAsync(source.CreateCommand(Write), id);
            Assert.Equal([id], await NextAsync(feed));
        }
        await transaction.CommitAsync(Cancel);
        Assert.Equal(["late"], await NextAsync(feed));
        await RunAsync(source.CreateCommand(Write), "last");
        Assert.Equal(["last"], await NextAsync(feed));
    }

    [Fact]
    public async Task What_was_written_while_the_database_was_away_is_told_afterwards()
    {
        var connection = await postgres.CloneAsync();
        await using var source = NpgsqlDataSource.Create(connection);
        await using var feed = new ChangeFeed(source, NullLogger<ChangeFeed>.Instance).ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await feed.MoveNextAsync());

        await using var other = NpgsqlDataSource.Create(connection + ";Application Name=other");
        await RunAsync(other.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and $1 <> ''"), "-");
        await RunAsync(other.CreateCommand(Write), "meanwhile");
        Assert.Equal(["meanwhile"], await NextAsync(feed));
    }

    static async Task<IEnumerable<string>> NextAsync(IAsyncEnumerator<IReadOnlyList<Change>> feed)
    {
        Assert.True(await feed.MoveNextAsync());
        return feed.Current.Select(change => change.ThingId);
    }

    static async Task RunAsync(NpgsqlCommand command, string id)
    {
        await using (command)
        {
            command.Parameters.Add(new() { Value = id });
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }
}

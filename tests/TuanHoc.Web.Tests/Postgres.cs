using System.Collections.Concurrent;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Units;

[assembly: AssemblyFixture(typeof(TuanHoc.Web.Tests.Postgres))]

namespace TuanHoc.Web.Tests;

/// <summary>One embedded server for the run, without fsync. Each class takes a database cloned from a template, migrated and with the directory of units (about 0.1 s).</summary>
public sealed class Postgres : IAsyncLifetime
{
    readonly string folder = TestFolder.Make();
    readonly ConcurrentBag<string> clones = [];
    EmbeddedPostgres? server;
    int count;

    public async ValueTask InitializeAsync()
    {
        var place = DataPlace.Of(folder);
        server = await EmbeddedPostgres.StartAsync(place, FolderLock.TryTake(place.Folder)!, durable: false);
        await using var template = NpgsqlDataSource.Create(Of("tuanhoc") + ";Pooling=false");
        await Migrator.MigrateAsync(template);
        await UnitDirectory.LoadAsync(template);
        await WatchedWrites.WatchAsync(template);
    }

    /// <summary>A database as new as they get: not even migrated.</summary>
    public Task<string> EmptyAsync() => CreateAsync("template0");

    /// <summary>A migrated database of its own.</summary>
    public async Task<string> CloneAsync()
    {
        var clone = await CreateAsync("tuanhoc strategy file_copy");
        clones.Add(clone);
        return clone;
    }

    async Task<string> CreateAsync(string template)
    {
        var name = "t" + Interlocked.Increment(ref count);
        await using var connection = new NpgsqlConnection(Of("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} template {template}", connection);
        await create.ExecuteNonQueryAsync();
        return Of(name);
    }

    // Many databases share the server's connections, so each gives its own back soon.
    string Of(string database) => new NpgsqlConnectionStringBuilder(server!.ConnectionString) { Database = database, MaxPoolSize = 20, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2 }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        try
        {
            var missing = await MissingLinesAsync();
            Assert.True(missing.Count == 0, WatchedWrites.Said(missing));
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    // In whichever database a line is missing, it is the same program that left it out.
    async Task<IReadOnlyCollection<string>> MissingLinesAsync()
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var clone in clones)
        {
            await using var source = NpgsqlDataSource.Create(clone + ";Pooling=false");
            missing.UnionWith((await WatchedWrites.LookAsync(source)).Missing);
        }
        return missing;
    }
}

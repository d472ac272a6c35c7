using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TuanHoc.Web.Commands;

namespace TuanHoc.Web.Tests.Samples;

/// <summary>A database with the sample data, as "serve --sample" loads them; tests that write take a copy of it.</summary>
public sealed class SampleDatabase(Postgres postgres) : IAsyncLifetime
{
    int copies;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.CloneAsync();
        await LoadAsync(ConnectionString);
    }

    /// <summary>Runs the steps of sample mode over a database.</summary>
    public static async Task LoadAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var app = Composition.Build(Composition.Builder(["--applicationName=tuanhoc"]), source);
        await Composition.RunAsync([.. Rooms.Directory, .. Rooms.Samples], app.Services, TestContext.Current.CancellationToken);
    }

    /// <summary>Does something to a copy of the database, which is dropped afterwards.</summary>
    public async Task InCopyAsync(Func<NpgsqlDataSource, Task> act)
    {
        var place = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        var (template, copy) = (place.Database, $"{place.Database}_{Interlocked.Increment(ref copies)}");
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(place.ConnectionString) { Database = "postgres" });
        await RunAsync(server, $"create database {copy} template {template} strategy file_copy");
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(place.ConnectionString) { Database = copy });
            await act(source);
        }
        finally
        {
            await RunAsync(server, $"drop database {copy} with (force)");
        }
    }

    /// <summary>What an invariant needs of the application.</summary>
    public static IServiceProvider Services(NpgsqlDataSource source) => new ServiceCollection().AddSingleton(source).BuildServiceProvider();

    public static async Task<T> AskAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

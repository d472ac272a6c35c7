using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Units;

/// <summary>A database with the directory loaded, for the classes that only read it.</summary>
public sealed class DirectoryDatabase(Postgres postgres) : IAsyncLifetime
{
    public NpgsqlDataSource Source { get; private set; } = null!;

    public TimeSpan LoadTime { get; private set; }

    // Identity reads the version of its tables from the application's services, as they are set in the program.
    static readonly IServiceProvider Services = new ServiceCollection().Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();

    public AppDb Open() => new(new DbContextOptionsBuilder<AppDb>().UseNpgsql(Source).UseApplicationServiceProvider(Services).Options);

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask InitializeAsync()
    {
        Source = NpgsqlDataSource.Create(await postgres.CloneAsync());
        var clock = Stopwatch.StartNew();
        await UnitDirectory.LoadAsync(Source);
        LoadTime = clock.Elapsed; Console.Error.WriteLine("LOAD "+LoadTime);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}

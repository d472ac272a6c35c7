using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Tests.Units;

/// <summary>A database with the directory, for a class that asks it in SQL and through the room's queries.</summary>
public sealed class DirectoryDatabase(Postgres postgres) : IAsyncLifetime
{
    // Identity reads the version of its tables from the application's services, as they are set in the program.
    static readonly IServiceProvider Services = new ServiceCollection().Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();

    public NpgsqlDataSource Source { get; private set; } = null!;

    public AppDb Open() => new((DbContextOptions<AppDb>)new DbContextOptionsBuilder<AppDb>().UseDatabase(Source).UseApplicationServiceProvider(Services).Options);

    /// <summary>The one value of a query.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask InitializeAsync() => Source = NpgsqlDataSource.Create(await postgres.CloneAsync());

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}

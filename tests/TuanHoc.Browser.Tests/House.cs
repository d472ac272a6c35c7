using System.Globalization;
using Microsoft.Playwright;
using Npgsql;
using TuanHoc.Web.Tests;
using TuanHoc.Web.Tests.Samples;

[assembly: AssemblyFixture(typeof(TuanHoc.Browser.Tests.House))]
// One after another: a test that waits for a page should wait for its own server alone.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TuanHoc.Browser.Tests;

/// <summary>What a run shares: one server with the sample data in a template, and one browser.</summary>
public sealed class House : IAsyncLifetime
{
    // A loaded machine is slow, and a page that never comes is still told apart from a late one.
    const int Patience = 30_000;

    readonly Postgres postgres = new();
    IPlaywright? playwright;
    NpgsqlConnectionStringBuilder? template;
    int copies;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        await postgres.InitializeAsync();
        template = new(await postgres.CloneAsync());
        await SampleDatabase.LoadAsync(template.ConnectionString);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            // ./test finds it, by whatever name it is installed.
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    /// <summary>A copy of the sample data, for one class of tests.</summary>
    public async Task<string> CopyAsync()
    {
        var name = $"{template!.Database}_{Interlocked.Increment(ref copies).ToString(CultureInfo.InvariantCulture)}";
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(template.ConnectionString) { Database = "postgres", Pooling = false });
        await using var create = source.CreateCommand($"create database {name} template {template.Database} strategy file_copy");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(template.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        await postgres.DisposeAsync();
    }
}

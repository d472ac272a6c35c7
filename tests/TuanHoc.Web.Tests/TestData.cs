using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Text;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests;

/// <summary>Units, people and editions made for a test, beneath the nation of the directory. Each room adds its own nouns in a file beside this one.</summary>
public sealed partial class TestData(App app)
{
    public const string Password = "mat khau thu nghiem";

    // Everybody made here has the same password.
    static readonly string passwordHash = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = App.Iterations })).HashPassword(new Person(), Password);

    int count;

    public NpgsqlDataSource Source => app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>A unit that has always been there.</summary>
    public async Task<long> UnitAsync(string kind, string name, long? parent = null)
    {
        var id = await ScalarAsync<long>("insert into unit (kind) values ($1) returning id", kind);
        await RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) values ($1, $2, $3, $3, $4, $5, $5, '[2021-01-01,)')",
            id, kind, name, parent ?? 1L, SearchKey.Of(name));
        return id;
    }

    /// <summary>A person who signs in with the returned name and holds these roles.</summary>
    public async Task<string> PersonAsync(string fullName, params (long Unit, string Role)[] roles)
    {
        var name = $"nguoi{Interlocked.Increment(ref count)}";
        var id = await ScalarAsync<long>("""
            insert into person (full_name, user_name, normalized_user_name, password_hash, security_stamp, concurrency_stamp) values ($1, $2, upper($2), $3, $2, $2) returning id
            """, fullName, name, passwordHash);
        foreach (var (unit, role) in roles) await RunAsync("insert into membership (person_id, unit_id, role, valid) values ($1, $2, $3, '[2021-01-01,)')", id, unit, role);
        return name;
    }

    public async Task<string> AdministratorAsync(string fullName = "Người quản trị")
    {
        var name = await PersonAsync(fullName);
        await RunAsync("update person set is_administrator = true where user_name = $1", name);
        return name;
    }

    /// <summary>A client signed in under a name.</summary>
    public async Task<HttpClient> BrowserAsync(string name)
    {
        var browser = app.Visitor();
        await browser.SignInAsync(name);
        return browser;
    }

    /// <summary>An edition of a year whose Week is the first of October; its deadlines are 10, 15 and 30 October.</summary>
    public async Task<Edition> EditionAsync(int year, string? form = "2024")
    {
        await using var scope = app.Services.CreateAsyncScope();
        var edition = new Edition
        {
            Year = year,
            Theme = "Chủ đề thử",
            Week = new NpgsqlRange<DateOnly>(new(year, 10, 1), lowerBoundIsInclusive: true, new(year, 10, 8), upperBoundIsInclusive: false),
            FormKey = form,
            DueUnits = new(year, 10, 10),
            DueCommunes = new(year, 10, 15),
            DueProvinces = new(year, 10, 30),
            OpenedAt = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        await EditionEndpoints.OpenAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), edition, TestContext.Current.CancellationToken);
        return edition;
    }

    public async Task RunAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> ScalarAsync<T>(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}

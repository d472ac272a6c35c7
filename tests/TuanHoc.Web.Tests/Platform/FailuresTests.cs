using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Platform;

public sealed class FailuresTests(Postgres postgres)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_forbids_scripts_from_elsewhere()
    {
        await using var app = new App(await postgres.CloneAsync());
        using var answer = await app.Visitor().GetAsync("/no-such-page", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith("default-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "text/html")]
    [InlineData("application/json", "application/problem+json")]
    public async Task While_the_database_is_away_a_reader_gets_a_page_and_a_program_gets_a_problem(string asked, string given)
    {
        await using var app = new App(await postgres.CloneAsync());
        var http = new DefaultHttpContext { RequestServices = app.Services, Request = { Headers = { Accept = asked } }, Response = { Body = new MemoryStream() } };
        var failures = new Failures(_ => throw Said("57P03"), NullLogger<Failures>.Instance, app.Services.GetRequiredService<IHostEnvironment>());
        await failures.InvokeAsync(http);
        Assert.Equal((503, "2", "no-store"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString(), http.Response.Headers.CacheControl.ToString()));
        Assert.StartsWith(given, http.Response.ContentType, StringComparison.Ordinal);
        Assert.Contains("The database is restarting", Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_made_by_one_process_opens_what_another_reads()
    {
        var database = await postgres.CloneAsync();
        await using var one = new App(database);
        await using var other = new App(database);
        var cookie = one.Services.GetDataProtector("cookie").Protect("Nguyễn Thị Ấm");
        Assert.Equal("Nguyễn Thị Ấm", other.Services.GetDataProtector("cookie").Unprotect(cookie));
    }

    public static TheoryData<Exception, bool> Exceptions => new()
    {
        { Said("57P01"), true },
        { Said("57P03"), true },
        { Said("08006"), true },
        { Said("53300"), true },
        { Said("53100"), true },
        { new IOException("No space left on device", 28), true },
        { new NpgsqlException("x", new SocketException((int)SocketError.ConnectionRefused)), true },
        { new NpgsqlException("x", new EndOfStreamException()), true },
        { new DbUpdateException("x", new NpgsqlException("x", new IOException())), true },
        { Said("23505"), false },
        { Said("42P01"), false },
        { Said("57014"), false },
        { new NpgsqlException("x"), false },
        { new IOException("a file"), false },
        { new TimeoutException(), false },
    };

    [Theory]
    [MemberData(nameof(Exceptions), DisableDiscoveryEnumeration = true)]
    public void Only_a_database_that_is_away_counts_as_an_outage(Exception e, bool outage) => Assert.Equal(outage, Failures.IsOutage(e));

    static PostgresException Said(string state) => new("x", "FATAL", "FATAL", state);
}

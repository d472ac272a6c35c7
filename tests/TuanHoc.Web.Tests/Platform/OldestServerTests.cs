using System.Diagnostics;
using System.Net;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Tests.Platform;

/// <summary>The oldest PostgreSQL we promise, from Debian, named by a connection string: the schema fits it, and the application runs on it.</summary>
[Collection(Processes.Name)]
public sealed class OldestServerTests : IAsyncLifetime
{
    const string Programs = "/usr/lib/postgresql/15/bin";

    readonly string folder = TestFolder.Make();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Cluster => Path.Combine(folder, "cluster");

    string ConnectionString => new NpgsqlConnectionStringBuilder { Host = folder, Username = "tuanhoc", Database = "postgres", Pooling = false }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Programs, "postgres")), "PostgreSQL 15 is not installed in " + Programs);
        // Any user may make a socket here and own a folder below.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        await RunAsync("initdb", "-D", Cluster, "-U", "tuanhoc", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        await RunAsync("pg_ctl", "start", "-w", "-s", "-D", Cluster, "-l", Path.Combine(folder, "server.log"), "-o", $"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off");
    }

    [Fact]
    public async Task The_schema_is_applied_and_the_application_serves()
    {
        await using (var source = NpgsqlDataSource.Create(ConnectionString))
        {
            Assert.Contains("0001_base.sql", await Migrator.MigrateAsync(source));
            await using var version = source.CreateCommand("show server_version_num");
            Assert.StartsWith("15", (string?)await version.ExecuteScalarAsync(Cancel), StringComparison.Ordinal);
        }
        await using var app = new App(ConnectionString);
        using var answer = await app.Visitor().GetAsync("/health", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_verb_uses_the_server_of_the_connection_string()
    {
        var (code, output, errors) = await Child.RunAsync(["verify"], new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__TuanHoc"] = ConnectionString });
        Assert.Equal((0, ""), (code, errors));
        Assert.NotEqual("", output);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Cluster, "postmaster.pid"))) await RunAsync("pg_ctl", "stop", "-m", "immediate", "-s", "-D", Cluster);
        Directory.Delete(folder, recursive: true);
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Programs, program), arguments) { UseShellExecute = false, WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess) start.UserName = "nobody";
        start.Environment["LC_ALL"] = "C";
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
    }
}

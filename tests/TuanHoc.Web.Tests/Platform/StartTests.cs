using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TuanHoc.Web.Tests.Platform;

/// <summary>What a new user runs: ./start in a fresh copy of the sources, and the sample data from the command line.</summary>
[Collection(Processes.Name)]
public sealed class StartTests : IDisposable
{
    static readonly string[] Sources = ["start", "tools", "src", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json", "package.json", "package-lock.json", ".editorconfig", "node_modules"];

    readonly string folder = TestFolder.Make();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_builds_says_one_line_serves_samples_or_the_first_administrator_and_stops_when_told()
    {
        await CopyAsync();
        var port = FreePort();
        var (first, browser) = await Child.StartAsync(folder, new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = port });
        using (first)
        using (browser)
        {
            Assert.Equal($"TuanHoc đang chạy tại http://localhost:{port}", first.Output.Trim());
            Assert.Contains("Đang dựng chương trình", first.Errors, StringComparison.Ordinal);
            Assert.Equal("ok", await browser.GetStringAsync("/health", Cancel));
            Assert.Contains("name=\"sample\"", await browser.GetStringAsync("/signin", Cancel), StringComparison.Ordinal);
            // Published: what a page brings with it was compressed ahead.
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(folder, "out", "wwwroot", "dist"), "*.br"));
            Assert.Equal(0, await first.StopAsync());
        }
        Assert.False(File.Exists(Path.Combine(folder, "data", "sample", "postgres", "postmaster.pid")));

        var (second, fresh) = await Child.StartAsync(folder, new Dictionary<string, string>(StringComparer.Ordinal), "--fresh", "--port", port);
        using (second)
        using (fresh)
        {
            await second.SaysAsync("/welcome/");
            Assert.Equal(2, second.Output.Trim().Split('\n').Length);
            // Nothing has changed, so nothing is built again.
            Assert.Equal("", second.Errors);
            Assert.DoesNotContain("name=\"sample\"", await fresh.GetStringAsync("/signin", Cancel), StringComparison.Ordinal);
            Assert.Equal(0, await second.StopAsync());
        }
    }

    [Fact]
    public async Task Demo_loads_the_sample_data_once_and_they_keep_every_rule()
    {
        Assert.Equal((0, "Đã nạp dữ liệu mẫu.", ""), await RunAsync("demo"));
        var (_, units, _) = await RunAsync("units");
        Assert.Equal((0, "Đã nạp dữ liệu mẫu.", ""), await RunAsync("demo"));
        var (code, said, errors) = await RunAsync("verify");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("không thấy sai", said, StringComparison.Ordinal);
        Assert.Equal(units, (await RunAsync("units")).Output);
        Assert.Equal(240, units.Split('\n').Count(line => line.Contains(",school,", StringComparison.Ordinal)));
    }

    async Task<(int Code, string Output, string Errors)> RunAsync(string verb)
    {
        var (code, output, errors) = await Child.RunAsync([verb, "--data", Path.Combine(folder, "data")]);
        return (code, output.Trim(), errors);
    }

    // What was built of the sources before stays behind.
    async Task CopyAsync()
    {
        var parts = string.Join(' ', Sources.Where(part => Path.Exists(Path.Combine(Repository.Root, part))));
        using var copy = Process.Start(new ProcessStartInfo("sh", ["-c", $"tar -c --anchored --exclude='src/*/bin' --exclude='src/*/obj' --exclude=src/TuanHoc.Web/wwwroot/dist -f - {parts} | tar -x -C \"$1\"", "copy", folder]) { WorkingDirectory = Repository.Root, UseShellExecute = false })!;
        await copy.WaitForExitAsync(Cancel);
        Assert.Equal(0, copy.ExitCode);
    }

    static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

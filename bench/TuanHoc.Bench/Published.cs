using System.Diagnostics;
using System.Globalization;
using TuanHoc.Web.Platform;

namespace TuanHoc.Bench;

/// <summary>The published application as a process of its own, over a data folder.</summary>
sealed class Published : IAsyncDisposable
{
    readonly Process process;
    readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    Published(Process process) => this.process = process;

    public Uri Address => address.Task.Result;

    /// <summary>What the process alone holds in memory; its PostgreSQL is another process.</summary>
    public double ResidentMegabytes =>
        double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Another process over the database that the first one's server holds.</summary>
    public static Task<Published> BesideAsync(string dataFolder) => ServeAsync("--ConnectionStrings:TuanHoc=" + DataPlace.Of(dataFolder).ConnectionString, "--data", dataFolder + "-second");

    /// <param name="settings">Beside those that every bench has: "--key=value".</param>
    public static async Task<Published> StartAsync(string dataFolder, params string[] settings)
    {
        var root = Root();
        var output = Path.Combine(root, "out", "bench");
        await EndAsync(Run(root, "dotnet", "publish", "src/TuanHoc.Web", "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "-tl:off"));
        return await ServeAsync(["--data", dataFolder, .. settings]);
    }

    static async Task<Published> ServeAsync(params string[] over)
    {
        var root = Root();
        var serving = Run(root, "dotnet", [Path.Combine(root, "out", "bench", "tuanhoc.dll"), "serve", .. over, "--urls", "http://127.0.0.1:0", "--Bench=true", "--Logging:LogLevel:Default=Warning"]);
        var published = new Published(serving);
        serving.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ')[^1] is { } word && Uri.TryCreate(word, UriKind.Absolute, out var at) && at.Scheme == Uri.UriSchemeHttp) published.address.TrySetResult(at);
        };
        serving.Exited += (_, _) => published.address.TrySetException(new InvalidOperationException("the application ended before it listened"));
        serving.EnableRaisingEvents = true;
        serving.BeginOutputReadLine();
        await published.address.Task.WaitAsync(TimeSpan.FromSeconds(90));
        return published;
    }

    /// <summary>"tuanhoc verify" beside the application: its exit code, or that of a program that was ended because it took longer.</summary>
    public static async Task<int> VerifyAsync(string dataFolder, TimeSpan longest)
    {
        using var verify = Run(Root(), "dotnet", Path.Combine(Root(), "out", "bench", "tuanhoc.dll"), "verify", "--data", dataFolder);
        using var over = new CancellationTokenSource(longest);
        await using var ending = over.Token.Register(verify.Kill);
        await Console.Error.WriteAsync(await verify.StandardOutput.ReadToEndAsync(CancellationToken.None));
        await verify.WaitForExitAsync(CancellationToken.None);
        return verify.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        // TERM, so that it stops its PostgreSQL too.
        using (var kill = Process.Start("kill", process.Id.ToString(CultureInfo.InvariantCulture))) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static Process Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        return Process.Start(start) ?? throw new InvalidOperationException(program);
    }

    static async Task EndAsync(Process program)
    {
        using (program)
        {
            await Console.Error.WriteAsync(await program.StandardOutput.ReadToEndAsync());
            await program.WaitForExitAsync();
            if (program.ExitCode != 0) throw new InvalidOperationException("publishing failed");
        }
    }

    static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TuanHoc.slnx"))) return folder.FullName;
        throw new InvalidOperationException("run the bench from its repository");
    }
}

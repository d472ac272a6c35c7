using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Platform;

/// <summary>The built program as a process of its own, as a user's shell starts it.</summary>
sealed class Child : IDisposable
{
    readonly Process process;
    readonly StringBuilder output = new(), errors = new();
    readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    static readonly Dictionary<string, string> Inherited = [];

    Child(string[] whole, IReadOnlyDictionary<string, string> environment, string from)
    {
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = from,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("it ended before it listened: " + Errors));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>"serve" on a free port, once it listens. The client follows redirects and keeps no cookies, unless it is given those of a browser.</summary>
    public static async Task<(Child Child, HttpClient Client)> ServeAsync(string folder, CookieContainer? browser = null)
    {
        var child = new Child(["dotnet", typeof(Program).Assembly.Location, "serve", "--data", folder, "--urls", "http://127.0.0.1:0"], Inherited, from: "/");
        return (child, await child.ListensAsync(TimeSpan.FromSeconds(60), browser));
    }

    /// <summary>The same with everything it writes in one folder: its data, what it puts aside while it reads a large request, and its log.</summary>
    public static async Task<(Child Child, HttpClient Client)> ServeWithinAsync(string folder, CookieContainer browser)
    {
        var temporary = new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName };
        string[] logged = ["sh", "-c", "exec \"$@\" 2>> \"$0\"", Path.Combine(folder, "log")];
        var child = new Child([.. logged, "dotnet", typeof(Program).Assembly.Location, "serve", "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0"], temporary, from: "/");
        return (child, await child.ListensAsync(TimeSpan.FromSeconds(60), browser));
    }

    /// <summary>"./start" of a checkout, once it listens: it builds first what is not yet built.</summary>
    public static async Task<(Child Child, HttpClient Client)> StartAsync(string checkout, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A server of the build would go on holding its standard error after it.
        var alone = new Dictionary<string, string>(environment, StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1" };
        var child = new Child([Path.Combine(checkout, "start"), .. arguments], alone, from: "/");
        return (child, await child.ListensAsync(TimeSpan.FromMinutes(8)));
    }

    /// <summary>Any other verb, run to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? runtimeConfig = null, string from = "/", bool asNobody = false)
    {
        string[] runtime = runtimeConfig is null ? [] : ["exec", "--runtimeconfig", runtimeConfig];
        string[] nobody = asNobody ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];
        using var child = new Child([.. nobody, "dotnet", .. runtime, typeof(Program).Assembly.Location, .. arguments], environment ?? Inherited, from);
        return (await child.EndAsync(), child.Output, child.Errors);
    }

    /// <summary>Waits until standard output has something in it.</summary>
    public async Task SaysAsync(string text)
    {
        for (var tries = 0; !Output.Contains(text, StringComparison.Ordinal); tries++)
        {
            if (tries == 200) throw new TimeoutException($"it never said {text}");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits for the process and everything it said.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        return process.ExitCode;
    }

    /// <summary>kill -9: nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    /// <summary>kill -9 of the PostgreSQL of a folder; the application that started it lives on.</summary>
    public static void KillServer(DataPlace place)
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(place.Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(pid);
        server.Kill();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<int> StopAsync()
    {
        if (process.HasExited) return process.ExitCode;
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    // A browser waits as long as its server takes.
    async Task<HttpClient> ListensAsync(TimeSpan within, CookieContainer? browser = null) =>
        new(browser is null ? new SocketsHttpHandler() : new SocketsHttpHandler { CookieContainer = browser, AllowAutoRedirect = false }) { BaseAddress = await address.Task.WaitAsync(within), Timeout = TimeSpan.FromSeconds(browser is null ? 10 : 100) };

    void Keep(StringBuilder kept, string? line)
    {
        if (line is null) return;
        lock (kept) kept.AppendLine(line);
        const string listening = "TuanHoc đang chạy tại ";
        if (line.StartsWith(listening, StringComparison.Ordinal)) address.TrySetResult(new Uri(line[listening.Length..]));
    }

    static string Text(StringBuilder kept)
    {
        lock (kept) return kept.ToString();
    }
}

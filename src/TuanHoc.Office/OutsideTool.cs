using System.Diagnostics;
using System.Text;

namespace TuanHoc.Office;

/// <summary>What a program of the machine said; <c>Stopped</c> when it took too long or said too much.</summary>
internal sealed record ToolAnswer(int Code, string Said, string Complaint, bool Stopped);

/// <summary>
/// Runs a program of the machine over files in a private folder: without a shell, with arguments that no user writes, bounded in time, in
/// memory and in what it may say. A program that is not installed has no path.
/// </summary>
internal static class OutsideTool
{
    private const int MostSaid = 60_000_000, MostComplaint = 10_000;

    // Each may take a processor and half the memory of a small machine
    private static readonly SemaphoreSlim Places = new(2);

    /// <summary>Where the program lies; null when it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static async Task<ToolAnswer> RunAsync(string path, string folder, TimeSpan limit, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        await Places.WaitAsync(cancel);
        try
        {
            return await RunNowAsync(path, folder, limit, cancel, arguments);
        }
        finally
        {
            Places.Release();
        }
    }

    private static async Task<ToolAnswer> RunNowAsync(string path, string folder, TimeSpan limit, CancellationToken cancel, IEnumerable<string> arguments)
    {
        using var process = Process.Start(Start(path, folder, arguments))!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limit);
        try
        {
            process.StandardInput.Close();
            var complaint = TextOfAsync(process.StandardError.BaseStream, MostComplaint, orStop: false, end.Token);
            var said = await TextOfAsync(process.StandardOutput.BaseStream, MostSaid, orStop: true, end.Token);
            if (said is not null)
            {
                await process.WaitForExitAsync(end.Token);
                return new ToolAnswer(process.ExitCode, said, (await complaint)!, Stopped: false);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
        finally
        {
            Stop(process);
        }
        return new ToolAnswer(-1, "", "", Stopped: true);
    }

    private static ProcessStartInfo Start(string path, string folder, IEnumerable<string> arguments)
    {
        // A page of a hostile file may ask for any amount of memory
        var start = Find("prlimit") is { } bounded ? new ProcessStartInfo(bounded, ["--as=4000000000", path, .. arguments]) : new ProcessStartInfo(path, arguments);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = folder;
        var paths = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        foreach (var (name, value) in new[] { ("PATH", paths), ("HOME", folder), ("TMPDIR", folder), ("LC_ALL", "C.UTF-8"), ("OMP_THREAD_LIMIT", "1") })
            start.Environment[name] = value;
        return start;
    }

    /// <summary>What the stream says; past the bound null, or the rest unheard.</summary>
    private static async Task<string?> TextOfAsync(Stream stream, int most, bool orStop, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        for (int count; (count = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + count <= most)
                kept.Write(buffer, 0, count);
            else if (orStop)
                return null;
        }
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static void Stop(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile
        }
    }
}

using System.Diagnostics;

namespace TuanHoc.Web.Platform;

/// <summary>Runs a short external program, as another user if root asks for it.</summary>
static class Tool
{
    public static async Task RunAsync(string? user, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        if (user is not null) start.UserName = user;
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return;
        // A server started in the background may keep the pipes open.
        var text = await Task.WhenAny(said, Task.Delay(TimeSpan.FromSeconds(2))) == said ? string.Join(' ', await said) : "";
        throw new Refusal($"{Path.GetFileName(program)} kết thúc với mã {process.ExitCode}: {text.ReplaceLineEndings(" ").Trim()}");
    }
}

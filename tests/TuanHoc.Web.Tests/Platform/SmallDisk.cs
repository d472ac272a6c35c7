using System.Diagnostics;
using System.Globalization;

namespace TuanHoc.Web.Tests.Platform;

/// <summary>A disk of a few hundred megabytes, in memory, that a test may fill to the last byte.</summary>
sealed class SmallDisk : IDisposable
{
    readonly string ballast;

    SmallDisk(string folder) => (Folder, ballast) = (folder, Path.Combine(folder, "ballast"));

    public string Folder { get; }

    /// <summary>Mounts one; where nobody may mount, the test is skipped.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var folder = TestFolder.Make();
        var size = megabytes.ToString(CultureInfo.InvariantCulture);
        var why = OperatingSystem.IsLinux() ? Run("mount", "-t", "tmpfs", "-o", $"size={size}m,mode=755", "tuanhoc-test", folder) : "only Linux is asked";
        if (why is not null) Directory.Delete(folder);
        Assert.SkipWhen(why is not null, $"a disk that can be filled must be mounted, and that is not allowed here: {why}");
        return new(folder);
    }

    /// <summary>Takes all that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void MakeRoom() => File.Delete(ballast);

    public void Dispose()
    {
        // Its last user may just be ending.
        for (var tries = 0; Run("umount", Folder) is { } why; tries++)
        {
            if (tries == 100) throw new InvalidOperationException(why);
            Thread.Sleep(100);
        }
        Directory.Delete(Folder);
    }

    /// <summary>What went wrong; null when nothing did.</summary>
    static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }
}

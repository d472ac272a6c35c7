using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TuanHoc.Web.Platform;

/// <summary>
/// Which PostgreSQL processes work on a cluster. postmaster.pid proves nothing: after a kill its process may be a zombie, after a restart of a
/// container a stranger. A living server has the cluster as its current directory; a zombie has none.
/// </summary>
sealed class PostgresProcesses(string cluster)
{
    /// <summary>The server that wrote postmaster.pid, if it lives.</summary>
    public int? Master => Written() is { } pid && Works(pid) ? pid : null;

    public bool Any => All().Any();

    /// <summary>Ends the backends whose server is dead: they would finish what they run, for hours if need be, and keep a new server out.</summary>
    public void EndOrphans()
    {
        var living = All().ToList();
        if (Written() is not { } master || living.Contains(master)) return;
        foreach (var orphan in living) End(orphan);
    }

    IEnumerable<int> All()
    {
        if (!OperatingSystem.IsLinux()) return Master is { } only ? [only] : [];
        return Directory.EnumerateDirectories("/proc")
            .Select(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid != 0 && Works(pid));
    }

    bool Works(int pid)
    {
        if (!OperatingSystem.IsLinux()) return ProgramOf(pid) == "postgres";
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget == cluster
                && Path.GetFileName(new FileInfo($"/proc/{pid}/exe").LinkTarget)?.StartsWith("postgres", StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    int? Written()
    {
        try
        {
            return int.Parse(File.ReadLines(Path.Combine(cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    static string? ProgramOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    static void End(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace TuanHoc.Web.Platform;

/// <summary>Where the data of one installation lie: its folder, its cluster, its socket, and the user the server runs as (null: our own).</summary>
public sealed record DataPlace(string Folder, string? User, string? ClosedAt)
{
    const string Name = "tuanhoc";

    public string Cluster => Path.Combine(Folder, "postgres");

    // The kernel allows 107 bytes of path for a socket; Vietnamese letters count two or three. A comma would part one host from the next.
    public string Sockets => Encoding.UTF8.GetByteCount(Folder + "/socket/.s.PGSQL.5432") <= 107 && !Folder.Contains(',', StringComparison.Ordinal)
        ? Path.Combine(Folder, "socket")
        : Path.Combine("/tmp", $"{Name}-{Mark(Folder)}");

    public string ConnectionString => To(Name);

    /// <summary>A server of ours has worked here.</summary>
    public bool HasData => Directory.Exists(Cluster);

    /// <summary>A connection to one database of this place's server; 60 of its 100 connections, so that command-line verbs find room beside the application.</summary>
    public string To(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Sockets,
        Username = Name,
        Database = database,
        ApplicationName = Name,
        MaxPoolSize = 60,
        Pooling = database == Name,
        Timeout = 5,
    }.ConnectionString;

    /// <summary>PostgreSQL refuses to run as root, so root's server runs as "nobody"; a folder nobody can reach is replaced by one under /var/lib/tuanhoc.</summary>
    public static DataPlace Of(string folder)
    {
        var real = Real(Path.GetFullPath(folder));
        // PostgreSQL's own tools hand paths to a shell between double quotes.
        if (real.AsSpan().IndexOfAny("\"$`\\\n") >= 0) throw new Refusal($"PostgreSQL không làm việc được trong thư mục có ký tự \" $ ` \\ trong tên: {real}. Hãy chọn thư mục khác bằng --data.");
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) return new(real, User: null, ClosedAt: null);
        if (ClosedAncestor(real) is not { } closed) return new(real, User: "nobody", ClosedAt: null);
        return new(Path.Combine("/var/lib", Name, $"{Path.GetFileName(real)}-{Mark(real)}"), User: "nobody", ClosedAt: closed);
    }

    /// <summary>Makes the folder, passable for the server's user whatever the umask says.</summary>
    public void Create()
    {
        var missing = new Stack<string>();
        for (var folder = Folder; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)) missing.Push(folder);
        foreach (var folder in missing)
        {
            Directory.CreateDirectory(folder);
            if (User is not null) File.SetUnixFileMode(folder, Open);
        }
    }

    /// <summary>rwxr-xr-x.</summary>
    internal const UnixFileMode Open = (UnixFileMode)0b111_101_101;

    // The kernel shows a process's folder with every link resolved, and servers are recognised by it.
    static string Real(string path)
    {
        var real = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new DirectoryInfo(next).LinkTarget is { } target ? Real(Path.GetFullPath(target, real)) : next;
        }
        return real;
    }

    static string? ClosedAncestor(string folder)
    {
        for (var d = new DirectoryInfo(folder); d is not null; d = d.Parent)
            if (d.Exists && !d.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return d.FullName;
        return null;
    }

    static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}

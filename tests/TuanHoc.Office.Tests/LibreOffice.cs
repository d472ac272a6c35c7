using System.Diagnostics;

namespace TuanHoc.Office.Tests;

/// <summary>Opens a file as a user's office program does. A test that asks for it is skipped, and says so, where it is not installed.</summary>
internal static class LibreOffice
{
    public static byte[] Convert(Stream file, string extension, string to)
    {
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return ConvertAll([copy.ToArray()], extension, to)[0];
    }

    /// <summary>All files in one run, which takes little longer than one file.</summary>
    public static List<byte[]> ConvertAll(IReadOnlyList<byte[]> files, string extension, string to)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "LibreOffice (soffice) is not installed");
        var folder = Directory.CreateTempSubdirectory("tuanhoc-office");
        try
        {
            List<string> sources = [.. files.Select((_, place) => Path.Combine(folder.FullName, $"file{place}.{extension}"))];
            foreach (var (source, file) in sources.Zip(files))
                File.WriteAllBytes(source, file);
            using var process = Process.Start(new ProcessStartInfo(program!,
                ["--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", to, "--outdir", folder.FullName, .. sources])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(TimeSpan.FromSeconds(90)))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail("LibreOffice did not answer within 90 s");
            }
            said.Wait(TimeSpan.FromSeconds(5));
            return [.. sources.Select(source => File.ReadAllBytes(Path.ChangeExtension(source, to.Split(':')[0])))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

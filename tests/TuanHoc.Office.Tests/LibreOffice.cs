using System.Diagnostics;

namespace TuanHoc.Office.Tests;

/// <summary>Opens a file as a user's office program does. A test that asks for it is skipped, and says so, where it is not installed.</summary>
internal static class LibreOffice
{
    public static byte[] Convert(Stream file, string extension, string to)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "LibreOffice (soffice) is not installed");
        var folder = Directory.CreateTempSubdirectory("tuanhoc-office");
        try
        {
            var source = Path.Combine(folder.FullName, "file." + extension);
            using (var copy = File.Create(source))
                file.CopyTo(copy);
            using var process = Process.Start(new ProcessStartInfo(program!,
                ["--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", to, "--outdir", folder.FullName, source])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            if (!process.WaitForExit(TimeSpan.FromSeconds(90)))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail("LibreOffice did not answer within 90 s");
            }
            return File.ReadAllBytes(Path.ChangeExtension(source, to.Split(':')[0]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

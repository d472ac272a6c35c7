using System.ComponentModel;
using System.Diagnostics;
using TuanHoc.Text;

namespace TuanHoc.Web.Platform;

/// <summary>Makes the PDF of a Word file by LibreOffice, where it is installed.</summary>
public static class DocumentPdf
{
    private const string Program = "soffice";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Sentence
        Missing = new("Máy chủ chưa cài LibreOffice nên chưa tạo được PDF; hãy tải bản .docx."),
        TooLong = new("LibreOffice không tạo xong PDF trong {0} giây; hãy tải bản .docx.", (int)Patience.TotalSeconds),
        Failed = new("LibreOffice không tạo được PDF của văn bản này; hãy tải bản .docx.");

    // Each run takes a core and some hundred megabytes for seconds.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Whether a button for it may be shown.</summary>
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>The PDF, or a sentence saying why there is none.</summary>
    public static async Task<(byte[]? Pdf, Sentence? Refusal)> ConvertAsync(ReadOnlyMemory<byte> docx, CancellationToken cancel = default)
    {
        if (!IsThere)
            return (null, Missing);
        await OneAtATime.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("tuanhoc-pdf");
        try
        {
            var source = Path.Combine(folder.FullName, "document.docx");
            await File.WriteAllBytesAsync(source, docx, cancel);
            if (!await RunAsync(folder.FullName, source, cancel))
                return (null, TooLong);
            var pdf = Path.ChangeExtension(source, "pdf");
            return File.Exists(pdf) ? (await File.ReadAllBytesAsync(pdf, cancel), null) : (null, Failed);
        }
        catch (Win32Exception)
        {
            return (null, Missing);
        }
        finally
        {
            folder.Delete(recursive: true);
            OneAtATime.Release();
        }
    }

    /// <summary>False when it took too long and was stopped. A profile of its own lets it run beside a LibreOffice that somebody has open.</summary>
    private static async Task<bool> RunAsync(string folder, string source, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Program, ["--headless", "--norestore", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, source])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["HOME"] = folder;
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await said;
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }
}

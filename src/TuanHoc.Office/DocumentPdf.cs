using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Makes the PDF of a Word file by LibreOffice, where it is installed.</summary>
public static class DocumentPdf
{
    private static readonly Sentence
        Missing = new("Máy chủ chưa cài LibreOffice nên chưa tạo được PDF; hãy tải bản .docx."),
        TooLong = new("LibreOffice không tạo xong PDF trong {0} giây; hãy tải bản .docx.", (int)LibreOffice.Limit.TotalSeconds),
        Failed = new("LibreOffice không tạo được PDF của văn bản này; hãy tải bản .docx.");

    /// <summary>Whether a button for it may be shown.</summary>
    public static bool IsThere => LibreOffice.Path is not null;

    /// <summary>How many pages a PDF has that was made here; null when none is found.</summary>
    public static int? Pages(ReadOnlySpan<byte> pdf)
    {
        var pages = 0;
        for (var page = "/Type/Page"u8; pdf.IndexOf(page) is >= 0 and var at; pdf = pdf[(at + page.Length)..])
            if (at + page.Length < pdf.Length && pdf[at + page.Length] != (byte)'s') pages++;
        return pages == 0 ? null : pages;
    }

    /// <summary>The PDF, or a sentence saying why there is none.</summary>
    public static async Task<(byte[]? Pdf, Sentence? Refusal)> ConvertAsync(ReadOnlyMemory<byte> docx, CancellationToken cancel = default)
    {
        if (LibreOffice.Path is not { } program)
            return (null, Missing);
        var folder = Directory.CreateTempSubdirectory("tuanhoc-pdf");
        try
        {
            var source = Path.Combine(folder.FullName, "document.docx");
            await File.WriteAllBytesAsync(source, docx, cancel);
            var (made, stopped) = await LibreOffice.ConvertAsync(program, source, "pdf", folder.FullName, cancel);
            return made is null ? (null, stopped ? TooLong : Failed) : (await File.ReadAllBytesAsync(made.FullName, cancel), null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

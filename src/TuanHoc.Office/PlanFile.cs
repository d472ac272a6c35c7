using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>The text of a file, or a sentence saying why it cannot be read; <c>ByMachine</c> when its letters were recognised in a picture.</summary>
public sealed record PlanFileText(string? Text, Sentence? Refusal, bool ByMachine)
{
    /// <summary>Nobody can open the file: it is damaged, or has a password. Otherwise what is refused may only be more than is read here.</summary>
    public bool CannotBeOpened { get; init; }

    internal PlanFileText(string text, bool ByMachine = false)
        : this(text, null, ByMachine)
    {
    }

    internal PlanFileText(Sentence refusal)
        : this(null, refusal, ByMachine: false)
    {
    }

    internal PlanFileText(string? text, Sentence? refusal)
        : this(text, refusal, ByMachine: false)
    {
    }
}

/// <summary>The one door for files of plans: .docx, .txt, .pdf and .doc, told apart by their bytes, not by their names.</summary>
public static class PlanFile
{
    // A mail gateway may put some bytes before a PDF
    private const int MarkWithin = 1024;

    /// <summary>The text, one paragraph or table row on a line. Throws only what the stream throws, and when <c>cancel</c> asks for it.</summary>
    public static async Task<PlanFileText> ReadAsync(Stream file, CancellationToken cancel, long maxBytes = PlanText.MostBytes)
    {
        if (PlanText.Bytes(file, maxBytes) is not { } bytes)
            return new(PlanText.TooLarge(maxBytes));
        if (IsPdf(bytes))
            return NotEmpty(await InFolderAsync(bytes, "plan.pdf", PdfFile.ReadAsync, cancel));
        if (IsOldWord(bytes))
            return NotEmpty(await InFolderAsync(bytes, "plan.doc", OldWordFile.ReadAsync, cancel));
        var (text, refusal) = PlanText.Read(bytes);
        return new(text, refusal);
    }

    private static PlanFileText NotEmpty(PlanFileText read) => read.Text is null || !string.IsNullOrWhiteSpace(read.Text) ? read : new(PlanText.Empty);

    private static bool IsPdf(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, MarkWithin)].IndexOf("%PDF-"u8) >= 0;

    private static bool IsOldWord(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) && bytes.IndexOf(Encoding.Unicode.GetBytes("WordDocument")) >= 0;

    /// <summary>In a folder that only this program's user may enter, gone afterwards.</summary>
    private static async Task<PlanFileText> InFolderAsync(byte[] bytes, string name, Func<string, string, CancellationToken, Task<PlanFileText>> read, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("tuanhoc-plan-");
        try
        {
            var file = Path.Combine(folder.FullName, name);
            await File.WriteAllBytesAsync(file, bytes, cancel);
            return await read(file, folder.FullName, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

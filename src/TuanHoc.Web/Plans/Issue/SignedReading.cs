using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A document made here, as the signed file of it is compared with it.</summary>
/// <param name="Docx">The document.</param>
/// <param name="Title">Its subject.</param>
/// <param name="Number">Its number; null where the office gives it, as the day and the name beneath: then what the file has beyond the document is no difference.</param>
/// <param name="IssuedOn">Its day.</param>
public sealed record MadeHere(byte[] Docx, string Title, string? Number, DateOnly? IssuedOn)
{
    // Read back by the same reader, so that tables come in the same order.
    public string Text()
    {
        using var file = new MemoryStream(Docx);
        return PlanText.Read(file).Text!;
    }
}

/// <summary>What became of the comparison.</summary>
/// <param name="Differs">The first place where the texts differ.</param>
/// <param name="Doubts">What speaks against a text that a machine recognised, or why there is none.</param>
public sealed record Compared(Sentence? Differs, IReadOnlyList<Sentence> Doubts, bool IsCompared, bool Recognised)
{
    /// <summary>As they are kept, to be worded in the language of who reads them.</summary>
    public string? DiffersSaid => Differs is { } sentence ? JsonSerializer.Serialize(Difference.Of(sentence)) : null;

    public string? DoubtsSaid => Doubts.Count == 0 ? null : JsonSerializer.Serialize(Doubts.Select(Difference.Of));
}

/// <summary>A file that is to be the signed copy of a document, told by its content, with what could be read of it.</summary>
public sealed record SignedReading(string Name, byte[] Content, PlanFileText Read)
{
    public const long MostBytes = 20_000_000;

    const string FileField = "file", WordType = DocxWriter.ContentType, PdfType = "application/pdf";

    // The form around the file.
    const long MostBody = MostBytes + 100_000;

    public byte[] Sha256 { get; } = SHA256.HashData(Content);

    /// <summary>The file of a post, or why it is not taken: a status and a sentence.</summary>
    public static async Task<(SignedReading? File, int Status, string Why)> ReceiveAsync(HttpContext http, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted || posted.Files.GetFile(FileField)?.Length > MostBytes)
            return (null, StatusCodes.Status413PayloadTooLarge, T["Tệp lớn hơn {0} MB, nên chưa nhận. Quét lại ở độ phân giải thấp hơn, thường 200 dpi là đủ.", MostBytes / 1_000_000]);
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused(Forgery.Sentence);
        if (posted.Files.GetFile(FileField) is not { Length: > 0 } file) return Refused(T["Chọn tệp .pdf hoặc .docx đã ký."]);
        using var kept = new MemoryStream();
        await file.CopyToAsync(kept, cancel);
        var content = kept.ToArray();
        if (TypeOf(content) is not { } type) return Refused(T["Tệp không phải .pdf hay .docx, xét theo nội dung chứ không theo tên. Chọn bản đã ký dạng .pdf hoặc .docx."]);
        using var stream = new MemoryStream(content);
        var read = await PlanFile.ReadAsync(stream, cancel, MostBytes);
        if (read.Text is null && (type == WordType || read.CannotBeOpened)) return Refused(read.Refusal is { } why ? T[why] : T["Tệp này không đọc được."]);
        return (new(NameOf(file), content, read), StatusCodes.Status200OK, "");

        static (SignedReading?, int, string) Refused(string why) => (null, StatusCodes.Status400BadRequest, why);
    }

    /// <summary>Why the file is not this document at all, or else how it compares.</summary>
    public (Sentence? Another, Compared? Compared) Beside(MadeHere made)
    {
        // What a machine recognised in a picture has its own slips: what speaks against it a person looks at.
        var text = Read.ByMachine ? null : Read.Text;
        if (text is not null && SignedText.WhyAnother(made.Number, made.Title, text) is { } another) return (another, null);
        var here = made.Text();
        return (null, new(
            text is null ? null : SignedText.FirstDifference(here, text, made.Title, isCompleted: made.Number is null),
            text is not null ? [] : Read.Text is { } recognised ? [.. RecognisedText.Doubts(here, recognised, made.Number, made.IssuedOn, made.Title)] : Read.Refusal is { } unread ? [unread] : [],
            IsCompared: Read.Text is not null, Read.ByMachine));
    }

    /// <summary>What the bytes are; null for neither of the two kinds.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) =>
        // A mail gateway may put some bytes before a PDF.
        content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? PdfType : content.StartsWith("PK\u0003\u0004"u8) ? WordType : null;

    /// <summary>What the end of its name has to be.</summary>
    public static string EndOf(ReadOnlySpan<byte> content) => TypeOf(content) == PdfType ? "pdf" : "docx";

    // A browser may send a whole path.
    static string NameOf(IFormFile file) => string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))).Cut(200);
}

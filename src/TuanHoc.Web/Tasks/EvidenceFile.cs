using System.IO.Compression;
using System.Xml;
using TuanHoc.Office;
using TuanHoc.Pictures;
using TuanHoc.Text;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tasks;

/// <summary>A file that shows a task done, known by its content whatever it is called; a picture is kept without its place, time and camera.</summary>
/// <param name="Name">What it is called here: the end of the name is that of its content.</param>
/// <param name="Content">The whole file.</param>
public sealed record EvidenceFile(string Name, byte[] Content)
{
    public const int MostBytes = 10_000_000;

    const int LongestName = 120;

    static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".pdf"] = "application/pdf",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".jpg"] = "image/jpeg",
        [".png"] = "image/png",
    };

    /// <summary>The file as a download of a unit's, which no cache keeps and no browser takes for something else.</summary>
    internal IResult Download(HttpContext http, long unit)
    {
        http.FileOfUnit(unit);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(Content, Types.GetValueOrDefault(Path.GetExtension(Name), "application/octet-stream"), Name);
    }

    /// <summary>The file, or the sentence that says why it is refused.</summary>
    public static (EvidenceFile? File, Sentence? Refusal) Read(string name, byte[] bytes)
    {
        if (bytes.Length > MostBytes) return (null, TooLarge);
        if (bytes.AsSpan().StartsWith("%PDF-"u8)) return (new(Named(name, ".pdf"), bytes), null);
        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8)) return OfOffice(name, bytes);
        if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) && !bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return (null, Unknown);
        var (picture, refusal) = Picture.Read(bytes);
        return picture is null ? (null, refusal) : (new(Named(name, picture.Type == "image/png" ? ".png" : ".jpg"), picture.Content), null);
    }

    /// <summary>The file of a form's field, read and looked at; null where none was sent, or where it is refused beside the field.</summary>
    internal static async Task<EvidenceFile?> OfAsync(IFormCollection posted, string field, FormReader form, CancellationToken cancel)
    {
        if (posted.Files.GetFile(field) is not { FileName.Length: > 0 } sent) return null;
        var (file, refusal) = await OfAsync(sent, cancel);
        if (refusal is { } why) form.Refuse(field, Words.T[why]);
        return file;
    }

    /// <summary>A file that was sent, read and looked at, or the sentence that says why it is refused.</summary>
    internal static async Task<(EvidenceFile? File, Sentence? Refusal)> OfAsync(IFormFile sent, CancellationToken cancel)
    {
        if (sent.Length > MostBytes) return (null, TooLarge);
        var bytes = new byte[sent.Length];
        await using var stream = sent.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return Read(sent.FileName, bytes);
    }

    public static Sentence TooLarge => new("Tệp lớn hơn {0} MB, nên chưa gửi: thu nhỏ tệp, hoặc chọn phần nói được nhiều nhất.", MostBytes / 1_000_000);

    static Sentence Unknown => new("Tệp này không phải PDF, Word (.docx), Excel (.xlsx) hay ảnh JPEG, PNG: chọn tệp khác.");

    static (EvidenceFile?, Sentence?) OfOffice(string name, byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var parts = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (Macros.AreIn(zip)) return (null, new("Tệp này có macro, nên chưa gửi: lưu lại thành tệp .docx hoặc .xlsx thường."));
            var end = !parts.Contains("[Content_Types].xml") ? null : parts.Contains("word/document.xml") ? ".docx" : parts.Contains("xl/workbook.xml") ? ".xlsx" : null;
            return end is null ? (null, Unknown) : (new(Named(name, end), bytes), null);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException)
        {
            return (null, Unknown);
        }
    }

    /// <summary>The name of a file that was sent, to be shown and never opened: a browser may send a whole path.</summary>
    internal static string Shown(string name) => string.Concat(name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));

    static string Named(string name, string end)
    {
        var stem = Vn.Cut(Path.GetFileNameWithoutExtension(Shown(name)).Trim(), LongestName);
        return (stem.Length == 0 ? "minh-chung" : stem) + end;
    }
}

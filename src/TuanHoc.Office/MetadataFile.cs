using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>The metadata of a document as a small file of its own, XML or JSON, for an office's system that asks for one.</summary>
public static class MetadataFile
{
    public const long MostBytes = 1_000_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        MaxDepth = 16,
        RespectNullableAnnotations = true,
    };

    private static readonly Sentence Damaged = new("Tệp không phải siêu dữ liệu văn bản đọc được.");

    public static void WriteJson(DocumentMetadata metadata, Stream output) => JsonSerializer.Serialize(output, metadata, Json);

    /// <summary>In the words of Appendix VI of Decree 30/2020/NĐ-CP.</summary>
    public static void WriteXml(DocumentMetadata metadata, Stream output) => MetadataXml.Of(metadata).Save(output);

    /// <summary>The metadata in a .json or .xml file, told apart by its first sign; or a sentence saying why it cannot be read.</summary>
    public static (DocumentMetadata? Metadata, Sentence? Refusal) Read(Stream file)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            if (kept.Length + read > MostBytes)
                return (null, new Sentence("Tệp lớn hơn {0} MB.", MostBytes / 1_000_000));
            kept.Write(buffer, 0, read);
        }
        kept.Position = 0;
        if (!OfficeFile.IsXml(kept))
            return Parse(kept.ToArray().AsMemory().TrimStart("\uFEFF \t\r\n"u8).Span);
        var (document, refusal) = SafeXml.Read(kept, MostBytes);
        return document is null ? (null, refusal) : MetadataReader.Read(document.Root!);
    }

    private static (DocumentMetadata?, Sentence?) Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<DocumentMetadata>(json, Json) is { } metadata ? (metadata, null) : (null, Damaged);
        }
        catch (JsonException)
        {
            return (null, Damaged);
        }
    }
}

using System.IO.Compression;
using System.Text;

namespace TuanHoc.Office.Tests;

/// <summary>Word files put together by hand, part by part.</summary>
internal static class HandMade
{
    public const string WordNamespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";

    public const string Types = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";

    public static byte[] Zip(params (string Path, byte[] Content)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            foreach (var (path, content) in entries)
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    public static byte[] Docx(string document, string? types = null, params (string Path, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", Bytes(types ?? Types)), ("word/document.xml", Bytes(document)), .. more]);

    public static string Document(string body) => $"<w:document {WordNamespaces}><w:body>{body}</w:body></w:document>";

    /// <summary>A paragraph of one run; the properties come first.</summary>
    public static string P(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr>{R(text)}</w:p>";

    public static string R(string text) => $"<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static (string? Text, string? Refusal) Read(byte[] file)
    {
        var (text, refusal) = PlanText.Read(new MemoryStream(file));
        return (text, refusal?.ToString());
    }

    /// <summary>The text of a body, with numbering and styles where they are given.</summary>
    public static string? TextOf(string body, string numbering = "", string styles = "") => Read(Docx(Document(body), types: null,
        ("word/numbering.xml", Bytes($"<w:numbering {WordNamespaces}>{numbering}</w:numbering>")),
        ("word/styles.xml", Bytes($"<w:styles {WordNamespaces}>{styles}</w:styles>")))).Text?.TrimEnd('\n');
}

using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>A .docx opened with distrust: what it inflates to is counted while it inflates, entities are refused, nothing outside it is fetched.</summary>
internal static class WordFile
{
    private const int MostEntries = 2_000, MostDepth = 100, MostNodes = 1_000_000;
    private const long MostInflated = 20_000_000, MostDeclared = 300_000_000, RatioCountsFrom = 2_000_000;
    private const int MostRatio = 120; // Word's own XML shrinks to a tenth, at most to a fiftieth

    private const string WordContent = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    private static readonly Sentence
        NoWord = new("Tệp nén này không phải văn bản Word (.docx)."),
        HasMacros = new("Tệp có macro nên không được nhận; hãy lưu thành .docx không có macro."),
        TooMuch = new("Tệp bung ra quá lớn nên không được nhận."),
        Damaged = new("Tệp Word bị hỏng hoặc có nội dung không an toàn; hãy mở bằng Word và lưu lại thành .docx.");

    public static (string? Text, Sentence? Refusal) Read(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            return WhyNotOpen(zip) is { } refusal ? (null, refusal) : Read(zip);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException or IOException)
        {
            return (null, fault is TooMuchException ? TooMuch : Damaged);
        }
    }

    private static Sentence? WhyNotOpen(ZipArchive zip)
    {
        if (zip.Entries.Count > MostEntries || zip.Entries.Sum(entry => (decimal)entry.Length) > MostDeclared || zip.Entries.Any(Swells))
            return TooMuch;
        return Macros.AreIn(zip) ? HasMacros : null;
    }

    private static bool Swells(ZipArchiveEntry entry) =>
        entry.Length > RatioCountsFrom && entry.Length / MostRatio > Math.Max(entry.CompressedLength, 1);

    private static (string? Text, Sentence? Refusal) Read(ZipArchive zip)
    {
        var budget = MostInflated;
        if (zip.GetEntry("[Content_Types].xml") is not { } typesEntry)
            return (null, NoWord);
        var types = Load(typesEntry, ref budget).Elements().ToList();
        ZipArchiveEntry? Part(string content, string fallback) => zip.GetEntry(
            ((string?)types.Find(type => Content(type) == WordContent + content)?.Attribute("PartName"))?.TrimStart('/') ?? fallback);
        if (!types.Exists(type => Content(type) is WordContent + "document.main+xml" or WordContent + "template.main+xml")
            || (Part("document.main+xml", "") ?? Part("template.main+xml", "word/document.xml")) is not { } main)
            return (null, NoWord);
        var document = Load(main, ref budget);
        var styles = Part("styles+xml", "word/styles.xml") is { } stylesEntry ? Load(stylesEntry, ref budget) : null;
        var numbering = Part("numbering+xml", "word/numbering.xml") is { } numberingEntry ? Load(numberingEntry, ref budget) : null;
        return (WordText.Of(document, new WordNumbering(document.Name.Namespace, numbering, styles)), null);
    }

    private static string Content(XElement type) => (string?)type.Attribute("ContentType") ?? "";

    private static XElement Load(ZipArchiveEntry entry, ref long budget)
    {
        using var xml = Inflate(entry, ref budget);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        CountNodes(xml, settings);
        xml.Position = 0;
        using var reader = XmlReader.Create(xml, settings);
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static MemoryStream Inflate(ZipArchiveEntry entry, ref long budget)
    {
        var kept = new MemoryStream();
        var buffer = new byte[81_920];
        using var source = entry.Open();
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            if ((budget -= count) < 0)
                throw new TooMuchException();
            kept.Write(buffer, 0, count);
        }
        kept.Position = 0;
        return kept;
    }

    // A tree in memory is many times its text, and deep nesting would exhaust the stack: counted before the tree is built
    private static void CountNodes(Stream xml, XmlReaderSettings settings)
    {
        using var reader = XmlReader.Create(xml, settings);
        for (var nodes = 0; reader.Read();)
            if ((nodes += 1 + reader.AttributeCount) > MostNodes || reader.Depth > MostDepth)
                throw new TooMuchException();
    }
}

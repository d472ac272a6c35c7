using System.Xml;
using System.Xml.Linq;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>XML of a stranger: no document type, no entities, nothing fetched, no more than is allowed.</summary>
internal static class SafeXml
{
    // A package for four thousand receivers has some twenty thousand; a tree of more would take many times the file's size.
    private const int DeepestElement = 64, MostNodes = 200_000;

    private static readonly Sentence Damaged = new("Tệp không phải XML đọc được, hoặc có nội dung không an toàn.");

    public static (XDocument? Document, Sentence? Refusal) Read(Stream file, long maxBytes)
    {
        if (PlanText.Bytes(file, maxBytes) is not { } bytes)
            return (null, PlanText.TooLarge(maxBytes));
        try
        {
            using (var reader = Reader(bytes))
                if (!IsModest(reader))
                    return (null, Damaged);
            using (var reader = Reader(bytes))
                return (XDocument.Load(reader), null);
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException or System.Text.DecoderFallbackException)
        {
            return (null, Damaged);
        }
    }

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(new MemoryStream(bytes),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = bytes.Length, IgnoreComments = true, IgnoreProcessingInstructions = true });

    // Looked through before anything is built of it.
    private static bool IsModest(XmlReader reader)
    {
        var nodes = 0;
        while (reader.Read())
        {
            nodes += 1 + reader.AttributeCount;
            if (reader.Depth > DeepestElement || nodes > MostNodes)
                return false;
        }
        return true;
    }
}

using System.Text;

namespace TuanHoc.Office;

/// <summary>Files that an office's document system makes beside documents, told apart by their first bytes. The stream stands at its beginning afterwards.</summary>
public static class OfficeFile
{
    private const int Beginning = 4096;

    /// <summary>XML, in one of the codes it may be in.</summary>
    public static bool IsXml(Stream file) => First(file) is ['<', ..];

    /// <summary>XML that may be the metadata of a document alone: each office names its elements as it likes, so whatever is small and no package, of any version of edXML.</summary>
    public static bool IsMetadata(Stream file) => file.Length <= MetadataFile.MostBytes
        && First(file) is var first && !first.Contains("edXML", StringComparison.OrdinalIgnoreCase) && !first.Contains("MessageHeader", StringComparison.Ordinal);

    private static string First(Stream file)
    {
        var buffer = new byte[Beginning];
        file.Position = 0;
        var length = file.ReadAtLeast(buffer, Beginning, throwOnEndOfStream: false);
        file.Position = 0;
        using var reader = new StreamReader(new MemoryStream(buffer, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd().TrimStart();
    }
}

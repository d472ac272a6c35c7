using System.Text;

namespace TuanHoc.Office;

/// <summary>Files that an office's document system makes beside documents, told apart by their first bytes. The stream stands at its beginning afterwards.</summary>
public static class OfficeFile
{
    private const int Beginning = 4096;

    /// <summary>XML, in one of the codes it may be in.</summary>
    public static bool IsXml(Stream file) => First(file) is ['<', ..];

    /// <summary>The metadata of a document alone, not a package.</summary>
    public static bool IsMetadata(Stream file) => First(file).Contains("<Document>", StringComparison.Ordinal);

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

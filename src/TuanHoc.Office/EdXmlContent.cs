using System.IO.Compression;
using System.Text;

namespace TuanHoc.Office;

/// <summary>A file within a package: in a zip of its own, in base64; some systems leave the zip out.</summary>
internal static class EdXmlContent
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Encode(EdXmlAttachment file)
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            // Its name stands in the manifest; one that is a path would be unsafe to unpack.
            var entry = zip.CreateEntry("file" + Path.GetExtension(file.Name), CompressionLevel.Optimal);
            entry.LastWriteTime = Epoch;
            using var content = entry.Open();
            content.Write(file.Content);
        }
        return Convert.ToBase64String(zipped.GetBuffer(), 0, (int)zipped.Length);
    }

    /// <summary>The file; null when it is damaged or unpacks to more than <paramref name="most"/> bytes.</summary>
    public static byte[]? Decode(string encoded, long most)
    {
        try
        {
            var bytes = Convert.FromBase64String(encoded);
            if (bytes is not [(byte)'P', (byte)'K', 3, 4, ..])
                return bytes.Length <= most ? bytes : null;
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            // A Word file is a zip too, of many parts.
            return zip.Entries.Count == 1 ? Unpacked(zip.Entries[0], most) : bytes;
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }

    private static byte[]? Unpacked(ZipArchiveEntry entry, long most)
    {
        using var packed = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            if (content.Length + read > most)
                return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}

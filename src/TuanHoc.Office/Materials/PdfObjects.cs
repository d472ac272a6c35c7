using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>The objects of a PDF file, numbered as they are reserved and written with the table of where each lies.</summary>
internal sealed class PdfObjects
{
    // UserUnit, without which no page is longer than five metres, came with 1.6
    private const string Header = "%PDF-1.6\n%âãÏÓ\n";

    private readonly List<byte[]?> objects = [];

    public int Reserve()
    {
        objects.Add(null);
        return objects.Count;
    }

    public int Add(string dictionary)
    {
        var number = Reserve();
        Set(number, dictionary);
        return number;
    }

    public void Set(int number, string dictionary) => objects[number - 1] = Encoding.Latin1.GetBytes(dictionary);

    /// <summary>A stream, compressed; <paramref name="entries"/> are what its dictionary has beside length and filter.</summary>
    public int AddStream(ReadOnlySpan<byte> data, string entries = "")
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(data);
        var number = Reserve();
        objects[number - 1] = [.. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<</Length {packed.Length}/Filter/FlateDecode{entries}>>stream\n")), .. packed.ToArray(), .. "\nendstream"u8];
        return number;
    }

    /// <summary>A text of any language, as PDF strings have it.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public byte[] Write(int catalog, int info)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.Latin1.GetBytes(Header));
        var table = new StringBuilder("xref\n").Append(CultureInfo.InvariantCulture, $"0 {objects.Count + 1}\n0000000000 65535 f \n");
        for (var number = 1; number <= objects.Count; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Position:0000000000} 00000 n \n");
            file.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n")));
            file.Write(objects[number - 1]);
            file.Write("\nendobj\n"u8);
        }
        var start = file.Position;
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Count + 1}/Root {catalog} 0 R/Info {info} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        file.Write(Encoding.Latin1.GetBytes(table.ToString()));
        return file.ToArray();
    }
}

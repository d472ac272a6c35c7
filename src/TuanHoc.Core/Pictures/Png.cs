using System.Buffers.Binary;

namespace TuanHoc.Pictures;

/// <summary>
/// Walks a PNG file (ISO/IEC 15948) chunk by chunk, checks every checksum and unpacks the points to see that they are all there. Kept are the chunks
/// that make the picture; texts, times, EXIF, profiles, animation and what follows the end are dropped.
/// </summary>
ref struct Png
{
    readonly ReadOnlySpan<byte> file;
    readonly MemoryStream written = new(), points = new();
    int at = Start.Length;
    PngHeader? header;
    bool hasPalette, pointsEnded;

    Png(ReadOnlySpan<byte> file) => this.file = file;

    public static ReadOnlySpan<byte> Start => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static Picture Read(ReadOnlySpan<byte> file) => new Png(file).Read();

    Picture Read()
    {
        written.Write(Start);
        while (true)
        {
            var chunk = Chunk();
            var type = chunk.Slice(4, 4);
            var data = chunk[8..^4];
            Check(header is not null || type.SequenceEqual("IHDR"u8));
            var isPoints = type.SequenceEqual("IDAT"u8);
            pointsEnded |= points.Length > 0 && !isPoints;
            if (isPoints) Points(data);
            else if (type.SequenceEqual("IHDR"u8)) Header(data);
            else if (type.SequenceEqual("PLTE"u8)) Palette(data);
            else if (type.SequenceEqual("IEND"u8)) Check(data.IsEmpty);
            else if (!IsKept(type, data))
            {
                // A capital letter: nobody can show the picture without knowing the chunk.
                Check((type[0] & 0x20) != 0);
                continue;
            }
            written.Write(chunk);
            if (type.SequenceEqual("IEND"u8)) break;
        }
        Check(points.Length > 0 && (hasPalette || !header!.NeedsPalette));
        points.Position = 0;
        Check(header!.IsFilledBy(points));
        return new("image/png", header.Width, header.Height, written.ToArray());
    }

    /// <summary>The next chunk whole, from its length to its checksum: four bytes of length, four of type, the data, four of checksum.</summary>
    ReadOnlySpan<byte> Chunk()
    {
        Check(file.Length - at >= 12);
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        Check(length <= file.Length - at - 12);
        var chunk = file.Slice(at, (int)length + 12);
        foreach (var letter in chunk.Slice(4, 4)) Check(char.IsAsciiLetter((char)letter));
        Check(Crc32.Of(chunk[4..^4]) == BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]));
        at += chunk.Length;
        return chunk;
    }

    void Header(ReadOnlySpan<byte> data)
    {
        Check(header is null);
        header = PngHeader.Read(data) ?? throw PictureFault.Broken;
    }

    void Palette(ReadOnlySpan<byte> data)
    {
        Check(!hasPalette && points.Length == 0 && data.Length % 3 == 0 && data.Length is >= 3 and <= 768);
        hasPalette = true;
    }

    readonly void Points(ReadOnlySpan<byte> data)
    {
        Check(!pointsEnded);
        points.Write(data);
    }

    /// <summary>Transparency and what the colours mean; the lengths leave no room for anything else.</summary>
    readonly bool IsKept(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => points.Length == 0
        && (type.SequenceEqual("tRNS"u8) && data.Length <= 256 || type.SequenceEqual("gAMA"u8) && data.Length == 4 || type.SequenceEqual("sRGB"u8) && data.Length == 1);

    static void Check(bool holds)
    {
        if (!holds) throw PictureFault.Broken;
    }
}

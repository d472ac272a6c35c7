using System.Buffers.Binary;
using System.IO.Compression;
using TuanHoc.Pictures;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>Draws a gathering in front of a house, in seven colours, as a PNG file.</summary>
static class SampleDrawing
{
    public const int Width = 480, Height = 320;

    const byte Sky = 0, Ground = 1, Wall = 2, Roof = 3, Banner = 4, Shirt = 5, Face = 6;

    public static byte[] Draw(SampleRandom random)
    {
        var points = new byte[Width * Height];
        Box(points, Ground, left: 0, top: 200, width: Width, height: 120);
        var house = random.Between(40, 160);
        Box(points, Roof, house - 10, 70, 260, 30);
        Box(points, Wall, house, 100, 240, 110);
        Box(points, Banner, house + 30, 115, 180, 24);
        Disc(points, Banner, random.Between(20, Width - 20), 30, 16);
        var people = random.Between(5, 8);
        for (var i = 0; i < people; i++)
        {
            var (across, down) = (40 + i * 56, random.Between(205, 235));
            Box(points, Shirt, across - 14, down + 12, 28, 60);
            Disc(points, Face, across, down, 13);
        }
        return Written(points, random.Between(0, 40));
    }

    static void Box(byte[] points, byte colour, int left, int top, int width, int height)
    {
        for (var y = top; y < top + height; y++) points.AsSpan(y * Width + left, Math.Min(width, Width - left)).Fill(colour);
    }

    static void Disc(byte[] points, byte colour, int x, int y, int radius)
    {
        for (var down = -radius; down <= radius; down++)
            for (var across = -radius; across <= radius; across++)
                if (across * across + down * down <= radius * radius && x + across is >= 0 and < Width) points[(y + down) * Width + x + across] = colour;
    }

    static byte[] Written(byte[] points, int shade)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            foreach (var line in points.Chunk(Width)) zip.Write([0, .. line]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 3);
        byte[] palette = [200, 225, 245, 150, (byte)(170 + shade), 110, 245, 235, 205, 170, 80, 60, 200, 30, 40, 30, (byte)(70 + shade), 140, 225, 180, 145];
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("PLTE"u8, palette), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] named = [.. type, .. data];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of(named));
        return [.. length, .. named, .. crc];
    }
}

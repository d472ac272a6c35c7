using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TuanHoc.Pictures;

namespace TuanHoc.Core.Tests.Pictures;

/// <summary>Real pictures made by hand, with whatever a camera or an attacker writes into them.</summary>
static class DrawnPictures
{
    /// <summary>A grey baseline JPEG: every block is two bits, "no difference" and "nothing more".</summary>
    public static byte[] Jpeg(int width = 24, int height = 16, params byte[][] segments)
    {
        var bits = (width + 7) / 8 * ((height + 7) / 8) * 2;
        var scan = new byte[(bits + 7) / 8];
        if (bits % 8 != 0) scan[^1] = (byte)(0xFF >> bits % 8);
        return
        [
            0xFF, 0xD8, .. segments.SelectMany(s => s),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)16, 64)]),
            .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0x00, 1, .. new byte[15], 0]), .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), .. scan, 0xFF, 0xD9,
        ];
    }

    public static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)(data.Length + 2 >> 8), (byte)(data.Length + 2), .. data];

    /// <summary>EXIF as cameras write it, in either byte order: the maker, the orientation, and a place.</summary>
    public static byte[] Exif(int orientation, bool little)
    {
        byte[] Two(int n) => little ? [(byte)n, (byte)(n >> 8)] : [(byte)(n >> 8), (byte)n];
        byte[] Four(int n) => little ? [.. Two(n), .. Two(n >> 16)] : [.. Two(n >> 16), .. Two(n)];
        return Segment(0xE1,
        [
            .. "Exif\0\0"u8, .. little ? "II"u8 : "MM"u8, .. Two(42), .. Four(8), .. Two(2),
            .. Two(0x010F), .. Two(2), .. Four(6), .. Four(38), .. Two(0x0112), .. Two(3), .. Four(1), .. Two(orientation), .. Two(0), .. Four(0), .. "MAYANH GPS 21.38N 103.02E"u8,
        ]);
    }

    public static byte[] Png(int width = 20, int height = 10, params (string Type, byte[] Data)[] chunks)
    {
        var lines = new byte[height * (1 + width)];
        return Png(Header(width, height, depth: 8, colour: 0), Packed(lines), chunks);
    }

    public static byte[] Png(byte[] header, byte[] packed, params (string Type, byte[] Data)[] chunks) =>
        [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. chunks.SelectMany(c => Chunk(c.Type, c.Data)), .. Chunk("IDAT", packed), .. Chunk("IEND", [])];

    public static byte[] Header(int width, int height, byte depth, byte colour, byte interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colour, interlace);
        return header;
    }

    public static byte[] Packed(byte[] lines)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(lines);
        return packed.ToArray();
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of(named));
        return [.. length, .. named, .. crc];
    }
}

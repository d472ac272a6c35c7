using System.Buffers.Binary;

namespace TuanHoc.Pictures;

/// <summary>The one thing in EXIF that a picture needs to be shown: which way is up.</summary>
static class Exif
{
    const ushort OrientationTag = 0x0112, Short = 3;

    static ReadOnlySpan<byte> Header => "Exif\0\0"u8;

    /// <summary>The orientation (1 to 8) told by an APP1 segment; 1, upright, when it tells none that can be read.</summary>
    public static int Orientation(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Header)) return 1;
        var tiff = segment[Header.Length..];
        if (tiff.Length < 8) return 1;
        var little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8)) return 1;
        var first = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2) return 1;
        var directory = tiff[(int)first..];
        var count = Number(directory, little);
        for (directory = directory[2..]; count > 0 && directory.Length >= 12; count--, directory = directory[12..])
        {
            if (Number(directory, little) == OrientationTag && Number(directory[2..], little) == Short && Number(directory[8..], little) is >= 1 and <= 8 and var orientation) return orientation;
        }
        return 1;
    }

    /// <summary>An APP1 segment that tells the orientation and nothing else.</summary>
    public static byte[] Of(int orientation) =>
        [.. Header, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, OrientationTag >> 8, OrientationTag & 255, 0, (byte)Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    static ushort Number(ReadOnlySpan<byte> at, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
}

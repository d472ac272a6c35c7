using System.Buffers.Binary;
using System.IO.Compression;

namespace TuanHoc.Pictures;

/// <summary>How large a PNG picture is and how its points are laid out.</summary>
sealed record PngHeader(int Width, int Height, int BitsPerPoint, bool NeedsPalette, bool IsInterlaced)
{
    // The seven passes of Adam7: first column and row, and the steps between.
    static readonly (int X, int Y, int Across, int Down)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Reads IHDR; null when it is not what the standard allows.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13) return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
        var (depth, colour) = (data[8], data[9]);
        if (width < 0 || height < 0 || data[10] != 0 || data[11] != 0 || data[12] > 1) return null;
        Picture.Measure(width, height);
        var channels = (colour, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => 1,
            (2, 8 or 16) => 3,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => 0,
        };
        return channels == 0 ? null : new(width, height, channels * depth, NeedsPalette: colour == 3, IsInterlaced: data[12] == 1);
    }

    /// <summary>Whether the packed points unpack to exactly the lines of this picture.</summary>
    public bool IsFilledBy(Stream packed)
    {
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            foreach (var (lines, bytes) in Lines())
            {
                var line = new byte[bytes];
                for (var i = 0; i < lines; i++)
                {
                    unpacked.ReadExactly(line);
                    if (line[0] > 4) return false;
                }
            }
            return unpacked.ReadByte() < 0;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>How many lines there are, and the bytes of each with its filter byte; interlaced pictures have up to seven kinds.</summary>
    IEnumerable<(int Lines, int Bytes)> Lines()
    {
        if (!IsInterlaced) return [(Height, Bytes(Width))];
        return from pass in Passes
               let across = (Width - pass.X + pass.Across - 1) / pass.Across
               let down = (Height - pass.Y + pass.Down - 1) / pass.Down
               where across > 0 && down > 0
               select (down, Bytes(across));
    }

    int Bytes(int points) => 1 + (int)(((long)points * BitsPerPoint + 7) / 8);
}

namespace TuanHoc.Pictures;

/// <summary>Whether the tables of a JPEG file are what they say: nothing missing, and nothing hidden behind them.</summary>
static class JpegTables
{
    public static bool AreHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length >= 17 && segment[0] >> 4 <= 1 && (segment[0] & 15) <= 3)
        {
            var symbols = 0;
            foreach (var count in segment[1..17]) symbols += count;
            if (symbols > 256 || segment.Length < 17 + symbols) return false;
            segment = segment[(17 + symbols)..];
        }
        return segment.IsEmpty;
    }

    public static bool AreQuantization(ReadOnlySpan<byte> segment)
    {
        while (segment.Length >= 1 && segment[0] >> 4 <= 1 && (segment[0] & 15) <= 3)
        {
            var length = segment[0] >> 4 == 0 ? 65 : 129;
            if (segment.Length < length) return false;
            segment = segment[length..];
        }
        return segment.IsEmpty;
    }
}

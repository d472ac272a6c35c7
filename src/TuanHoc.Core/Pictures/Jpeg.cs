using System.Buffers.Binary;

namespace TuanHoc.Pictures;

/// <summary>
/// Walks a JPEG file (ITU-T T.81) marker by marker and keeps the tables, the frame and the scans. Of the application segments stay the colour transform
/// (Adobe) and, from EXIF, the orientation alone; what follows the end of the picture is dropped. Colour profiles go as well: browsers send sRGB.
/// </summary>
ref struct Jpeg
{
    readonly ReadOnlySpan<byte> file;
    readonly MemoryStream body = new();
    readonly Dictionary<byte, bool> scanned = [];
    int at = Start.Length - 1;
    int width, height, orientation = 1;
    bool restarts, hasJfif;
    byte[]? adobe;

    Jpeg(ReadOnlySpan<byte> file) => this.file = file;

    public static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF];

    public static Picture Read(ReadOnlySpan<byte> file) => new Jpeg(file).Read();

    Picture Read()
    {
        for (var marker = Marker(); marker != 0xD9; marker = Marker())
        {
            var segment = Segment();
            switch (marker)
            {
                case 0xE0: hasJfif |= segment.StartsWith("JFIF\0"u8); break;
                case 0xE1: if (orientation == 1) orientation = Exif.Orientation(segment); break;
                case 0xEE: if (segment.StartsWith("Adobe"u8) && segment.Length >= 12) adobe ??= segment[..12].ToArray(); break;
                case >= 0xE2 and <= 0xEF or 0xFE: break;
                case 0xC4: Check(JpegTables.AreHuffman(segment)); Keep(marker, segment); break;
                case 0xDB: Check(JpegTables.AreQuantization(segment)); Keep(marker, segment); break;
                case 0xDD:
                    Check(segment.Length == 2);
                    restarts = BinaryPrimitives.ReadUInt16BigEndian(segment) > 0;
                    Keep(marker, segment);
                    break;
                case 0xC0 or 0xC1 or 0xC2: Frame(segment); Keep(marker, segment); break;
                case 0xDA: ScanHeader(segment); Keep(marker, segment); Scan(); break;
                // Lossless, hierarchical and arithmetic pictures, and heights told afterwards: no camera makes them, few programs show them.
                case 0xC3 or (>= 0xC5 and <= 0xCF) or 0xDC or 0xDE or 0xDF: throw PictureFault.Rare;
                default: throw PictureFault.Broken;
            }
        }
        Check(scanned.Count > 0 && !scanned.ContainsValue(false));
        var (across, down) = orientation >= 5 ? (height, width) : (width, height);
        return new("image/jpeg", across, down, Written());
    }

    byte Marker()
    {
        Check(at < file.Length && file[at] == 0xFF);
        while (at < file.Length && file[at] == 0xFF) at++;
        Check(at < file.Length);
        return file[at++];
    }

    ReadOnlySpan<byte> Segment()
    {
        Check(at + 2 <= file.Length);
        var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        Check(length >= 2 && at + length <= file.Length);
        var segment = file.Slice(at + 2, length - 2);
        at += length;
        return segment;
    }

    void Frame(ReadOnlySpan<byte> segment)
    {
        Check(scanned.Count == 0 && segment.Length >= 6 && segment[5] is 1 or 3 or 4 && segment.Length == 6 + 3 * segment[5]);
        if (segment[0] != 8) throw PictureFault.Rare;
        (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        Picture.Measure(width, height);
        for (var component = segment[6..]; component.Length > 0; component = component[3..])
            Check(component[1] >> 4 is >= 1 and <= 4 && (component[1] & 15) is >= 1 and <= 4 && component[2] <= 3 && scanned.TryAdd(component[0], false));
    }

    void ScanHeader(ReadOnlySpan<byte> segment)
    {
        Check(segment.Length >= 1 && segment[0] is >= 1 and <= 4 && segment.Length == 4 + 2 * segment[0]);
        for (var i = 0; i < segment[0]; i++)
        {
            Check(scanned.ContainsKey(segment[1 + 2 * i]));
            scanned[segment[1 + 2 * i]] = true;
        }
    }

    /// <summary>Copies coded data up to the next marker; an FF inside is followed by 00 or is a restart.</summary>
    void Scan()
    {
        var from = at;
        while (true)
        {
            var step = file[at..].IndexOf((byte)0xFF);
            Check(step >= 0 && at + step + 1 < file.Length);
            at += step;
            if (file[at + 1] is not 0 and not (>= 0xD0 and <= 0xD7)) break;
            Check(file[at + 1] == 0 || restarts);
            at += 2;
        }
        Check(at > from);
        body.Write(file[from..at]);
    }

    readonly void Keep(byte marker, ReadOnlySpan<byte> segment) => Write(body, marker, segment);

    readonly byte[] Written()
    {
        using var written = new MemoryStream((int)body.Length + 100);
        written.Write([0xFF, 0xD8]);
        if (hasJfif) Write(written, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        if (orientation != 1) Write(written, 0xE1, Exif.Of(orientation));
        if (adobe is not null) Write(written, 0xEE, adobe);
        body.WriteTo(written);
        written.Write([0xFF, 0xD9]);
        return written.ToArray();
    }

    static void Write(MemoryStream to, byte marker, ReadOnlySpan<byte> segment)
    {
        var length = segment.Length + 2;
        to.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        to.Write(segment);
    }

    static void Check(bool holds)
    {
        if (!holds) throw PictureFault.Broken;
    }
}

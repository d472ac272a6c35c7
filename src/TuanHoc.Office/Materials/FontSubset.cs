using System.Buffers.Binary;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>A font with the drawings of the glyphs that were used alone; all glyphs keep their numbers.</summary>
internal static class FontSubset
{
    private const uint MagicSum = 0xB1B0AFBA;

    // Hinting goes along: the drawings call it
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    public static byte[] Of(Typeface face, IEnumerable<int> used)
    {
        var font = face.Tables;
        var glyphs = new SortedSet<int> { 0 };
        var waiting = new Stack<int>(used);
        while (waiting.TryPop(out var glyph))
            if (glyphs.Add(glyph))
                foreach (var part in face.Glyphs.Parts(glyph))
                    waiting.Push(part);
        var (count, glyf) = (font.Word(font["maxp"] + 4), new MemoryStream());
        var loca = new byte[(count + 1) * 4];
        for (var glyph = 0; glyph < count; glyph++)
        {
            if (glyphs.Contains(glyph) && face.Glyphs.Place(glyph) is (var at, > 0 and var length))
            {
                glyf.Write(font.Of("glyf").Slice(at, length));
                glyf.SetLength(Padded((int)glyf.Length));
                glyf.Position = glyf.Length;
            }
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(glyph * 4 + 4), (uint)glyf.Length);
        }
        var head = font.Of("head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        return Packed([.. from table in Kept where font.Has(table) select (table, table switch { "glyf" => glyf.ToArray(), "loca" => loca, "head" => head, _ => font.Of(table).ToArray() })]);
    }

    private static byte[] Packed((string Tag, byte[] Data)[] tables)
    {
        var file = new byte[12 + tables.Length * 16 + tables.Sum(table => Padded(table.Data.Length))];
        var (power, at) = (int.Log2(tables.Length), 12 + tables.Length * 16);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        foreach (var (place, value) in new[] { (4, tables.Length), (6, 16 << power), (8, power), (10, tables.Length * 16 - (16 << power)) })
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(place), (ushort)value);
        var head = 0;
        for (var table = 0; table < tables.Length; table++)
        {
            var (tag, data) = tables[table];
            var entry = file.AsSpan(12 + table * 16);
            data.CopyTo(file, at);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.AsSpan(at, Padded(data.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)data.Length);
            if (tag == "head")
                head = at;
            at += Padded(data.Length);
        }
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), MagicSum - Sum(file));
        return file;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint Sum(ReadOnlySpan<byte> words)
    {
        var sum = 0u;
        for (; words.Length > 0; words = words[4..])
            sum += BinaryPrimitives.ReadUInt32BigEndian(words);
        return sum;
    }
}

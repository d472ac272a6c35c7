using System.Numerics;

namespace TuanHoc.Office.Materials;

/// <summary>How much closer two glyphs stand ("T" and "ự"), out of the font's own table; at the size of a banner a gap is a hand wide.</summary>
internal sealed class FontKerning
{
    private const int PairLookup = 2, Extension = 9;

    private readonly FontTables font;
    private readonly List<int> tables = [];

    public FontKerning(FontTables font)
    {
        this.font = font;
        if (!font.Has("GPOS"))
            return;
        var at = font["GPOS"];
        var (features, lookups) = (at + font.Word(at + 6), at + font.Word(at + 8));
        var kern = from feature in Enumerable.Range(0, font.Word(features))
                   where font.Tag(features + 2 + feature * 6) == "kern"
                   let table = features + font.Word(features + 2 + feature * 6 + 4)
                   from lookup in Enumerable.Range(0, font.Word(table + 2)).Select(number => (int)font.Word(table + 4 + number * 2))
                   select lookup;
        foreach (var lookup in kern.Distinct().Order().Select(number => lookups + font.Word(lookups + 2 + number * 2)))
            for (var sub = 0; sub < font.Word(lookup + 4); sub++)
            {
                var (kind, table) = (font.Word(lookup), lookup + font.Word(lookup + 6 + sub * 2));
                if (kind == Extension)
                    (kind, table) = (font.Word(table + 2), table + (int)font.Long(table + 4));
                if (kind == PairLookup)
                    tables.Add(table);
            }
    }

    /// <summary>In the font's units; mostly 0, else mostly negative.</summary>
    public int Between(int left, int right)
    {
        foreach (var table in tables)
            if (Covered(table + font.Word(table + 2), left) is { } place && (font.Word(table) == 1 ? Single(table, place, right) : Classes(table, left, right)) is { } moved)
                return moved;
        return 0;
    }

    private int? Single(int table, int place, int right)
    {
        var (first, size) = (font.Word(table + 4), 2 + 2 * (Values(font.Word(table + 4)) + Values(font.Word(table + 6))));
        var set = table + font.Word(table + 10 + place * 2);
        for (int low = 0, high = font.Word(set) - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            var at = set + 2 + middle * size;
            if (font.Word(at) == right)
                return Advance(first, at + 2);
            if (font.Word(at) < right)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    private int? Classes(int table, int left, int right)
    {
        var (first, second) = (font.Word(table + 4), font.Word(table + 6));
        var size = 2 * (Values(first) + Values(second));
        var (row, column) = (Class(table + font.Word(table + 8), left), Class(table + font.Word(table + 10), right));
        return Advance(first, table + 16 + (row * font.Word(table + 14) + column) * size);
    }

    private static int Values(int format) => BitOperations.PopCount((uint)format);

    // The advance is the third value, behind those of the place
    private int Advance(int format, int at) => (format & 4) == 0 ? 0 : font.Short(at + 2 * Values(format & 3));

    private int? Covered(int coverage, int glyph)
    {
        var isRanges = font.Word(coverage) == 2;
        for (int low = 0, high = font.Word(coverage + 2) - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            var at = coverage + 4 + middle * (isRanges ? 6 : 2);
            if (glyph < font.Word(at))
                high = middle - 1;
            else if (glyph > font.Word(isRanges ? at + 2 : at))
                low = middle + 1;
            else
                return isRanges ? font.Word(at + 4) + glyph - font.Word(at) : middle;
        }
        return null;
    }

    private int Class(int table, int glyph)
    {
        if (font.Word(table) == 1)
            return glyph - font.Word(table + 2) is >= 0 and var place && place < font.Word(table + 4) ? font.Word(table + 6 + place * 2) : 0;
        for (int low = 0, high = font.Word(table + 2) - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            var at = table + 4 + middle * 6;
            if (glyph < font.Word(at))
                high = middle - 1;
            else if (glyph > font.Word(at + 2))
                low = middle + 1;
            else
                return font.Word(at + 4);
        }
        return 0;
    }
}

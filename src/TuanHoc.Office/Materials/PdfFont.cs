using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>A typeface in a PDF: the glyphs that were used, their widths, and which sign each one is, so that the text can be searched and read aloud.</summary>
internal sealed class PdfFont(Typeface face, string name)
{
    private readonly SortedDictionary<int, Rune> signs = [];

    /// <summary>Its name in the page's resources.</summary>
    public string Name => name;

    /// <summary>A line as the operand of TJ: glyphs by number, and between them how much closer they stand.</summary>
    public string Show(TextMark line)
    {
        var (shown, next) = (new StringBuilder("[<"), 0.0);
        foreach (var (sign, glyph, x) in face.Place(line.Words, line.Spacing))
        {
            signs[glyph] = sign;
            if (Math.Abs(x - next) > 0.01)
                shown.Append('>').Append(Numbers.Plain((next - x) * 1000 / face.Em, 2)).Append('<');
            shown.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
            next = x + face.Advance(glyph);
        }
        return shown.Append(">]").ToString();
    }

    /// <summary>Writes the font once all lines are shown.</summary>
    /// <returns>The number of its object.</returns>
    public int Write(PdfObjects objects)
    {
        var file = FontSubset.Of(face, signs.Keys);
        // A subset is told from others by six letters before its name
        var tag = string.Concat(SHA256.HashData(file).Take(6).Select(part => (char)('A' + part % 26)));
        var (stream, font) = (objects.AddStream(file, string.Create(CultureInfo.InvariantCulture, $"/Length1 {file.Length}")), face.Tables);
        var box = string.Join(' ', Enumerable.Range(0, 4).Select(side => Thousandths(font.Short(font["head"] + 36 + side * 2))));
        var descriptor = objects.Add($"<</Type/FontDescriptor/FontName/{tag}+{face.Name}/Flags 4/FontBBox[{box}]/ItalicAngle {(face.Name.EndsWith("Italic", StringComparison.Ordinal) ? "-12" : "0")}/Ascent {Thousandths(font.Short(font["hhea"] + 4))}/Descent {Thousandths(font.Short(font["hhea"] + 6))}/CapHeight 714/StemV 100/FontFile2 {N(stream)} 0 R>>");
        var widths = string.Concat(signs.Keys.Select(glyph => $"{N(glyph)}[{Thousandths(face.Advance(glyph))}]"));
        var descendant = objects.Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{tag}+{face.Name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {N(descriptor)} 0 R/CIDToGIDMap/Identity/DW 600/W[{widths}]>>");
        return objects.Add($"<</Type/Font/Subtype/Type0/BaseFont/{tag}+{face.Name}/Encoding/Identity-H/DescendantFonts[{N(descendant)} 0 R]/ToUnicode {N(objects.AddStream(Encoding.ASCII.GetBytes(Signs())))} 0 R>>");
    }

    private string Signs()
    {
        var map = new StringBuilder("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n1 begincodespacerange<0000><FFFF>endcodespacerange\n");
        foreach (var some in signs.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (glyph, sign) in some)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}><{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(sign.ToString()))}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap CMapName currentdict/CMap defineresource pop end end").ToString();
    }

    private string Thousandths(int units) => Numbers.Plain(units * 1000 / face.Em, 1);

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}

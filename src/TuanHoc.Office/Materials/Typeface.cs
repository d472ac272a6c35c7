using System.Reflection;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>A typeface that is set and embedded here: the same file measures a line, draws its outlines and goes into the PDF.</summary>
internal sealed class Typeface
{
    public static readonly Typeface
        Serif = new("NotoSerif-Medium"),
        SerifBold = new("NotoSerif-Bold"),
        SerifItalic = new("NotoSerif-MediumItalic"),
        Sans = new("BeVietnamPro-Medium"),
        SansBold = new("BeVietnamPro-SemiBold");

    // The tallest and the deepest of the alphabet
    private const string Tallest = "ẪỖỄẨỔỂĨ", Deepest = "gỵựộ";

    private readonly Lazy<Read> read;

    private Typeface(string name)
    {
        Name = name;
        read = new(() => new(name));
    }

    public string Name { get; }

    public FontTables Tables => read.Value.Tables;

    public FontGlyphs Glyphs => read.Value.Glyphs;

    /// <summary>Units of the font in one em.</summary>
    public double Em => read.Value.Em;

    /// <summary>How high and how deep letters with their marks reach, as parts of the size.</summary>
    public double Ascent => read.Value.Ascent;

    public double Descent => read.Value.Descent;

    /// <summary>Whether every sign of a text can be set.</summary>
    public bool Sets(Rune sign) => Glyph(sign) != 0;

    /// <summary>The glyph of a sign; 0 where the font has none.</summary>
    public int Glyph(Rune sign) => read.Value.Glyph(sign.Value);

    /// <summary>The advance of a glyph, in units of the font.</summary>
    public int Advance(int glyph) => read.Value.Advance(glyph);

    public int Kern(int left, int right) => read.Value.Kerning.Between(left, right);

    /// <summary>The glyphs of a line with the place of each, in units of the font.</summary>
    public IReadOnlyList<(Rune Sign, int Glyph, double X)> Place(string text, double spacing = 0)
    {
        var placed = new List<(Rune, int, double)>(text.Length);
        var (x, before) = (0.0, 0);
        foreach (var sign in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var glyph = Glyph(sign);
            if (placed.Count > 0)
                x += Kern(before, glyph) + spacing * Em;
            placed.Add((sign, glyph, x));
            x += Advance(glyph);
            before = glyph;
        }
        return placed;
    }

    /// <summary>How wide a line is, in parts of the size.</summary>
    public double Width(string text, double spacing = 0) => Place(text, spacing) is [.., var last] placed ? (placed[^1].X + Advance(last.Glyph)) / Em : 0;

    private sealed class Read
    {
        private readonly Dictionary<int, int> glyphs = [];
        private readonly int metrics;

        public Read(string name)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Fonts/{name}.ttf") ?? throw new InvalidOperationException($"The font {name} was not packed.");
            var file = new byte[stream.Length];
            stream.ReadExactly(file);
            Tables = new(file);
            Glyphs = new(Tables);
            Kerning = new(Tables);
            Em = Tables.Word(Tables["head"] + 18);
            metrics = Tables.Word(Tables["hhea"] + 34);
            ReadSigns();
            Ascent = Tallest.Max(letter => Glyphs.Draw(Glyph(letter)).Bounds.Bottom) / Em;
            Descent = -Deepest.Min(letter => Glyphs.Draw(Glyph(letter)).Bounds.Top) / Em;
        }

        public FontTables Tables { get; }

        public FontGlyphs Glyphs { get; }

        public FontKerning Kerning { get; }

        public double Em { get; }

        public double Ascent { get; }

        public double Descent { get; }

        public int Glyph(int sign) => glyphs.GetValueOrDefault(sign);

        public int Advance(int glyph) => Tables.Word(Tables["hmtx"] + Math.Min(glyph, metrics - 1) * 4);

        // Format 4, which every such font has for the signs of the first plane
        private void ReadSigns()
        {
            var cmap = Tables["cmap"];
            var at = Enumerable.Range(0, Tables.Word(cmap + 2)).Select(table => cmap + (int)Tables.Long(cmap + 4 + table * 8 + 4)).First(table => Tables.Word(table) == 4);
            var twice = Tables.Word(at + 6);
            for (var segment = 0; segment < twice; segment += 2)
            {
                var (end, start, delta) = (Tables.Word(at + 14 + segment), Tables.Word(at + 16 + twice + segment), Tables.Word(at + 16 + 2 * twice + segment));
                var place = at + 16 + 3 * twice + segment;
                for (int sign = start; sign <= end && sign < 0xFFFF; sign++)
                {
                    var glyph = Tables.Word(place) == 0 ? sign : Tables.Word(place + Tables.Word(place) + 2 * (sign - start));
                    if (glyph != 0)
                        glyphs[sign] = (glyph + delta) & 0xFFFF;
                }
            }
        }
    }
}

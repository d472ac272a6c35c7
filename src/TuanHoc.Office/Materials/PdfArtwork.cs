using System.Globalization;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>Writes a sheet as a PDF of one page at real size, with its boxes of cut and bleed, in the colours of the press.</summary>
internal static class PdfArtwork
{
    /// <summary>What is drawn past the cut, and where the marks of the cut end, in millimetres.</summary>
    public const double Bleed = 3, Margin = 9;

    // No reader opens a page of more than 14,400 units; a longer one has units ten times as long, so that a program that
    // does not know them shows it at 1:10, as printers of banners are used to
    private const double Points = 72 / 25.4, LongestPage = 14_400, LongUnit = 10;

    public static byte[] Write(Artwork artwork, bool forPress)
    {
        var margin = forPress ? Margin : 0;
        var (width, height) = (artwork.Width + 2 * margin, artwork.Height + 2 * margin);
        var unit = Math.Max(width, height) * Points > LongestPage ? LongUnit : 1;
        var scale = Points / unit;
        var fonts = new Dictionary<Typeface, PdfFont>();
        var content = new StringBuilder(60_000);
        // From here on millimetres, the origin at the upper left corner of the cut sheet
        content.Append(CultureInfo.InvariantCulture, $"q {Numbers.Plain(scale, 5)} 0 0 {Numbers.Plain(-scale, 5)} {N(margin * scale)} {N((height - margin) * scale)} cm q ");
        Path(content, Outline.Rectangle(forPress ? -Bleed : 0, forPress ? -Bleed : 0, artwork.Width + (forPress ? 2 * Bleed : 0), artwork.Height + (forPress ? 2 * Bleed : 0)));
        content.Append("W n 1 J 1 j\n");
        foreach (var mark in artwork.Marks)
            Write(content, mark, fonts);
        content.Append("Q\n");
        if (forPress)
            CutMarks(content, artwork);
        content.Append('Q');

        var objects = new PdfObjects();
        var (page, pages) = (objects.Reserve(), objects.Reserve());
        var resources = string.Concat(fonts.Values.Select(font => $"/{font.Name} {font.Write(objects).ToString(CultureInfo.InvariantCulture)} 0 R"));
        var stream = objects.AddStream(Encoding.ASCII.GetBytes(content.ToString()));
        objects.Set(page, string.Create(CultureInfo.InvariantCulture, $"<</Type/Page/Parent {pages} 0 R/MediaBox{Box(0)}/BleedBox{Box(margin - (forPress ? Bleed : 0))}/TrimBox{Box(margin)}{(unit > 1 ? "/UserUnit 10" : "")}/Resources<</Font<<{resources}>>>>/Contents {stream} 0 R>>"));
        objects.Set(pages, string.Create(CultureInfo.InvariantCulture, $"<</Type/Pages/Kids[{page} 0 R]/Count 1>>"));
        return objects.Write(
            objects.Add(string.Create(CultureInfo.InvariantCulture, $"<</Type/Catalog/Pages {pages} 0 R/Lang(vi)/ViewerPreferences<</DisplayDocTitle true>>>>")),
            objects.Add($"<</Title{PdfObjects.Text(artwork.Title)}/Creator(TuanHoc)/Trapped/False>>"));

        string Box(double inset) => $"[{N(inset * scale)} {N(inset * scale)} {N((width - inset) * scale)} {N((height - inset) * scale)}]";
    }

    private static void Write(StringBuilder content, Mark mark, Dictionary<Typeface, PdfFont> fonts)
    {
        if (mark is TextMark line)
        {
            if (!fonts.TryGetValue(line.Face, out var font))
                fonts[line.Face] = font = new(line.Face, $"F{fonts.Count + 1}");
            Colour(content, line.Ink, "k");
            content.Append(CultureInfo.InvariantCulture, $"BT /{font.Name} {N(line.Size)} Tf 1 0 0 -1 {N(line.X)} {N(line.Y)} Tm {font.Show(line)}TJ ET\n");
            return;
        }
        var shape = (ShapeMark)mark;
        if (shape.Fill is { } fill)
            Colour(content, fill, "k");
        if (shape.Pen is { } pen)
        {
            Colour(content, pen, "K");
            content.Append(N(shape.PenWidth)).Append(" w ");
        }
        Path(content, shape.Outline);
        content.Append(shape switch { { Fill: not null, Pen: not null } => "B\n", { Fill: not null } => "f\n", _ => "S\n" });
    }

    private static void Path(StringBuilder content, Outline outline)
    {
        foreach (var s in outline.Steps)
            content.Append(s.Kind switch
            {
                'M' => $"{N(s.X)} {N(s.Y)} m ",
                'L' => $"{N(s.X)} {N(s.Y)} l ",
                'C' => $"{N(s.X1)} {N(s.Y1)} {N(s.X2)} {N(s.Y2)} {N(s.X)} {N(s.Y)} c ",
                _ => "h ",
            });
    }

    private static void Colour(StringBuilder content, Ink ink, string set)
    {
        foreach (var part in (ReadOnlySpan<int>)[ink.Cyan, ink.Magenta, ink.Yellow, ink.Black])
            content.Append(Numbers.Plain(part / 100.0, 2)).Append(' ');
        content.Append(set).Append(' ');
    }

    private static void CutMarks(StringBuilder content, Artwork artwork)
    {
        const double Thin = 0.09, From = 4, To = 8;
        Colour(content, Ink.Registration, "K");
        content.Append(N(Thin)).Append(" w 0 J ");
        foreach (var (x, outwards) in new[] { (0, -1), (artwork.Width, 1.0) })
            foreach (var (y, down) in new[] { (0, -1), (artwork.Height, 1.0) })
                Path(content, new Outline().Move(x + outwards * From, y).Line(x + outwards * To, y).Move(x, y + down * From).Line(x, y + down * To));
        content.Append("S\n");
    }

    private static string N(double value) => Numbers.Plain(value, 4);
}

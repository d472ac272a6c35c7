namespace TuanHoc.Office.Materials;

/// <summary>A line as it was set: its words, the size of its letters and the box of their ink, in millimetres from the upper left corner of the trimmed sheet.</summary>
public sealed record SetLine(string Words, double Size, double Left, double Top, double Right, double Bottom);

/// <summary>One sheet to look at, to cut and to hang: shapes and lines of text in millimetres at real size, drawn past its edges so that a cut a little off shows no white.</summary>
public sealed class Artwork
{
    internal Artwork(string title, double width, double height, IReadOnlyList<Mark> marks) => (Title, Width, Height, Marks) = (FittedText.Clean(title), width, height, marks);

    public string Title { get; }

    /// <summary>In millimetres, after the cut.</summary>
    public double Width { get; }

    public double Height { get; }

    internal IReadOnlyList<Mark> Marks { get; }

    /// <summary>All lines of text, in the order in which they were set.</summary>
    public IEnumerable<SetLine> Lines => Marks.OfType<TextMark>().Where(line => line.Bounds.Width > 0)
        .Select(line => new SetLine(line.Words, line.Size, line.Bounds.Left, line.Bounds.Top, line.Bounds.Right, line.Bounds.Bottom));

    /// <summary>As a picture whose letters are outlines: it looks the same wherever it is opened, with or without the fonts.</summary>
    public string Svg() => SvgArtwork.Write(this);

    /// <summary>As a PDF of real size with the fonts in it, in the colours of the press; <paramref name="forPress"/> adds three millimetres around and the marks for the cut.</summary>
    public byte[] Pdf(bool forPress) => PdfArtwork.Write(this, forPress);

    /// <summary>The first sign of a text that cannot be set, such as an emoji; null when all can.</summary>
    public static string? CannotSet(string text)
    {
        foreach (var sign in text.Normalize().EnumerateRunes())
            if (sign.Value != '\n' && !(Typeface.Serif.Sets(sign) && Typeface.SerifItalic.Sets(sign) && Typeface.Sans.Sets(sign)))
                return sign.ToString();
        return null;
    }
}

/// <summary>What stands on a sheet.</summary>
internal abstract record Mark;

/// <summary>An outline, filled or drawn with a pen.</summary>
internal sealed record ShapeMark(Outline Outline, Ink? Fill, Ink? Pen, double PenWidth) : Mark;

/// <summary>A line of text on its base line.</summary>
internal sealed record TextMark(string Words, Typeface Face, double Size, double X, double Y, Ink Ink, double Spacing) : Mark
{
    private Outline? outline;

    /// <summary>Its letters as shapes.</summary>
    public Outline Outline => outline ??= Draw();

    public Bounds Bounds => Outline.Bounds;

    private Outline Draw()
    {
        var (drawn, scale) = (new Outline(), Size / Face.Em);
        foreach (var (_, glyph, x) in Face.Place(Words, Spacing))
            drawn.Add(Face.Glyphs.Draw(glyph), scale, 0, 0, -scale, X + x * scale, Y);
        return drawn;
    }
}

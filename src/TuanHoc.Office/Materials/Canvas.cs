namespace TuanHoc.Office.Materials;

internal enum Align { Left, Centre, Right }

/// <summary>The sheet while it is drawn, in millimetres from its upper left corner.</summary>
internal sealed class Canvas(double width, double height)
{
    /// <summary>How far what touches an edge goes past it.</summary>
    public const double Over = 4;

    private readonly List<Mark> marks = [];

    public double Width => width;

    public double Height => height;

    public void Fill(Outline outline, Ink ink) => marks.Add(new ShapeMark(outline, ink, Pen: null, PenWidth: 0));

    public void Draw(Outline outline, Ink pen, double penWidth) => marks.Add(new ShapeMark(outline, Fill: null, pen, penWidth));

    public void Ground(Ink ink) => Fill(Outline.Rectangle(-Over, -Over, width + 2 * Over, height + 2 * Over), ink);

    /// <summary>Sets lines from a top downwards.</summary>
    /// <returns>Where they end.</returns>
    public double Set(FittedText text, Ink ink, double x, double boxWidth, double top, Align align)
    {
        var baseLine = top + text.Size * text.Face.Ascent;
        foreach (var line in text.Lines)
        {
            var free = boxWidth - text.Face.Width(line) * text.Size;
            marks.Add(new TextMark(line, text.Face, text.Size, x + align switch { Align.Left => 0, Align.Centre => free / 2, _ => free }, baseLine, ink, Spacing: 0));
            baseLine += text.Size * text.Leading;
        }
        return top + text.Height;
    }

    /// <summary>Sets one line, smaller where it is too long.</summary>
    /// <returns>Where it ends.</returns>
    public double Line(string text, Typeface face, Ink ink, double size, double x, double boxWidth, double top, Align align = Align.Left) =>
        Set(FittedText.Display(text, face, boxWidth, double.MaxValue, size, mostLines: 1), ink, x, boxWidth, top, align);

    /// <summary>A code with its white edge; on coloured ground the edge is what lets it be read.</summary>
    public void Code(string text, double x, double y, double side)
    {
        var code = QrSquare.Of(text);
        Fill(Outline.Rectangle(x, y, side, side), Ink.White);
        Fill(Outline.Parse(code.Path).Placed(side / code.Side, x, y), Ink.Text);
    }

    public Artwork Finish(string title) => new(title, width, height, marks);
}

namespace TuanHoc.Office.Materials;

/// <summary>An upright sheet on paper: the slogan above, the book of tones over the terraces, the unit on the field in front. Poster and standee.</summary>
internal static class Poster
{
    public static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        var (u, tall) = (width / 100, height / width);
        var (edge, text) = (8 * u, 84 * u);
        var foot = height - 17 * u;
        canvas.Ground(Ink.Paper);
        Ornament.Grid(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, height, 10 * u, Ink.GridFine, Ink.Grid);
        var land = height - (tall > 2 ? 0.72 : 0.52) * width;
        Ornament.Terraces(canvas, land, foot, 26 * u, Ink.Terraces, Ink.White);
        Ornament.Hem(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, 1.8 * u + Canvas.Over, Ink.Indigo);

        Ornament.Sign(canvas, edge, 7 * u, 8 * u, byNight: false);
        var head = canvas.Line("Tuần lễ hưởng ứng", Typeface.SansBold, Ink.Indigo, 3.1 * u, edge + 10.5 * u, 50 * u, 7.1 * u);
        canvas.Line(words.Year is { } year ? FormattableString.Invariant($"học tập suốt đời {year}") : "học tập suốt đời", Typeface.SansBold, Ink.Indigo, 3.1 * u, edge + 10.5 * u, 50 * u, head - 0.3 * u);
        if (words.Days is { } days)
            canvas.Line(days, Typeface.SansBold, Ink.Turmeric, 3.6 * u, 60 * u, 100 * u - edge - 60 * u, 9.4 * u, Align.Right);

        var book = (tall > 2 ? 58 : 44) * u;
        var bookTop = land + (tall > 2 ? 6 : 8) * u - Ornament.BookHeightAt(book);
        Ornament.Book(canvas, width - edge - book, bookTop, book, byNight: false);

        // The marks of the tones rise beside the words: only the last lines of what is said must end above them
        var top = 24 * u;
        var room = bookTop + Ornament.BookHeightAt(book) * 0.12 - top;
        var below = Below(words, text, u, room * 0.4);
        var belowHeight = below.Sum(part => part.Text.Height + part.Above);
        var slogan = FittedText.Display(words.Said ?? words.OtherTheme ?? words.Week, Typeface.SerifBold, text, room - belowHeight, 15 * u, mostLines: 7);
        top = canvas.Set(slogan, Ink.IndigoDeep, edge, text, top, Align.Left);
        foreach (var (part, ink, above) in below)
            top = canvas.Set(part, ink, edge, text, top + above, Align.Left);

        var unitWidth = text;
        if (words.Address is { } address)
        {
            canvas.Code(address, width - edge - 15 * u, height - 21 * u, 15 * u);
            unitWidth -= 18 * u;
        }
        var unit = FittedText.Display(words.Unit, Typeface.SansBold, unitWidth, 8.5 * u, 4.2 * u, mostLines: 2);
        canvas.Set(unit, Ink.White, edge, unitWidth, height - 6.5 * u - unit.Height, Align.Left);
        return canvas.Finish($"{words.Said ?? words.Week} – {words.Unit}");
    }

    private static List<(FittedText Text, Ink Ink, double Above)> Below(MaterialWords words, double width, double u, double room)
    {
        var parts = new List<(FittedText, Ink, double)>();
        if (words.SaidBy is { } by)
            parts.Add((FittedText.Display("– " + by, Typeface.SerifItalic, width, 8 * u, 3.8 * u, mostLines: 1), Ink.Quiet, 2 * u));
        if (words.Said is not null && words.OtherTheme is { } theme)
            parts.Add((FittedText.Display($"Chủ đề: {theme}", Typeface.Serif, width, room / 3, 3.8 * u, mostLines: 3), Ink.Indigo, 3 * u));
        var when = string.Join('\n', new[] { words.Time, words.Place }.OfType<string>());
        if (when.Length > 0)
            parts.Add((FittedText.Running(when, Typeface.SansBold, width * 0.62, room / 2, 3.1 * u), Ink.Text, 3.4 * u));
        return parts;
    }
}

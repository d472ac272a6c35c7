namespace TuanHoc.Office.Materials;

/// <summary>An upright sheet on paper: the slogan above, the book of tones over the terraces, the unit on the field in front. Poster and standee.</summary>
internal static class Poster
{
    public static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        var (u, isTall) = (width / 100, height > 2 * width);
        var (edge, text) = (8 * u, 84 * u);
        canvas.Ground(Ink.Paper);
        Ornament.Grid(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, height, 10 * u, Ink.GridFine, Ink.Grid);
        var land = height - (isTall ? 72 : 46) * u;
        Ornament.Terraces(canvas, land, height - 17 * u, 26 * u, Ink.Terraces, Ink.White);
        Ornament.Hem(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, 1.8 * u + Canvas.Over, Ink.Indigo);

        Ornament.Sign(canvas, edge, 7 * u, 8 * u, byNight: false);
        var head = canvas.Line("Tuần lễ hưởng ứng", Typeface.SansBold, Ink.Indigo, 3.1 * u, edge + 10.5 * u, 50 * u, 7.1 * u);
        canvas.Line(words.Year is { } year ? FormattableString.Invariant($"học tập suốt đời {year}") : "học tập suốt đời", Typeface.SansBold, Ink.Indigo, 3.1 * u, edge + 10.5 * u, 50 * u, head - 0.3 * u);
        if (words.Days is { } days)
            canvas.Line(days, Typeface.SansBold, Ink.Turmeric, 3.6 * u, 60 * u, 100 * u - edge - 60 * u, 9.4 * u, Align.Right);

        var book = (isTall ? 58 : 40) * u;
        var bookTop = land + 7 * u - Ornament.BookHeightAt(book);
        Ornament.Book(canvas, width - edge - book, bookTop, book, byNight: false);

        // The slogan ends above the marks of the tones; what is said beneath it stands beside the book where there is room, on a narrow sheet above it
        var top = 24 * u;
        var column = isTall ? text : text - book - 4 * u;
        var floor = isTall ? bookTop - 2 * u : land - 5 * u;
        var below = Below(words, column, u, isTall ? 22 * u : floor - top - 18 * u);
        var tall = below.Sum(part => part.Text.Height + part.Above);
        var slogan = FittedText.Display(words.Said ?? words.OtherTheme ?? words.Week, Typeface.SerifBold, text, Math.Min(bookTop - top, floor - top - tall), 15 * u, mostLines: 8);
        top = canvas.Set(slogan, Ink.IndigoDeep, edge, text, top, Align.Left);
        foreach (var (part, ink, above) in below)
            top = canvas.Set(part, ink, edge, column, top + above, Align.Left);

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
            parts.Add((FittedText.Running("– " + by, Typeface.SerifItalic, width, room * 0.2, 3.8 * u), Ink.Quiet, 1.6 * u));
        if (words.Said is not null && words.OtherTheme is { } theme)
        {
            parts.Add((FittedText.Display("Chủ đề", Typeface.SansBold, width, room * 0.1, 2.6 * u, mostLines: 1), Ink.Turmeric, 2.4 * u));
            parts.Add((FittedText.Display(theme, Typeface.Serif, width, room * 0.3, 3.8 * u, mostLines: 5), Ink.Indigo, 0.2 * u));
        }
        var when = string.Join('\n', new[] { words.Time, words.Place }.OfType<string>());
        if (when.Length > 0)
            parts.Add((FittedText.Running(when, Typeface.SansBold, width, room * 0.34, 3 * u), Ink.Text, 2.6 * u));
        return parts;
    }
}

namespace TuanHoc.Office.Materials;

/// <summary>The backdrop of a stage: all that is said stands above the heads of those on it, the terraces behind them.</summary>
internal static class Backdrop
{
    public static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        var u = width / 100;
        var (edge, text) = (7 * u, 86 * u);
        var land = height * 0.69;
        canvas.Ground(Ink.Paper);
        Ornament.Grid(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, height, 5 * u, Ink.GridFine, Ink.Grid);
        Ornament.Terraces(canvas, land, height * 0.95, 15 * u, Ink.Terraces, Ink.White);
        Ornament.Hem(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, 0.9 * u + Canvas.Over, Ink.Indigo);

        Ornament.Sign(canvas, edge, 5 * u, 5 * u, byNight: false);
        canvas.Line(words.Unit, Typeface.SansBold, Ink.Indigo, 2.3 * u, edge + 6.6 * u, text - 6.6 * u, 5.9 * u);

        var book = 25 * u;
        Ornament.Book(canvas, width - edge - book, land + 2 * u - Ornament.BookHeightAt(book), book, byNight: false);

        // The first two lines have the whole width, what is below leaves room for the book
        var left = 58 * u;
        var title = FittedText.Display(words.Event ?? words.Week, Typeface.SerifBold, text, 16.5 * u, 6.4 * u, mostLines: 3);
        var top = canvas.Set(title, Ink.IndigoDeep, edge, text, 13.5 * u, Align.Left) + 1.5 * u;
        var when = string.Join("  ·  ", new[] { words.Place, words.Time ?? words.Days }.OfType<string>());
        var last = when.Length > 0 ? FittedText.Display(when, Typeface.SansBold, left, 6 * u, 2 * u, mostLines: 2) : null;
        var end = land - 3.5 * u - (last?.Height + 1.6 * u ?? 0);
        var said = words.Said ?? words.OtherTheme;
        if (said is not null)
        {
            var by = words.SaidBy is { } who ? FittedText.Display("– " + who, Typeface.SerifItalic, left, 3 * u, 2 * u, mostLines: 1) : null;
            top = canvas.Set(FittedText.Display(said, Typeface.SerifItalic, left, Math.Max(u, end - top - (by?.Height ?? 0)), 3.6 * u, mostLines: 4), Ink.Indigo, edge, left, top, Align.Left);
            if (by is not null)
                top = canvas.Set(by, Ink.Quiet, edge, left, top, Align.Left);
        }
        if (last is not null)
            canvas.Set(last, Ink.Text, edge, left, top + 1.6 * u, Align.Left);
        return canvas.Finish($"{words.Event ?? words.Week} – {words.Unit}");
    }
}

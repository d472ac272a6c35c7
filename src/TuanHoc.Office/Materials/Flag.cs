namespace TuanHoc.Office.Materials;

/// <summary>A flag hung along a street: indigo, few large words one below the other, the terraces and the unit at its foot.</summary>
internal static class Flag
{
    public static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        var u = width / 100;
        var (edge, text) = (10 * u, 80 * u);
        var (land, foot) = (height - 74 * u, height - 27 * u);
        canvas.Ground(Ink.Indigo);
        Ornament.Grid(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, land, 12.5 * u, Ink.IndigoSoft, Ink.IndigoSoft);
        Ornament.Terraces(canvas, land, foot, 30 * u, [.. Ink.TerracesByNight, Ink.Terraces[2], Ink.Paper], Ink.White);
        Ornament.Hem(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, 3 * u + Canvas.Over, Ink.IndigoDeep);
        Ornament.Hem(canvas, -Canvas.Over, height - 3 * u, width + 2 * Canvas.Over, 3 * u + Canvas.Over, Ink.Indigo);

        Ornament.Sign(canvas, 50 * u - 8 * u, 12 * u, 16 * u, byNight: true);
        var head = canvas.Set(FittedText.Display(words.Week, Typeface.SansBold, text, 16 * u, 5.6 * u, mostLines: 2), Ink.SkyPale, edge, text, 31 * u, Align.Centre);
        if (words.Days is { } days)
            head = canvas.Line(days, Typeface.SansBold, Ink.Gold, 5.6 * u, edge, text, head + u, Align.Centre);

        var book = 46 * u;
        var bookTop = land + 14 * u - Ornament.BookHeightAt(book);
        Ornament.Book(canvas, 50 * u - book / 2, bookTop, book, byNight: true);

        var (top, bottom) = (head + 7 * u, bookTop - 3 * u);
        var by = words.SaidBy is { } said ? FittedText.Display("– " + said, Typeface.SerifItalic, text, 12 * u, 5.6 * u, mostLines: 2) : null;
        var slogan = FittedText.Display(words.Said ?? words.OtherTheme ?? words.Week, Typeface.SerifBold, text, bottom - top - (by?.Height + 2 * u ?? 0), 17 * u, mostLines: 8);
        top += (bottom - top - slogan.Height - (by?.Height + 2 * u ?? 0)) / 2;
        top = canvas.Set(slogan, Ink.White, edge, text, top, Align.Centre);
        if (by is not null)
            canvas.Set(by, Ink.SkyPale, edge, text, top + 2 * u, Align.Centre);
        var unit = FittedText.Display(words.Unit, Typeface.SansBold, text, 14 * u, 6 * u, mostLines: 2);
        canvas.Set(unit, Ink.IndigoDeep, edge, text, height - 13 * u - unit.Height / 2, Align.Centre);
        return canvas.Finish($"{words.Said ?? words.Week} – {words.Unit}");
    }
}

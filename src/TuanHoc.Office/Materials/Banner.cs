namespace TuanHoc.Office.Materials;

/// <summary>A long banner of cloth dyed indigo: white words to be read across a street, the book on paper at its head.</summary>
internal static class Banner
{
    public static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        var u = height / 100;
        var panel = 128 * u;
        canvas.Ground(Ink.Indigo);
        Ornament.Terraces(canvas, 80 * u, 96 * u, 58 * u, Ink.TerracesByNight[..4], Ink.TerracesByNight[4]);
        canvas.Fill(Outline.Rectangle(-Canvas.Over, -Canvas.Over, panel + Canvas.Over, height + 2 * Canvas.Over), Ink.Paper);
        Ornament.Grid(canvas, panel - 130 * u, -Canvas.Over, 130 * u, height + 2 * Canvas.Over, 12 * u, Ink.GridFine, Ink.Grid);
        Ornament.Book(canvas, 20 * u, 8 * u, 88 * u, byNight: false);
        foreach (var y in new[] { -Canvas.Over, height - 3 * u })
            Ornament.Hem(canvas, -Canvas.Over, y, width + 2 * Canvas.Over, 3 * u + Canvas.Over, Ink.IndigoDeep);

        var (left, right) = (panel + 22 * u, width - 26 * u);
        var slogan = FittedText.Display(words.Said ?? words.OtherTheme ?? words.Week, Typeface.SerifBold, right - left, 58 * u, 34 * u, mostLines: 2);
        var line = string.Join("  ·  ", new[] { words.Unit, words.Slogan is null && words.Theme is null ? null : words.Week, words.Days }.OfType<string>());
        var foot = FittedText.Display(line, Typeface.SansBold, right - left, 13 * u, 9.5 * u, mostLines: 1);
        var by = words.SaidBy is { } said ? FittedText.Display("– " + said, Typeface.SerifItalic, right - left, 9 * u, 8 * u, mostLines: 1) : null;
        var tall = slogan.Height + (by?.Height + 1 * u ?? 0) + 6 * u + foot.Height;
        var top = canvas.Set(slogan, Ink.White, left, right - left, (height - tall) / 2, Align.Left);
        if (by is not null)
            top = canvas.Set(by, Ink.SkyPale, left, right - left, top + u, Align.Left);
        canvas.Set(foot, Ink.Gold, left, right - left, top + 6 * u, Align.Left);
        return canvas.Finish($"{words.Said ?? words.Week} – {words.Unit}");
    }
}

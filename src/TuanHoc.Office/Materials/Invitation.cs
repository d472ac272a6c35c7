namespace TuanHoc.Office.Materials;

/// <summary>An invitation: the book on indigo at its side, and on paper who invites whom to what, when and where.</summary>
internal static class Invitation
{
    private const double Panel = 58, Left = 70, Right = 200;

    public static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        canvas.Ground(Ink.Indigo);
        Ornament.Grid(canvas, -Canvas.Over, -Canvas.Over, Panel + Canvas.Over, height, 10, Ink.IndigoSoft, Ink.IndigoSoft);
        Ornament.Terraces(canvas, 98, 134, 24, [.. Ink.TerracesByNight, Ink.Terraces[4], Ink.Terraces[3]], Ink.SkyPale);
        Ornament.Book(canvas, 9, 58, 40, byNight: true);
        Side(canvas, words);
        canvas.Fill(Outline.Rectangle(Panel, -Canvas.Over, width - Panel + Canvas.Over, height + 2 * Canvas.Over), Ink.Paper);
        Ornament.Hem(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, 2.2 + Canvas.Over, Ink.IndigoDeep);

        var room = Right - Left;
        var top = canvas.Set(FittedText.Display(words.Unit, Typeface.SansBold, room, 11, 4.4, mostLines: 2), Ink.Indigo, Left, room, 11, Align.Left);
        top = canvas.Line("Giấy mời", Typeface.SerifBold, Ink.IndigoDeep, 12, Left, room, top + 2.4);
        top = Named(canvas, words.Name, top + 2.6);
        top = canvas.Line("đến dự", Typeface.Sans, Ink.Quiet, 3.7, Left, room, top + 2.2);
        top = canvas.Set(FittedText.Display(words.Event ?? words.Week, Typeface.SerifBold, room, 21, 7, mostLines: 3), Ink.Text, Left, room, top + 1.2, Align.Left);

        var facts = words.Address is null ? room : room - 31;
        top += 2.6;
        foreach (var (label, said, most) in new[] { ("Thời gian", words.Time, 10.5), ("Địa điểm", words.Place, 11.0), ("Chương trình", words.Programme, 1000) })
        {
            if (said is null)
                continue;
            canvas.Line(label, Typeface.Sans, Ink.Quiet, 3.3, Left, 24, top + 0.35);
            top = canvas.Set(FittedText.Running(said, Typeface.SansBold, facts - 25, Math.Max(2, Math.Min(most, height - 9 - top)), 3.6), Ink.Text, Left + 25, facts - 25, top, Align.Left) + 1.5;
        }
        if (words.Address is { } address)
        {
            canvas.Code(address, Right - 27, height - 41, 27);
            canvas.Line("Quét để xem chi tiết", Typeface.Sans, Ink.Quiet, 2.5, Right - 27, 27, height - 12.6, Align.Centre);
        }
        return canvas.Finish($"Giấy mời: {words.Event ?? words.Week} – {words.Unit}");
    }

    private static void Side(Canvas canvas, MaterialWords words)
    {
        Ornament.Sign(canvas, 9, 12, 9, byNight: true);
        var top = canvas.Set(FittedText.Display(words.Week, Typeface.SansBold, 40, 16, 4, mostLines: 3), Ink.White, 9, 40, 24, Align.Left);
        if (words.Days is { } days)
            canvas.Line(days, Typeface.SansBold, Ink.Gold, 4, 9, 40, top + 1);
    }

    private static double Named(Canvas canvas, string? name, double top)
    {
        const string Ask = "Trân trọng kính mời";
        var asked = canvas.Line(Ask, Typeface.Sans, Ink.Quiet, 3.7, Left, Right - Left, top + 0.8);
        var from = Left + Typeface.Sans.Width(Ask + " ") * 3.7;
        if (name is not null)
            return Math.Max(asked, canvas.Line(name, Typeface.SerifBold, Ink.Text, 5, from + 1, Right - from - 1, top - 0.9));
        var line = new Outline();
        for (var x = from + 1; x < Right; x += 1.4)
            line.Move(x, asked - 1).Line(x + 0.01, asked - 1);
        canvas.Draw(line, Ink.Rule, 0.35);
        return asked;
    }
}

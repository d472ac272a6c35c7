namespace TuanHoc.Office.Materials;

/// <summary>A certificate of participation: who took part in what, whose word it is, and the code by which anyone can check it.</summary>
public static class Certificate
{
    private const double Edge = 26;

    /// <summary>The certificate of one person, A4 across; made whenever it is asked for, so nothing of it need be kept.</summary>
    /// <param name="name">The participant, as registered; composed or decomposed letters come out the same.</param>
    /// <param name="activity">The title of the activity.</param>
    /// <param name="unit">The unit that held it and vouches for it.</param>
    /// <param name="date">When it was held, in words: "ngày 02 tháng 10 năm 2026".</param>
    /// <param name="code">What is typed to look it up.</param>
    /// <param name="address">Where it is looked up, with the code in it: printed as a square for telephones.</param>
    /// <param name="year">The year of the Week; null leaves it out.</param>
    public static Artwork Of(string name, string activity, string unit, string date, string code, string address, int? year = null) =>
        MaterialKind.Find("certificate")!.Make(new(unit) { Name = name, Event = activity, Time = date, Code = code, Address = address, Year = year });

    internal static Artwork Draw(MaterialWords words, double width, double height)
    {
        var canvas = new Canvas(width, height);
        canvas.Ground(Ink.Paper);
        Ornament.Grid(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, height, 15, Ink.GridFine, Ink.Grid);
        Ornament.Terraces(canvas, 168, 201, 34, Ink.Terraces, Ink.White);
        Ornament.Hem(canvas, -Canvas.Over, -Canvas.Over, width + 2 * Canvas.Over, 4 + Canvas.Over, Ink.Indigo);

        var room = width - 2 * Edge;
        Ornament.Sign(canvas, width / 2 - 6.5, 14, 13, byNight: false);
        var top = canvas.Line(words.Week, Typeface.SansBold, Ink.Indigo, 4.8, Edge, room, 30, Align.Centre);
        top = canvas.Line("Chứng nhận", Typeface.SerifBold, Ink.IndigoDeep, 20, Edge, room, top + 1.5, Align.Centre);
        top = Named(canvas, words.Name, top + 4.5, width);
        top = canvas.Line("đã tham gia", Typeface.Sans, Ink.Quiet, 4.8, Edge, room, top + 4, Align.Centre);
        top = canvas.Set(FittedText.Display(words.Event ?? words.Week, Typeface.Serif, room - 20, 22, 9, mostLines: 2), Ink.Text, Edge + 10, room - 20, top + 1.4, Align.Centre);
        if (words.Time is { } time)
            canvas.Line(time, Typeface.Sans, Ink.Quiet, 4.8, Edge, room, top + 1.8, Align.Centre);

        // Beneath the unit there is room for a signature and a stamp
        canvas.Set(FittedText.Display(words.Unit, Typeface.SansBold, 150, 12, 5.2, mostLines: 2), Ink.IndigoDeep, Edge, 150, 138, Align.Left);
        if (words.Address is { } address)
            Check(canvas, words.Code, address, width - Edge - 32, 143);
        return canvas.Finish(words.Name is { } name ? $"Chứng nhận: {name} – {words.Event ?? words.Week}" : $"Chứng nhận – {words.Event ?? words.Week}");
    }

    private static double Named(Canvas canvas, string? name, double top, double width)
    {
        const double Half = 62;
        var end = name is null ? top + 16 : canvas.Set(FittedText.Display(name, Typeface.SerifBold, width - 2 * Edge, 16, 13, mostLines: 1), Ink.Text, Edge, width - 2 * Edge, top, Align.Centre);
        canvas.Draw(new Outline().Move(width / 2 - Half, end + 1.6).Line(width / 2 + Half, end + 1.6), Ink.Turmeric, 0.5);
        return end + 1.6;
    }

    // On white of its own: the fields behind it are blue
    private static void Check(Canvas canvas, string? code, string address, double x, double y)
    {
        var tall = code is null ? 32 : 41;
        canvas.Fill(Outline.Rectangle(x - 2, y - 2, 36, tall + 3), Ink.White);
        canvas.Draw(Outline.Rectangle(x - 2, y - 2, 36, tall + 3), Ink.Grid, 0.3);
        canvas.Code(address, x, y, 32);
        if (code is null)
            return;
        canvas.Line("Mã kiểm tra", Typeface.Sans, Ink.Quiet, 2.6, x, 32, y + 31.6, Align.Centre);
        canvas.Line(code, Typeface.SansBold, Ink.Text, 3.6, x, 32, y + 35, Align.Centre);
    }
}

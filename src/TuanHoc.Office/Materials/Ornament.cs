namespace TuanHoc.Office.Materials;

/// <summary>What makes a sheet ours: the stitched hem, the grid of an exercise book, the open book from which tone marks rise, the terraces.</summary>
internal static class Ornament
{
    private const string Cover = "M160 262c-30-20-76-27-140-27v52h280v-52c-64 0-110 7-140 27z";
    private const string Pages = "M160 256c-26-24-66-36-126-38v54c60 2 100 8 126 24 26-16 66-22 126-24v-54c-60 2-100 14-126 38z";
    private const string Lines = "M160 256v40M54 232c38 3 66 10 88 24M54 246c38 3 66 10 88 24M266 232c-38 3-66 10-88 24M266 246c-38 3-66 10-88 24";
    private const string MarkRoof = "M6 12.5L16 4l10 8.5";
    private const string MarkBook = "M16 15.5c-3-2.2-7-3-12-3V25c5 0 9 .8 12 3 3-2.2 7-3 12-3V12.5c-5 0-9 .8-12 3z";
    private const string MarkSpine = "M16 15.5V28";

    // Where the drawing of the book begins and ends
    private const double BookLeft = 20, BookTop = 18, BookWidth = 300, BookHeight = 282;

    private static readonly (string Path, int Colour)[] Tones =
    [
        ("m150 206 10-11 10 11", 0), ("m196 190 14-10", 0), ("M112 178c5 8 19 8 24 0", 1), ("m176 152 14 11", 2), ("M222 140c5-9 12-9 17-3s12 6 17-3", 3),
        ("M150 116c5-7 16-4 15 4-.6 5-7 6-7 13", 1), ("m206 96 15-17 15 17", 4), ("M268 92h.1", 5), ("M262 50c8-1 12-8 9-16", 1), ("m222 44 18-12", 3), ("M290 22c5 8 19 8 24 0", 0),
    ];

    /// <summary>How high the book is with its marks, at a width.</summary>
    public static double BookHeightAt(double width) => width * BookHeight / BookWidth;

    /// <summary>The stitched band, past the ends of what it runs along.</summary>
    public static void Hem(Canvas canvas, double x, double y, double width, double thickness, Ink ground)
    {
        canvas.Fill(Outline.Rectangle(x, y, width, thickness), ground);
        // As the product's own: 36 of band, 6 of leaf, 4 of band, 2 of turmeric
        var stitch = thickness * 12;
        for (var at = x + stitch * 0.5; at < x + width - stitch * 0.1; at += stitch)
        {
            canvas.Fill(Outline.Rectangle(at, y, stitch * 6 / 48, thickness), Ink.Leaf);
            canvas.Fill(Outline.Rectangle(at + stitch * 10 / 48, y, stitch * 2 / 48, thickness), Ink.Gold);
        }
    }

    /// <summary>The grid of an exercise book: four fine squares to a strong one.</summary>
    public static void Grid(Canvas canvas, double x, double y, double width, double height, double square, Ink fine, Ink strong)
    {
        foreach (var (step, ink, pen) in new[] { (square / 4, fine, square / 110), (square, strong, square / 70) })
        {
            var lines = new Outline();
            for (var at = x; at <= x + width; at += step)
                lines.Move(at, y).Line(at, y + height);
            for (var at = y; at <= y + height; at += step)
                lines.Move(x, at).Line(x + width, at);
            canvas.Draw(lines, ink, pen);
        }
    }

    /// <summary>Fields in steps from hills down to a foot on which words may stand; each layer is one of the inks, the last in front.</summary>
    /// <param name="canvas">The sheet, over whose whole width they go.</param>
    /// <param name="top">Where the second layer lies; the hills are higher.</param>
    /// <param name="foot">Where the last layer lies, level enough to write on a little below.</param>
    /// <param name="step">How long a field is.</param>
    /// <param name="inks">From behind to the front.</param>
    /// <param name="edge">The line along each.</param>
    public static void Terraces(Canvas canvas, double top, double foot, double step, IReadOnlyList<Ink> inks, Ink edge)
    {
        var (left, right, bottom) = (-Canvas.Over, canvas.Width + Canvas.Over, canvas.Height + Canvas.Over);
        var depth = (foot - top) / (inks.Count - 2);
        for (var layer = 0; layer < inks.Count; layer++)
        {
            // Hills behind are high and round, fields in front low and level
            var (height, length) = (depth * (layer == 0 ? 1.5 : Math.Max(0.28, 1.25 * Math.Pow(0.8, layer))), layer == 0 ? step * 2.4 : step);
            var line = new Outline();
            var (x, y) = (left - length * Phase(layer), 0.0);
            for (var field = 0; x < right + length; field++, x += length)
            {
                var next = top + depth * (layer - 1) + height * (Wave(layer, field) - (layer == 0 ? 0.2 : 0));
                if (field == 0)
                    line.Move(x, next);
                else
                    line.Curve(x - length / 2, y, x - length / 2, next, x, next);
                y = next;
            }
            var area = line.Placed(1, 0, 0).Line(x - length, bottom).Line(left - length, bottom).Close();
            canvas.Fill(area, inks[layer]);
            if (layer > 0)
                canvas.Draw(line, edge, depth / 45);
        }
    }

    /// <summary>The open book from which the marks of the tones rise.</summary>
    public static void Book(Canvas canvas, double x, double y, double width, bool byNight)
    {
        var scale = width / BookWidth;
        var (left, top) = (x - BookLeft * scale, y - BookTop * scale);
        canvas.Fill(Place(Cover), byNight ? Ink.Terraces[5] : Ink.SkyDeep);
        canvas.Fill(Place(Pages), Ink.White);
        canvas.Draw(Place(Pages), byNight ? Ink.Terraces[5] : Ink.SkyDeep, 2 * scale);
        canvas.Draw(Place(Lines), Ink.SkyPale, 2 * scale);
        Ink[] colours = byNight ? [Ink.Sky, Ink.SkyPale, new("#6fc299", 58, 0, 50, 0), Ink.Gold, Ink.White, new("#6fc299", 58, 0, 50, 0)] : [Ink.Sky, Ink.SkyDeep, Ink.Leaf, Ink.Turmeric, Ink.Indigo, Ink.Leaf];
        foreach (var (path, colour) in Tones)
            canvas.Draw(Place(path), colours[colour], (path.EndsWith("h.1", StringComparison.Ordinal) ? 11 : 7) * scale);

        Outline Place(string path) => Outline.Parse(path).Placed(scale, left, top);
    }

    /// <summary>The sign of the product: a book under a roof that is a tone mark.</summary>
    public static void Sign(Canvas canvas, double x, double y, double side, bool byNight)
    {
        var scale = side / 24;
        var (left, top) = (x - 4 * scale, y - 3.5 * scale);
        canvas.Draw(Outline.Parse(MarkRoof).Placed(scale, left, top), Ink.Gold, 3 * scale);
        canvas.Fill(Outline.Parse(MarkBook).Placed(scale, left, top), byNight ? Ink.White : Ink.Indigo);
        canvas.Draw(Outline.Parse(MarkSpine).Placed(scale, left, top), byNight ? Ink.Indigo : Ink.White, 1.6 * scale);
    }

    private static double Phase(int layer) => 0.2 + layer * 0.37 % 1;

    // Between −1 and 1, the same each time
    private static double Wave(int layer, int field) => Math.Sin(layer * 2.1 + field * 1.9) * 0.6 + Math.Sin(layer * 5.3 + field * 0.83) * 0.4;
}

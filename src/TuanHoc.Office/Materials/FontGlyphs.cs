namespace TuanHoc.Office.Materials;

/// <summary>The drawings of a TrueType font: each glyph as an outline in the font's units, y upwards.</summary>
internal sealed class FontGlyphs(FontTables font)
{
    private readonly bool isLong = font.Short(font["head"] + 50) != 0;
    private readonly Dictionary<int, Outline> read = [];

    /// <summary>Where in "glyf" a glyph lies.</summary>
    public (int At, int Length) Place(int glyph)
    {
        var (from, to) = isLong ? ((int)font.Long(font["loca"] + glyph * 4), (int)font.Long(font["loca"] + glyph * 4 + 4))
            : (font.Word(font["loca"] + glyph * 2) * 2, font.Word(font["loca"] + glyph * 2 + 2) * 2);
        return (from, to - from);
    }

    /// <summary>The glyphs that a glyph is put together of: a letter and its marks.</summary>
    public IEnumerable<int> Parts(int glyph) => Place(glyph) is (var at, > 0) && font.Short(font["glyf"] + at) < 0 ? Components(font["glyf"] + at + 10).Select(part => part.Glyph) : [];

    public Outline Draw(int glyph)
    {
        lock (read)
        {
            if (read.TryGetValue(glyph, out var known))
                return known;
            var drawn = new Outline();
            if (Place(glyph) is (var at, > 0))
            {
                var start = font["glyf"] + at;
                if (font.Short(start) >= 0)
                    Simple(start, font.Short(start), drawn);
                else
                    foreach (var part in Components(start + 10))
                        drawn.Add(Draw(part.Glyph), part.XX, part.XY, part.YX, part.YY, part.X, part.Y);
            }
            return read[glyph] = drawn;
        }
    }

    private List<(int Glyph, double XX, double XY, double YX, double YY, double X, double Y)> Components(int at)
    {
        const int Words = 1, AreOffsets = 2, OneScale = 8, More = 32, TwoScales = 64, Matrix = 128;
        var parts = new List<(int, double, double, double, double, double, double)>();
        int flags;
        do
        {
            (flags, var glyph) = (font.Word(at), font.Word(at + 2));
            at += 4;
            var (x, y) = (flags & Words) != 0 ? (font.Short(at), font.Short(at + 2)) : ((short)(sbyte)font.Byte(at), (short)(sbyte)font.Byte(at + 1));
            at += (flags & Words) != 0 ? 4 : 2;
            if ((flags & AreOffsets) == 0)
                throw new InvalidDataException("A glyph that joins its parts point by point is not read.");
            double xx = 1, xy = 0, yx = 0, yy = 1;
            if ((flags & OneScale) != 0)
            {
                xx = yy = Scale(at);
                at += 2;
            }
            else if ((flags & TwoScales) != 0)
            {
                (xx, yy) = (Scale(at), Scale(at + 2));
                at += 4;
            }
            else if ((flags & Matrix) != 0)
            {
                (xx, xy, yx, yy) = (Scale(at), Scale(at + 2), Scale(at + 4), Scale(at + 6));
                at += 8;
            }
            parts.Add((glyph, xx, xy, yx, yy, x, y));
        }
        while ((flags & More) != 0);
        return parts;
    }

    private double Scale(int at) => font.Short(at) / 16384.0;

    private void Simple(int at, int contours, Outline drawn)
    {
        const int OnCurve = 1, ShortX = 2, ShortY = 4, Repeated = 8, SameX = 16, SameY = 32;
        var ends = Enumerable.Range(0, contours).Select(contour => (int)font.Word(at + 10 + contour * 2)).ToArray();
        if (contours == 0)
            return;
        var count = ends[^1] + 1;
        at += 10 + contours * 2;
        at += 2 + font.Word(at);
        var flags = new byte[count];
        for (var point = 0; point < count; point++)
        {
            flags[point] = font.Byte(at++);
            if ((flags[point] & Repeated) == 0)
                continue;
            for (var again = font.Byte(at++); again > 0; again--, point++)
                flags[point + 1] = flags[point];
        }
        var xs = Coordinates(flags, ShortX, SameX, ref at);
        var ys = Coordinates(flags, ShortY, SameY, ref at);
        for (int contour = 0, first = 0; contour < contours; first = ends[contour++] + 1)
            Contour(drawn, [.. Enumerable.Range(first, ends[contour] - first + 1).Select(point => ((double)xs[point], (double)ys[point], (flags[point] & OnCurve) != 0))]);
    }

    private int[] Coordinates(byte[] flags, int isShort, int isSame, ref int at)
    {
        var (values, value) = (new int[flags.Length], 0);
        for (var point = 0; point < flags.Length; point++)
        {
            if ((flags[point] & isShort) != 0)
                value += (flags[point] & isSame) != 0 ? font.Byte(at++) : -font.Byte(at++);
            else if ((flags[point] & isSame) == 0)
            {
                value += font.Short(at);
                at += 2;
            }
            values[point] = value;
        }
        return values;
    }

    /// <summary>Points on and off the curve; between two off it lies one on it.</summary>
    private static void Contour(Outline drawn, (double X, double Y, bool On)[] points)
    {
        if (points.Length < 2)
            return;
        var first = Array.FindIndex(points, point => point.On);
        var start = first >= 0 ? points[first] : Between(points[0], points[^1]);
        drawn.Move(start.X, start.Y);
        var (at, control) = (start, ((double X, double Y)?)null);
        for (var step = 1; step <= points.Length; step++)
        {
            var point = first >= 0 ? points[(first + step) % points.Length] : points[step % points.Length];
            if (first < 0 && step == 1)
                control = (points[0].X, points[0].Y);
            if (control is not { } bend)
            {
                if (point.On)
                {
                    if (step < points.Length)
                        drawn.Line(point.X, point.Y);
                    at = point;
                }
                else
                    control = (point.X, point.Y);
                continue;
            }
            var to = point.On ? point : Between((bend.X, bend.Y, false), point);
            drawn.Bend(at.X, at.Y, bend.X, bend.Y, to.X, to.Y);
            (at, control) = (to, point.On ? null : (point.X, point.Y));
        }
        drawn.Close();
    }

    private static (double X, double Y, bool On) Between((double X, double Y, bool) a, (double X, double Y, bool) b) => ((a.X + b.X) / 2, (a.Y + b.Y) / 2, true);
}

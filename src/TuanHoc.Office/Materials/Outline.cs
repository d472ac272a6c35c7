using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>The box around a drawing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Bounds(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;
}

/// <summary>Lines and curves: the one geometry that both the SVG and the PDF are written from.</summary>
internal sealed class Outline
{
    /// <summary>A step: M and L have one point, C three, Z none.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Step(char Kind, double X1 = 0, double Y1 = 0, double X2 = 0, double Y2 = 0, double X = 0, double Y = 0);

    private readonly List<Step> steps = [];
    private Bounds? bounds;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>The box around all points, those that bend a curve as well.</summary>
    public Bounds Bounds => bounds ??= Box();

    public static Outline Rectangle(double x, double y, double width, double height) =>
        new Outline().Move(x, y).Line(x + width, y).Line(x + width, y + height).Line(x, y + height).Close();

    public Outline Move(double x, double y) => Then(new('M', X: x, Y: y));

    public Outline Line(double x, double y) => Then(new('L', X: x, Y: y));

    public Outline Curve(double x1, double y1, double x2, double y2, double x, double y) => Then(new('C', x1, y1, x2, y2, x, y));

    /// <summary>A curve with one point that bends it, as fonts have them.</summary>
    public Outline Bend(double fromX, double fromY, double x1, double y1, double x, double y) =>
        Curve(fromX + (x1 - fromX) * 2 / 3, fromY + (y1 - fromY) * 2 / 3, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y);

    public Outline Close() => Then(new('Z'));

    public void Add(Outline other, double xx, double xy, double yx, double yy, double dx, double dy)
    {
        foreach (var s in other.steps)
            Then(new(s.Kind, s.X1 * xx + s.Y1 * yx + dx, s.X1 * xy + s.Y1 * yy + dy, s.X2 * xx + s.Y2 * yx + dx, s.X2 * xy + s.Y2 * yy + dy, s.X * xx + s.Y * yx + dx, s.X * xy + s.Y * yy + dy));
    }

    /// <summary>The same drawing, larger by a factor and moved.</summary>
    public Outline Placed(double scale, double x, double y)
    {
        var placed = new Outline();
        placed.Add(this, scale, 0, 0, scale, x, y);
        return placed;
    }

    /// <summary>Reads the path of an SVG (M L H V C S Z, absolute and relative), as the design draws its book and tone marks.</summary>
    public static Outline Parse(string path)
    {
        var drawn = new Outline();
        var (at, kind, x, y, startX, startY, bentX, bentY) = (0, 'M', 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        while (More())
        {
            if (char.IsAsciiLetter(path[at]))
                kind = path[at++];
            var (fromX, fromY) = char.IsLower(kind) ? (x, y) : (0.0, 0.0);
            switch (char.ToUpperInvariant(kind))
            {
                case 'M':
                    (x, y) = (fromX + Number(), fromY + Number());
                    (startX, startY) = (x, y);
                    drawn.Move(x, y);
                    kind = kind == 'm' ? 'l' : 'L';
                    break;
                case 'L':
                    (x, y) = (fromX + Number(), fromY + Number());
                    drawn.Line(x, y);
                    break;
                case 'H':
                    x = fromX + Number();
                    drawn.Line(x, y);
                    break;
                case 'V':
                    y = fromY + Number();
                    drawn.Line(x, y);
                    break;
                case 'Z':
                    (x, y) = (startX, startY);
                    drawn.Close();
                    break;
                case var curve:
                    var (x1, y1) = curve == 'S' ? (2 * x - bentX, 2 * y - bentY) : (fromX + Number(), fromY + Number());
                    (bentX, bentY) = (fromX + Number(), fromY + Number());
                    (x, y) = (fromX + Number(), fromY + Number());
                    drawn.Curve(x1, y1, bentX, bentY, x, y);
                    continue;
            }
            (bentX, bentY) = (x, y);
        }
        return drawn;

        bool More()
        {
            while (at < path.Length && path[at] is ' ' or ',')
                at++;
            return at < path.Length;
        }

        double Number()
        {
            More();
            var from = at;
            if (path[at] is '-')
                at++;
            for (var hasPoint = false; at < path.Length && (char.IsAsciiDigit(path[at]) || path[at] == '.' && !hasPoint); at++)
                hasPoint |= path[at] == '.';
            return double.Parse(path.AsSpan(from, at - from), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>As the path of an SVG.</summary>
    public string Svg(int decimals)
    {
        var path = new StringBuilder();
        foreach (var s in steps)
        {
            path.Append(s.Kind);
            if (s.Kind == 'C')
                path.Append(N(s.X1)).Append(' ').Append(N(s.Y1)).Append(' ').Append(N(s.X2)).Append(' ').Append(N(s.Y2)).Append(' ');
            if (s.Kind != 'Z')
                path.Append(N(s.X)).Append(' ').Append(N(s.Y));
        }
        return path.ToString();

        string N(double value) => Numbers.Plain(value, decimals);
    }

    private Outline Then(Step step)
    {
        bounds = null;
        steps.Add(step);
        return this;
    }

    private Bounds Box()
    {
        var points = steps.Where(s => s.Kind != 'Z').SelectMany(s => s.Kind == 'C' ? [(s.X1, s.Y1), (s.X2, s.Y2), (s.X, s.Y)] : new[] { (s.X, s.Y) }).ToList();
        return points.Count == 0 ? default : new(points.Min(p => p.Item1), points.Min(p => p.Item2), points.Max(p => p.Item1), points.Max(p => p.Item2));
    }
}

/// <summary>Numbers as files of drawings have them: a point, no more decimals than asked, none that are zero.</summary>
internal static class Numbers
{
    private static readonly string[] Formats = ["0", "0.#", "0.##", "0.###", "0.####", "0.#####"];

    public static string Plain(double value, int decimals) =>
        value.ToString(Formats[decimals], CultureInfo.InvariantCulture) is var plain && plain == "-0" ? "0" : plain;
}

using System.Globalization;
using System.Security;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>Writes a sheet as SVG, in millimetres; what it says stands in its title and description for those who cannot see it.</summary>
internal static class SvgArtwork
{
    // A tenth of a millimetre on a banner is finer than cloth; a letter of an invitation needs more
    private const double Large = 1000;

    public static string Write(Artwork artwork)
    {
        var decimals = artwork.Width > Large ? 1 : 3;
        var (width, height) = (Numbers.Plain(artwork.Width, 1), Numbers.Plain(artwork.Height, 1));
        var svg = new StringBuilder(60_000);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"vi\">")
            .Append("<title>").Append(Escaped(artwork.Title)).Append("</title><desc>").Append(Escaped(string.Join(" / ", artwork.Lines.Select(line => line.Words)))).Append("</desc>");
        foreach (var mark in artwork.Marks)
        {
            var (outline, fill) = mark is TextMark text ? (text.Outline, text.Ink) : (((ShapeMark)mark).Outline, ((ShapeMark)mark).Fill);
            if (outline.Steps.Count == 0)
                continue;
            svg.Append("<path d=\"").Append(outline.Svg(decimals)).Append("\" fill=\"").Append(fill?.Screen ?? "none").Append('"');
            if (mark is ShapeMark { Pen: { } pen } shape)
                svg.Append(CultureInfo.InvariantCulture, $" stroke=\"{pen.Screen}\" stroke-width=\"{Numbers.Plain(shape.PenWidth, 3)}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
            svg.Append("/>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Escaped(string text) => SecurityElement.Escape(text);
}

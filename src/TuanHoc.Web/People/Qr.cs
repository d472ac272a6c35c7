using System.Text;
using QRCoder;

namespace TuanHoc.Web.People;

/// <summary>A QR code as the path of an SVG: each run of dark modules is a bar one unit high.</summary>
public static class Qr
{
    /// <summary>The side of the square, with its quiet zone, and the path within it.</summary>
    public static (int Side, string Path) Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (!rows[y][x]) continue;
                var first = x;
                while (x < rows[y].Count && rows[y][x]) x++;
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{first} {y}h{x - first}v1h-{x - first}z");
            }
        return (rows.Count, path.ToString());
    }
}

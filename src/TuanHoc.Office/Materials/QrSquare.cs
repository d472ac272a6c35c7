using System.Globalization;
using System.Text;
using QRCoder;

namespace TuanHoc.Office.Materials;

/// <summary>A text as a square that telephones read: <paramref name="Side"/> modules across with the white edge it needs, <paramref name="Path"/> the dark ones as the path of an SVG, each run of them a bar one module high.</summary>
public sealed record QrSquare(int Side, string Path)
{
    public static QrSquare Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (rows, bars) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (!rows[y][x])
                    continue;
                var first = x;
                while (x < rows[y].Count && rows[y][x])
                    x++;
                bars.Append(CultureInfo.InvariantCulture, $"M{first} {y}h{x - first}v1h-{x - first}z");
            }
        return new(rows.Count, bars.ToString());
    }
}

using System.Text;

namespace TuanHoc.Office;

/// <summary>How wide a line of Times New Roman Bold is: the rules of a letterhead are measured by the text above them.</summary>
internal static class TextWidth
{
    private const int Horn = 60;
    private const int OtherSign = 500;

    // Advances of U+0020–U+007E in thousandths of the size, from the font's public metrics
    private static readonly short[] Advances =
    [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
        500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
        611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500,
        556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
    ];

    /// <summary>In twips, at a size in points.</summary>
    public static int Bold(string text, double size) =>
        (int)(text.Normalize(NormalizationForm.FormD).Sum(Advance) * size * 20 / 1000);

    private static int Advance(char sign) => sign switch
    {
        >= ' ' and <= '~' => Advances[sign - ' '],
        'Đ' => Advances['D' - ' '],
        'đ' => Advances['d' - ' '],
        '\u031B' => Horn,
        >= '\u0300' and <= '\u036F' => 0,
        _ => OtherSign,
    };
}

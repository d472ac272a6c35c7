using System.Globalization;

namespace TuanHoc.Office;

/// <summary>A word where it is printed, in points from the page's upper left corner.</summary>
internal sealed record PageWord(double Left, double Top, double Right, double Bottom, string Text)
{
    public double Middle => (Top + Bottom) / 2;

    public double Height => Bottom - Top;
}

/// <summary>A printed page: its words with their places, as pdftotext and tesseract both tell them.</summary>
internal sealed record PageWords(double Width, double Height, IReadOnlyList<PageWord> Words)
{
    private const int MostWords = 200_000;
    private const double TallestPage = 842;

    /// <summary>
    /// The pages of a table of words ("-tsv", "tsv"): level, …, left, top, width, height, confidence, text. A picture is measured in
    /// its dots: <c>inDots</c> brings its long side to that of a page in points.
    /// </summary>
    public static List<PageWords> Read(string tsv, bool inDots = false)
    {
        var pages = new List<PageWords>();
        var words = new List<PageWord>();
        var (scale, count) = (1.0, 0);
        (double Top, double Height)? row = null;
        foreach (var line in tsv.Split('\n'))
        {
            var cells = line.TrimEnd('\r').Split('\t', 12);
            if (cells.Length < 12 || cells[0] is not ("1" or "4" or "5") || Number(cells[6]) is not { } left || Number(cells[7]) is not { } top
                || Number(cells[8]) is not { } width || Number(cells[9]) is not { } height)
                continue;
            if (cells[0] == "1")
            {
                scale = inDots && Math.Max(width, height) > 0 ? TallestPage / Math.Max(width, height) : 1;
                pages.Add(new PageWords(width * scale, height * scale, words = []));
            }
            else if (cells[0] == "4")
                row = inDots ? (top, height) : null;
            else if (!string.IsNullOrWhiteSpace(cells[11]) && height > 0 && count++ < MostWords)
            {
                // In a picture a word is as high as its letters happen to be: it stands where its line stands
                var (above, high) = row ?? (top, height);
                words.Add(new PageWord(left * scale, above * scale, (left + width) * scale, (above + high) * scale, cells[11].Trim()));
            }
        }
        return pages;
    }

    private static double? Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Text.RegularExpressions;

namespace TuanHoc.Office;

/// <summary>What a page carries beside its text: its number, a head or foot that repeats, the stamp of an electronic signature.</summary>
internal static partial class PageFurniture
{
    private const int FewestPages = 2;

    // Of a line's height
    private const double Apart = 1.3;

    // A head may have two lines
    private const int Deepest = 2;

    public static void Remove(IReadOnlyList<List<PageLine>> pages)
    {
        var repeated = Repeated(pages);
        foreach (var page in pages)
        {
            page.RemoveAll(line => Stamp().IsMatch(line.Text));
            for (var depth = 0; depth < Deepest && page.Count > 0 && IsFurniture(page[0], page.ElementAtOrDefault(1)); depth++)
                page.RemoveAt(0);
            for (var depth = 0; depth < Deepest && page.Count > 0 && IsFurniture(page[^1], page.ElementAtOrDefault(page.Count - 2)); depth++)
                page.RemoveAt(page.Count - 1);
        }

        // A head stands apart from the text, or two lines of it do
        bool IsFurniture(PageLine line, PageLine? next) =>
            Number().IsMatch(line.Text) || repeated.Contains(Shape(line)) && (next is null || repeated.Contains(Shape(next)) || Math.Abs(next.Top - line.Top) > Apart * line.Height);
    }

    private static HashSet<(string, double)> Repeated(IReadOnlyList<List<PageLine>> pages) =>
        [.. pages.SelectMany(page => page.Take(Deepest).Concat(page.Skip(Math.Max(Deepest, page.Count - Deepest))).Select(Shape).Where(shape => shape.Text.Any(char.IsLetter)).Distinct())
            .CountBy(shape => shape).Where(shape => shape.Value >= FewestPages && shape.Value * 2 > pages.Count).Select(shape => shape.Key)];

    // "Trang 2/10" and "Trang 3/10" at one height are one foot
    private static (string Text, double Top) Shape(PageLine line) => (Digits().Replace(line.Text, "#"), Math.Round(line.Top / 4));

    [GeneratedRegex(@"^(trang )?[-–. ]*\d{1,3}( ?/ ?\d{1,3})?[-–. ]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(Người ký|Ký bởi|Được ký bởi|Thời gian ký|Ngày ký|Email|Cơ quan) ?:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}

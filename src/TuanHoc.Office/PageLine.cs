namespace TuanHoc.Office;

/// <summary>Words that stand together on a line, with no wider gap between them than between words.</summary>
internal sealed record PageSegment(double Left, double Right, double Top, double Bottom, double FirstWord, string Text);

/// <summary>What is printed at one height of a page, in pieces where columns leave a gap.</summary>
internal sealed record PageLine(IReadOnlyList<PageSegment> Segments)
{
    // Shares of a line's height: words nearer to its middle belong to it; a gap wider than a blank parts columns
    private const double SameLine = 0.4, ColumnGap = 0.55, LooseColumnGap = 0.9;

    public double Left => Segments[0].Left;

    public double Right => Segments[^1].Right;

    public double Top { get; } = Segments.Min(segment => segment.Top);

    public double Height { get; } = Segments.Max(segment => segment.Bottom - segment.Top);

    public string Text { get; } = string.Join(' ', Segments.Select(segment => segment.Text));

    public double FirstWord => Segments[0].FirstWord;

    public static List<PageLine> Of(PageWords page, bool exactly)
    {
        var rows = new List<List<PageWord>>();
        foreach (var word in page.Words.OrderBy(word => word.Middle))
        {
            if (rows.Count == 0 || Math.Abs(word.Middle - rows[^1][0].Middle) > SameLine * Math.Min(word.Height, rows[^1][0].Height))
                rows.Add([]);
            rows[^1].Add(word);
        }
        return [.. rows.Select(row => new PageLine(Split([.. row.OrderBy(word => word.Left)], exactly ? ColumnGap : LooseColumnGap)))];
    }

    private static List<PageSegment> Split(List<PageWord> words, double gap)
    {
        var segments = new List<PageSegment>();
        for (var begin = 0; begin < words.Count;)
        {
            var end = begin + 1;
            while (end < words.Count && words[end].Left - words[end - 1].Right < gap * Math.Max(words[end].Height, words[end - 1].Height))
                end++;
            var run = words[begin..end];
            segments.Add(new PageSegment(run[0].Left, run.Max(word => word.Right), run.Min(word => word.Top), run.Max(word => word.Bottom),
                run[0].Right - run[0].Left, string.Join(' ', run.Select(word => word.Text))));
            begin = end;
        }
        return segments;
    }
}

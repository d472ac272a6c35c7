using System.Text.RegularExpressions;

namespace TuanHoc.Office;

/// <summary>Neighbouring lines whose pieces stand in columns: a table's rows, or a letterhead or signature set side by side.</summary>
internal sealed partial class PageColumns
{
    // In points: what stays free between two columns, and how much more than a line's step parts two rows (a rule's own width is half a point)
    private const double NarrowestGutter = 3, RowStep = 0.3, LooseRowStep = 3;

    private const double FarthestLine = 3.5;

    private readonly List<PageLine> lines = [];
    private readonly List<(double From, double To)> gutters;

    private PageColumns(PageLine first, IEnumerable<(double From, double To)> known)
    {
        gutters = [.. known];
        Add(first);
    }

    public int Count => lines.Count;

    public PageLine Last => lines[^1];

    /// <summary>The columns that begin at a line, or go on from the page before; null when it is an ordinary line.</summary>
    public static PageColumns? At(IReadOnlyList<PageLine> page, int index, PageColumns? goingOn)
    {
        var columns = goingOn is not null && goingOn.Fits(page[index]) ? new PageColumns(page[index], goingOn.gutters)
            : page[index].Segments.Count > 1 ? new PageColumns(page[index], [])
            : null;
        for (var next = index + 1; next < page.Count && columns is not null && columns.Takes(page[next]);)
            next++;
        return columns;
    }

    /// <summary>Two columns with the words of a letterhead or of the foot.</summary>
    public bool IsFrame => gutters.Count == 1 && lines.SelectMany(line => line.Segments).Any(segment => OfFrame().IsMatch(segment.Text));

    /// <summary>Of a frame: the lines of its left, then of its right column.</summary>
    public IEnumerable<PageLine> Sides() =>
        from column in Enumerable.Range(0, 2)
        from line in lines
        let side = line.Segments.Where(segment => ColumnOf(segment) == column).ToList()
        where side.Count > 0
        select new PageLine(side);

    /// <summary>Of a table: its rows, cells apart by tabs. <c>exactly</c> when the places are those of a text, not found in a picture.</summary>
    public List<string> Rows(bool exactly)
    {
        var rows = new List<List<string>[]>();
        var step = lines.Zip(lines.Skip(1), (line, next) => next.Top - line.Top).Where(height => height > 4).DefaultIfEmpty(0).Min();
        for (var i = 0; i < lines.Count; i++)
        {
            var begins = lines[i].Segments.Any(segment => ColumnOf(segment) == 0 && segment.Text.Length < 8 && char.IsDigit(segment.Text[0]));
            if (i == 0 || begins || lines[i].Top - lines[i - 1].Top > step + (exactly ? RowStep : LooseRowStep))
                rows.Add([.. Enumerable.Range(0, gutters.Count + 1).Select(_ => new List<string>())]);
            foreach (var segment in lines[i].Segments)
                rows[^1][ColumnOf(segment)].Add(segment.Text);
        }
        return [.. rows.Select(row => string.Join('\t', row.Select(cell => cell.Aggregate("", PageText.Joined))))];
    }

    private int ColumnOf(PageSegment segment) => gutters.Count(gutter => (gutter.From + gutter.To) / 2 <= segment.Left);

    private bool Takes(PageLine line)
    {
        if (line.Top - Last.Top > FarthestLine * Math.Max(line.Height, Last.Height) || !Fits(line))
            return false;
        Add(line);
        return true;
    }

    /// <summary>It leaves the gutters free; a row of several cells may have one that spans columns.</summary>
    private bool Fits(PageLine line) => line.Segments.Count == 1 ? gutters.All(gutter => Free(gutter, line) is not null) : gutters.Count == 0 || gutters.Exists(gutter => Free(gutter, line) is not null);

    private void Add(PageLine line)
    {
        for (var i = 0; i < gutters.Count; i++)
            gutters[i] = Free(gutters[i], line) ?? gutters[i];
        gutters.AddRange(Gaps(line).Where(gap => !gutters.Exists(gutter => gap.From < gutter.To && gutter.From < gap.To)).ToList());
        gutters.Sort();
        lines.Add(line);
    }

    private static IEnumerable<(double From, double To)> Gaps(PageLine line) => line.Segments.Zip(line.Segments.Skip(1), (segment, next) => (segment.Right, next.Left));

    /// <summary>What of the gutter the line leaves free; null when too little.</summary>
    private static (double From, double To)? Free((double From, double To) gutter, PageLine line)
    {
        var widest = gutter;
        foreach (var segment in line.Segments.Where(segment => segment.Left < gutter.To && segment.Right > gutter.From))
        {
            (double From, double To) before = (widest.From, Math.Min(widest.To, segment.Left)), after = (Math.Max(widest.From, segment.Right), widest.To);
            widest = before.To - before.From >= after.To - after.From ? before : after;
        }
        return widest.To - widest.From >= NarrowestGutter ? widest : null;
    }

    // A narrow column may break the state's name
    [GeneratedRegex("XÃ HỘI CHỦ NGHĨA|^Độc lập ?[-–]|^Nơi nhận|^(TM|KT|TL|TUQ)[.]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfFrame();
}

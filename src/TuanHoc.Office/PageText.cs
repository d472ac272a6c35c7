using System.Text;
using System.Text.RegularExpressions;

namespace TuanHoc.Office;

/// <summary>
/// The text of printed pages, one paragraph or table row on a line: what the margin and the end of the page broke is joined, what stands
/// in columns is told column by column or row by row, page numbers, running heads and stamps of electronic signatures are left out.
/// </summary>
internal sealed partial class PageText
{
    // In points: how far a line may begin from the one above within a paragraph, and how far a centred line stands off both margins
    private const double SameEdge = 4, Indent = 8, CentredBy = 15, Blank = 4;

    // Of a line's step: more is a paragraph's space
    private const double ParagraphStep = 1.25;

    private const int FewestLines = 3;

    private readonly bool exactly;
    private readonly List<string> lines = [];
    private readonly List<PageLine> paragraph = [];
    private double right, left, step;
    private PageColumns? goingOn;
    private double? recipientsAt;

    private PageText(bool exactly) => this.exactly = exactly;

    /// <summary>The text of the pages; <c>exactly</c> when their places are those of a text layer, not found in a picture.</summary>
    public static string Of(IReadOnlyList<PageWords> pages, bool exactly)
    {
        var text = new PageText(exactly);
        var read = pages.Select(page => (Page: page, Lines: PageLine.Of(page, exactly))).ToList();
        PageFurniture.Remove([.. read.Select(page => page.Lines)]);
        // Pages of one size share their margins
        foreach (var (page, lines) in read)
        {
            var alike = read.Where(other => Math.Abs(other.Page.Width - page.Width) < 1).SelectMany(other => other.Lines).Where(line => line.Segments.Count == 1).ToList();
            if (alike.Count > 0)
                (text.left, text.right) = (Share(alike.Select(line => line.Left), 0.03), Share(alike.Select(line => line.Right), 0.97));
            text.step = lines.Zip(lines.Skip(1), (line, next) => next.Top - line.Top).Where(height => height > 4).Order().DefaultIfEmpty(0).ElementAt(Math.Max(0, (lines.Count - 1) / 4));
            text.Page(lines);
        }
        text.Close();
        var written = new StringBuilder();
        foreach (var line in text.lines)
            written.Append(line).Append('\n');
        return PrintableText.Clean(written.ToString());
    }

    private static double Share(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)((sorted.Count - 1) * share)];
    }

    private void Page(List<PageLine> page)
    {
        for (var i = 0; i < page.Count;)
        {
            var columns = PageColumns.At(page, i, i == 0 ? goingOn : null);
            if (columns is not null && (columns.Count >= FewestLines || columns.IsFrame || i == 0 && goingOn is not null || page[i].Segments.Count > 2 && (columns.Count > 1 || i + 1 == page.Count)))
            {
                Close();
                if (columns.IsFrame)
                    Frame(columns);
                else
                    Rows(columns.Rows(exactly), goesOn: i == 0 && goingOn is not null);
                i += columns.Count;
                goingOn = i == page.Count && !columns.IsFrame ? columns : null;
                continue;
            }
            if (paragraph.Count > 0 && !GoesOn(paragraph[^1], page[i], newPage: i == 0))
                Close();
            goingOn = null;
            if (paragraph.Count == 0 && GoesOnRecipient(page[i]))
                lines[^1] = Joined(lines[^1], page[i++].Text);
            else
                paragraph.Add(page[i++]);
        }
    }

    private void Frame(PageColumns columns)
    {
        foreach (var line in columns.Sides())
        {
            if (GoesOnRecipient(line))
                lines[^1] = Joined(lines[^1], line.Text);
            else
                Add(line.Text, line.Left);
        }
    }

    private void Add(string text, double at)
    {
        lines.Add(text);
        if (text.StartsWith("Nơi nhận", StringComparison.OrdinalIgnoreCase))
            recipientsAt = at;
        else if (Filed().IsMatch(text))
            recipientsAt = null;
    }

    /// <summary>A recipient's name may need two lines, however short they are.</summary>
    private bool GoesOnRecipient(PageLine line) =>
        recipientsAt is { } at && Math.Abs(line.Left - at) < CentredBy && !IsListed(line.Text) && lines.Count > 0 && IsListed(lines[^1]);

    private static bool IsListed(string line) => line[0] is '-' or '–' or '+' or '•';

    private void Rows(List<string> rows, bool goesOn)
    {
        // The end of a page broke a row: the rest has no number of its own and begins in the middle of a sentence
        if (goesOn && lines.Count > 0 && IsRest(rows[0]) && rows[0].Count(sign => sign == '\t') == lines[^1].Count(sign => sign == '\t'))
        {
            lines[^1] = string.Join('\t', lines[^1].Split('\t').Zip(rows[0].Split('\t'), Joined));
            rows.RemoveAt(0);
        }
        lines.AddRange(rows);

        static bool IsRest(string row) => row.TrimStart('\t') is { Length: > 0 } first && char.IsLower(first[0]);
    }

    /// <summary>A hyphen within a word keeps it together: "GDTrH-" / "GDTX".</summary>
    public static string Joined(string above, string below) =>
        above.Length == 0 || below.Length == 0 || below[0] == '/' || above[^1] is '-' or '/' && above.Length > 1 && above[^2] != ' ' ? above + below : $"{above} {below}";

    private void Close()
    {
        if (paragraph.Count > 0)
            Add(paragraph.Select(line => line.Text).Aggregate(Joined), paragraph[0].Left);
        paragraph.Clear();
    }

    private bool GoesOn(PageLine last, PageLine next, bool newPage)
    {
        // Had its first word found room, the line would hold it
        var full = right - last.Right < next.FirstWord + Blank;
        if (!full || IsCentred(last) || IsCentred(next) || (!newPage && next.Top - last.Top > Math.Max(step, last.Height * 0.9) * ParagraphStep))
            return false;
        if (Marked().IsMatch(next.Text) && !(next.Text[0] is '-' or '–' && char.IsLower(next.Text.TrimStart('-', '–', ' ').FirstOrDefault()) && next.Left < paragraph[0].Left - SameEdge))
            return false;
        return paragraph.Count > 1 ? Math.Abs(next.Left - last.Left) < SameEdge : next.Left < last.Left + SameEdge || Marked().IsMatch(last.Text) && next.Left < last.Left + 4 * Indent;
    }

    private bool IsCentred(PageLine line) => line.Left - left > CentredBy && right - line.Right > CentredBy && Math.Abs(line.Left - left - (right - line.Right)) < Indent;

    [GeneratedRegex(@"^[-–+• ]*Lưu\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Filed();

    [GeneratedRegex(@"^([-–—+•·▪●○■□➢✓*]|\(?(\d{1,2}([.]\d{1,2}){0,3}|[IVX]{1,5}|[a-zđA-E])( ?[.)/]|[-–] )) ?[^\d\s]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();
}

using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>A paragraph, put together again where the page or the margin broke it, or a table row.</summary>
internal sealed partial record Block(Marker Marker, Passage Whole, IReadOnlyList<Passage> Cells)
{
    private const int LongestParagraph = 20_000;

    /// <summary>The paragraph without its number or bullet mark.</summary>
    public Passage Body { get; } = Whole.After(Marker.Length).Trim();

    public string Key => Body.Key;

    public Level Level => Marker.Level;

    /// <summary>The paragraphs of the lines; <c>margin</c> is where the whole text's lines were broken, as <see cref="RightMargin"/> finds it.</summary>
    public static List<Block> Of(IReadOnlyList<Line> lines, int? margin)
    {
        var blocks = new List<Block>();
        var parts = new List<Passage>();
        var length = 0;
        var pageTurned = false;
        Line? last = null;
        foreach (var line in lines)
        {
            if (line.IsPageNumber)
            {
                pageTurned = true;
                continue;
            }

            // The blank lines about a page number are the page's, not the paragraph's.
            var apart = line.AfterBlank && !pageTurned;
            pageTurned = false;
            if (last is not null && (length > LongestParagraph || !Continues(last, line, apart, margin) || BeginsTask(parts, line)))
            {
                Close();
            }

            parts.Add(line.Text);
            length += line.Text.Length;
            last = line;
            if (IsRow(line))
            {
                blocks.Add(new Block(new Marker(Level.Row, "", 0), line.Text, line.Cells));
                parts.Clear();
                (last, length) = (null, 0);
            }
        }

        Close();
        return blocks;

        void Close()
        {
            if (parts.Count > 0)
            {
                var whole = Passage.Join(parts);
                blocks.Add(new Block(Marker.Of(whole), whole, []));
            }

            parts.Clear();
            length = 0;
        }
    }

    /// <summary>Where the lines were broken to fit a page; nothing when every paragraph is one line.</summary>
    public static int? RightMargin(IReadOnlyList<Line> lines)
    {
        var lengths = lines.Where(line => line.Cells.Count == 1).Select(line => line.Text.Length).Where(length => length > 30).Order().ToList();
        if (lengths.Count < 12)
        {
            return null;
        }

        var widest = lengths[lengths.Count * 97 / 100];
        return widest < 150 && lengths.Count(length => length >= widest - 12) * 4 > lengths.Count ? widest : null;
    }

    private static bool Continues(Line last, Line next, bool apart, int? margin)
    {
        var (before, after) = (last.Text.Text, next.Text.Text);
        if (IsRow(next) || before.EndsWith("./.", StringComparison.Ordinal))
        {
            return false;
        }

        if (Marker.PartAlone().IsMatch(before))
        {
            return true;
        }

        var full = margin is { } width && !apart && before.Length + 1 + FirstWord(after) > width - 4;
        var marker = Marker.Of(next.Text);
        if (marker.Level != Level.Plain)
        {
            // "… văn hóa" / "- thể thao": a dash within a name fell to the start of the line.
            return marker.Level == Level.Bullet && full && (Hanging(before) || char.IsLower(next.Text.After(marker.Length).Trim().Text[0]));
        }

        if (Terminal.Contains(before[^1]))
        {
            return !apart && (char.IsLower(after[0]) || (full && before[^1] is '.' or ';'));
        }

        if (after[0] == '(' && !apart)
        {
            return true;
        }

        return last.IsUpper == next.IsUpper ? full || char.IsLower(after[0]) || Hanging(before) : Hanging(before);
    }

    /// <summary>A heading that names a body ends where its task begins, however full its line is.</summary>
    private static bool BeginsTask(List<Passage> parts, Line next)
    {
        if (!char.IsUpper(next.Text.Text[0]) || !Bodies.TaskVerb().IsMatch(next.Key) || Marker.Of(parts[0]) is not { IsNumbered: true } marker)
        {
            return false;
        }

        return Bodies.Charged(Passage.Join(parts).After(marker.Length)) is not null;
    }

    /// <summary>The line breaks off in the middle of a phrase.</summary>
    private static bool Hanging(string text) => text[^1] is ',' or '(' or '-' or '/' || HangingWord().IsMatch(text);

    private static bool IsRow(Line line) => line.Cells.Count >= 3 && (line.Raw.Text.Contains('|') || line.Cells.Count(cell => cell.Length > 0) >= 3);

    private static int FirstWord(string text) => text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? end : text.Length;

    private const string Terminal = ".;:!?";

    [GeneratedRegex(@"\b(và|hoặc|của|cho|với|tại|trên|trong|về|đến|từ|các|những|theo|số|ngày|tháng|là|bằng|để|như|được|không|đã|sẽ|trước|qua)$", Patterns.Bounded)]
    private static partial Regex HangingWord();
}

using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>One line of the text; <c>AfterBlank</c> when an empty line stands before it.</summary>
internal sealed partial record Line(Passage Raw, bool AfterBlank)
{
    // A longer line is no paragraph of a plan; cutting it keeps every reader's work bounded.
    private const int Longest = 20_000;

    /// <summary>The line as one sentence part: gaps between columns are single blanks.</summary>
    public Passage Text { get; } = Passage.Join([Raw]);

    public string Key => Text.Key;

    /// <summary>The cells of a table row or of a letterhead in two columns; one for an ordinary line.</summary>
    public IReadOnlyList<Passage> Cells { get; } = CellsOf(Raw);

    /// <summary>Written in capitals, as letterheads, titles and positions are.</summary>
    public bool IsUpper => IsUpperCase(Text.Text);

    public static bool IsUpperCase(string text) => text.Any(char.IsLetter) && !text.Any(char.IsLower);

    /// <summary>The lines with a letter or digit in them, page numbers left out.</summary>
    public static List<Line> Of(Passage text)
    {
        var lines = new List<Line>();
        var blank = true;
        foreach (var whole in text.Split(letter => letter == '\n'))
        {
            for (var cut = 0; cut == 0 || cut < whole.Length; cut += Longest)
            {
                var raw = whole.Slice(cut, Math.Min(Longest, whole.Length - cut));
                if (Said(raw))
                {
                    lines.Add(new Line(raw, blank));
                    blank = false;
                }
                else
                {
                    blank |= raw.Key.All(letter => letter is ' ' or '\t');
                }
            }
        }

        return lines;
    }

    /// <summary>A number alone on its line, as printed at the head or foot of a page.</summary>
    public bool IsPageNumber => PageNumber().IsMatch(Key);

    private static bool Said(Passage raw) => raw.Text.Any(char.IsLetterOrDigit);

    private static IReadOnlyList<Passage> CellsOf(Passage raw)
    {
        var piped = raw.Text.Count(letter => letter == '|') >= 2;
        var cells = raw.Split(letter => letter == (piped ? '|' : '\t')).Select(cell => Passage.Join([cell])).ToList();
        if (piped)
        {
            cells = cells[(cells[0].Length == 0 ? 1 : 0)..];
        }

        return cells;
    }

    [GeneratedRegex(@"^(trang )?[-.]? ?\d{1,3}( ?/ ?\d{1,3})? ?[-.]?$", Patterns.Bounded)]
    private static partial Regex PageNumber();
}

using System.Globalization;
using System.Text;

namespace TuanHoc.Plans.Reading;

/// <summary>
/// The text as read, made even: composed letters, "\n" line ends, plain blanks, no byte-order mark, no stars of emphasis.
/// Three blanks or more are a gap between columns and become a tab.
/// </summary>
internal static class CleanText
{
    // A letter carries two marks at most, a row forty cells; more is noise.
    private const int MostMarks = 8;
    private const int MostTabs = 40;

    public static Passage Of(string raw)
    {
        var writer = new Writer(raw.Length);
        for (var i = 0; i < raw.Length;)
        {
            var end = i + 1;
            switch (raw[i])
            {
                case '\r' when end < raw.Length && raw[end] == '\n':
                case '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\u00AD' or '\u200E' or '\u200F' or '\0':
                    break;
                case '\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029':
                    writer.Add('\n', i, end);
                    break;
                case '*':
                    if (writer.AtLineStart && end < raw.Length && raw[end] == ' ')
                    {
                        writer.Add('•', i, end);
                    }

                    break;
                case '#' when writer.AtLineStart:
                    break;
                case var blank when char.IsWhiteSpace(blank):
                    end = AddBlanks(raw, i, writer);
                    break;
                default:
                    end = AddLetter(raw, i, writer);
                    break;
            }

            i = end;
        }

        return writer.Done();
    }

    private static int AddBlanks(string raw, int i, Writer writer)
    {
        var (end, tabs) = (i, 0);
        for (; end < raw.Length && char.IsWhiteSpace(raw[end]) && raw[end] is not ('\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029'); end++)
        {
            tabs += raw[end] == '\t' ? 1 : 0;
        }

        var atStart = writer.AtLineStart;
        for (var n = 0; n < Math.Min(tabs, MostTabs); n++)
        {
            writer.Add('\t', i, end);
        }

        if (tabs == 0 && !atStart)
        {
            writer.Add(end - i >= 3 ? '\t' : ' ', i, end);
        }

        return end;
    }

    private static int AddLetter(string raw, int i, Writer writer)
    {
        var end = i + 1;
        while (end < raw.Length && raw[end] >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(raw[end]) == UnicodeCategory.NonSpacingMark)
        {
            end++;
        }

        if (end == i + 1 || char.IsSurrogate(raw[i]))
        {
            writer.Add(raw[i] switch { 'ð' => 'đ', 'Ð' => 'Đ', var letter => letter }, i, i + 1);
            return i + 1;
        }

        foreach (var letter in raw.Substring(i, Math.Min(end - i, MostMarks)).Normalize(NormalizationForm.FormC))
        {
            writer.Add(letter, i, end);
        }

        return end;
    }

    private sealed class Writer(int capacity)
    {
        private readonly StringBuilder text = new(capacity);
        private readonly List<int> from = new(capacity);
        private readonly List<int> to = new(capacity);

        public bool AtLineStart => text.Length == 0 || text[^1] is '\n' or '\t';

        public void Add(char letter, int start, int end)
        {
            text.Append(letter);
            from.Add(start);
            to.Add(end);
        }

        public Passage Done() => new(text.ToString(), [.. from], [.. to]);
    }
}

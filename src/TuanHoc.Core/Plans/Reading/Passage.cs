using System.Text;
using System.Text.RegularExpressions;
using TuanHoc.Text;

namespace TuanHoc.Plans.Reading;

/// <summary>
/// A stretch of the text as read, cleaned, that still knows where each of its characters stood.
/// <c>Key</c> is its search key letter by letter, so an index found in the key is an index in the text.
/// </summary>
internal sealed class Passage
{
    private readonly int[] from;
    private readonly int[] to;
    private readonly int start;

    public Passage(string text, int[] from, int[] to)
        : this(text, SearchKey.LetterByLetter(text), from, to, start: 0)
    {
    }

    private Passage(string text, string key, int[] from, int[] to, int start)
    {
        (Text, Key, this.from, this.to, this.start) = (text, key, from, to, start);
    }

    public string Text { get; }

    public string Key { get; }

    public int Length => Text.Length;

    /// <summary>Where the whole passage stands in the text as read.</summary>
    public TextSpan At => Length == 0 ? default : new(from[start], to[start + Length - 1]);

    public Passage Slice(int index, int length) =>
        new(Text.Substring(index, length), Key.Substring(index, length), from, to, start + index);

    public Passage Slice(Capture found) => Slice(found.Index, found.Length);

    public Passage After(int index) => Slice(index, Length - index);

    /// <summary>Without blanks and the given marks at both ends.</summary>
    public Passage Trim(string marks = "")
    {
        var (first, end) = (0, Length);
        while (first < end && Outer(Text[first]))
        {
            first++;
        }

        while (end > first && Outer(Text[end - 1]))
        {
            end--;
        }

        return first == 0 && end == Length ? this : Slice(first, end - first);

        bool Outer(char letter) => char.IsWhiteSpace(letter) || marks.Contains(letter);
    }

    /// <summary>The pieces between the separators, untrimmed, empty ones included.</summary>
    public IEnumerable<Passage> Split(Func<char, bool> separates)
    {
        var begin = 0;
        for (var i = 0; i <= Length; i++)
        {
            if (i == Length || separates(Text[i]))
            {
                yield return Slice(begin, i - begin);
                begin = i + 1;
            }
        }
    }

    /// <summary>One passage of several, one blank between words.</summary>
    public static Passage Join(IReadOnlyCollection<Passage> parts)
    {
        var length = parts.Sum(part => part.Length + 1);
        var text = new StringBuilder(length);
        var (from, to) = (new int[length], new int[length]);
        foreach (var part in parts)
        {
            for (var i = -1; i < part.Length; i++)
            {
                var letter = i < 0 || char.IsWhiteSpace(part.Text[i]) ? ' ' : part.Text[i];
                if (letter == ' ' && (text.Length == 0 || text[^1] == ' '))
                {
                    continue;
                }

                from[text.Length] = part.from[part.start + Math.Max(i, 0)];
                to[text.Length] = part.to[part.start + Math.Max(i, 0)];
                text.Append(letter);
            }
        }

        return new Passage(text.ToString(), from, to).Trim();
    }

    public override string ToString() => Text;
}

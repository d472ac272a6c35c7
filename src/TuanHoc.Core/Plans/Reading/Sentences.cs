using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>Small readings shared by the readers: sentences, hours, the first words of a text.</summary>
internal static partial class Sentences
{
    /// <summary>The sentences of a paragraph: cut at ". " before a capital and at ";" outside brackets.</summary>
    public static IEnumerable<Passage> Of(Passage text, bool atSemicolons = true)
    {
        var (begin, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text.Text[i] switch { '(' => 1, ')' when depth > 0 => -1, _ => 0 };
            var ends = text.Text[i] switch
            {
                ';' => atSemicolons && depth == 0,
                '.' => i + 2 < text.Length && text.Text[i + 1] == ' ' && char.IsUpper(text.Text[i + 2]) && !Abbreviation().IsMatch(text.Key[Math.Max(begin, i - 4)..i]),
                _ => false,
            };
            if (ends)
            {
                yield return text.Slice(begin, i - begin).Trim();
                begin = i + 1;
            }
        }

        if (begin < text.Length)
        {
            yield return text.After(begin).Trim();
        }
    }

    /// <summary>"14g00", "8h30", "07 giờ 30 phút", "2 giờ chiều".</summary>
    public static TimeOnly? Hour(string key)
    {
        foreach (Match found in HourPattern().Matches(key))
        {
            var hour = Number(found.Groups["h"].Value);
            var minute = Number(found.Groups["m"].Value);
            if (found.Groups["late"].Length > 0 && hour < 12)
            {
                hour += 12;
            }

            if (hour < 24 && minute < 60)
            {
                return new TimeOnly(hour, minute);
            }
        }

        return null;

        static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The first twelve words.</summary>
    public static string Start(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12));

    [GeneratedRegex(@"(^|[ .(])(tp|ts|ths|q|p|tt|gs|pgs|so|dc)$", Patterns.Bounded)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\b(?<h>\d{1,2}) ?(gio|g|h|:) ?(?<m>\d{2})?\b( ?(phut|p)\b)?(,? ?(?<late>chieu|toi)\b)?", Patterns.Bounded)]
    private static partial Regex HourPattern();
}

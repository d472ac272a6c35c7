using System.Text.RegularExpressions;
using TuanHoc.Plans;
using TuanHoc.Text;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>The text that a machine recognised in a scan beside the text issued here: letters may be misread, so what differs is a doubt and no refusal.</summary>
public static partial class RecognisedText
{
    // One letter in six of the subject may be misread; a stamp or a fold may hide a quarter of the words.
    const int MisreadShare = 6, FewestWords = 75, Letterhead = 1_000;

    public static IEnumerable<Sentence> Doubts(string issued, string recognised, string? number, DateOnly? day, string title)
    {
        var header = PlanReader.Read(recognised).Header;
        if ((header.Number?.Value ?? Number(recognised)) is { } other && number is not null && SignedText.Key(other) != SignedText.Key(number)) yield return new("Máy đọc trong tệp số {0}; văn bản này có số {1}.", other, number);
        if (header.IssuedOn?.Value is { } read && day is { } here && read != here) yield return new("Máy đọc trong tệp ngày {0}; văn bản này ký ngày {1}.", Kit.Vn.Date(read), Kit.Vn.Date(here));
        var (text, subject) = (SignedText.Key(recognised), SignedText.Key(title));
        var words = text.Split(' ').CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        if (Distance(subject, text) > subject.Length / MisreadShare || subject.Split(' ').Any(word => char.IsAsciiDigit(word[0]) && !words.ContainsKey(word)))
            yield return new("Máy không thấy trong tệp trích yếu “{0}”.", title);
        if (Share(SignedText.Key(issued).Split(' '), words) is < FewestWords and var share) yield return new("Máy chỉ thấy trong tệp {0}% số chữ của văn bản này: có thể thiếu trang, hoặc quét mờ.", share);
    }

    static string? Number(string text)
    {
        var head = text[..Math.Min(text.Length, Letterhead)];
        return NumberLine().Match(SearchKey.LetterByLetter(head)) is { Success: true } found ? head.Substring(found.Groups["whole"].Index, found.Groups["whole"].Length) : null;
    }

    // How many of a hundred words are there, each as often.
    static int Share(string[] words, Dictionary<string, int> there) =>
        words.CountBy(word => word, StringComparer.Ordinal).Sum(word => Math.Min(word.Value, there.GetValueOrDefault(word.Key))) * 100 / words.Length;

    /// <summary>The letters to be changed for the words to stand somewhere in the text (Sellers).</summary>
    static int Distance(string words, string text)
    {
        var column = Enumerable.Range(0, words.Length + 1).ToArray();
        var least = words.Length;
        foreach (var letter in text)
        {
            var before = 0;
            for (var i = 1; i <= words.Length; i++)
                (before, column[i]) = (column[i], Math.Min(Math.Min(column[i], column[i - 1]) + 1, before + (words[i - 1] == letter ? 0 : 1)));
            least = Math.Min(least, column[^1]);
        }
        return least;
    }

    [GeneratedRegex(@"\bso ?: ?(?<whole>\d+ ?/ ?[a-z]+( ?[-&.] ?[a-z]+)*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberLine();
}

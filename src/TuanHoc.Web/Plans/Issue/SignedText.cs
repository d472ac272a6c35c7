using System.Text;
using TuanHoc.Plans;
using TuanHoc.Text;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>
/// The text of a signed file beside the text issued here. Words are compared, not lines or signs: a file breaks lines where its page ends. In the body they are compared
/// in their order; before it and after it, where columns stand side by side and stamps are set, only which there are.
/// </summary>
public static class SignedText
{
    const int Shown = 12;

    /// <summary>Why the file is not this document at all; null when it may be.</summary>
    public static Sentence? WhyAnother(string? number, string? title, string signed)
    {
        var header = PlanReader.Read(signed).Header;
        if (header.Number?.Value is { } other && number is not null && Key(other) != Key(number)) return new("Tệp này là văn bản số {0}, không phải số {1}. Chọn đúng bản đã ký của văn bản này.", other, number);
        return title is not null && !Key(signed).Contains(Key(title), StringComparison.Ordinal) ? new("Trong tệp không có trích yếu “{0}”: đây là văn bản khác. Chọn đúng bản đã ký của văn bản này.", title) : null;
    }

    /// <summary>The first place where they differ; null when they are the same.</summary>
    /// <param name="issued">The text made here.</param>
    /// <param name="signed">The text of the file.</param>
    /// <param name="title">The subject, where the body begins.</param>
    /// <param name="isCompleted">The office writes number, day and name into it: around the body the file may have more.</param>
    public static Sentence? FirstDifference(string issued, string signed, string title, bool isCompleted = false)
    {
        var (here, there) = (Parts.Of(issued, title), Parts.Of(signed, title));
        var at = 0;
        while (at < here.Body.Length && at < there.Body.Length && here.Body[at] == there.Body[at]) at++;
        if (at < here.Body.Length || at < there.Body.Length) return new("ở đây là “{0}”, trong tệp là “{1}”.", Around(here.Body, at), Around(there.Body, at));
        if (First(here.Around, there.Around) is { } missing) return new("trong tệp không có “{0}”.", missing);
        return !isCompleted && First(there.Around, here.Around) is { } added ? new("ở đây không có “{0}”.", added) : null;
    }

    static string Around(string[] words, int at) => at >= words.Length ? "…" : string.Join(' ', words[Math.Max(0, at - 3)..Math.Min(words.Length, at + Shown)]);

    // The first word of the one that the other has not as often, with the words after it.
    static string? First(string[] words, string[] others)
    {
        var left = others.CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
        {
            if (left.TryGetValue(words[i], out var count) && count > 0) left[words[i]] = count - 1;
            else return string.Join(' ', words[i..Math.Min(words.Length, i + Shown)]);
        }
        return null;
    }

    internal static string Key(string text) => string.Join(' ', Words(SearchKey.Of(text)));

    static string[] Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormC)) words.Append(char.IsLetterOrDigit(letter) ? letter : ' ');
        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <param name="Body">From the subject to the recipients.</param>
    /// <param name="Around">The letterhead before it; recipients, signature and annexes after it.</param>
    sealed record Parts(string[] Body, string[] Around)
    {
        public static Parts Of(string text, string title)
        {
            var (words, subject) = (Words(text), Words(title));
            var from = Math.Max(0, words.AsSpan().IndexOf(subject));
            string[] recipients = ["Nơi", "nhận"];
            var upto = words.AsSpan(from).IndexOf(recipients) is >= 0 and var at ? from + at : words.Length;
            return new(words[from..upto], [.. words[..from], .. words[upto..]]);
        }
    }
}

using System.Collections.Frozen;
using System.Text;

namespace TuanHoc.Web.Units.Import;

/// <summary>Whether two names of one commune may be one unit's, written in two ways.</summary>
public static class Likeness
{
    static readonly FrozenDictionary<string, string> Long = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["th"] = "tieu hoc",
        ["mn"] = "mam non",
        ["mg"] = "mau giao",
        ["thcs"] = "trung hoc co so",
        ["thpt"] = "trung hoc pho thong",
        ["tthtcd"] = "trung tam hoc tap cong dong",
        ["tt"] = "trung tam",
        ["htcd"] = "hoc tap cong dong",
        ["gdnn"] = "giao duc nghe nghiep",
        ["gdtx"] = "giao duc thuong xuyen",
        ["ptdtbt"] = "pho thong dan toc ban tru",
        ["ptdtnt"] = "pho thong dan toc noi tru",
        ["gd"] = "giao duc",
        ["dt"] = "dao tao",
        ["gddt"] = "giao duc va dao tao",
        ["ubnd"] = "uy ban nhan dan",
        ["ubmttq"] = "uy ban mat tran to quoc",
        ["tp"] = "thanh pho",
        ["vh"] = "van hoa",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A search key with abbreviations written out and only letters and digits left.</summary>
    public static string WrittenOut(string key)
    {
        var plain = new StringBuilder(key.Length);
        foreach (var letter in key.Replace("&", " va ", StringComparison.Ordinal)) plain.Append(char.IsLetterOrDigit(letter) ? letter : ' ');
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Long.GetValueOrDefault(word, word)));
    }

    /// <summary>Whether two names written out are alike: a slip or two apart, and never by a number or a single letter, which tell units apart.</summary>
    public static bool IsAlike(string one, string other)
    {
        if (one == other) return true;
        var most = Math.Max(one.Length, other.Length) < 24 ? 1 : 2;
        if (Math.Abs(one.Length - other.Length) > most) return false;
        var (left, right) = (one.Split(' ').Where(Tells), other.Split(' ').Where(Tells));
        return left.SequenceEqual(right, StringComparer.Ordinal) && IsWithin(one, other, most);
    }

    // "số 2", "B", "II": what tells one school of a place from the next.
    static bool Tells(string word) => word.Length == 1 || word.Any(char.IsAsciiDigit) || word.All(letter => letter is 'i' or 'v' or 'x');

    // The distance of Levenshtein, looked for no further than it may go.
    static bool IsWithin(string one, string other, int most)
    {
        Span<int> above = stackalloc int[other.Length + 1], row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) above[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var (from, to, least) = (Math.Max(1, i - most), Math.Min(other.Length, i + most), int.MaxValue);
            row.Fill(most + 1);
            row[0] = i;
            for (var j = from; j <= to; j++)
            {
                var best = Math.Min(above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), Math.Min(row[j - 1], above[j]) + 1);
                row[j] = best;
                least = Math.Min(least, best);
            }
            if (least > most) return false;
            row.CopyTo(above);
        }
        return above[other.Length] <= most;
    }
}

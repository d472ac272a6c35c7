using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Statistics;

/// <summary>
/// Finds the rows of a form in a sheet that somebody made by hand: by label, without tones, with slips of typing and scanning, abbreviations and other
/// numbering. What it finds is a proposal; a person confirms it.
/// </summary>
public static class RowMatch
{
    // Below this likeness two labels are strangers: "Tập thể" and "Tập huấn" come to 0.46.
    const double Least = 0.6;

    // What a printed code that agrees is worth beside the label.
    const double OfCode = 0.15;

    static readonly (string Short, string Long)[] Abbreviations =
    [
        ("htsd", "hoc tap suot doi"), ("xhht", "xa hoi hoc tap"), ("tthtcd", "trung tam hoc tap cong dong"), ("thcs", "trung hoc co so"), ("ht", "hoc tap"), ("cbcc", "can bo cong chuc"), ("cb", "can bo"),
        ("gv", "giao vien"), ("hs", "hoc sinh"), ("nn", "nha nuoc"), ("ns", "ngan sach"), ("kp", "kinh phi"), ("cmnv", "chuyen mon nghiep vu"), ("bd", "boi duong"), ("gd", "giao duc"), ("vh", "van hoa"), ("xmc", "xoa mu chu"), ("pcgd", "pho cap giao duc"),
    ];

    /// <summary>For each line of a sheet (its code and its label) the row of the form it most likely is; null where none is like it. No row is given twice.</summary>
    public static IReadOnlyList<FormRow?> Of(StatisticsForm form, IReadOnlyList<(string Code, string Label)> lines)
    {
        var rows = form.Rows.Select(row => (Row: row, Labels: Labels(row))).ToList();
        var pairs = new List<(double Likeness, int Line, FormRow Row)>();
        for (var line = 0; line < lines.Count; line++)
        {
            var (code, label) = (lines[line].Code.Trim().TrimEnd('.', ')'), Pairs(Plain(lines[line].Label)));
            if (label.Count == 0) continue;
            foreach (var (row, labels) in rows)
            {
                var likeness = labels.Max(of => Likeness(label, of));
                if (likeness >= Least) pairs.Add((likeness + (code.Length > 0 && code == row.Code ? OfCode : 0), line, row));
            }
        }
        var (found, taken) = (new FormRow?[lines.Count], new HashSet<FormRow>());
        foreach (var (_, line, row) in pairs.OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.Line))
            if (found[line] is null && taken.Add(row)) found[line] = row;
        return found;
    }

    static List<Dictionary<(char, char), int>> Labels(FormRow row) =>
        [.. new[] { row.Label, row.AsPrinted }.OfType<string>().SelectMany(label => new[] { label, label.Split(" (")[0] }).Distinct(StringComparer.Ordinal).Select(label => Pairs(Plain(label)))];

    /// <summary>Letters and digits of the search key, numbering in front left out, abbreviations written out.</summary>
    static string Plain(string label)
    {
        var key = new StringBuilder(label.Length);
        foreach (var letter in SearchKey.Of(label)) key.Append(char.IsLetterOrDigit(letter) ? letter : ' ');
        var words = key.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word.All(char.IsAsciiDigit) || word.Length == 1);
        return string.Join(' ', words.Select(word => Abbreviations.FirstOrDefault(known => known.Short == word).Long ?? word));
    }

    static Dictionary<(char, char), int> Pairs(string text)
    {
        var pairs = new Dictionary<(char, char), int>();
        for (var at = 0; at + 1 < text.Length; at++) pairs[(text[at], text[at + 1])] = pairs.GetValueOrDefault((text[at], text[at + 1])) + 1;
        return pairs;
    }

    /// <summary>The share of neighbouring letters that two labels have in common (Dice): 1 for the same label, 0 for strangers.</summary>
    static double Likeness(Dictionary<(char, char), int> one, Dictionary<(char, char), int> other)
    {
        var common = one.Sum(pair => Math.Min(pair.Value, other.GetValueOrDefault(pair.Key)));
        return 2.0 * common / Math.Max(1, one.Values.Sum() + other.Values.Sum());
    }
}

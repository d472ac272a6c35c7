using TuanHoc.Plans;
using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Web.Plans;

/// <summary>Which known form a plan's annexed table is, and how many of its rows say so.</summary>
/// <param name="Key">The form, or null when no known one is near enough.</param>
/// <param name="Matched">Rows of the annex that the nearest form has.</param>
/// <param name="Rows">Rows of the annex.</param>
public sealed record FormMatch(string? Key, string? Nearest, int Matched, int Rows)
{
    /// <summary>Rows of the annex that the nearest form has not, by place among them.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];

    // A table with other rows in it may be the form with additions; one that shares less than this is another form.
    const double Enough = 0.7;

    /// <summary>Compares labels without tones, marks and punctuation: a scan loses them first. The newer form wins a tie.</summary>
    public static FormMatch With(IReadOnlyList<StatisticsRow> rows, IReadOnlyList<string> forms)
    {
        var labels = rows.Select((r, place) => (Label: Plain(r.Label), place)).Where(l => l.Label.Length > 0).ToList();
        if (labels.Count == 0) return new(null, null, 0, 0);
        var (nearest, others) = forms.Select(key => (key, Others: Unlike(StatisticsForm.Load(key), labels))).OrderByDescending(f => f.Others.Count).Last();
        var matched = labels.Count - others.Count;
        return new(matched >= labels.Count * Enough ? nearest : null, nearest, matched, labels.Count) { Others = others };
    }

    static List<int> Unlike(StatisticsForm form, List<(string Label, int Place)> labels)
    {
        var known = form.Rows.SelectMany(r => (string?[])[r.Label, r.AsPrinted]).OfType<string>().Select(Plain).ToHashSet(StringComparer.Ordinal);
        return [.. labels.Where(label => !known.Contains(label.Label)).Select(label => label.Place)];
    }

    static string Plain(string label) => string.Concat(SearchKey.Of(label).Where(char.IsLetterOrDigit));
}

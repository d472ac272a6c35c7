using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>A sheet that somebody made: which column holds the labels, the figures and the notes, and which row of the form each line seems to be.</summary>
static class HomeMade
{
    // Labels further to the right are not looked for.
    const int LabelWithin = 6;

    public static SheetLayout Propose(IReadOnlyList<ReadRow> rows, StatisticsForm form)
    {
        var best = Enumerable.Range(0, LabelWithin)
            .Select(label => (Label: label, Found: RowMatch.Of(form, [.. rows.Select(row => (label > 0 ? row[label - 1] : "", row[label]))])))
            .MaxBy(tried => tried.Found.Count(row => row is not null));
        var keys = new Dictionary<int, string>();
        for (var at = 0; at < rows.Count; at++) if (best.Found[at] is { } row) keys.TryAdd(rows[at].Number, row.Key);
        var (first, second, note) = Columns(rows, best.Label, keys);
        return new(best.Label > 0 ? best.Label - 1 : null, best.Label, first, second, note, keys);
    }

    /// <summary>By what stands over the columns; where that says nothing, the first two that hold numbers.</summary>
    static (int? First, int? Second, int? Note) Columns(IReadOnlyList<ReadRow> rows, int label, Dictionary<int, string> keys)
    {
        var widest = rows.Count == 0 ? 0 : rows.Max(row => row.Cells.Count);
        var (above, below) = (rows.TakeWhile(row => !keys.ContainsKey(row.Number)).ToList(), rows.Where(row => keys.ContainsKey(row.Number)).ToList());
        int? Headed(Func<string, bool> says) => Enumerable.Range(label + 1, Math.Max(0, widest - label - 1)).Select(column => (int?)column)
            .FirstOrDefault(column => above.Exists(row => SearchKey.Of(row[column]) is { Length: > 0 and < 60 } key && says(key)));
        var note = Headed(key => key.StartsWith("ghi chu", StringComparison.Ordinal));
        var second = Headed(key => key.Contains("nguoi", StringComparison.Ordinal) && !key.StartsWith("so lop", StringComparison.Ordinal));
        var first = Headed(key => key.StartsWith("so l", StringComparison.Ordinal) || key.StartsWith("so cuoc", StringComparison.Ordinal) || key.StartsWith("ket qua", StringComparison.Ordinal) || key is "so");
        var numbers = Enumerable.Range(label + 1, Math.Max(0, widest - label - 1)).Where(column => column != note && below.Exists(row => IsFigure(row[column]))).ToList();
        first ??= numbers.Where(column => column != second).Select(column => (int?)column).FirstOrDefault();
        second ??= numbers.Where(column => column > first).Select(column => (int?)column).FirstOrDefault();
        return (first, second, note);
    }

    public static bool IsFigure(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && Figure.Parse(text, Measure.Amount) is { Fault: null, Figure.IsBlank: false };
}

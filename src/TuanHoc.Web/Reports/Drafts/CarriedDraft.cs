using TuanHoc.Statistics;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>
/// What stands in a draft, on the form that a plan above came to order after it was begun. What is stored stays as it is until somebody saves; what has no place on the form is kept beside,
/// and takes its place again when its own form is asked once more.
/// </summary>
/// <param name="Figures">Figures by the columns of the form that is asked; null where none is.</param>
/// <param name="Notes">Notes by its rows.</param>
/// <param name="Left">What has no place on it.</param>
public sealed record CarriedDraft(long?[]? Figures, IReadOnlyDictionary<string, string> Notes, IReadOnlyList<LeftOver> Left)
{
    /// <param name="carry">From the form it was saved on to the one that is asked.</param>
    /// <param name="figures">As they are stored.</param>
    /// <param name="notes">As they are stored.</param>
    /// <param name="left">What an earlier change left over.</param>
    /// <param name="skipped">Columns that this unit is not asked.</param>
    public static CarriedDraft Of(FormCarry carry, long?[] figures, IReadOnlyDictionary<string, string> notes, IReadOnlyList<LeftOver> left, IReadOnlySet<int> skipped)
    {
        var (from, to) = carry;
        var (now, texts, kept) = (to is null ? null : new long?[to.Columns.Count], new Dictionary<string, string>(), new List<LeftOver>());
        foreach (var column in from.Columns)
        {
            if (column.Derived || figures[column.Index] is not { } figure) continue;
            if (carry.Column(column) is { Derived: false } place && !skipped.Contains(place.Index) && now![place.Index] is null) now[place.Index] = figure;
            else kept.Add(new(from.Key, ReportInput.Cell(column), Figure.FromStored(figure).ToString()));
        }
        foreach (var row in from.Rows)
        {
            if (!notes.TryGetValue(row.Key, out var note)) continue;
            if (carry.Row(row) is not { } place || !TakesNote(place) || !texts.TryAdd(place, note)) kept.Add(new(from.Key, ReportInput.Note(row.Key), note));
        }
        foreach (var one in left) if (!Returned(one)) kept.Add(one);
        if (now is not null) to!.Derive(now);
        return new(now, texts, kept);

        bool TakesNote(string row) => to!.Rows.FirstOrDefault(asked => asked.Key == row) is { } there && (there.IsText || there.Columns.Any(column => !column.Derived && !skipped.Contains(column.Index)));

        bool Returned(LeftOver one)
        {
            if (one.Form != to?.Key) return false;
            if (to.Columns.FirstOrDefault(column => ReportInput.Cell(column) == one.Field) is not { } cell) return to.Rows.FirstOrDefault(row => ReportInput.Note(row.Key) == one.Field) is { } row && TakesNote(row.Key) && texts.TryAdd(row.Key, one.Value);
            if (cell.Derived || skipped.Contains(cell.Index) || now![cell.Index] is not null) return false;
            now[cell.Index] = Figure.Parse(one.Value, cell.Measure).Figure.ToStored();
            return true;
        }
    }
}

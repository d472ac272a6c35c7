namespace TuanHoc.Statistics;

/// <summary>
/// Where what was filled on one form stands on another that is asked in its place: by the mapping of the two where it is known, in either direction, else by the key of the row.
/// What changed its meaning, or is asked no more, has no place; nothing is guessed.
/// </summary>
/// <param name="From">The form it was filled on.</param>
/// <param name="To">The one now asked; null where none is.</param>
public sealed record FormCarry(StatisticsForm From, StatisticsForm? To)
{
    /// <summary>The column of the form now asked that asks the same.</summary>
    public FormColumn? Column(FormColumn column) =>
        To is null ? null
        : FormMapping.Known(From.Key, To.Key) is { } on ? To.Columns.FirstOrDefault(to => on.Before(to) is { Link.Break: false } before && before.Column == column)
        : FormMapping.Known(To.Key, From.Key) is { } back ? back.Before(column) is { Link.Break: false } before ? before.Column : null
        : To.Column(column.Row.Key, column.Measure);

    /// <summary>The key of the row of the form now asked that asks the same.</summary>
    public string? Row(FormRow row) =>
        To is null ? null
        : FormMapping.Known(From.Key, To.Key) is { } on ? on.Links.FirstOrDefault(link => link.From == row.Key && !link.Break)?.To
        : FormMapping.Known(To.Key, From.Key) is { } back ? back.Links.FirstOrDefault(link => link.To == row.Key && !link.Break)?.From
        : row.Key;
}

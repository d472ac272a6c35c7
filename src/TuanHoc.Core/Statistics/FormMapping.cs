namespace TuanHoc.Statistics;

/// <summary>What became of a row's meaning from one form to the next.</summary>
public enum RowRelation { Same, Renamed, Narrowed, Widened, Extended, Changed, Moved, Split, Dropped }

/// <summary>A row of the older form and the row of the newer that takes its place (null: none does).</summary>
/// <param name="From">Key in the older form.</param>
/// <param name="Relation">What changed.</param>
/// <param name="To">Key in the newer form.</param>
/// <param name="Break">Figures before and after are not one series: a comparison marks the break and prints no percentage across it.</param>
/// <param name="FromMeasure">The measure taken, where a row was split by measure; null: each measure goes to its like.</param>
/// <param name="ToMeasure">The measure it becomes.</param>
/// <param name="Why">The change, in a sentence for the reader.</param>
public sealed record FormLink(
    string From, RowRelation Relation, string? To = null, bool Break = false, Measure? FromMeasure = null, Measure? ToMeasure = null, string? Why = null);

/// <summary>How the rows of two forms correspond, so that years on different forms can be set side by side.</summary>
public sealed class FormMapping
{
    static readonly (string From, string To)[] KnownPairs = [("2021", "2024")];

    sealed record File(string From, string To, FormLink[] Links);

    FormMapping(File file) => (From, To, Links) = (StatisticsForm.Load(file.From), StatisticsForm.Load(file.To), file.Links);

    public StatisticsForm From { get; }
    public StatisticsForm To { get; }
    public IReadOnlyList<FormLink> Links { get; }

    /// <summary>The mapping between two forms; null when none is known.</summary>
    public static FormMapping? Known(string from, string to) => KnownPairs.Contains((from, to)) ? Load(from, to) : null;

    /// <exception cref="InvalidOperationException">No mapping between the two is known.</exception>
    public static FormMapping Load(string from, string to) => new(FormFile.Deserialize<File>($"{from}-to-{to}"));

    /// <summary>The column of the older form that a column of the newer is set beside, with its link; null where the older form did not ask.</summary>
    public (FormColumn Column, FormLink Link)? Before(FormColumn column)
    {
        foreach (var link in Links.Where(link => link.To == column.Row.Key && (link.ToMeasure ?? column.Measure) == column.Measure))
        {
            if (From.Column(link.From, link.FromMeasure ?? column.Measure) is { } before)
                return (before, link);
        }
        return null;
    }
}

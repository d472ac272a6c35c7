namespace TuanHoc.Statistics;

/// <summary>What became of a row's meaning from one form to the next.</summary>
public enum RowRelation { Same, Renamed, Narrowed, Widened, Extended, Changed, Moved, Split, Joined, Dropped }

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

/// <summary>
/// How the rows of two forms correspond, so that years on different forms can be set side by side. A way over forms between is the links one after the other: one break on it is a break.
/// The nation's rows of a province's form correspond as those of the nation's forms do, its own by their keys.
/// </summary>
public sealed class FormMapping
{
    sealed record File(string From, string To, IReadOnlyList<FormLink> Links);

    FormMapping(StatisticsForm from, StatisticsForm to, IReadOnlyList<FormLink> links) => (From, To, Links) = (from, to, links);

    public StatisticsForm From { get; }
    public StatisticsForm To { get; }
    public IReadOnlyList<FormLink> Links { get; }

    /// <summary>The mapping from an older form to a newer; null when none is known.</summary>
    public static FormMapping? Known(string from, string to) => from == to || !StatisticsForm.Known.Contains(from) || !StatisticsForm.Known.Contains(to) ? null : Find(StatisticsForm.Load(from), StatisticsForm.Load(to));

    /// <exception cref="InvalidOperationException">No mapping between the two is known.</exception>
    public static FormMapping Load(string from, string to) => Known(from, to) ?? throw new InvalidOperationException($"no mapping from '{from}' to '{to}'");

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

    static FormMapping? Find(StatisticsForm from, StatisticsForm to)
    {
        if (from.Definition.Base is not null || to.Definition.Base is not null) return OverNation(from, to);
        if (Step(to) is not var (former, links)) return null;
        return former == from ? new(from, to, links) : Find(from, former) is { } earlier ? new(from, to, Over(earlier.Links, links)) : null;
    }

    static FormMapping? OverNation(StatisticsForm from, StatisticsForm to)
    {
        var (fromNation, toNation) = (StatisticsForm.Load(from.NationKey), StatisticsForm.Load(to.NationKey));
        var links = fromNation == toNation ? [.. fromNation.Rows.Select(row => new FormLink(row.Key, RowRelation.Same, row.Key))] : Find(fromNation, toNation)?.Links;
        return links is null ? null : new(from, to, [.. links, .. from.Rows.Where(row => row.IsOwn).Select(row => to.Definition.Row(row.Key) is not { } now ? new FormLink(row.Key, RowRelation.Dropped) : new(row.Key, now.Label == row.Label ? RowRelation.Same : RowRelation.Renamed, row.Key))]);
    }

    static (StatisticsForm Former, IReadOnlyList<FormLink> Links)? Step(StatisticsForm form)
    {
        if (form.Definition.Former is { } former) return !StatisticsForm.Known.Contains(former) ? null : (StatisticsForm.Load(former), form.Definition.LinksFrom(StatisticsForm.Load(former)));
        if (form.Key != StatisticsForm.Printed[1]) return null;
        var file = FormFile.Deserialize<File>($"{StatisticsForm.Printed[0]}-to-{form.Key}");
        return (StatisticsForm.Load(file.From), file.Links);
    }

    static IReadOnlyList<FormLink> Over(IReadOnlyList<FormLink> first, IReadOnlyList<FormLink> second)
    {
        var links = (from one in first
                     where one.To is not null
                     from two in second
                     where two.From == one.To && two.To is not null && (one.ToMeasure is null || two.FromMeasure is null || one.ToMeasure == two.FromMeasure)
                     select new FormLink(one.From, two.Relation is RowRelation.Same ? one.Relation : two.Relation, two.To, one.Break || two.Break,
                         one.FromMeasure ?? (one.ToMeasure is null ? two.FromMeasure : null), two.ToMeasure ?? (two.FromMeasure is null ? one.ToMeasure : null), string.Join(' ', new[] { one.Why, two.Why }.OfType<string>()) is { Length: > 0 } why ? why : null)).ToList();
        return [.. links, .. first.Where(one => links.TrueForAll(link => link.From != one.From)).Select(one => one with { Relation = RowRelation.Dropped, To = null, Break = false, ToMeasure = null }).DistinctBy(one => one.From)];
    }
}

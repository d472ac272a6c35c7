namespace TuanHoc.Statistics;

/// <summary>How a row stands to those beneath it: not at all, their sum computed here, their sum as typed, or at least their sum.</summary>
public enum SumChoice { None, Computed, Equal, AtLeast }

/// <summary>A row as it is edited, with what is said of its sums and of the rows of the former form it takes the place of.</summary>
/// <param name="Row">The row.</param>
/// <param name="Sum">How it stands to the rows beneath it.</param>
/// <param name="Relation">What became of its meaning; null: it is new.</param>
/// <param name="From">The former rows, by key.</param>
/// <param name="Why">The change, in a sentence; needed where figures before and after are not one series.</param>
/// <param name="Activities">Which activities fill its cells.</param>
public sealed record RowEdit(DefinedRow Row, SumChoice Sum, RowRelation? Relation, IReadOnlyList<string> From, string? Why, IReadOnlyList<ActivityCell> Activities)
{
    /// <summary>A row of a form with what is said of it there.</summary>
    public static RowEdit Of(FormDefinition form, DefinedRow row)
    {
        var (sum, links) = (form.Sums.FirstOrDefault(sum => FormEdits.IsOwnSum(sum, row.Key)), (form.Links ?? []).Where(link => link.To == row.Key).ToList());
        return new(row, sum is null ? SumChoice.None : sum.Derived ? SumChoice.Computed : sum.Relation == Statistics.Relation.Equal ? SumChoice.Equal : SumChoice.AtLeast,
            links.Count == 0 ? null : links[0].Relation, [.. links.Select(link => link.From).Distinct(StringComparer.Ordinal)], links.Select(link => link.Why).FirstOrDefault(why => why is not null),
            [.. form.Activities.Where(cell => cell.Row == row.Key)]);
    }

    /// <summary>Whether figures before and after are not one series.</summary>
    public static bool IsBreak(RowRelation relation) => relation is not (RowRelation.Same or RowRelation.Renamed or RowRelation.Moved);
}

/// <summary>The steps by which a draft of a form is made; each gives another draft and changes nothing.</summary>
public static class FormEdits
{
    /// <summary>The row in the place of the one with its key, or below another, or last.</summary>
    public static FormDefinition Put(FormDefinition form, RowEdit edit, string? below)
    {
        var (key, rows) = (edit.Row.Key, form.Rows.ToList());
        var at = rows.FindIndex(row => row.Key == key);
        if (at >= 0) rows[at] = edit.Row;
        else rows.Insert(below is null ? rows.Count : rows.FindIndex(row => row.Key == below) + 1, edit.Row);
        List<DefinedSum> chosen = edit.Sum == SumChoice.None ? [] : [.. (edit.Row.Columns ?? [])
            .Select(cell => new DefinedSum(key, cell.Measure, key, edit.Sum == SumChoice.AtLeast ? Relation.AtLeast : Relation.Equal, edit.Sum == SumChoice.Computed))];
        // Of two cells only the one that the rows beneath have is their sum; where they have neither, that is a fault to be told.
        var sums = chosen.FindAll(sum => rows.Exists(row => row.Parent == key && row.Columns?.Any(cell => cell.Measure == sum.Measure) == true));
        if (sums.Count == 0) sums = chosen;
        var measured = (form.Links ?? []).Where(link => link.To == key && link.FromMeasure is not null).ToDictionary(link => link.From, StringComparer.Ordinal);
        IEnumerable<FormLink> links = edit.Relation is not { } relation ? [] : edit.From.Distinct(StringComparer.Ordinal)
            .Select(from => (measured.GetValueOrDefault(from) ?? new(from, relation, key)) with { Relation = relation, Break = RowEdit.IsBreak(relation), Why = edit.Why });
        return form with
        {
            Rows = rows,
            Sums = [.. form.Sums.Where(sum => !IsOwnSum(sum, key)), .. sums],
            Activities = [.. form.Activities.Where(cell => cell.Row != key), .. edit.Activities],
            Links = form.Links is null ? null : [.. form.Links.Where(link => link.To != key), .. links],
        };
    }

    /// <summary>Without the row; what it was the sum of, and what activities filled of it, goes with it.</summary>
    public static FormDefinition Without(FormDefinition form, string key) => form with
    {
        Rows = [.. form.Rows.Where(row => row.Key != key)],
        Sums = [.. form.Sums.Where(sum => sum.Whole != key && sum.Under != key)],
        Links = form.Links?.Where(link => link.To != key).ToList(),
        Activities = [.. form.Activities.Where(cell => cell.Row != key)],
    };

    /// <summary>The row one place up or down among its sisters, with all that stands beneath them; the same form where it is the first or the last.</summary>
    public static FormDefinition Moved(FormDefinition form, string key, bool up)
    {
        var row = form.Row(key)!;
        var sisters = form.Rows.Where(other => other.Parent == row.Parent && other.Group == row.Group).ToList();
        var at = sisters.IndexOf(row);
        var other = up ? at - 1 : at + 1;
        if (other < 0 || other >= sisters.Count) return form;
        var (first, second) = up ? (sisters[other], row) : (row, sisters[other]);
        var (upper, lower) = (Branch(form, first.Key), Branch(form, second.Key));
        var rest = form.Rows.TakeWhile(one => one != first).ToList();
        return form with { Rows = [.. rest, .. lower, .. upper, .. form.Rows.Except([.. rest, .. lower, .. upper])] };
    }

    /// <summary>A row with all beneath it, in printed order.</summary>
    public static IReadOnlyList<DefinedRow> Branch(FormDefinition form, string key) => [.. form.Rows.Where(row => row.Key == key || IsBeneath(form, row, key))];

    internal static bool IsBeneath(FormDefinition form, DefinedRow row, string key)
    {
        var steps = 0;
        for (var above = row.Parent; above is not null && steps++ < form.Rows.Count; above = form.Row(above)?.Parent) if (above == key) return true;
        return false;
    }

    // Where a row is the sum of the rows beneath another (the people of group 1 in 2021), it stays as it was written.
    internal static bool IsOwnSum(DefinedSum sum, string key) => sum.Whole == key && sum.Under == key;
}

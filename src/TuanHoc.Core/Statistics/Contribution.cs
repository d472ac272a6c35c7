using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>What a unit's own answers add to the totals above it.</summary>
public static class Contribution
{
    /// <summary>
    /// Fills <paramref name="row"/> (one cell a column): a sum column gets its number or 0; a count column 1 when the kind counts and the number is at least 1;
    /// a column that does not apply in the edition gets 0; a derived one the sum of its parts, whatever is stored.
    /// </summary>
    /// <param name="form">The form the report was made on.</param>
    /// <param name="notApplicable">Indexes of the edition's columns not asked, from <see cref="StatisticsForm.NotApplicable"/>.</param>
    /// <param name="kind">The kind of the reporting unit.</param>
    /// <param name="stored">Stored figures, one a column.</param>
    /// <param name="row">Receives the contribution.</param>
    public static void Of(StatisticsForm form, IReadOnlySet<int> notApplicable, UnitKind kind, ReadOnlySpan<long?> stored, Span<long> row)
    {
        foreach (var column in form.Columns)
        {
            var number = notApplicable.Contains(column.Index) ? 0 : Figure.FromStored(stored[column.Index]).NumberOrZero;
            row[column.Index] = column.AddingUp == AddingUp.Sum ? number : number >= 1 && column.Kinds.Contains(kind) ? 1 : 0;
        }
        foreach (var rule in form.Rules)
        {
            if (rule.Whole.Derived)
                row[rule.Whole.Index] = Sum(rule.Parts, row);
        }
    }

    static long Sum(IReadOnlyList<FormColumn> parts, ReadOnlySpan<long> row)
    {
        var sum = 0L;
        foreach (var part in parts)
            sum = checked(sum + row[part.Index]);
        return sum;
    }
}

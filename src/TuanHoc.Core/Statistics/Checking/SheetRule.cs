using TuanHoc.Text;

namespace TuanHoc.Statistics;

/// <summary>
/// Something wrong or unusual that shows in a sheet by itself, stated as data: the server evaluates it, and a device that is without a connection evaluates the same.
/// </summary>
/// <param name="Severity">Whether it must be mended.</param>
/// <param name="At">The cell to look at; where a unit is not asked for it, the rule is silent.</param>
/// <param name="Said">What is said; a <see cref="Term"/> among its arguments stands for what that comes to.</param>
/// <param name="When">It is said when all of these hold.</param>
public sealed record SheetRule(Severity Severity, Term At, Sentence Said, params IReadOnlyList<Condition> When)
{
    /// <summary>What it finds; null where nothing is wrong.</summary>
    public Finding? Find(FilledForm filled)
    {
        var at = At.First(filled);
        if (filled.NotApplicable.Contains(at.Index)) return null;
        foreach (var condition in When) if (!condition.Holds(filled)) return null;
        return new(Severity, at.Row.Key, at, Said with { Arguments = [.. Said.Arguments.Select(argument => argument is Term term ? term.In(filled) : argument)] });
    }
}

/// <summary>All that a form says of its own figures.</summary>
public sealed class SheetRules
{
    internal SheetRules(StatisticsForm form)
    {
        Contradictions = [.. form.Columns.SelectMany(column => Once(column).Concat(form.Rules.FirstOrDefault(rule => rule.Whole == column) is { } parts ? Parts(parts) : []))];
        Unusual = [.. form.Checks.Select(check => (IReadOnlyList<SheetRule>)[.. check.Rules(form)])];
    }

    /// <summary>What contradicts itself on every form, column by column.</summary>
    public IReadOnlyList<SheetRule> Contradictions { get; }

    /// <summary>For each of the form's checks what it says of the sheet alone; nothing for those that look at what stands beside it.</summary>
    public IReadOnlyList<IReadOnlyList<SheetRule>> Unusual { get; }

    static IEnumerable<SheetRule> Once(FormColumn column)
    {
        if (column.AddingUp == AddingUp.Count)
            yield return new(Severity.Error, Term.Sum(column), new("Dòng {0} tính mỗi đơn vị một lần: hãy ghi 1 nếu đã tổ chức, 0 nếu không.", column.Row.Name), new Condition(Term.Sum(column), Comparison.Above, 1));
    }

    /// <summary>A whole beside its parts; parts left blank are no contradiction, and a blank derived whole is computed later.</summary>
    static IEnumerable<SheetRule> Parts(PartsRule rule)
    {
        var (whole, parts, name) = (Term.Sum(rule.Whole), Term.Sum(rule.Parts), rule.Whole.Row.Name);
        Condition blank = new(Term.Blank(rule.Whole), Comparison.Equal, 1), filled = new(Term.Blank(rule.Whole), Comparison.Equal, 0);
        if (rule.Whole.Derived)
        {
            yield return new(Severity.Error, whole, new("Dòng {0} ghi {2:N0}, nhưng cộng các dòng con được {1:N0}. Để dòng {0} tự cộng, hoặc sửa các dòng con.", name, parts, whole), filled, new(whole, Comparison.Unlike, 0, parts));
            yield break;
        }
        yield return new(Severity.Error, whole, new("Dòng {0} còn trống, nhưng cộng các dòng con đã là {1:N0}. Ghi {1:N0} vào dòng {0}, hoặc sửa các dòng con.", name, parts), blank, new(parts, Comparison.Above, 0));
        yield return new(Severity.Error, whole, new("Dòng {0} ghi {2:N0}, nhưng cộng các dòng con đã là {1:N0}. Sửa dòng {0} thành ít nhất {1:N0}, hoặc sửa các dòng con.", name, parts, whole), filled, new(parts, Comparison.Above, 0, whole));
        if (rule.Relation == Relation.Equal)
            yield return new(Severity.Warning, whole, new("Dòng {0} ghi {2:N0}, nhiều hơn cộng các dòng con ({1:N0}). Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", name, parts, whole), filled, new(Term.Count(rule.Parts), Comparison.Above, 0), new(whole, Comparison.Above, 0, parts));
    }
}

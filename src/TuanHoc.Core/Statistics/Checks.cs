using TuanHoc.Text;

namespace TuanHoc.Statistics;

/// <summary>An error must be mended; a warning needs a sentence of explanation in the row's note.</summary>
public enum Severity { Error, Warning }

/// <summary>Something wrong or unusual in a row; <paramref name="Column"/> is the cell to look at.</summary>
public sealed record Finding(Severity Severity, string RowKey, FormColumn? Column, Sentence Sentence);

/// <summary>What a form's figures must satisfy before they are sent up.</summary>
public static class Checks
{
    /// <summary>Đồng below this look like thousands of đồng.</summary>
    const long LeastLikelyMoney = 10_000;

    /// <summary>All findings, in the order of the form; a warning is satisfied by a note on its row and then left out.</summary>
    /// <param name="form">The form filled.</param>
    /// <param name="notApplicable">Indexes of columns not asked; they are not looked at.</param>
    /// <param name="figures">Stored figures, one a column.</param>
    /// <param name="notes">Notes by row key.</param>
    public static IReadOnlyList<Finding> Find(
        StatisticsForm form, IReadOnlySet<int> notApplicable, ReadOnlySpan<long?> figures, IReadOnlyDictionary<string, string> notes)
    {
        var findings = new List<Finding>();
        foreach (var row in form.Rows)
        {
            foreach (var column in row.Columns.Where(column => !notApplicable.Contains(column.Index)))
            {
                var figure = Figure.FromStored(figures[column.Index]);
                if (WhyWrong(column, figure) is { } wrong)
                    findings.Add(new(Severity.Error, row.Key, column, wrong));
                if (form.Rules.FirstOrDefault(rule => rule.Whole == column) is { } rule)
                    Compare(rule, figure, StatisticsForm.SumOf(rule.Parts, figures), findings);
                if (WhyUnusual(column, figure, figures) is { } unusual)
                    findings.Add(new(Severity.Warning, row.Key, column, unusual));
            }
        }
        return [.. findings.Where(finding => finding.Severity == Severity.Error || !HasNote(notes, finding.RowKey))];
    }

    /// <summary>Why the figures cannot be submitted yet, or null.</summary>
    public static Sentence? WhyNotSubmit(
        StatisticsForm form, IReadOnlySet<int> notApplicable, ReadOnlySpan<long?> figures, IReadOnlyDictionary<string, string> notes)
    {
        if (IsEmpty(form, notApplicable, figures, notes))
            return new("Biểu còn trống: hãy điền ít nhất một dòng, hoặc ghi “không phát sinh” nếu không có hoạt động nào.");
        var findings = Find(form, notApplicable, figures, notes);
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (errors > 0)
            return new("Còn {0} lỗi phải sửa trước khi nộp.", errors);
        return findings.Count > 0 ? new("Còn {0} ô khác thường cần một câu giải thích ở cột Ghi chú.", findings.Count) : null;
    }

    static bool IsEmpty(
        StatisticsForm form, IReadOnlySet<int> notApplicable, ReadOnlySpan<long?> figures, IReadOnlyDictionary<string, string> notes)
    {
        foreach (var column in form.Columns)
        {
            if (!notApplicable.Contains(column.Index) && figures[column.Index] is not null)
                return false;
        }
        return !form.Rows.Any(row => row.IsText && HasNote(notes, row.Key));
    }

    static bool HasNote(IReadOnlyDictionary<string, string> notes, string rowKey) =>
        notes.TryGetValue(rowKey, out var note) && !string.IsNullOrWhiteSpace(note);

    static Sentence? WhyWrong(FormColumn column, Figure figure) =>
        column.AddingUp == AddingUp.Count && figure.NumberOrZero > 1
            ? new("Dòng {0} tính mỗi đơn vị một lần: hãy ghi 1 nếu đã tổ chức, 0 nếu không.", column.Row.Name)
            : null;

    /// <summary>Compares a whole with its parts; parts left blank are no contradiction, and a blank derived whole is computed later.</summary>
    static void Compare(PartsRule rule, Figure whole, Figure parts, List<Finding> findings)
    {
        var (stated, sum, column) = (whole.NumberOrZero, parts.NumberOrZero, rule.Whole);
        if (whole.IsBlank && (column.Derived || sum == 0))
            return;
        if (whole.IsBlank)
            findings.Add(Error("Dòng {0} còn trống, nhưng cộng các dòng con đã là {1:N0}. Ghi {1:N0} vào dòng {0}, hoặc sửa các dòng con.", column.Row.Name, sum));
        else if (column.Derived && stated != sum)
            findings.Add(Error("Dòng {0} ghi {2:N0}, nhưng cộng các dòng con được {1:N0}. Để dòng {0} tự cộng, hoặc sửa các dòng con.", column.Row.Name, sum, stated));
        else if (sum > stated)
            findings.Add(Error("Dòng {0} ghi {2:N0}, nhưng cộng các dòng con đã là {1:N0}. Sửa dòng {0} thành ít nhất {1:N0}, hoặc sửa các dòng con.", column.Row.Name, sum, stated));
        else if (rule.Relation == Relation.Equal && parts.IsNumber && sum < stated)
            findings.Add(new(Severity.Warning, column.Row.Key, column, new("Dòng {0} ghi {2:N0}, nhiều hơn cộng các dòng con ({1:N0}). Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", column.Row.Name, sum, stated)));

        Finding Error(string text, params object[] arguments) => new(Severity.Error, column.Row.Key, column, new(text, arguments));
    }

    static Sentence? WhyUnusual(FormColumn column, Figure figure, ReadOnlySpan<long?> figures)
    {
        if (column.Row.IsMoney && figure.Number is > 0 and < LeastLikelyMoney)
            return new("{0:N0} đồng: có phải {0:N0} nghìn đồng? Nếu đúng là đồng, ghi một câu giải thích ở cột Ghi chú.", figure.NumberOrZero);
        if (column.Measure != Measure.People || column.Row.Columns.FirstOrDefault(other => other.Measure == Measure.Sessions) is not { } sessionsColumn)
            return null;
        var sessions = Figure.FromStored(figures[sessionsColumn.Index]).NumberOrZero;
        return (sessions, figure.NumberOrZero) switch
        {
            (0, > 0) => new("Có {0:N0} lượt người nhưng chưa có lớp hay cuộc nào. Điền cột {1}, hoặc ghi một câu giải thích ở cột Ghi chú.", figure.NumberOrZero, sessionsColumn.Title),
            ( > 0, 0) => new("Đã ghi {0:N0} ở cột {1} nhưng không có lượt người. Điền lượt người, hoặc ghi một câu giải thích ở cột Ghi chú.", sessions, sessionsColumn.Title),
            _ => null,
        };
    }
}

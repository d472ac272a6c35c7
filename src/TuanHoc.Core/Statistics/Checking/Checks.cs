using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>An error must be mended; a warning needs a sentence of explanation in the row's note.</summary>
public enum Severity { Error, Warning }

/// <summary>Something wrong or unusual in a row; <paramref name="Column"/> is the cell to look at.</summary>
public sealed record Finding(Severity Severity, string RowKey, FormColumn? Column, Sentence Sentence);

/// <summary>What a form's figures must satisfy before they are sent up.</summary>
public static class Checks
{
    /// <summary>All findings, in the order of the form; a warning is satisfied by a note on its row and then left out.</summary>
    /// <param name="filled">The form as it was filled.</param>
    /// <param name="notes">Notes by row key.</param>
    public static IReadOnlyList<Finding> Find(FilledForm filled, IReadOnlyDictionary<string, string> notes) =>
        [.. filled.Asked.SelectMany(column => Errors(filled, column))
            .Concat(filled.Form.Checks.SelectMany(check => check.Find(filled)).DistinctBy(finding => finding.Column))
            .Where(finding => finding.Severity == Severity.Error || !HasNote(notes, finding.RowKey))
            .OrderBy(finding => finding.Column!.Index)];

    /// <summary>Why the figures cannot be submitted yet, or null.</summary>
    public static Sentence? WhyNotSubmit(FilledForm filled, IReadOnlyDictionary<string, string> notes)
    {
        if (IsEmpty(filled, notes))
            return new("Biểu còn trống: hãy điền ít nhất một dòng, hoặc ghi “không phát sinh” nếu không có hoạt động nào.");
        var findings = Find(filled, notes);
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (errors > 0)
            return new("Còn {0} lỗi phải sửa trước khi nộp.", errors);
        return findings.Count > 0 ? new("Còn {0} ô khác thường cần một câu giải thích ở cột Ghi chú.", findings.Count) : null;
    }

    /// <summary>The cells that a second person must have looked at before the report is accepted.</summary>
    public static IReadOnlyList<FormColumn> NeedSecondLook(FilledForm filled, UnitKind kind) => [.. filled.Form.SecondLooks.SelectMany(look => look.Find(filled, kind))];

    static bool IsEmpty(FilledForm filled, IReadOnlyDictionary<string, string> notes) =>
        filled.Asked.All(column => filled[column].IsBlank) && !filled.Form.Rows.Any(row => row.IsText && HasNote(notes, row.Key));

    static bool HasNote(IReadOnlyDictionary<string, string> notes, string rowKey) =>
        notes.TryGetValue(rowKey, out var note) && !string.IsNullOrWhiteSpace(note);

    static IEnumerable<Finding> Errors(FilledForm filled, FormColumn column)
    {
        if (column.AddingUp == AddingUp.Count && filled[column].NumberOrZero > 1)
            yield return new(Severity.Error, column.Row.Key, column, new("Dòng {0} tính mỗi đơn vị một lần: hãy ghi 1 nếu đã tổ chức, 0 nếu không.", column.Row.Name));
        if (filled.Form.Rules.FirstOrDefault(rule => rule.Whole == column) is { } rule && Compare(rule, filled[column], StatisticsForm.SumOf(rule.Parts, filled.Stored)) is { } finding)
            yield return finding;
    }

    /// <summary>Compares a whole with its parts; parts left blank are no contradiction, and a blank derived whole is computed later.</summary>
    static Finding? Compare(PartsRule rule, Figure whole, Figure parts)
    {
        var (stated, sum, column) = (whole.NumberOrZero, parts.NumberOrZero, rule.Whole);
        if (whole.IsBlank && (column.Derived || sum == 0))
            return null;
        if (whole.IsBlank)
            return Error("Dòng {0} còn trống, nhưng cộng các dòng con đã là {1:N0}. Ghi {1:N0} vào dòng {0}, hoặc sửa các dòng con.", column.Row.Name, sum);
        if (column.Derived && stated != sum)
            return Error("Dòng {0} ghi {2:N0}, nhưng cộng các dòng con được {1:N0}. Để dòng {0} tự cộng, hoặc sửa các dòng con.", column.Row.Name, sum, stated);
        if (sum > stated)
            return Error("Dòng {0} ghi {2:N0}, nhưng cộng các dòng con đã là {1:N0}. Sửa dòng {0} thành ít nhất {1:N0}, hoặc sửa các dòng con.", column.Row.Name, sum, stated);
        return rule.Relation == Relation.Equal && parts.IsNumber && sum < stated
            ? new(Severity.Warning, column.Row.Key, column, new("Dòng {0} ghi {2:N0}, nhiều hơn cộng các dòng con ({1:N0}). Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", column.Row.Name, sum, stated))
            : null;

        Finding Error(string text, params object[] arguments) => new(Severity.Error, column.Row.Key, column, new(text, arguments));
    }
}

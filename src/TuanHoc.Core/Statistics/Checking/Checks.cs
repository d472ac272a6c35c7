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
    /// <summary>Why nothing is submitted where nothing was filled in.</summary>
    public static readonly Sentence Empty = new("Biểu còn trống: hãy điền ít nhất một dòng, hoặc ghi “không phát sinh” nếu không có hoạt động nào.");

    /// <summary>Why nothing is submitted where so many errors stand.</summary>
    public static Sentence ToMend(int errors) => new("Còn {0} lỗi phải sửa trước khi nộp.", errors);

    /// <summary>Why nothing is submitted where so much that is unusual stands without a sentence.</summary>
    public static Sentence ToExplain(int unusual) => new("Còn {0} ô khác thường cần một câu giải thích ở cột Ghi chú.", unusual);

    /// <summary>All findings, in the order of the form; a warning is satisfied by a note on its row and then left out.</summary>
    /// <param name="filled">The form as it was filled.</param>
    /// <param name="notes">Notes by row key.</param>
    public static IReadOnlyList<Finding> Find(FilledForm filled, IReadOnlyDictionary<string, string> notes)
    {
        var rules = filled.Form.SheetRules;
        return [.. Found(rules.Contradictions, filled)
            .Concat(filled.Form.Checks.SelectMany((check, at) => Found(rules.Unusual[at], filled).Concat(check.FindBeside(filled))).DistinctBy(finding => finding.Column))
            .Where(finding => finding.Severity == Severity.Error || !HasNote(notes, finding.RowKey))
            .OrderBy(finding => finding.Column!.Index)];
    }

    /// <summary>Why the figures cannot be submitted yet, or null.</summary>
    public static Sentence? WhyNotSubmit(FilledForm filled, IReadOnlyDictionary<string, string> notes)
    {
        if (IsEmpty(filled, notes)) return Empty;
        var findings = Find(filled, notes);
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        return errors > 0 ? ToMend(errors) : findings.Count > 0 ? ToExplain(findings.Count) : null;
    }

    /// <summary>The cells that a second person must have looked at before the report is accepted.</summary>
    public static IReadOnlyList<FormColumn> NeedSecondLook(FilledForm filled, UnitKind kind) => [.. filled.Form.SecondLooks.SelectMany(look => look.Find(filled, kind))];

    static IEnumerable<Finding> Found(IReadOnlyList<SheetRule> rules, FilledForm filled)
    {
        foreach (var rule in rules) if (rule.Find(filled) is { } finding) yield return finding;
    }

    static bool IsEmpty(FilledForm filled, IReadOnlyDictionary<string, string> notes) =>
        filled.Asked.All(column => filled[column].IsBlank) && !filled.Form.Rows.Any(row => row.IsText && HasNote(notes, row.Key));

    static bool HasNote(IReadOnlyDictionary<string, string> notes, string rowKey) =>
        notes.TryGetValue(rowKey, out var note) && !string.IsNullOrWhiteSpace(note);
}

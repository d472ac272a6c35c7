using System.Collections.Concurrent;
using TuanHoc.Statistics;

namespace TuanHoc.Web.Reports;

/// <summary>
/// Reports that a plan orders on another form than the edition's, or that a province asks with rows of its own. A row counts in the totals where the two forms ask the same; where the meaning
/// changed, and where no mapping of the two is known, it is left out: unlike figures are never added.
/// </summary>
public static class OtherForm
{
    static readonly ConcurrentDictionary<(string Form, string Other), IReadOnlyList<int?>> known = new();

    /// <summary>Per column of <paramref name="form"/>, the index of the column of the other form that asks the same; null where none does.</summary>
    public static IReadOnlyList<int?> Columns(StatisticsForm form, string other) =>
        // A form that this process has yet to hear of is asked for again.
        StatisticsForm.Knows(other) ? known.GetOrAdd((form.Key, other), _ => Find(form, other)) : [.. form.Columns.Select(_ => (int?)null)];

    static IReadOnlyList<int?> Find(StatisticsForm form, string other) =>
        form.Key == other ? [.. form.Columns.Select(column => (int?)column.Index)]
        : FormMapping.Known(other, form.Key) is not { } mapping ? [.. form.Columns.Select(_ => (int?)null)]
        : [.. form.Columns.Select(column => mapping.Before(column) is { Link.Break: false } before ? before.Column.Index : (int?)null)];

    /// <summary>Figures of a report on another form, on this one.</summary>
    public static long?[] Figures(StatisticsForm form, string other, long?[] figures) =>
        form.Key == other ? figures : [.. Columns(form, other).Select(column => column is { } index ? figures[index] : null)];

    /// <summary>The nation's form that a form is, or begins with; a report on it is on no other form.</summary>
    public static string? NationKey(string? form) => form is not null && StatisticsForm.Knows(form) ? StatisticsForm.Load(form).NationKey : form;

    /// <summary>The forms on whose reports a column's figure stands in the same place: the form itself, and those that share its nation's columns.</summary>
    public static string[] SamePlace(FormColumn column, StatisticsForm form) =>
        [.. StatisticsForm.Known.Where(other => StatisticsForm.Load(other).NationKey == form.NationKey && Columns(form, other)[column.Index] == column.Index)];
}

using TuanHoc.Statistics;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>A field of a report that is typed: a cell, a row's note, a section of the narrative, or the statement that nothing occurred.</summary>
/// <param name="Name">Its name on the page.</param>
/// <param name="Label">What it is called in a sentence.</param>
/// <param name="Column">The column of a cell; null for a text.</param>
/// <param name="Key">The row or section of a text.</param>
public sealed record DraftField(string Name, string Label, FormColumn? Column, string Key)
{
    /// <summary>How a ticked box is written.</summary>
    public const string On = "on";

    /// <summary>All fields this unit is asked in its report.</summary>
    public static IReadOnlyList<DraftField> Of(ReportSeen report) =>
    [
        new(ReportInput.Nothing, T["Đơn vị không tổ chức hoạt động nào"], null, ReportInput.Nothing),
        .. from column in report.Form?.Columns ?? [] where !column.Derived && !report.Skipped.Contains(column.Index)
           select new DraftField(ReportInput.Cell(column), T["Dòng {0}, {1}", column.Row.Name, T[column.Title]], column, column.Row.Key),
        .. from row in report.Form?.Rows ?? [] where ReportInput.HasNote(row, report) select new DraftField(ReportInput.Note(row.Key), T["Ghi chú, dòng {0}", row.Name], null, row.Key),
        .. from section in Narrative.Sections select new DraftField(section.Key, T["Mục “{0}”", T[section.Title]], null, section.Key),
    ];

    /// <summary>What stands in the report, field by field; a blank one is missing.</summary>
    public static Dictionary<string, string> Values(IEnumerable<DraftField> fields, ReportContent content)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields) if (field.In(content) is { Length: > 0 } value) values[field.Name] = value;
        return values;
    }

    /// <summary>The report as these values make it; sums that are computed follow from them.</summary>
    public static ReportContent Content(IEnumerable<DraftField> fields, IReadOnlyDictionary<string, string> values, ReportSeen report)
    {
        var (figures, notes, narrative) = (report.Form is { } form ? new long?[form.Columns.Count] : null, new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var field in fields)
        {
            if (!values.TryGetValue(field.Name, out var value)) continue;
            if (field.Column is { } column) figures![column.Index] = Figure.Parse(value, column.Measure).Figure.ToStored();
            else if (field.IsNote) notes[field.Key] = value;
            else if (field.IsSection) narrative[field.Key] = value;
        }
        if (figures is not null) report.Form!.Derive(figures);
        return new(figures, notes, narrative, values.ContainsKey(ReportInput.Nothing));
    }

    /// <summary>What was typed as it would stand; what cannot be read is refused beside the field, and null.</summary>
    public string? Read(FormReader form, string name) => this switch
    {
        { Column: { } column } when Figure.Parse(form[name] ?? "", column.Measure) is var (figure, fault) => fault is { } why ? Refused(form, ReportRules.Say(why)) : figure.ToString(),
        { Name: ReportInput.Nothing } => form[name] == On ? On : "",
        _ => form.Text(name, IsNote ? ReportInput.LongestNote : Narrative.Longest)?.ReplaceLineEndings("\n") ?? (form.Error(name) is null ? "" : null),
    };

    string? Refused(FormReader form, string why)
    {
        form.Refuse(Name, why);
        return null;
    }

    bool IsNote => Name == ReportInput.Note(Key);

    /// <summary>A section of the narrative.</summary>
    public bool IsSection => Name == Key && Name != ReportInput.Nothing;

    string? In(ReportContent content) => this switch
    {
        { Column: { } column } => Figure.FromStored(content.Figures![column.Index]).ToString(),
        { IsNote: true } => content.Notes.GetValueOrDefault(Key),
        { IsSection: true } => content.Narrative.GetValueOrDefault(Key),
        _ => content.NothingOccurred ? On : null,
    };
}

using System.Globalization;
using TuanHoc.Statistics;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>What was posted into a report: one part of it, the figures or the narrative. The other part stays as it is stored.</summary>
public sealed class ReportInput
{
    public const string FiguresPart = "figures", NarrativePart = "narrative", Nothing = "nothing", FormField = "form";

    public const int LongestNote = 1000;

    ReportInput(FormReader form, ReportContent content, string part, int? version, Guid? key) =>
        (Form, Content, Part, Version, Key) = (form, content, part, version, key);

    /// <summary>Everything as typed, with an error beside each field that could not be read.</summary>
    public FormReader Form { get; }

    /// <summary>The whole report as it would be stored; fields with an error are blank in it.</summary>
    public ReportContent Content { get; }

    public string Part { get; }

    /// <summary>The version the page showed; null when the page was not ours.</summary>
    public int? Version { get; }

    /// <summary>What makes a repeated post harmless; null when the page was not ours.</summary>
    public Guid? Key { get; }

    /// <summary>Whether the page was made on the form that now holds: until a report is begun, a plan above may order another.</summary>
    public bool IsOnForm { get; private init; }

    public static string Cell(FormColumn column) => $"{column.Row.Key}.{FormTables.Word(column.Measure)}";

    public static string Note(string rowKey) => rowKey + ".note";

    public static ReportInput Read(IFormCollection posted, ReportSeen report)
    {
        var form = new FormReader(posted);
        var part = posted["part"] == NarrativePart || report.Form is null ? NarrativePart : FiguresPart;
        var nothing = part == ReportRules.MainPart(report) ? form.Has(Nothing) : report.NothingOccurred;
        var content = part == NarrativePart
            ? new ReportContent(report.Figures, report.Notes, ReadNarrative(form), nothing)
            : new ReportContent(ReadFigures(form, report), ReadNotes(form, report), report.Narrative, nothing);
        int? version = int.TryParse(posted["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new(form, content, part, version, form.Key()) { IsOnForm = (form.Text(FormField) ?? "") == (report.Form?.Key ?? "") };
    }

    static long?[] ReadFigures(FormReader form, ReportSeen report)
    {
        var statistics = report.Form!;
        var figures = new long?[statistics.Columns.Count];
        foreach (var column in statistics.Columns)
        {
            if (column.Derived || report.Skipped.Contains(column.Index)) continue;
            var (figure, fault) = Figure.Parse(form[Cell(column)] ?? "", column.Measure);
            if (fault is { } why) form.Refuse(Cell(column), ReportRules.Say(why));
            else figures[column.Index] = figure.ToStored();
        }
        statistics.Derive(figures);
        foreach (var rule in statistics.Rules.Where(rule => rule.Whole.Derived && figures[rule.Whole.Index] is { } sum && !Fits(sum)))
        {
            form.Refuse(Cell(rule.Parts.MaxBy(part => figures[part.Index] ?? 0)!), T["Cộng các dòng con của dòng {0} thành số quá lớn: kiểm tra lại số này.", rule.Whole.Row.Name]);
            figures[rule.Whole.Index] = null;
        }
        return figures;
    }

    /// <summary>Whether a computed sum can be stored.</summary>
    public static bool Fits(long number) => number.ToString(CultureInfo.InvariantCulture).Length <= Figure.MaxDigits;

    static Dictionary<string, string> ReadNotes(FormReader form, ReportSeen report) =>
        ReadTexts(form, from row in report.Form!.Rows where HasNote(row, report) select (row.Key, Note(row.Key), LongestNote));

    static Dictionary<string, string> ReadNarrative(FormReader form) =>
        ReadTexts(form, from section in Narrative.Sections select (section.Key, section.Key, Narrative.Longest));

    static Dictionary<string, string> ReadTexts(FormReader form, IEnumerable<(string Key, string Field, int Longest)> fields)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (key, field, longest) in fields)
        {
            // A browser sends CRLF.
            if (form.Text(field, longest)?.ReplaceLineEndings("\n") is { Length: > 0 } text) texts[key] = text;
        }
        return texts;
    }

    /// <summary>Whether a row takes a note: rows that are filled, and the text row, whose answer it is.</summary>
    public static bool HasNote(FormRow row, ReportSeen report) =>
        row.IsText || row.Columns.Any(column => !column.Derived && !report.Skipped.Contains(column.Index));
}

using Microsoft.Extensions.Primitives;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>
/// What was typed on a form that changed meanwhile, on the one that now holds (<see cref="FormCarry"/>).
/// Where the meaning changed, or nothing asks for it any more, it is not guessed but listed.
/// </summary>
/// <param name="Posted">What was posted, with the fields of the new form.</param>
/// <param name="Left">What could not be carried over, each with its value.</param>
public sealed record CarriedOver(IFormCollection Posted, IReadOnlyList<string> Left)
{
    /// <summary>Null when it was typed on the form that holds.</summary>
    public static CarriedOver? Of(IFormCollection posted, ReportSeen report)
    {
        var was = posted[ReportInput.FormField].ToString();
        if (was == (report.Form?.Key ?? "") || !StatisticsForm.Known.Contains(was)) return null;
        var carry = new FormCarry(StatisticsForm.Load(was), report.Form);
        var (from, asked) = (carry.From, DraftField.Of(report).Select(field => field.Name).ToHashSet(StringComparer.Ordinal));
        var (fields, carried, left) = (new Dictionary<string, StringValues>(posted), new Dictionary<string, StringValues>(), new List<string>());
        foreach (var column in from.Columns.Where(column => !column.Derived))
            Move(ReportInput.Cell(column), carry.Column(column) is { } to ? ReportInput.Cell(to) : "", T["Dòng {0}, {1}", column.Row.Name, T[column.Title]]);
        foreach (var row in from.Rows)
            Move(ReportInput.Note(row.Key), carry.Row(row) is { } to ? ReportInput.Note(to) : "", T["Ghi chú, dòng {0}", row.Name]);
        foreach (var (name, value) in carried) fields[name] = value;
        return new(new FormCollection(fields), left);

        void Move(string name, string to, string label)
        {
            if (!fields.Remove(name, out var typed) || string.IsNullOrWhiteSpace(typed)) return;
            if (asked.Contains(to)) carried[to] = typed;
            else left.Add($"{label}: {typed.ToString().Cut(LongestShown)}");
        }
    }

    const int LongestShown = 80;
}

using System.Text.Json;
using TuanHoc.Statistics;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>What was filled on a form and has no place on the one that is asked now.</summary>
/// <param name="Form">The form it was filled on.</param>
/// <param name="Field">The field it stood in, by its name on the page.</param>
/// <param name="Value">As it is typed.</param>
public sealed record LeftOver(string Form, string Field, string Value)
{
    /// <summary>What it was called on its form, and the value.</summary>
    public string Said
    {
        get
        {
            var form = StatisticsForm.Load(Form);
            var label = form.Columns.FirstOrDefault(column => ReportInput.Cell(column) == Field) is { } cell ? T["Dòng {0}, {1}", cell.Row.Name, T[cell.Title]]
                : form.Rows.FirstOrDefault(row => ReportInput.Note(row.Key) == Field) is { } row ? T["Ghi chú, dòng {0}", row.Name] : Field;
            return $"{label}: {Value}";
        }
    }

    public static string Json(IReadOnlyList<LeftOver> left) => JsonSerializer.Serialize(left, Texts.Options);

    public static IReadOnlyList<LeftOver> Read(string json) => JsonSerializer.Deserialize<List<LeftOver>>(json) ?? [];
}

using System.Globalization;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>The form in which a person confirms what stands where in a sheet made by hand.</summary>
static class SheetMatch
{
    public const string Label = "label", First = "first", Second = "second", Note = "note", RowPrefix = "row.";

    /// <summary>What was confirmed; null when it names no column of figures, or a row twice: then it is asked again.</summary>
    public static SheetLayout? Read(FormReader form)
    {
        var keys = new Dictionary<int, string>();
        foreach (var field in form.Fields.Where(field => field.StartsWith(RowPrefix, StringComparison.Ordinal)))
            if (int.TryParse(field.AsSpan(RowPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && form.Text(field) is { } key) keys[row] = key;
        var (label, first, second) = (Column(form, Label), Column(form, First), Column(form, Second));
        return label is { } at && (first ?? second) is not null && keys.Count > 0 && keys.Values.Distinct(StringComparer.Ordinal).Count() == keys.Count && first != second ? new(null, at, first, second, Column(form, Note), keys) : null;
    }

    static int? Column(FormReader form, string field) => int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var column) && column < 200 ? column : null;
}

using TuanHoc.Web.Reports.Drafts;

namespace TuanHoc.Web.Reports;

/// <summary>A field that differs between two versions of a report, as a person reads it.</summary>
/// <param name="Field">Its name on the page.</param>
/// <param name="Label">What it is called in a sentence.</param>
/// <param name="Before">What stood; null where it was blank.</param>
/// <param name="After">What stands now; null where it is blank.</param>
public sealed record ContentChange(string Field, string Label, string? Before, string? After)
{
    /// <summary>All fields that differ, in the order of the page.</summary>
    public static IReadOnlyList<ContentChange> Between(IReadOnlyList<DraftField> fields, ReportContent before, ReportContent after)
    {
        var (was, now) = (DraftField.Values(fields, before), DraftField.Values(fields, after));
        return [.. from field in fields
                   let change = new ContentChange(field.Name, field.Label, was.GetValueOrDefault(field.Name), now.GetValueOrDefault(field.Name))
                   where change.Before != change.After select change];
    }
}

using System.Globalization;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>
/// What a page that keeps itself sends: each field that was changed, and beside it what the person began from; and the fields in which they settled for what another had typed.
/// </summary>
public sealed class SyncInput
{
    const string Was = "was.", Settled = "settled";

    readonly Dictionary<string, string> was = new(StringComparer.Ordinal), mine = new(StringComparer.Ordinal);
    readonly IReadOnlyList<DraftField> fields;

    SyncInput(FormReader form, IReadOnlyList<DraftField> fields) => (Form, this.fields) = (form, fields);

    public FormReader Form { get; }
    public Guid? Key { get; private init; }

    /// <summary>The version of the report that the page last heard of.</summary>
    public int? Version { get; private init; }

    /// <summary>Whether the page was made on the form that now holds.</summary>
    public bool IsOnForm { get; private init; }

    /// <summary>The fields that were sent and could be read.</summary>
    public IReadOnlyCollection<string> Sent => mine.Keys;

    /// <summary>Fields in which what stands is taken.</summary>
    public IReadOnlyList<string> Taken { get; private init; } = [];

    /// <summary>Nothing is sent: the page asks what stands now.</summary>
    public bool IsQuestion => mine.Count == 0 && Taken.Count == 0;

    /// <summary>Whether with this post nothing of the person stands aside in a field any more.</summary>
    public bool Settles(string field, IReadOnlyList<MergeConflict> conflicts) => (mine.ContainsKey(field) || Taken.Contains(field)) && conflicts.All(conflict => conflict.Field != field);

    public static SyncInput Read(IFormCollection posted, ReportSeen report)
    {
        var (form, fields) = (new FormReader(posted), DraftField.Of(report));
        var names = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var input = new SyncInput(form, fields)
        {
            Key = form.Key(),
            Version = int.TryParse(posted["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
            IsOnForm = (form.Text(ReportInput.FormField) ?? "") == (report.Form?.Key ?? ""),
            Taken = [.. posted[Settled].OfType<string>().Where(names.Contains).Distinct()],
        };
        // What a page began from was ours; where it cannot be read, it began from nothing.
        var before = new FormReader(posted);
        foreach (var field in fields.Where(field => form.Has(field.Name)))
            if (field.Read(form, field.Name) is { } typed) (input.mine[field.Name], input.was[field.Name]) = (typed, field.Read(before, Was + field.Name) ?? "");
        return input;
    }

    /// <summary>What comes of it over the report as it stands.</summary>
    public (ReportContent Content, IReadOnlyList<MergeConflict> Conflicts) Merge(ReportSeen report)
    {
        var stands = DraftField.Values(fields, ReportContent.Of(report));
        var (merged, content) = Over();
        foreach (var rule in report.Form?.Rules ?? [])
        {
            if (!rule.Whole.Derived || content.Figures![rule.Whole.Index] is not { } sum || ReportInput.Fits(sum)) continue;
            // The figures that make a sum too large to keep are not taken, and said.
            foreach (var part in rule.Parts.Select(ReportInput.Cell).Where(mine.ContainsKey).ToList())
            {
                Form.Refuse(part, T["Cộng các dòng con của dòng {0} thành số quá lớn: kiểm tra lại số này.", rule.Whole.Row.Name]);
                mine.Remove(part);
            }
            (merged, content) = Over();
        }
        return (content, merged.Conflicts);

        (DraftMerge, ReportContent) Over()
        {
            var result = DraftMerge.Of(With(was), With(mine), stands);
            return (result, DraftField.Content(fields, result.Values, report));
        }

        Dictionary<string, string> With(Dictionary<string, string> changed)
        {
            var values = new Dictionary<string, string>(stands, StringComparer.Ordinal);
            foreach (var field in mine.Keys) values[field] = changed[field];
            return values;
        }
    }
}

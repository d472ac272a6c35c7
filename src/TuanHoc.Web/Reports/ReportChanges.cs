using System.Text.Json;
using System.Text.Json.Nodes;

namespace TuanHoc.Web.Reports;

/// <summary>
/// What a write changes in a report, for its audit line: only what differs, figures by their cell. The version that was seen is the one written over,
/// so what was seen is what was there. A submission keeps a snapshot, which its line names by the version: only what it overwrote is told here.
/// </summary>
static class ReportChanges
{
    public const string State = "state", Figures = "figures", Notes = "notes", Narrative = "narrative", Nothing = "nothing", OnForm = "form_key";

    static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="report">As it was seen.</param>
    /// <param name="content">As it becomes.</param>
    /// <param name="state">The state it comes to.</param>
    /// <param name="isKept">A snapshot keeps what it becomes.</param>
    /// <param name="withBlanks">What was or becomes blank is told as null, so that changes can be put together.</param>
    public static (string Before, string After) Of(ReportSeen report, ReportContent content, string state, bool isKept, bool withBlanks = false)
    {
        var (before, after) = (new JsonObject { [State] = report.State }, new JsonObject { [State] = state });
        if (report.CarriedFrom is { } from) (before[OnForm], after[OnForm]) = (from.Key, report.Form?.Key);
        if (report.Form is { } form && report.Figures is { } was && content.Figures is { } now)
        {
            var changed = form.Columns.Where(column => was[column.Index] != now[column.Index]).ToList();
            Put(before, Figures, changed.Select(column => (ReportInput.Cell(column), (JsonNode?)was[column.Index])), withBlanks);
            if (!isKept) Put(after, Figures, changed.Select(column => (ReportInput.Cell(column), (JsonNode?)now[column.Index])), withBlanks);
        }
        Texts(Notes, report.Notes, content.Notes);
        Texts(Narrative, report.Narrative, content.Narrative);
        if (report.NothingOccurred != content.NothingOccurred) (before[Nothing], after[Nothing]) = (report.NothingOccurred, content.NothingOccurred);
        return (before.ToJsonString(Options), after.ToJsonString(Options));

        void Texts(string part, IReadOnlyDictionary<string, string> was, IReadOnlyDictionary<string, string> now)
        {
            var changed = was.Keys.Union(now.Keys).Where(key => was.GetValueOrDefault(key) != now.GetValueOrDefault(key)).ToList();
            Put(before, part, changed.Select(key => (key, (JsonNode?)was.GetValueOrDefault(key))), withBlanks);
            if (!isKept) Put(after, part, changed.Select(key => (key, (JsonNode?)now.GetValueOrDefault(key))), withBlanks);
        }
    }

    static void Put(JsonObject whole, string part, IEnumerable<(string Key, JsonNode? Value)> values, bool withBlanks)
    {
        var there = new JsonObject(values.Where(value => withBlanks || value.Value is not null).Select(value => KeyValuePair.Create(value.Key, value.Value)));
        if (there.Count > 0) whole[part] = there;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>A value that changed: what it is called, and how it read before and after; null where there was none.</summary>
public sealed partial record AuditChange(string Name, string? Before, string? After)
{
    const int LongestShown = 200;

    /// <summary>What an act changed in its own thing; of a submission, what it wrote over and what it wrote instead.</summary>
    public static IReadOnlyList<AuditChange> Of(AuditAct act)
    {
        // A row tells its own beneath.
        if (AuditQueries.IsRow(act.Line.What)) return [];
        var after = Flat(act.Line.After);
        if (act.Snapshot is { } sent)
        {
            Dictionary<string, string> Texts(string part, string json) => Flat($"{{\"{part}\": {json}}}");
            foreach (var (path, value) in Texts(ReportChanges.Notes, sent.Notes).Concat(Texts(ReportChanges.Narrative, sent.Narrative))) after.TryAdd(path, value);
            if (sent.FormKey.Length > 0)
                foreach (var column in StatisticsForm.Load(sent.FormKey).Columns.Where(column => column.Index < sent.Figures.Length && sent.Figures[column.Index] is not null))
                    after.TryAdd($"{ReportChanges.Figures}/{ReportInput.Cell(column)}", sent.Figures[column.Index]!.Value.ToString(CultureInfo.InvariantCulture));
        }
        var before = Flat(act.Line.Before);
        // A submission's snapshot has everything that was sent; only what it wrote over is a change.
        return Between(act.Units, before, act.Snapshot is null ? after : after.Where(value => before.ContainsKey(value.Key) || !value.Key.Contains('/', StringComparison.Ordinal)).ToDictionary());
    }

    public static IReadOnlyList<AuditChange> Of(AuditRow row, IReadOnlyDictionary<long, string> units) => Between(units, Flat(row.Before), Flat(row.After));

    /// <summary>The units to which values say that something belongs.</summary>
    public static long[] Units(IEnumerable<string?> values) =>
        [.. values.OfType<string>().SelectMany(json => UnitNumber().Matches(json)).Select(match => long.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture)).Distinct()];

    // Any other number that stands for a person or a unit says nothing; the row's own sentence has their names.
    static IReadOnlyList<AuditChange> Between(IReadOnlyDictionary<long, string> units, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        return [.. from path in before.Keys.Union(after.Keys)
                   let was = before.GetValueOrDefault(path)
                   let now = after.GetValueOrDefault(path)
                   where was != now && (!path.EndsWith("_id", StringComparison.Ordinal) || AuditWords.IsUnit(path))
                   select new AuditChange(AuditWords.Name(path), Said(path, was), Said(path, now))];

        string? Said(string path, string? stored) =>
            stored is null ? null
            : AuditWords.IsUnit(path) && long.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var unit) ? units.GetValueOrDefault(unit, stored)
            : AuditWords.Value(path, stored).Cut(LongestShown);
    }

    /// <summary>Values by their path, "figures/classes.informatics.people"; a list is one value.</summary>
    static Dictionary<string, string> Flat(string? json)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json is null) return values;
        using var document = JsonDocument.Parse(json);
        Walk("", document.RootElement);
        return values;

        void Walk(string path, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Null) return;
            if (value.ValueKind != JsonValueKind.Object) values[path] = value.ToString();
            else foreach (var part in value.EnumerateObject()) Walk(path.Length == 0 ? part.Name : $"{path}/{part.Name}", part.Value);
        }
    }

    [GeneratedRegex("\"(parent_id|parentId|territory_id|territoryId)\": ?(?<id>[0-9]{1,18})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UnitNumber();
}

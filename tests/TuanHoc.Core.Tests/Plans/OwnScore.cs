using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>
/// How well a plan of the project was read, against its annotation by hand: of each group of facts the share that agrees. What is not there and
/// was found costs as much as what is there and was not (F1). It needs nothing beside the repository.
/// </summary>
internal static partial class OwnScore
{
    // A title or task is known by its beginning: how far the annotation goes on is no question of reading.
    private const int HeadWords = 8, VenueWords = 4;

    private static readonly Dictionary<string, Func<JsonNode, IEnumerable<string>>> Groups = new(StringComparer.Ordinal)
    {
        ["header"] = plan => new[] { "number", "issuedOn", "title", "year", "issuerLevel" }.Select(key => $"{key} {Plain(plan["header"]?[key])}"),
        ["theme"] = plan => [Plain(plan["themeCorrected"] ?? plan["theme"])],
        ["period"] = plan => [$"from {plan["period"]?["start"]}", $"to {plan["period"]?["end"]}"],
        ["legalBases"] = plan => Rows(plan["legalBases"]).Select(basis => $"{Plain(basis["number"])} {basis["date"]}"),
        ["ceremonies"] = plan => Rows(plan["openingCeremonies"]).Select(held => $"{held["date"] ?? held["dateFrom"]} {held["time"]} {Head(held["venue"], VenueWords)} {(bool?)held["online"] == true}"),
        ["outline"] = plan => Rows(plan["outline"]).Select(part => $"{part["path"]} {Head(part["title"] ?? part["startsWith"])}"),
        ["modes"] = plan => Rows(plan["assignments"]).Select(given => $"{Plain(given["agency"])}: {Plain(given["mode"])}"),
        ["tasks"] = plan => Tasks(plan).Select(task => $"{task.Agency}: {Head(task.Task["startsWith"])}"),
        ["dues"] = plan => Tasks(plan).Where(task => task.Task["due"] is not null).Select(task => $"{task.Agency}: {Head(task.Task["startsWith"])} {task.Task["due"]}"),
        ["deadlines"] = plan => Rows(plan["deadlines"]).Select(asked => $"{asked["date"]} {asked["what"]}"),
        ["routes"] = plan => Rows(plan["deadlines"]).Select(asked => $"{asked["date"]} {asked["what"]} {Bodies(asked["to"])} {Bodies(asked["via"])} {asked["bound"]}"),
        ["activities"] = plan => Rows(plan["activities"]).Select(held => Head(held["startsWith"])),
        ["recipients"] = plan => Rows(plan["recipients"]).Select(Plain),
        ["signature"] = plan => [Plain(plan["signature"]?["position"]), Plain(plan["signature"]?["name"])],
        ["slogans"] = plan => Rows(plan["slogans"]).Select(Plain),
        ["annexes"] = plan => Rows(plan["annexes"]).Select(annex => $"{annex["kind"]}"),
        ["statistics"] = plan => Rows(plan["statistics"]?["rows"]).Select(row => $"{Plain(row["label"])} {string.Join(' ', Rows(row["measures"]).Select(Plain))}"),
    };

    /// <summary>The scores of the groups, 0 to 1, and their mean, by name.</summary>
    public static Dictionary<string, double> Of(Plan plan, string gold)
    {
        var (want, read) = (JsonNode.Parse(File.ReadAllText(gold))!, JsonNode.Parse(PlanJson.Write(plan))!);
        // What an annex alone cites may be read or not.
        var optional = Rows(want["legalBases"]).Where(basis => Plain(basis["where"]) == "annex").Select(basis => Plain(basis["number"])).ToHashSet(StringComparer.Ordinal);
        foreach (var document in new[] { want, read })
            foreach (var basis in Rows(document["legalBases"]).Where(basis => optional.Contains(Plain(basis["number"]))).ToList()) document["legalBases"]!.AsArray().Remove(basis);
        var scores = Groups.ToDictionary(group => group.Key, group => Agreement([.. group.Value(want)], [.. group.Value(read)]), StringComparer.Ordinal);
        scores.Add("mean", scores.Values.Average());
        return scores;
    }

    private static double Agreement(List<string> want, List<string> read)
    {
        var left = read.ToList();
        return want.Count + read.Count == 0 ? 1 : 2.0 * want.Count(left.Remove) / (want.Count + read.Count);
    }

    private static IEnumerable<JsonNode> Rows(JsonNode? list) => list is JsonArray array ? array.OfType<JsonNode>() : [];

    private static IEnumerable<(string Agency, JsonNode Task)> Tasks(JsonNode plan) =>
        from given in Rows(plan["assignments"])
        from task in Rows(given["tasks"])
        select (Plain(given["agency"]), task);

    /// <summary>Words as they count: one blank between them, no case, no marks around them, one spelling of "ủy".</summary>
    private static string Plain(JsonNode? text) =>
        Blanks().Replace($"{text}".Normalize(NormalizationForm.FormC).Replace("*", "", StringComparison.Ordinal), " ").Trim(' ', '.', ';', ':', ',', '-', '–', '+').ToLowerInvariant().Replace("uỷ", "ủy", StringComparison.Ordinal);

    private static string Head(JsonNode? text, int words = HeadWords) => string.Join(' ', Plain(text).Split(' ').Take(words));

    /// <summary>Several bodies in one phrase, in any order, the usual abbreviation spelt out.</summary>
    private static string Bodies(JsonNode? text) => string.Join(" + ", Between().Split(Plain(text).Replace("ubnd", "ủy ban nhân dân", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@",\s*| và (?=bộ |sở |ủy ban |phòng |hội |trung tâm )", RegexOptions.ExplicitCapture)]
    private static partial Regex Between();
}

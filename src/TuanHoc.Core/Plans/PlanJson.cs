using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace TuanHoc.Plans;

/// <summary>
/// A plan as JSON: facts that are objects carry <c>at: [from, to]</c>; scalars have theirs in a parallel member
/// (<c>headerAt</c>, <c>themeAt</c>, <c>recipientsAt</c>, …). Offsets count characters (UTF-16) of the text as read, half-open.
/// </summary>
public static partial class PlanJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(Plan plan)
    {
        var header = plan.Header;
        return new JsonObject
        {
            ["header"] = new JsonObject
            {
                ["issuer"] = header.Issuer?.Value,
                ["issuerLevel"] = Word(header.IssuerLevel?.Value),
                ["number"] = header.Number?.Value,
                ["place"] = header.Place?.Value,
                ["issuedOn"] = Day(header.IssuedOn?.Value),
                ["title"] = header.Title?.Value,
                ["year"] = header.Year?.Value,
                ["type"] = Word(header.Type?.Value),
            },
            ["headerAt"] = new JsonObject
            {
                ["issuer"] = At(header.Issuer?.At),
                ["issuerLevel"] = At(header.IssuerLevel?.At),
                ["number"] = At(header.Number?.At),
                ["place"] = At(header.Place?.At),
                ["issuedOn"] = At(header.IssuedOn?.At),
                ["title"] = At(header.Title?.At),
                ["year"] = At(header.Year?.At),
                ["type"] = At(header.Type?.At),
            },
            ["headerDoubt"] = header.Number?.Doubt ?? header.IssuedOn?.Doubt ?? header.Issuer?.Doubt,
            ["theme"] = plan.Theme?.Value,
            ["themeAt"] = At(plan.Theme?.At),
            ["period"] = plan.Period is { } week ? new JsonObject { ["start"] = Day(week.Start), ["end"] = Day(week.End), ["doubt"] = week.Doubt } : null,
            ["periodAt"] = At(plan.Period?.At),
            ["frame"] = plan.Frame is { } frame ? new JsonObject { ["name"] = frame.Name, ["start"] = Day(frame.Start), ["end"] = Day(frame.End), ["at"] = At(frame.At), ["doubt"] = frame.Doubt } : null,
            ["legalBases"] = All(plan.LegalBases, basis => new JsonObject
            {
                ["number"] = basis.Number,
                ["date"] = Day(basis.Date),
                ["issuer"] = basis.Issuer,
                ["kind"] = basis.Kind,
                ["where"] = Word(basis.Where),
                ["at"] = At(basis.At),
                ["doubt"] = basis.Doubt,
            }),
            ["openingCeremonies"] = All(plan.OpeningCeremonies, ceremony => new JsonObject
            {
                ["date"] = Day(ceremony.Date),
                ["dateFrom"] = Day(ceremony.DateFrom),
                ["dateTo"] = Day(ceremony.DateTo),
                ["time"] = Hour(ceremony.Time),
                ["venue"] = ceremony.Venue,
                ["online"] = ceremony.Online,
                ["level"] = Word(ceremony.Level),
                ["at"] = At(ceremony.At),
                ["also"] = All(ceremony.Also, span => At(span)),
                ["doubt"] = ceremony.Doubt,
            }),
            ["outline"] = All(plan.Outline, entry => new JsonObject { ["path"] = entry.Path, ["title"] = entry.Title, ["startsWith"] = entry.StartsWith, ["at"] = At(entry.At) }),
            ["assignments"] = All(plan.Assignments, assignment => new JsonObject
            {
                ["agency"] = assignment.Agency,
                ["mode"] = assignment.Mode,
                ["outlinePath"] = assignment.OutlinePath,
                ["at"] = At(assignment.At),
                ["doubt"] = assignment.Doubt,
                ["tasks"] = All(assignment.Tasks, task => new JsonObject
                {
                    ["startsWith"] = task.StartsWith,
                    ["due"] = Day(task.Due),
                    ["bound"] = Word(task.Bound),
                    ["dueTo"] = task.DueTo,
                    ["partners"] = All(task.Partners, partner => JsonValue.Create(partner)),
                    ["at"] = At(task.At),
                    ["doubt"] = task.Doubt,
                }),
            }),
            ["deadlines"] = All(plan.Deadlines, deadline => new JsonObject
            {
                ["date"] = Day(deadline.Date),
                ["time"] = Hour(deadline.Time),
                ["bound"] = Word(deadline.Bound),
                ["what"] = Word(deadline.What).Replace('-', ' '),
                ["who"] = deadline.Who,
                ["to"] = deadline.To,
                ["via"] = deadline.Via,
                ["email"] = deadline.Email,
                ["at"] = At(deadline.At),
                ["also"] = All(deadline.Also, span => At(span)),
                ["doubt"] = deadline.Doubt,
            }),
            ["activities"] = All(plan.Activities, activity => new JsonObject
            {
                ["path"] = activity.OutlinePath,
                ["startsWith"] = activity.StartsWith,
                ["category"] = Word(activity.Category),
                ["at"] = At(activity.At),
                ["doubt"] = activity.Doubt,
            }),
            ["recipients"] = All(plan.Recipients, recipient => JsonValue.Create(recipient.Value)),
            ["recipientsAt"] = All(plan.Recipients, recipient => At(recipient.At)),
            ["signature"] = plan.Signature is { } signature
                ? new JsonObject { ["authority"] = All(signature.Authority, line => JsonValue.Create(line)), ["position"] = signature.Position, ["name"] = signature.Name }
                : null,
            ["signatureAt"] = At(plan.Signature?.At),
            ["slogans"] = All(plan.Slogans, slogan => JsonValue.Create(slogan.Value)),
            ["slogansAt"] = All(plan.Slogans, slogan => At(slogan.At)),
            ["annexes"] = All(plan.Annexes, annex => new JsonObject
            {
                ["title"] = annex.Title,
                ["kind"] = Word(annex.Kind),
                ["printedNumber"] = annex.PrintedNumber,
                ["at"] = At(annex.At),
                ["doubt"] = annex.Doubt,
            }),
            ["statistics"] = plan.StatisticsRows.Count == 0 ? null : new JsonObject
            {
                ["rows"] = All(plan.StatisticsRows, row => new JsonObject
                {
                    ["code"] = row.Code,
                    ["label"] = row.Label,
                    ["unit"] = row.Unit,
                    ["measures"] = All(row.Measures, measure => JsonValue.Create(Word(measure))),
                    ["at"] = At(row.At),
                }),
            },
            ["counts"] = All(plan.Counts, count => new JsonObject { ["what"] = count.What, ["count"] = count.Count, ["at"] = At(count.At) }),
            ["doubts"] = All(plan.Doubts, doubt => new JsonObject { ["sentence"] = doubt.Value, ["at"] = At(doubt.At) }),
            ["missing"] = All(plan.Missing, sentence => JsonValue.Create(sentence)),
        }.ToJsonString(Options);
    }

    private static JsonArray All<T>(IEnumerable<T> facts, Func<T, JsonNode?> write) => new([.. facts.Select(write)]);

    private static JsonArray? At(TextSpan? at) => at is { } span ? new JsonArray(span.From, span.To) : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Hour(TimeOnly? hour) => hour?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } word ? Word(word) : null;

    private static string Word<T>(T word)
        where T : struct, Enum => Capital().Replace(word.ToString(), "-$0").TrimStart('-').ToLowerInvariant();

    [GeneratedRegex("[A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex Capital();
}

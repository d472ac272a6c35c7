using System.Globalization;
using Microsoft.Extensions.Primitives;
using TuanHoc.Units;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>A step of a decision as it was written: what is done to which unit, and the fields of its form.</summary>
public sealed record WrittenStep(string Kind, long UnitId, IReadOnlyDictionary<string, StringValues> Fields)
{
    public FormReader Reader() => new(new FormCollection(new Dictionary<string, StringValues>(Fields)));
}

/// <summary>
/// A decision being written travels as one form: the paper, the part chosen for each unit below a divided one, and the steps, each field behind its step's number.
/// The step that the page shows stands last and has its fields plain, so that a decision of one step is nothing else.
/// </summary>
public static class ChangeSteps
{
    /// <summary>More than these are written as several decisions.</summary>
    public const int Most = 60;

    static readonly string[] Paper = ["key", "number", "issuer", "signedOn", "onDay"], OfNext = ["next.unit", "next.unit.id", "next.kind"], Sent = ["step", "seen", "file"];

    /// <summary>The steps before the one shown.</summary>
    public static List<WrittenStep> Earlier(IFormCollection posted)
    {
        var steps = new List<WrittenStep>();
        while (steps.Count < Most && posted.TryGetValue(Field(steps.Count, "kind"), out var kind))
        {
            var prefix = Field(steps.Count, "f.");
            steps.Add(new(kind.ToString(), long.TryParse(posted[Field(steps.Count, "unit")], NumberStyles.None, CultureInfo.InvariantCulture, out var unit) ? unit : 0,
                posted.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(field => field.Key[prefix.Length..], field => field.Value)));
        }
        return steps;
    }

    /// <summary>The step shown, out of what was posted.</summary>
    public static WrittenStep Shown(IFormCollection posted, string kind, long unit) =>
        new(kind, unit, posted.Where(field => !IsPaper(field.Key) && !IsChoice(field.Key) && !IsEarlier(field.Key) && !OfNext.Contains(field.Key) && !Sent.Contains(field.Key) && !field.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary());

    /// <summary>The form with another step shown: the paper, and the fields of that one. What was chosen for units below goes along unless <paramref name="forget"/>.</summary>
    public static FormReader Showing(IFormCollection posted, WrittenStep? shown, bool forget) =>
        new(new FormCollection(posted.Where(field => IsPaper(field.Key) || !forget && IsChoice(field.Key)).Concat(shown?.Fields ?? new Dictionary<string, StringValues>()).ToDictionary()));

    /// <summary>The fields that carry an earlier step along.</summary>
    public static IEnumerable<(string Name, string Value)> Carried(int step, WrittenStep written) =>
        [(Field(step, "kind"), written.Kind), (Field(step, "unit"), written.UnitId.ToString(CultureInfo.InvariantCulture)), .. from field in written.Fields from value in field.Value select (Field(step, "f." + field.Key), value ?? "")];

    public static bool IsEarlier(string field) => field.Length > 2 && field[0] == 's' && char.IsAsciiDigit(field[1]) && field.Contains('.', StringComparison.Ordinal);

    /// <summary>Whether a field says where a unit below a divided one goes.</summary>
    public static bool IsChoice(string field) => field.StartsWith("of", StringComparison.Ordinal) && field.Length > 2 && char.IsAsciiDigit(field[2]) || field.StartsWith("rest", StringComparison.Ordinal) && field.Length > 4 || field.StartsWith("among", StringComparison.Ordinal);

    public static string Of(long divided, long below) => string.Create(CultureInfo.InvariantCulture, $"of{divided}.{below}");

    public static string Rest(long divided) => string.Create(CultureInfo.InvariantCulture, $"rest{divided}");

    /// <summary>The parts among which it was chosen: of others nothing was chosen.</summary>
    public static string Among(long divided) => string.Create(CultureInfo.InvariantCulture, $"among{divided}");

    public static string Names(Division division) => string.Join('|', division.Parts.Select(part => part.Name));

    /// <summary>Works a decision out with the parts chosen in its form. A choice made among other parts than there are now is none: it is asked again.</summary>
    public static UnitOutcome Chosen(FormReader form, Func<Func<long, long, int?>, UnitOutcome> work)
    {
        if (!form.Fields.Any(IsChoice)) return work((_, _) => null);
        var stale = work((_, _) => null).Divisions.Where(division => form.Has(Among(division.UnitId)) && form[Among(division.UnitId)] != Names(division)).Select(division => division.UnitId).ToHashSet();
        return work((divided, below) => stale.Contains(divided) ? null : Choice(form[Of(divided, below)]) ?? Choice(form[Rest(divided)]));
    }

    static int? Choice(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var choice) ? choice : null;

    static bool IsPaper(string field) => Paper.Contains(field);

    static string Field(int step, string name) => string.Create(CultureInfo.InvariantCulture, $"s{step}.{name}");
}

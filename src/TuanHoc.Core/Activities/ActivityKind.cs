using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TuanHoc.Activities;

/// <summary>A word of the kinds of activities in the two languages of the screens.</summary>
public sealed record KindWord(string Vi, string En);

/// <summary>A number that is asked of a kind once it was held, beside how many there were and how many came: books given, collectives that gave.</summary>
/// <param name="Key">Its name in forms and tables.</param>
/// <param name="Vi">What it is called.</param>
/// <param name="En">What it is called in English.</param>
public sealed record KindCount(string Key, string Vi, string En);

/// <summary>What is written down of a kind, a line for each: the papers of a seminar, who is delegated to a ceremony, the stops of a car with their hours.</summary>
/// <param name="Key">Its name in forms and tables; the same key is the same list in every kind.</param>
/// <param name="Hint">What stands in a line.</param>
/// <param name="IsPublic">Whether everybody reads it where the activity is shown to everybody.</param>
public sealed record KindList(string Key, KindWord Name, KindWord Hint, bool IsPublic = true);

/// <summary>What an activity of a kind cannot do without.</summary>
public enum ActivityNeeds { Place, Link, Nothing }

/// <summary>A kind of activity of the Week. Which cells of a form it fills stands with the form (<see cref="Statistics.ActivityCell"/>).</summary>
/// <param name="Key">As stored; what stands before the point is the category by which plans ask for it (<see cref="Plans.ActivityCategory"/>).</param>
/// <param name="Vi">What it is called.</param>
/// <param name="En">What it is called in English.</param>
/// <param name="HowMany">What of it is counted: classes, events, rounds.</param>
/// <param name="CountsPeople">Whether it is asked how many came.</param>
/// <param name="Needs">What it must have.</param>
public sealed record ActivityKind(string Key, string Vi, string En, KindWord HowMany, bool CountsPeople = true, ActivityNeeds Needs = ActivityNeeds.Place)
{
    /// <summary>What else is asked.</summary>
    public IReadOnlyList<KindCount> Counts { get; init; } = [];

    /// <summary>What may be written down of it beside its programme.</summary>
    public IReadOnlyList<KindList> Lists { get; init; } = [];

    public string Category => Key.Split('.')[0];
}

/// <summary>Kinds of one category.</summary>
public sealed record ActivityGroup(string Key, string Vi, string En, IReadOnlyList<ActivityKind> Kinds);

/// <summary>The kinds of activities that the plans of the Week name, from the file beside this one.</summary>
public static class ActivityKinds
{
    public const string Ceremony = "ceremony";

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The categories in the order in which they are offered; the opening ceremony is the first.</summary>
    public static IReadOnlyList<ActivityGroup> Groups { get; } = Read();

    static readonly FrozenDictionary<string, ActivityKind> Kinds = Groups.SelectMany(group => group.Kinds).ToFrozenDictionary(kind => kind.Key, StringComparer.Ordinal);

    public static IEnumerable<ActivityKind> All => Groups.SelectMany(group => group.Kinds);

    /// <summary>Every list that some kind has, once.</summary>
    public static IReadOnlyList<KindList> Lists { get; } = [.. All.SelectMany(kind => kind.Lists).DistinctBy(list => list.Key)];

    /// <summary>The kind of that key; null where there is none.</summary>
    public static ActivityKind? Find(string? key) => key is null ? null : Kinds.GetValueOrDefault(key);

    /// <exception cref="KeyNotFoundException">There is no such kind.</exception>
    public static ActivityKind Of(string key) => Kinds[key];

    static ActivityGroup[] Read()
    {
        using var stream = typeof(ActivityKinds).Assembly.GetManifestResourceStream("Activities/kinds.json") ?? throw new InvalidOperationException("Activities/kinds.json is not in the assembly");
        return JsonSerializer.Deserialize<ActivityGroup[]>(stream, Options) ?? throw new JsonException("no kinds of activities");
    }
}

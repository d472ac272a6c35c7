using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;

namespace TuanHoc.Plans.Bodies;

/// <summary>A territory of the issuer's line, nearest first: "Tỉnh Lai Châu" by its full and its short key.</summary>
public sealed record BodyPlace(long UnitId, string Key, string ShortKey);

/// <summary>One key under which a unit may be found: directly under a place, or, with none, anywhere on the issuer's ground. A smaller rank is a better answer.</summary>
public readonly record struct BodyCandidate(string Key, long? PlaceId, int Rank);

/// <summary>The names under which the directory may know a body that a plan names in short.</summary>
public static partial class BodySearch
{
    /// <summary>"Hội Khuyến học tỉnh" under the province: as written, without "tỉnh", with the province's name.</summary>
    public static IEnumerable<BodyCandidate> Of(string name, IReadOnlyList<BodyPlace> line)
    {
        var key = BodyKey.Of(name);
        key = Person().Replace(key, "");
        key = Central().Replace(key, "");
        for (var i = 0; i < line.Count; i++)
        {
            var place = line[i];
            if (Core(key, place, line) is not { } core) continue;
            var governed = Committee().Replace(core, "");
            if (governed == "") yield return new(place.Key, null, i * 4);
            if (governed is not "" && governed != core) yield return new(governed, place.UnitId, i * 4);
            if (core is "" or "uy ban nhan dan") continue;
            foreach (var form in (string[])[key, core, $"{core} {place.Key}", $"{core} {place.ShortKey}", $"{core} {Type(place)}"]) yield return new(form.Trim(), place.UnitId, i * 4 + (form == key ? 0 : 1));
        }
        if (Committee().Replace(key, "") is { Length: > 0 } anywhere) yield return new(anywhere, null, line.Count * 4);
    }

    // The name without the place it may carry. A tier that it names and that is not this place's is another place's.
    static string? Core(string key, BodyPlace place, IReadOnlyList<BodyPlace> line)
    {
        foreach (var tail in (string[])[place.Key, place.ShortKey, Type(place)])
            if (tail != "" && (key == tail || key.EndsWith(" " + tail, StringComparison.Ordinal)))
                return key[..^tail.Length].TrimEnd();
        return line.Any(other => other != place && ((string[])[other.Key, other.ShortKey, Type(other)]).Any(tail => tail != "" && key.EndsWith(" " + tail, StringComparison.Ordinal))) ? null : key;
    }

    static string Type(BodyPlace place) => place.Key.Length > place.ShortKey.Length && place.Key.EndsWith(place.ShortKey, StringComparison.Ordinal) ? place.Key[..^place.ShortKey.Length].TrimEnd() : FirstWord().Match(place.Key).Value;

    [GeneratedRegex("^(chu tich|hieu truong|giam doc|thu truong|lanh dao) (?=(uy ban|so|truong|trung tam|phong|hoi|ban)\\b)", Patterns.Bounded)]
    private static partial Regex Person();

    [GeneratedRegex("^(trung uong|tw) (?=hoi|doan)", Patterns.Bounded)]
    private static partial Regex Central();

    [GeneratedRegex("^uy ban nhan dan ?", Patterns.Bounded)]
    private static partial Regex Committee();

    [GeneratedRegex("^(tinh|thanh pho|quan|huyen|thi xa|xa|phuong|dac khu|thi tran)(?= )", Patterns.Bounded)]
    private static partial Regex FirstWord();
}

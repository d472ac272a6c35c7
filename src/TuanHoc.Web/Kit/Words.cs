using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace TuanHoc.Web.Kit;

/// <summary>
/// The texts of the screens: written in Vietnamese where they are used, with the English beside them in the room's Words.en.json.
/// <c>@using static TuanHoc.Web.Kit.Words</c> makes them <c>T["Nộp báo cáo"]</c>.
/// </summary>
public sealed class Words
{
    public static readonly Words T = new();

    readonly FrozenDictionary<string, string> english;

    Words()
    {
        var assembly = typeof(Words).Assembly;
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Words/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            foreach (var (vietnamese, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) all[vietnamese] = text;
        }
        english = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether the page being made is in English.</summary>
    public static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public string this[string vietnamese] => English ? english.GetValueOrDefault(vietnamese, vietnamese) : vietnamese;

    /// <summary>A text with places for values; numbers and dates among them are written as Vietnam writes them.</summary>
    public string this[string vietnamese, params object?[] values] => string.Format(Vn.Culture, this[vietnamese], [.. values.Select(Written)]);

    public bool Has(string vietnamese) => english.ContainsKey(vietnamese);

    static object? Written(object? value) => value switch
    {
        int number => Vn.Number(number),
        long number => Vn.Number(number),
        DateOnly day => Vn.Date(day),
        DateTimeOffset at => Vn.Moment(at),
        _ => value,
    };
}

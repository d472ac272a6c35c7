using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TuanHoc.Documents;

namespace TuanHoc.Office;

/// <summary>The numbers that Word gives paragraphs by itself, counted while the document is read from its beginning.</summary>
internal sealed partial class WordNumbering
{
    private const int Levels = 9, MostAncestors = 20;

    private sealed record Level(string Format, string Text, int Start, string? Style, int? RestartAfter, bool Legal);

    private sealed record List(string Counter, Level[] Levels, Dictionary<int, int> Starts);

    private readonly XNamespace w;
    private readonly XElement? numbering;
    private readonly Dictionary<string, XElement> styles;
    private readonly bool vietnamese;
    private readonly Dictionary<string, List?> lists = [];
    private readonly Dictionary<string, int?[]> counters = [];
    private readonly HashSet<(string List, int Level)> begun = [];

    public WordNumbering(XNamespace w, XElement? numbering, XElement? styles)
    {
        this.w = w;
        this.numbering = numbering;
        this.styles = (styles?.Elements(w + "style") ?? []).Where(style => Id(style) is not null).DistinctBy(Id).ToDictionary(style => Id(style)!);
        vietnamese = styles?.Element(w + "docDefaults")?.Descendants(w + "lang").Attributes(w + "val").Any(lang => lang.Value.StartsWith("vi", StringComparison.OrdinalIgnoreCase)) ?? false;
        string? Id(XElement style) => (string?)style.Attribute(w + "styleId");
    }

    /// <summary>"II.", "3.1.", "đ)", "-", for a paragraph of these properties; null when it has no number.</summary>
    public string? Next(XElement? paragraph)
    {
        if (Place(paragraph) is not { } place || Find(place.List) is not { } list)
            return null;
        var level = Math.Clamp(place.Level, 0, Levels - 1);
        if (!counters.TryGetValue(list.Counter, out var counts))
            counters[list.Counter] = counts = new int?[Levels];
        counts[level] = list.Starts.TryGetValue(level, out var start) && begun.Add((place.List, level)) ? start
            : counts[level] is { } count ? count + 1 : list.Levels[level].Start;
        for (var deeper = level + 1; deeper < Levels; deeper++)
            if (list.Levels[deeper].RestartAfter is not { } after || after > level)
                counts[deeper] = null;
        return Print(list, level, counts);
    }

    private (string List, int Level)? Place(XElement? paragraph)
    {
        var styleId = Value(paragraph?.Element(w + "pStyle"));
        string? list = null;
        int? level = null;
        var properties = paragraph;
        for (var step = 0; step < MostAncestors && list is null; step++)
        {
            var number = properties?.Element(w + "numPr");
            list = Value(number?.Element(w + "numId"));
            level ??= Number(number?.Element(w + "ilvl"));
            if (list is not null && step > 0)
                level ??= LevelOfStyle(list, styleId);
            if (list is not null || styleId is null || !styles.TryGetValue(styleId, out var style))
                break;
            properties = style.Element(w + "pPr");
            if (properties?.Element(w + "numPr") is null)
                styleId = Value(style.Element(w + "basedOn"));
        }
        return list is null or "0" ? null : (list, level ?? 0);
    }

    // A level may name the style of its paragraphs instead of the style naming its level
    private int? LevelOfStyle(string list, string? style)
    {
        var level = Array.FindIndex(Find(list)?.Levels ?? [], level => level.Style is not null && level.Style == style);
        return level < 0 ? null : level;
    }

    private List? Find(string id)
    {
        if (!lists.TryGetValue(id, out var list))
            lists[id] = list = Read(id, MostAncestors);
        return list;
    }

    private List? Read(string id, int stepsLeft)
    {
        var number = Child(numbering, "num", "numId", id);
        var counter = Value(number?.Element(w + "abstractNumId"));
        if (number is null || counter is null || stepsLeft == 0 || Child(numbering, "abstractNum", "abstractNumId", counter) is not { } definition)
            return null;
        // A list may be defined by a list style, which names another list
        if (Value(definition.Element(w + "numStyleLink")) is { } link && styles.TryGetValue(link, out var style)
            && Value(style.Element(w + "pPr")?.Element(w + "numPr")?.Element(w + "numId")) is { } linked)
            return Read(linked, stepsLeft - 1);
        var overrides = number.Elements(w + "lvlOverride").ToLookup(item => (string?)item.Attribute(w + "ilvl"));
        var levels = new Level[Levels];
        var starts = new Dictionary<int, int>();
        for (var level = 0; level < Levels; level++)
        {
            var key = level.ToString(CultureInfo.InvariantCulture);
            var own = overrides[key].FirstOrDefault();
            levels[level] = Read(own?.Element(w + "lvl") ?? Child(definition, "lvl", "ilvl", key));
            if (Number(own?.Element(w + "startOverride")) is { } start)
                starts[level] = start;
        }
        return new List(counter, levels, starts);
    }

    private Level Read(XElement? level) => new(
        Value(level?.Descendants(w + "numFmt").LastOrDefault()) ?? "decimal",
        Value(level?.Element(w + "lvlText")) ?? "",
        Number(level?.Element(w + "start")) ?? 0,
        Value(level?.Element(w + "pStyle")),
        Number(level?.Element(w + "lvlRestart")),
        level?.Element(w + "isLgl") is not null);

    private string? Print(List list, int level, int?[] counts)
    {
        var own = list.Levels[level];
        if (own.Format == "bullet")
            return own.Text is "+" || level > 0 && own.Text is not ("-" or "–" or "—") ? "+" : "-";
        var text = Placeholder().Replace(own.Text, mark =>
        {
            var other = mark.Value[1] - '1';
            var count = counts[other] ?? list.Levels[other].Start;
            return Count(count, own.Legal ? "decimal" : list.Levels[other].Format);
        });
        return text.Length == 0 ? null : text;
    }

    private string Count(int count, string format) => format switch
    {
        "none" => "",
        "upperRoman" => Numerals.Roman(count),
        "lowerRoman" => Numerals.Roman(count).ToLowerInvariant(),
        "upperLetter" => Letter(count).ToUpperInvariant(),
        "lowerLetter" => Letter(count),
        "decimalZero" => count.ToString("00", CultureInfo.InvariantCulture),
        _ => count.ToString(CultureInfo.InvariantCulture),
    };

    // In a Vietnamese document đ follows d
    private string Letter(int count) => vietnamese ? Numerals.Letter(count) : Numerals.Letter(count, "abcdefghijklmnopqrstuvwxyz");

    private XElement? Child(XElement? parent, string name, string key, string value) =>
        parent?.Elements(w + name).FirstOrDefault(child => (string?)child.Attribute(w + key) == value);

    private string? Value(XElement? element) => (string?)element?.Attribute(w + "val");

    private int? Number(XElement? element) => int.TryParse(Value(element), CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("%[1-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

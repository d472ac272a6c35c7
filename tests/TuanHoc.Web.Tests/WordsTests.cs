using System.Text.Json;
using System.Text.RegularExpressions;
using TuanHoc.Statistics;

namespace TuanHoc.Web.Tests;

/// <summary>Every text of the screens stands in both languages, and no English is left over.</summary>
public sealed partial class WordsTests
{
    // T["…"] and T["…", values], also where the text breaks over concatenated literals is not allowed: one text, one literal.
    [GeneratedRegex("""\bT\["((?:[^"\\]|\\.)*)"[,\]]""")]
    private static partial Regex Used();

    // Core says what is wrong with Sentence values: new("…") and new Sentence("…").
    [GeneratedRegex("""(?:new Sentence|new|Error)\("((?:[^"\\]|\\.)*)"[,)]""")]
    private static partial Regex Said();

    // Any text of one line, out of a source without its comments: not one that is put together there, a pattern, or what a fault of the program itself says.
    [GeneratedRegex("""(?<![$@"\\]|Exception\()"((?:[^"\\\n]|\\.)*)"(?!")""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    // A Vietnamese letter is a letter outside ASCII.
    [GeneratedRegex(">[^<>@{}]*[À-ỹ][^<>@{}]*<")]
    private static partial Regex Bare();

    static readonly string Web = Path.Combine(Repository.Root, "src/TuanHoc.Web");

    static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    static HashSet<string> InUse() => [.. Sources(Web).SelectMany(f => Used().Matches(File.ReadAllText(f))).Select(m => Regex.Unescape(m.Groups[1].Value))];

    static Dictionary<string, string> English() => Rooms().ToDictionary(e => e.Key, e => e.First(), StringComparer.Ordinal);

    /// <summary>The English of each text, by every room that has it.</summary>
    static IEnumerable<IGrouping<string, string>> Rooms() => Directory.EnumerateFiles(Web, "Words.en.json", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
        .SelectMany(f => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(f))!)
        .GroupBy(e => e.Key, e => e.Value, StringComparer.Ordinal);

    [Fact]
    public void A_text_has_the_same_English_in_every_room()
    {
        // The program keeps one of them for all pages, and nobody knows which.
        var torn = Rooms().Where(text => text.Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(text => $"{text.Key}: {string.Join(", ", text)}").ToList();
        Assert.True(torn.Count == 0, string.Join("\n", torn));
    }

    [Fact]
    public void Every_text_has_its_English()
    {
        var used = InUse();
        Assert.True(used.Count > 60, "texts were found");
        var missing = used.Except(English().Keys).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "without English:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void No_English_stands_for_a_text_that_is_gone()
    {
        // What Core, Office and the tables say is translated when it is shown, so it is looked for in all the sources.
        var all = string.Join("\n", Sources(Path.Combine(Repository.Root, "src")).Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/TuanHoc.Core/Statistics/Forms"))).Select(File.ReadAllText)).Replace("\\\"", "\"", StringComparison.Ordinal);
        var stale = English().Keys.Where(text => !all.Contains(text, StringComparison.Ordinal)).ToList();
        Assert.True(stale.Count == 0, "no longer used:\n" + string.Join("\n", stale));
    }

    [Fact]
    public void What_Core_says_has_its_English()
    {
        var said = Sources(Path.Combine(Repository.Root, "src/TuanHoc.Core/Statistics")).SelectMany(f => Said().Matches(File.ReadAllText(f))).Select(m => Regex.Unescape(m.Groups[1].Value)).Where(s => s.Contains(' ', StringComparison.Ordinal) && s.Any(c => c > 127)).ToHashSet(StringComparer.Ordinal);
        Assert.True(said.Count > 5, "sentences were found");
        var missing = said.Except(English().Keys).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "without English:\n" + string.Join("\n", missing));
    }

    /// <summary>Sources whose sentences stand in a Vietnamese document, not on a screen.</summary>
    static readonly string[] Documents = ["Plans/Writing/BlankParts.cs"];

    [Fact]
    public void What_Core_and_Office_say_in_sentences_has_its_English()
    {
        var said = new[] { "src/TuanHoc.Core", "src/TuanHoc.Office" }.SelectMany(folder => Sources(Path.Combine(Repository.Root, folder)))
            .Where(file => !Documents.Any(document => file.EndsWith(document, StringComparison.Ordinal)))
            .SelectMany(file => Literal().Matches(Comment().Replace(File.ReadAllText(file), ""))).Select(m => Regex.Unescape(m.Groups[1].Value))
            .Where(text => text.EndsWith('.') && text.Contains(' ', StringComparison.Ordinal) && text.Any(c => c > 127)).ToHashSet(StringComparer.Ordinal);
        Assert.True(said.Count > 100, $"{said.Count} sentences were found");
        var missing = said.Except(English().Keys).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "without English:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void Every_row_of_a_form_has_its_English()
    {
        var printed = StatisticsForm.Printed.Select(StatisticsForm.Load).SelectMany(form => form.Rows).SelectMany(row => row.Columns.Select(column => column.Title).Append(row.Label).Append(row.Unit ?? "")).Where(text => text != "");
        var missing = printed.Except(English().Keys).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "without English:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void The_English_has_the_places_of_the_Vietnamese()
    {
        static string Places(string text) => string.Join(' ', Regex.Matches(text, @"\{\d+").Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(English(), e => Assert.Equal(Places(e.Key), Places(e.Value)));
    }

    [Fact]
    public void No_view_writes_Vietnamese_past_the_resources()
    {
        var bare = Sources(Web).Where(f => f.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(f => Bare().Matches(Regex.Replace(File.ReadAllText(f), @"@\*.*?\*@|@code \{.*", "", RegexOptions.Singleline)).Select(m => $"{Path.GetFileName(f)}: {m.Value}"))
            .Where(m => !m.Contains("Tiếng Việt", StringComparison.Ordinal)).ToList();
        Assert.True(bare.Count == 0, string.Join("\n", bare));
    }
}

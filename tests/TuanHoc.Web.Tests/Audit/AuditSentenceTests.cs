using System.Text.RegularExpressions;
using TuanHoc.Web.Activities.Import;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Reports.Workbooks;
using TuanHoc.Web.Units.Import;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>Whatever the program writes into the audit is told in a sentence of its own. What is written is looked for in the sources, so that nobody forgets the sentence.</summary>
public sealed partial class AuditSentenceTests
{
    /// <summary>What a writer takes from a variable, by thing; calls that name it in a text are found by themselves.</summary>
    static readonly Dictionary<string, string[]> Taken = new(StringComparer.Ordinal)
    {
        ["report"] = ["saved", "submitted", "returned", "accepted"],
        ["unit-import"] = [UnitImport.Applying, UnitImport.Checking, UnitImport.Removed],
        ["workbook"] = [WorkbookUpload.Writing, WorkbookUpload.Reading, WorkbookUpload.Removed],
        ["unit-decision"] = [.. Regex.Match(Schema(), @"kind in \(('rename'[^)]*)\)").Groups[1].Value.Split(", ").Select(kind => kind.Trim('\''))],
        ["file"] = ["downloaded"],
        ["activity"] = ["planned", "changed", "held", "cancelled", "removed"],
        ["activity-import"] = ["received", ActivityImport.Applied, ActivityImport.Removed],
        ["registration"] = ["registered", "accepted", "cancelled", "changed"],
        ["picture"] = [],
        ["form"] = [],
        ["plan"] = [],
        ["person"] = [],
        ["activity-picture"] = [],
        ["membership"] = [],
        ["invitation"] = [],
    };

    [GeneratedRegex(@"insert into audit \((?<columns>[^)]*)\)\s+(values \(|select )(?=(?<values>.{0,2500}))", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Insert();

    [GeneratedRegex(@"^ +(public |private |static |async )*(Task|ValueTask)\S* (?<name>\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Method();

    [GeneratedRegex("\"(?<name>[a-z]+(-[a-z]+)*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"'(?<name>[a-z]+(-[a-z]+)*)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    static string Schema() => string.Join('\n', Files("*.sql").Select(File.ReadAllText));

    static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    static HashSet<(string Thing, string What)> Written()
    {
        var sources = Files("*.cs").Concat(Files("*.sql")).Select(File.ReadAllText).ToList();
        var written = new HashSet<(string, string)>();
        foreach (var source in sources)
            foreach (var insert in Insert().Matches(source).Cast<Match>())
            {
                var (columns, values) = (insert.Groups["columns"].Value.Split(", ").ToList(), Split(insert.Groups["values"].Value));
                var (what, thing) = (values[columns.IndexOf("what")], values[columns.IndexOf("thing")]);
                if (thing == "tg_table_name") continue;
                thing = Literal().Match(thing).Groups["name"].Value;
                Assert.True(thing.Length > 0, $"no thing is read from: {insert.Value} {thing}");
                IEnumerable<string> whats = Literal().Matches(what).Select(m => m.Groups["name"].Value).ToList();
                if (!whats.Any())
                {
                    Assert.True(Taken.TryGetValue(thing, out var taken), $"{thing}: say what {what} may be");
                    whats = what == "{what}" ? taken!.Concat(Callers(source, insert.Index, sources)).ToList() : taken!;
                    Assert.True(whats.Any(), $"{thing}: nothing is found that writes it");
                }
                written.UnionWith(whats.Select(found => (thing, found)));
            }
        return written;
    }

    // The texts in lines that call the method in which a line is written; a method that only its own file may call is looked for there.
    static IEnumerable<string> Callers(string source, int at, List<string> sources)
    {
        if (Method().Matches(source[..at]).LastOrDefault() is not { } method) return [];
        var name = method.Groups["name"].Value;
        return (method.Value.Contains("public", StringComparison.Ordinal) ? sources : [source]).SelectMany(text => text.Split('\n'))
            .Where(line => Regex.IsMatch(line, $@"\b{name}\(") && !Method().IsMatch(line)).SelectMany(line => Named().Matches(line).Select(m => m.Groups["name"].Value));
    }

    // At the commas that stand in no bracket.
    static List<string> Split(string list)
    {
        var (parts, depth, from) = (new List<string>(), 0, 0);
        for (var at = 0; at < list.Length && depth >= 0; at++)
        {
            if (list[at] is '(' or '{' or '[') depth++;
            else if (list[at] is ')' or '}' or ']') depth--;
            if (depth < 0 || depth == 0 && (list[at] == ',' || string.CompareOrdinal(list, at, " from ", 0, 6) == 0))
            {
                parts.Add(list[from..at].Trim());
                from = at + 1;
            }
        }
        return parts;
    }

    [Fact]
    public void Every_line_that_is_written_has_a_sentence_of_its_own()
    {
        var written = Written();
        Assert.Superset(new HashSet<(string, string)> { ("report", "submitted"), ("person", "passkey-added"), ("unit-decision", "merge"), ("unit", "reopened"), ("plan", "drafted"), ("membership", "role-given"), ("unit-import", "answered"), ("picture", "captioned") }, written);
        string Told((string Thing, string What) line) => AuditSentence.Of(new(1, DateTimeOffset.UnixEpoch, 1, "Ai", 1, "Đâu", ActingUnit: null, line.What, line.Thing, "1", Detail: null, FromAddress: null, Before: null, After: null, Report: null, Subject: null, "1", TokenId: null));
        Assert.Equal([], written.Where(line => Told(line).Contains('“', StringComparison.Ordinal)).Select(line => $"{line.Thing} {line.What}"));
        Assert.Equal([], written.GroupBy(Told, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_table_whose_rows_are_audited_has_a_word() =>
        Assert.Equal([], Regex.Matches(Schema(), @"select audit_table\('(\w+)'").Select(m => m.Groups[1].Value)
            .Where(table => AuditWords.Row(new("1", "row-added", table, "1", Before: null, After: null, "x")) == $"Thêm {table}: x"));
}

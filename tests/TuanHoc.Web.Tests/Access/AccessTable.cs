using System.Globalization;
using System.Text.RegularExpressions;

namespace TuanHoc.Web.Tests.Access;

/// <summary>
/// One line of access.md: an endpoint, tried with a kind of thing, and for whom it opens. Who holds a role is told the relations
/// in which it opens ("own child", "nation:all", "–"); who holds none, "yes" or "–"; and anybody "signin".
/// </summary>
/// <param name="Asks">What a key must be made for to be let in: "read", "write"; "–" where none is asked; null in the lines of pages.</param>
public sealed partial record AccessLine(int Number, string Method, string Route, string Sent, string Thing, IReadOnlyDictionary<string, string[]> Cells, string? Asks = null)
{
    public const string Open = "open", Missing = "missing", SignIn = "signin", Forbidden = "forbidden";

    public string Endpoint => $"{Method} {Route}";

    /// <summary>The address that leads to a thing, with the query of a page.</summary>
    public string Path(IReadOnlyDictionary<string, object> thing) => "/" + Filled(Route, thing).TrimStart('/') + (Method == "GET" && Sent != "" ? "?" + Filled(Sent, thing) : "");

    /// <summary>What a post sends beside its token.</summary>
    public string Body(IReadOnlyDictionary<string, object> thing) => Filled(Sent, thing);

    /// <summary>The answer that the line promises to someone who meets a thing of a unit in this relation.</summary>
    public string Expected(Holding held, string relation) =>
        Cells[held.Column] is ["signin"] ? SignIn
        : Cells[held.Column].Any(word => word is "yes" or "all" || word == relation || word == "held" && relation == "own" && !held.OnlyReads || word == "former" && relation == "heir" || word == $"{held.Level}:all" || word == $"{held.Level}:{relation}") ? Open : Missing;

    string Filled(string text, IReadOnlyDictionary<string, object> thing) => Hole().Replace(text, hole =>
        thing.TryGetValue(hole.Groups["name"].Value, out var value) ? string.Create(CultureInfo.InvariantCulture, $"{value}") : throw new InvalidOperationException($"access.md:{Number}: a {Thing} gives no {hole.Groups["name"].Value}"));

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Hole();
}

/// <summary>The table of access.md, read strictly: a slip in it is a failure that names its line.</summary>
public static partial class AccessTable
{
    /// <summary>The columns after the endpoint and the thing, in the order of the file.</summary>
    public static readonly string[] Roles = ["coordinator", "leader", "reporter", "viewer"], Others = ["administrator", "nobody", "visitor"];

    public static readonly string[] Levels = ["nation", "province", "agency", "commune", "school"], Relations = ["own", "child", "below", "ground", "heir", "former", "parent", "sibling", "other"];

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "tests/TuanHoc.Web.Tests/Access/access.md");

    /// <summary>What is asked with a browser, its cookies and its forms.</summary>
    public static IReadOnlyList<AccessLine> Read() => [.. Lines().TakeWhile(line => line.Text != KeysBegin).Where(line => IsRule(line.Text)).Select(line => Line(line.Number, Cells(line.Text), asks: null))];

    /// <summary>What programs ask with a key: the same columns, and after the thing what the key must be made for.</summary>
    public static IReadOnlyList<AccessLine> ReadKeys() => [.. Lines().SkipWhile(line => line.Text != KeysBegin).Where(line => IsRule(line.Text)).Select(line => KeyLine(line.Number, Cells(line.Text)))];

    /// <summary>The route that answers a GET of a path: of those that fit, the one with the fewest holes; the answer to every other address where none fits.</summary>
    public static string RouteOf(string path) => Shapes.Value.Where(shape => shape.Path.IsMatch(path)).OrderBy(shape => shape.Holes).FirstOrDefault().Route ?? Everything;

    const string Everything = "/{**path}", KeysBegin = "## API bằng khóa";

    static readonly Lazy<IReadOnlyList<(string? Route, Regex Path, int Holes)>> Shapes = new(() =>
        [.. Read().Where(line => line.Method == "GET" && line.Route != Everything).Select(line => line.Route).Distinct(StringComparer.Ordinal).Select(Shape)]);

    static (string?, Regex, int) Shape(string route) => (route, new Regex($"^{Hole().Replace(Regex.Escape(route), hole => hole.Groups["kind"].Value switch { "guid" => "[0-9a-f-]{36}", "long" or "int" => @"\d+", _ => "[^/]+" })}$"), Hole().Count(Regex.Escape(route)));

    [GeneratedRegex(@"\\\{\w+(:(?<kind>\w+))?}", RegexOptions.ExplicitCapture)]
    private static partial Regex Hole();

    static IEnumerable<(int Number, string Text)> Lines() => File.ReadLines(Path).Index().Select(line => (line.Index + 1, line.Item));

    static string[] Cells(string line) => line.Split('|', StringSplitOptions.TrimEntries)[1..^1];

    static bool IsRule(string line) => line.Split('|', StringSplitOptions.TrimEntries) is [_, _, ['`', ..], ..];

    static AccessLine KeyLine(int number, string[] cells)
    {
        Assert.True(cells[3] is "read" or "write" or "–", $"access.md:{Number(number)}: \"{cells[3]}\" is nothing a key is made for");
        return Line(number, [.. cells[..3], .. cells[4..]], cells[3]);
    }

    static AccessLine Line(int number, string[] cells, string? asks)
    {
        string[] columns = [.. Roles, .. Others];
        Assert.True(cells.Length == columns.Length + 4, $"access.md:{Number(number)}: {cells.Length} cells, not {columns.Length + 4}");
        var address = cells[1].Trim('`').Split(' ', 2);
        var said = columns.Zip(cells[3..], (column, cell) => (column, cell)).ToDictionary(c => c.column, c => c.cell == "–" ? [] : c.cell.Split(' '), StringComparer.Ordinal);
        foreach (var (column, words) in said)
            foreach (var word in words) Assert.True(IsKnown(column, word), $"access.md:{Number(number)}: \"{word}\" means nothing in the column {column}");
        Assert.True(cells[^1] != "", $"access.md:{Number(number)}: no rule in words");
        return new(number, cells[0], address[0], address.ElementAtOrDefault(1) ?? "", cells[2], said, asks);
    }

    static bool IsKnown(string column, string word) =>
        word == "signin" || (Others.Contains(column) ? word is "yes"
        : word.Split(':') is var parts && (parts.Length == 1 || parts.Length == 2 && Levels.Contains(parts[0])) && (parts[^1] is "all" or "held" || Relations.Contains(parts[^1])));

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

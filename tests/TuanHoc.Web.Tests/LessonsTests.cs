using System.Globalization;
using System.Text.RegularExpressions;

namespace TuanHoc.Web.Tests;

/// <summary>What hurt users of other systems is named with the test that keeps it from happening here; a name without its test is no promise.</summary>
public sealed partial class LessonsTests
{
    [GeneratedRegex(@"^\| (?<number>\d+) \|.*\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@" (Task|void) (?<name>[A-Z]\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [Fact]
    public void Every_lesson_told_names_tests_that_are_there()
    {
        var decisions = Path.Combine(Repository.Root, "docs", "decisions");
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Test().Matches(File.ReadAllText(file))).Select(test => test.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var lines = Line().Matches(File.ReadAllText(Path.Combine(decisions, "0047-lessons.md"))).ToList();

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 27, 29, 30, 31, 32], lines.Select(line => int.Parse(line.Groups["number"].Value, CultureInfo.InvariantCulture)));
        Assert.All(lines, line => Assert.NotEmpty(Named().Matches(line.Value)));
        Assert.All(lines.SelectMany(line => Named().Matches(line.Value)).Select(name => name.Groups["name"].Value), name => Assert.Contains(name, tests));
    }
}

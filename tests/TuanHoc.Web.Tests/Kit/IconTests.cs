using System.Text.RegularExpressions;

namespace TuanHoc.Web.Tests.Kit;

/// <summary>Drawings that pages name.</summary>
public sealed partial class IconTests
{
    [GeneratedRegex("""(?:<Icon Name|\bIcon)="([a-z]+)["]""")]
    private static partial Regex Named();

    [Fact]
    public void Every_icon_that_a_page_names_is_drawn()
    {
        var web = Path.Combine(Repository.Root, "src/TuanHoc.Web");
        var drawn = File.ReadAllText(Path.Combine(web, "wwwroot/icons.svg"));
        var named = Directory.EnumerateFiles(web, "*.razor", SearchOption.AllDirectories).SelectMany(file => Named().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(named.Count > 15, "icons were found");
        Assert.DoesNotContain(named, name => !drawn.Contains($"id=\"{name}\"", StringComparison.Ordinal));
    }
}

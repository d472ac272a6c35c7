using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Access;

/// <summary>What a page shows somebody and what the rule opens to them agree: no page has a link that its reader may not follow.</summary>
[Collection(typeof(AccessCollection))]
public sealed partial class LinksTests(AccessCountry country)
{
    // Links of one shape (/reports/{id}) on one kind of page lead to the same handler; of each shape so many are followed.
    const int FollowedOfShape = 3;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|=[^&]*")]
    private static partial Regex Varying();

    [Fact]
    public async Task Every_link_that_somebody_is_shown_opens_to_them()
    {
        var pages = AccessTable.Read().Where(line => line.Method == "GET" && !line.Route.Contains('.', StringComparison.Ordinal) && !line.Route.Contains("live", StringComparison.Ordinal)).ToList();
        var (followed, wrong) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(country.People, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (who, stop) =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var line in pages)
            {
                var shapes = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var (place, _) in country.Met(who, line).Where(met => line.Expected(who.Column, who.Level, met.Relation) == AccessLine.Open))
                {
                    if (await country.Things[line.Thing](place) is not { } values) continue;
                    var path = line.Path(values);
                    foreach (var link in await LinksAsync(who, path))
                    {
                        if (!seen.Add(link) || (shapes[Shape(link)] = shapes.GetValueOrDefault(Shape(link)) + 1) > FollowedOfShape) continue;
                        using var response = await who.Browser.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, Cancel);
                        Interlocked.Increment(ref followed);
                        if ((int)response.StatusCode >= 400) wrong.Add($"{who.Name} is shown {link} on {path}: {(int)response.StatusCode}");
                    }
                }
            }
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {followed} links do not open:\n" + string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(40)));
        Assert.True(followed > 500, $"only {followed} links were followed");
    }

    static async Task<List<string>> LinksAsync(Somebody who, string path)
    {
        using var response = await who.Browser.GetAsync(path, Cancel);
        if (response.Content.Headers.ContentType?.MediaType != "text/html") return [];
        using var page = await response.PageAsync();
        return [.. page.QuerySelectorAll("main a[href^='/']").Select(link => link.GetAttribute("href")!.Split('#')[0]).Distinct(StringComparer.Ordinal)];
    }

    static string Shape(string link) => Varying().Replace(link, "…");
}

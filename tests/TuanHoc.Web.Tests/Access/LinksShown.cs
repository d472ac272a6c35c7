using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Access;

/// <summary>Every page of access.md as everybody meets it, and the links on it: walked once for all who ask about links.</summary>
public sealed partial class LinksShown(AccessCountry country) : IAsyncLifetime
{
    // Links of one shape (/reports/{id}) on one kind of page lead to the same handler; of each shape so many are followed.
    const int FollowedOfShape = 3;

    readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> between = new(StringComparer.Ordinal);
    readonly ConcurrentBag<string> wrong = [];
    int followed;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|=[^&]*")]
    private static partial Regex Varying();

    public int Followed => followed;

    /// <summary>Links that did not open to who was shown them.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>The routes that answered somebody with a page.</summary>
    public IEnumerable<string> Pages => between.Keys;

    /// <summary>The pages to which links lead, one after another, from the first page that somebody signed in meets.</summary>
    public IReadOnlySet<string> Reached
    {
        get
        {
            var (reached, next) = (new HashSet<string>(StringComparer.Ordinal) { "/" }, new Queue<string>(["/"]));
            while (next.TryDequeue(out var page))
                foreach (var route in between.TryGetValue(page, out var links) ? links.Keys : [])
                    if (reached.Add(route)) next.Enqueue(route);
            return reached;
        }
    }

    public async ValueTask InitializeAsync()
    {
        // A list leads to what is there already.
        foreach (var make in country.Things.Values)
            foreach (var place in country.Places) await make(place);
        var lines = AccessTable.Read().Where(line => line.Method == "GET").ToList();
        await Parallel.ForEachAsync(country.People, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (who, _) => await WalkAsync(who, lines));
    }

    async Task WalkAsync(Somebody who, IEnumerable<AccessLine> lines)
    {
        // What is printed is made by the office suite, which takes seconds: of each shape one.
        var (seen, printed) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in lines.Where(line => !line.Route.Contains('.', StringComparison.Ordinal) && !line.Route.Contains("live", StringComparison.Ordinal)))
        {
            var shapes = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (place, _, _) in country.Met(who, line).Where(met => met.Expected == AccessLine.Open))
            {
                if (await country.Things[line.Thing](place) is not { } values) continue;
                var path = line.Path(values);
                foreach (var link in await LinksAsync(who, line.Route, path))
                {
                    if (!seen.Add(link) || (link.EndsWith(".pdf", StringComparison.Ordinal) && !printed.Add(Shape(link))) || (shapes[Shape(link)] = shapes.GetValueOrDefault(Shape(link)) + 1) > FollowedOfShape) continue;
                    using var response = await who.Browser.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, Cancel);
                    Interlocked.Increment(ref followed);
                    if ((int)response.StatusCode >= 400) wrong.Add($"{who.Name} is shown {link} on {path}: {(int)response.StatusCode}");
                }
            }
        }
    }

    async Task<List<string>> LinksAsync(Somebody who, string route, string path)
    {
        using var response = await who.Browser.GetAsync(path, Cancel);
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "text/html") return [];
        using var page = await response.PageAsync();
        List<string> links = [.. page.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!.Split('#')[0]).Distinct(StringComparer.Ordinal)];
        var led = between.GetOrAdd(route, _ => new(StringComparer.Ordinal));
        foreach (var link in links) led.TryAdd(AccessTable.RouteOf(link.Split('?')[0]), 0);
        return links;
    }

    static string Shape(string link) => Varying().Replace(link, "…");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

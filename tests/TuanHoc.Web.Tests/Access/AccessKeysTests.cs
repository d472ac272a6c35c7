using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Tests.Api;

namespace TuanHoc.Web.Tests.Access;

/// <summary>The matrix of what programs may: every call of /api/v1 × everybody's two keys × things of units in every relation, and every unit that stands in a list, held against the second part of access.md.</summary>
[Collection(typeof(AccessCollection))]
public sealed class AccessKeysTests(AccessCountry country)
{
    const int ShownOfRule = 6;

    static readonly string[] Units = ["unitId", "orgUnit"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A key of somebody, and what it was made for: "–" without one, "read", "write".</summary>
    sealed record Key(Somebody Who, string For, HttpClient Program)
    {
        public string Name => For switch { "–" => Who.Name, "read" => $"{Who.Name}, with a key to read,", _ => $"{Who.Name}, with a key to write," };

        public bool IsFor(AccessLine line) => line.Asks is "–" || Who.Account == "" || For == "write" || For == line.Asks;
    }

    [Fact]
    public void Every_call_has_its_rule_and_every_rule_its_call()
    {
        var calls = country.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {endpoint.RoutePattern.RawText}")).Distinct(StringComparer.Ordinal).ToList();
        var ruled = AccessTable.ReadKeys().Select(line => line.Endpoint).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(calls.Count > 8, "calls were found");
        Assert.Equal(calls.Order(StringComparer.Ordinal), ruled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everybody_with_a_key_is_answered_as_the_table_says_and_lists_hold_nothing_else()
    {
        var lines = AccessTable.ReadKeys();
        var keys = new ConcurrentBag<Key>();
        await EachAsync(country.People, async who =>
        {
            // A visitor has none; what looks like one is none.
            if (who.Account == "") keys.Add(new(who, "–", country.App.Program(new string('a', 64))));
            else foreach (var writes in (bool[])[false, true]) keys.Add(new(who, writes ? "write" : "read", country.App.Program(await who.Browser.KeyAsync(writes))));
        });
        await DraftsAsync(keys);
        var members = new Dictionary<string, HashSet<long>>(StringComparer.Ordinal)
        {
            ["each unit"] = await UnitsAsync("select array_agg(unit_id) from unit_on(vietnam_day(now()))"),
            ["each report"] = await UnitsAsync("select array_agg(unit_id) from report where edition_id = $1", country.Edition.Id),
            ["each draft's figures"] = await UnitsAsync("select array_agg(unit_id) from report where edition_id = $1 and figures is not null and state not in ('submitted', 'accepted')", country.Edition.Id),
        };
        Assert.All(members, list => Assert.NotEmpty(list.Value));

        var (cells, listed, wrong) = (0, 0, new ConcurrentBag<(AccessLine Line, string What)>());
        await EachAsync(keys, async key =>
        {
            var lists = new Dictionary<string, (string? Refused, List<JsonElement> Items)>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                if (members.TryGetValue(line.Thing, out var units))
                {
                    var path = line.Path(Year);
                    if (!lists.TryGetValue(path, out var list)) lists[path] = list = await ListAsync(key, path);
                    var found = list.Items.Where(item => line.Thing != "each draft's figures" || TellsOfDraft(item)).Select(item => item.GetProperty(line.Thing == "each unit" ? "id" : "unitId").GetInt64()).ToHashSet();
                    foreach (var unit in units.Union(found))
                    {
                        var (place, relation, promised) = country.Meeting(key.Who, line, country.Everywhere[unit]);
                        var expected = Expected(key, line, promised);
                        var answer = list.Refused ?? (found.Contains(unit) ? AccessLine.Open : AccessLine.Missing);
                        Interlocked.Increment(ref listed);
                        if (answer != expected) wrong.Add((line, $"{key.Name} of {relation} {place.Kind} \"{place.Name}\": {answer}, not {expected}"));
                    }
                    continue;
                }
                foreach (var (place, relation, promised) in country.Met(key.Who, line))
                {
                    if (await country.Things[line.Thing](place) is not { } values) continue;
                    var (answer, expected) = (await AnswerAsync(key, line, values, place), Expected(key, line, promised));
                    Interlocked.Increment(ref cells);
                    if (answer != expected) wrong.Add((line, $"{key.Name} on the {line.Thing} of {relation} {place.Kind} \"{place.Name}\": {answer}, not {expected}"));
                }
            }
        });

        var told = string.Create(CultureInfo.InvariantCulture, $"access by keys: {cells} cells tried, {listed} units looked for in lists, {wrong.Count} otherwise ({lines.Count} rules, {keys.Count} keys)");
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        foreach (var key in keys) key.Program.Dispose();
        Assert.True(wrong.IsEmpty, told + string.Concat(wrong.GroupBy(cell => cell.Line).OrderBy(rule => rule.Key.Number).Select(rule =>
            $"\naccess.md:{rule.Key.Number}: {rule.Key.Endpoint}: {rule.Count()} cells\n    " + string.Join("\n    ", rule.Select(cell => cell.What).Order(StringComparer.Ordinal).Take(ShownOfRule)))));
        Assert.True(cells > 2000 && listed > 100_000, told);
    }

    /// <summary>What the line promises to the person, where the key was made for it.</summary>
    static string Expected(Key key, AccessLine line, string promised) => key.IsFor(line) ? promised : AccessLine.Forbidden;

    /// <summary>Reporters write a figure, so that lists have drafts of which to tell nothing.</summary>
    async Task DraftsAsync(IEnumerable<Key> keys)
    {
        foreach (var key in keys.Where(key => key.For == "write" && key.Who.Holds is [{ Column: "reporter", Level: not "nation" }]))
        {
            var path = $"/api/v1/reports/{(await country.Things["report"](country.Everywhere[key.Who.Holds[0].Home!.Value]))!["id"]}";
            var report = JsonElement.Parse(await key.Program.GetStringAsync(path, Cancel));
            using var request = Request(HttpMethod.Put, path + "/figures", JsonSerializer.Serialize(new { version = report.GetProperty("version").GetInt32(), figures = new Dictionary<string, int> { ["news.amount"] = 3 } }));
            using var written = await key.Program.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        }
    }

    async Task<string> AnswerAsync(Key key, AccessLine line, Dictionary<string, object> values, Place place)
    {
        var (path, sent) = (line.Path(values), line.Body(values));
        // What a call sends is an object, and before it the query.
        var body = line.Method == "GET" ? null : sent[sent.IndexOf('{', StringComparison.Ordinal)..];
        using var request = Request(HttpMethod.Parse(line.Method), body is null ? path : path + sent[..^body.Length].Trim(), body);
        using var response = await key.Program.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return await StatusAsync(response) is { } refused ? refused
            : text.Contains("ngoài quyền", StringComparison.Ordinal) ? AccessLine.Missing
            : line.Thing != "–" && UnitsIn(JsonElement.Parse(text)).FirstOrDefault(unit => unit != place.Id, -1) is var other and not -1 ? $"something of unit {other}"
            : AccessLine.Open;
    }

    /// <summary>What all pages of a list hold; or how it was refused.</summary>
    static async Task<(string? Refused, List<JsonElement> Items)> ListAsync(Key key, string path)
    {
        var (items, after) = (new List<JsonElement>(), 0L);
        while (true)
        {
            using var response = await key.Program.GetAsync($"{path}&after={after}", Cancel);
            if (await StatusAsync(response) is { } refused) return (refused, items);
            var page = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null) return (null, items);
            after = page.GetProperty("next").GetInt64();
        }
    }

    static bool TellsOfDraft(JsonElement report) => report.GetProperty("figures").ValueKind != JsonValueKind.Null && report.GetProperty("state").GetString() is not ("submitted" or "accepted");

    static readonly Dictionary<string, object> Year = new(StringComparer.Ordinal) { ["year"] = 2026 };

    /// <summary>How a call was refused; null where it was let in. A refusal is a problem that says why.</summary>
    static async Task<string?> StatusAsync(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict) return null;
        var isTold = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("detail").GetString() is { Length: > 20 };
        return response.StatusCode switch
        {
            _ when !isTold => $"a bare {(int)response.StatusCode}",
            HttpStatusCode.Unauthorized => AccessLine.SignIn,
            HttpStatusCode.Forbidden => AccessLine.Forbidden,
            HttpStatusCode.NotFound => AccessLine.Missing,
            var status => ((int)status).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The units of which an answer tells something: by number, and the one of a table of totals.</summary>
    static IEnumerable<long> UnitsIn(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.Object => said.EnumerateObject().SelectMany(property =>
            Units.Contains(property.Name) && property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String && long.TryParse(property.Value.ToString(), CultureInfo.InvariantCulture, out var unit) ? [unit]
            : property.NameEquals("unit") && property.Value.ValueKind == JsonValueKind.Object ? [property.Value.GetProperty("id").GetInt64()]
            : UnitsIn(property.Value)),
        JsonValueKind.Array => said.EnumerateArray().SelectMany(UnitsIn),
        _ => [],
    };

    static HttpRequestMessage Request(HttpMethod method, string path, string? body) => new(method, path)
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { { "Idempotency-Key", Guid.CreateVersion7().ToString() } },
    };

    async Task<HashSet<long>> UnitsAsync(string sql, params object[] values) => [.. await country.Data.ScalarAsync<long[]>(sql, values)];

    static Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> tryAsync) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (one, _) => await tryAsync(one));
}

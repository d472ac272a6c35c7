using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace TuanHoc.Web.Tests.Access;

/// <summary>The whole matrix of access: every endpoint of the program × every role at every level × things of units in every relation, held against access.md.</summary>
[Collection(typeof(AccessCollection))]
public sealed class AccessMatrixTests(AccessCountry country)
{
    // A mistake shows in many cells; the first of them tell which.
    const int ShownOfRule = 6;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_endpoint_has_its_rule_and_every_rule_its_endpoint()
    {
        var endpoints = country.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            // Assets are for everybody; the framework adds an endpoint for those that are not built yet.
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.RoutePattern.RawText != "{**path:file}")
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
            .Distinct(StringComparer.Ordinal).ToList();
        var ruled = AccessTable.Read().Select(line => line.Endpoint).ToHashSet(StringComparer.Ordinal);

        Assert.True(endpoints.Count > 30, "endpoints were found");
        var wrong = endpoints.Where(endpoint => !ruled.Contains(endpoint)).Select(endpoint => $"no rule: {endpoint}")
            .Concat(ruled.Except(endpoints, StringComparer.Ordinal).Select(line => $"no endpoint: {line}")).Order(StringComparer.Ordinal).ToList();
        Assert.True(wrong.Count == 0, "access.md and the program differ:\n" + string.Join("\n", wrong));
    }

    [Fact]
    public async Task Everybody_is_answered_as_the_table_says()
    {
        var lines = AccessTable.Read();
        Assert.All(lines, line => Assert.True(country.Things.ContainsKey(line.Thing), $"access.md:{line.Number}: AccessCountry makes no \"{line.Thing}\""));
        var (cells, wrong) = (0, new ConcurrentBag<(AccessLine Line, string What)>());
        await Parallel.ForEachAsync(country.People, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (who, _) =>
        {
            foreach (var line in lines)
            {
                foreach (var (place, relation, expected) in country.Met(who, line))
                {
                    if (await country.Things[line.Thing](place) is not { } values) continue;
                    var answer = await AnswerAsync(who, line, values);
                    Interlocked.Increment(ref cells);
                    if (answer == expected) continue;
                    wrong.Add((line, $"{who.Name}{(line.Thing == "–" ? "" : $" on the {line.Thing} of {relation} {place.Kind} \"{place.Name}\"")}: {answer}, not {expected}"));
                }
            }
        });

        var told = string.Create(CultureInfo.InvariantCulture, $"access matrix: {cells} cells tried, {wrong.Count} answered otherwise ({lines.Count} rules, {country.People.Count} people)");
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(wrong.IsEmpty, told + string.Concat(wrong.GroupBy(cell => cell.Line).OrderBy(rule => rule.Key.Number).Select(rule =>
            $"\naccess.md:{rule.Key.Number}: {rule.Key.Endpoint}: {rule.Count()} cells\n    " + string.Join("\n    ", rule.Select(cell => cell.What).Order(StringComparer.Ordinal).Take(ShownOfRule)))));
        Assert.True(cells > 3000, $"only {cells} cells were tried");

        var (written, missing) = await WatchedWrites.LookAsync(country.Data.Source);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} of their transactions wrote what needs a line of the audit"));
        Assert.True(missing.Count == 0, WatchedWrites.Said(missing));
        Assert.True(written > 500, $"only {written} transactions wrote");
    }

    async Task<string> AnswerAsync(Somebody who, AccessLine line, Dictionary<string, object> values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(line.Method), line.Path(values));
        if (line.Method != "GET") request.Content = new StringContent($"__RequestVerificationToken={Uri.EscapeDataString(who.Token)}&{line.Body(values)}", new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        // Some answers never end: what they begin with is the answer.
        using var response = await who.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        if (who.Account != "" && response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("tuanhoc=", StringComparison.Ordinal)))
            await country.SignInAsync(who.Browser, who.Account);
        return response.StatusCode switch
        {
            HttpStatusCode.Redirect when response.Headers.Location!.ToString().Contains("/signin?back=", StringComparison.Ordinal) => AccessLine.SignIn,
            >= HttpStatusCode.OK and < HttpStatusCode.BadRequest or HttpStatusCode.BadRequest or HttpStatusCode.Conflict => AccessLine.Open,
            // What programs ask knows no page of signing in.
            HttpStatusCode.Unauthorized when line.Route.StartsWith("/api/", StringComparison.Ordinal) => AccessLine.SignIn,
            HttpStatusCode.NotFound => await RefusalAsync(who, response),
            var status => ((int)status).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A refusal is a page that says why and whom to ask; a visitor is asked to sign in.</summary>
    static async Task<string> RefusalAsync(Somebody who, HttpResponseMessage response) =>
        (await response.Content.ReadAsStringAsync(Cancel)).Contains(who.Account == "" ? "href=\"/signin\"" : "href=\"/access\"", StringComparison.Ordinal) ? AccessLine.Missing : "a bare 404";
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TuanHoc.Web.Tests.Accounts;

/// <summary>A small provider that keeps to the standard: discovery, code with PKCE, token, user-info. Whoever comes is the person set here.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "tuanhoc", ClientSecret = "bí mật của máy";

    readonly WebApplication app;
    readonly ConcurrentDictionary<string, (string Challenge, string RedirectUri, object Person)> codes = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, object> tokens = new(StringComparer.Ordinal);

    OpenIdProvider(WebApplication app) => this.app = app;

    public string Authority => app.Urls.First();

    /// <summary>What user-info says of who comes next.</summary>
    public object Person { get; set; } = new { };

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--urls=http://127.0.0.1:0"] });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var provider = new OpenIdProvider(builder.Build());
        provider.Map();
        await provider.app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Authority, authorization_endpoint = Authority + "/ask", token_endpoint = Authority + "/token", userinfo_endpoint = Authority + "/who" }));
        app.MapGet("/ask", (string client_id, string redirect_uri, string state, string scope, string code_challenge, string code_challenge_method) =>
        {
            if (client_id != ClientId || code_challenge_method != "S256" || !scope.Split(' ').Contains("openid")) return Results.BadRequest();
            var code = Guid.CreateVersion7().ToString("N");
            codes[code] = (code_challenge, redirect_uri, Person);
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var verifier = SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()));
            if (form["client_secret"] != ClientSecret || !codes.TryRemove(form["code"].ToString(), out var asked) || asked.RedirectUri != form["redirect_uri"]
                || asked.Challenge != System.Buffers.Text.Base64Url.EncodeToString(verifier)) return Results.BadRequest();
            var token = Guid.CreateVersion7().ToString("N");
            tokens[token] = asked.Person;
            return Results.Json(new { access_token = token, token_type = "Bearer" });
        });
        app.MapGet("/who", (HttpRequest request) => tokens.TryGetValue(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var person) ? Results.Json(person) : Results.Unauthorized());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Accounts;

/// <summary>The office's own sign-in, where there is one: OpenId:Name, Authority, ClientId and ClientSecret; its endpoints are asked for, or given.</summary>
public sealed class OpenId(IConfiguration configuration, IHttpClientFactory clients)
{
    public const string Scheme = "OpenId";

    readonly IConfigurationSection settings = configuration.GetSection("OpenId");
    OpenIdEndpointsKnown? known;

    /// <summary>What people call it; null when none is set up.</summary>
    public string? Name => Authority.Length == 0 ? null : settings["Name"] ?? new Uri(Authority).Host;

    /// <summary>Who says so: kept with each link, so that another provider's number 7 is another person.</summary>
    public string Authority => (settings["Authority"] ?? "").TrimEnd('/');

    /// <summary>Where to send people, to change a code for a token, and to ask who it is. Asked once; a provider that does not answer is asked again next time.</summary>
    public async Task<OpenIdEndpointsKnown> EndpointsAsync(CancellationToken cancel)
    {
        if (known is not null) return known;
        if (settings["AuthorizationEndpoint"] is { } authorization && settings["TokenEndpoint"] is { } token && settings["UserInfoEndpoint"] is { } userInfo)
            return known = new(authorization, token, userInfo);
        using var client = clients.CreateClient(Scheme);
        using var answer = JsonDocument.Parse(await client.GetStringAsync(Authority + "/.well-known/openid-configuration", cancel));
        var said = answer.RootElement;
        return known = new(said.GetProperty("authorization_endpoint").GetString()!, said.GetProperty("token_endpoint").GetString()!, said.GetProperty("userinfo_endpoint").GetString()!);
    }

    public static void Add(IServiceCollection services, AuthenticationBuilder authentication)
    {
        services.AddHttpClient();
        services.AddSingleton<OpenId>();
        authentication.AddOAuth<OAuthOptions, OpenIdHandler>(Scheme, _ => { });
        services.AddOptions<OAuthOptions>(Scheme).Configure<IConfiguration>(Configure);
    }

    static void Configure(OAuthOptions options, IConfiguration configuration)
    {
        var given = configuration.GetSection("OpenId");
        var authority = given["Authority"] ?? "";
        if (authority.Length > 0 && new Uri(authority) is { Scheme: not "https", IsLoopback: false }) throw new Refusal("OpenId:Authority phải là địa chỉ https.");
        // Without a provider the scheme lies unused; the framework wants every scheme filled in.
        options.ClientId = given["ClientId"] ?? Scheme;
        options.ClientSecret = given["ClientSecret"] ?? Scheme;
        options.AuthorizationEndpoint = options.TokenEndpoint = options.UserInformationEndpoint = "https://localhost/";
        options.CallbackPath = "/signin/openid/callback";
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.UsePkce = true;
        foreach (var scope in (string[])["openid", "email", "profile"]) options.Scope.Add(scope);
        // The provider leads back by a plain link.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/signin/openid/failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}

/// <summary>The addresses of a provider.</summary>
public sealed record OpenIdEndpointsKnown(string Authorization, string Token, string UserInfo);

/// <summary>The framework's OAuth with what OpenID Connect adds: addresses that the provider tells, and who it is from the user-info endpoint.</summary>
sealed class OpenIdHandler(IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpenId openId) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await DiscoverAsync();
        await base.HandleChallengeAsync(properties);
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        await DiscoverAsync();
        return await base.ExchangeCodeAsync(context);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var said = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Context.RequestAborted));
        foreach (var name in (string[])[OpenIdLink.Subject, OpenIdLink.Email, OpenIdLink.EmailVerified])
            if (said.RootElement.TryGetProperty(name, out var value)) identity.AddClaim(new Claim(name, value.ToString()));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    async Task DiscoverAsync()
    {
        var known = await openId.EndpointsAsync(Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint, Options.UserInformationEndpoint) = (known.Authorization, known.Token, known.UserInfo);
    }
}

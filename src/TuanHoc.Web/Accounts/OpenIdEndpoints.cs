using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>Signing in by the office's own sign-in, and linking it to the account here.</summary>
static class OpenIdEndpoints
{
    public static void MapOpenId(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin/openid", Go).AllowAnonymous();
        app.MapGet("/signin/openid/done", Done).AllowAnonymous();
        app.MapGet("/signin/openid/failed", () => Unreachable(StatusCodes.Status400BadRequest)).AllowAnonymous();
        app.MapGet("/me/openid", Show);
        app.MapPost("/me/openid", Link).AsksAgain();
        app.MapPost("/me/openid/remove", Unlink).AsksAgain();
    }

    static async Task<IResult> Go(OpenId openId, CancellationToken cancel, string back = "/")
    {
        if (openId.Name is null) return PageResults.Missing();
        try
        {
            await openId.EndpointsAsync(cancel);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException)
        {
            return Unreachable(StatusCodes.Status503ServiceUnavailable);
        }
        return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/signin/openid/done?back=" + Uri.EscapeDataString(WayBack.Local(back)) }, [OpenId.Scheme]);
    }

    static async Task<IResult> Done(OpenIdLink link, CurrentUser user, Entry entry, Halfway halfway, CancellationToken cancel, string back = "/")
    {
        back = WayBack.Local(back);
        // Who is signed in already came to link; and who is not linked yet signs in with the own password once, and links then.
        if (user.IsKnown) return TypedResults.LocalRedirect("/me/openid");
        if (await link.VisitorAsync() is not { } visitor) return TypedResults.LocalRedirect("/signin?back=" + Uri.EscapeDataString(back));
        if (await link.PersonAsync(visitor, cancel) is not { } person) return TypedResults.LocalRedirect("/signin?back=%2Fme%2Fopenid");
        await link.ForgetVisitorAsync();
        if (person.TwoFactorEnabled)
        {
            halfway.Begin(person);
            return TypedResults.LocalRedirect("/signin/code?back=" + Uri.EscapeDataString(back));
        }
        await entry.EnterAsync(person, "openid");
        return TypedResults.LocalRedirect(back);
    }

    static async Task<IResult> Show(OpenId openId, OpenIdLink link, CurrentUser user, CancellationToken cancel) => openId.Name is { } name ? await PageAsync(name, link, user, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> Link(IFormCollection _, OpenId openId, OpenIdLink link, CurrentUser user, CancellationToken cancel)
    {
        if (openId.Name is not { } name) return PageResults.Missing();
        if (await link.VisitorAsync() is not { } visitor) return TypedResults.LocalRedirect("/me/openid");
        if (!await link.IsSameAddressAsync(visitor, user.Id, cancel)) return await PageAsync(name, link, user, StatusCodes.Status409Conflict, cancel);
        await link.LinkAsync(visitor, user.Id, cancel);
        await link.ForgetVisitorAsync();
        return TypedResults.LocalRedirect("/me/openid");
    }

    static async Task<IResult> Unlink(IFormCollection _, OpenId openId, OpenIdLink link, CurrentUser user, CancellationToken cancel)
    {
        if (openId.Name is null) return PageResults.Missing();
        await link.UnlinkAsync(user.Id, cancel);
        return TypedResults.LocalRedirect("/me/openid");
    }

    static async Task<IResult> PageAsync(string name, OpenIdLink link, CurrentUser user, int status, CancellationToken cancel)
    {
        var visitor = await link.VisitorAsync();
        return PageResults.Page<OpenIdView>(new
        {
            Name = name,
            user.FullName,
            IsLinked = await link.IsLinkedAsync(user.Id, cancel),
            Visitor = visitor,
            IsSameAddress = visitor is not null && await link.IsSameAddressAsync(visitor, user.Id, cancel),
        }, status);
    }

    static IResult Unreachable(int status) => PageResults.Refused(status, T["Chưa đăng nhập được"], T["Nơi đăng nhập của cơ quan không trả lời hoặc đã từ chối. Thử lại, hoặc đăng nhập bằng mật khẩu."], "/signin");
}

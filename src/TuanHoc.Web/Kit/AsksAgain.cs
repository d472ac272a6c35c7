namespace TuanHoc.Web.Kit;

/// <summary>For acts that a stranger at an open computer must not do.</summary>
public static class AsksAgainExtensions
{
    /// <summary>How long a password or a second factor counts as shown.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Whether the person has shown a password or a second factor in the last ten minutes; sample people have none to show.</summary>
    public static bool ProvedLately(this CurrentUser user) => user.IsSampleHere || user.ProvedAt > user.Now - Fresh;

    /// <summary>
    /// The endpoint acts only for who has shown a password or a second factor within ten minutes; others go to show it and come back: to the page itself, or, when a form
    /// was sent, to the page it was sent from. So a page with such a form asks as well, and what was typed is lost only to who thinks for ten minutes.
    /// </summary>
    public static TBuilder AsksAgain<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AsksAgain()).AddEndpointFilter<TBuilder, AgainFilter>();
}

/// <summary>On an endpoint: it asks for the password or a second factor again.</summary>
public sealed class AsksAgain;

sealed class AgainFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var user = context.HttpContext.RequestServices.GetRequiredService<CurrentUser>();
        if (user.ProvedLately()) return next(context);
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString.Value
            : request.GetTypedHeaders().Referer is { } from && from.Host == request.Host.Host ? from.PathAndQuery : "/";
        return ValueTask.FromResult<object?>(TypedResults.LocalRedirect("/signin/again?back=" + Uri.EscapeDataString(WayBack.Local(back))));
    }
}

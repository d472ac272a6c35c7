using Microsoft.AspNetCore.OutputCaching;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Portal.Seats;

namespace TuanHoc.Web.Portal;

/// <summary>The room that everybody may enter: what is held near them, and what the nation came to. No account, no cookie but the language.</summary>
public static class PortalRoom
{
    /// <summary>Where the pages of the portal begin.</summary>
    public const string Root = "/week";

    // A change is seen within this time, and a page that all look at is made once in it.
    static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(4);

    const long MostKept = 32L << 20;

    // What else stands in an address changes nothing of the page.
    static readonly string[] Asked = ["q", "place", "day", "kind", "for", "age", "free", "online", "seats", "near", "page", "year", "lang", "month", "week"];

    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddSingleton<Catalogues>().AddHostedService(provider => provider.GetRequiredService<Catalogues>());
        services.AddSingleton<FullActivities>();
        services.AddSeats();
        services.AddOutputCache(options =>
        {
            options.SizeLimit = MostKept;
            options.AddBasePolicy(
                policy => policy.With(context => IsPage(context.HttpContext)).Expire(KeptFor).SetVaryByQuery(Asked).SetVaryByHeader("Accept-Encoding").VaryByValue(http => new("language", Languages.Of(http))),
                excludeDefaultPolicy: false);
        });
        return services;
    }

    /// <summary>Keeps the pages of the portal as they go out, compressed; before everything else, so that one that is kept costs a look into memory.</summary>
    public static void UsePortalCache(this IApplicationBuilder app) =>
        app.UseWhen(http => IsPage(http), kept => kept.UseOutputCache());

    static bool IsPage(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal) && !SeatsRoom.IsPersonal(http.Request.Path) && !IsAsked(http.Request.Path.Value!.TrimEnd('/'));

    // Pages that carry something sealed for one visitor.
    static bool IsAsked(string path) => path.EndsWith(FlagPages.End, StringComparison.OrdinalIgnoreCase) || path.EndsWith(FeedbackPages.End, StringComparison.OrdinalIgnoreCase);

    public static void MapPortal(this IEndpointRouteBuilder app)
    {
        var portal = app.MapGroup(Root).AllowAnonymous();
        portal.MapGet("", PortalEndpoints.Home);
        portal.MapGet("/find", PortalEndpoints.Find);
        portal.MapGet("/map", PortalEndpoints.Map);
        portal.MapGet("/calendar", PortalEndpoints.Calendar);
        portal.MapGet("/places", PortalEndpoints.Places);
        portal.MapGet("/years", PortalEndpoints.Years);
        portal.MapGet("/units/{id:long}", PortalEndpoints.Unit);
        portal.MapGet("/activities/{id:guid}", PortalEndpoints.Activity);
        portal.MapGet("/activities/{id:guid}.ics", PortalFeeds.OneCalendar);
        portal.MapGet("/activities/{id:guid}/notice", PortalEndpoints.Notice);
        portal.MapGet("/activities/{id:guid}/pictures/{picture:guid}", (Guid id, Guid picture, HttpContext http, AppDb db, CancellationToken cancel) => PortalEndpoints.Picture(id, picture, small: false, http, db, cancel));
        portal.MapGet("/activities/{id:guid}/pictures/{picture:guid}/small", (Guid id, Guid picture, HttpContext http, AppDb db, CancellationToken cancel) => PortalEndpoints.Picture(id, picture, small: true, http, db, cancel));
        portal.MapGet("/activities/{id:guid}" + FlagPages.End, FlagPages.Form);
        // As with registration, the page is sealed instead.
        portal.MapPost("/activities/{id:guid}" + FlagPages.End, FlagPages.Send).DisableAntiforgery().RequireRateLimiting(SeatsRoom.Many);
        portal.MapGet("/activities/{id:guid}" + FeedbackPages.End, FeedbackPages.Form);
        portal.MapPost("/activities/{id:guid}" + FeedbackPages.End, FeedbackPages.Send).DisableAntiforgery().RequireRateLimiting(SeatsRoom.Many);
        portal.MapGet("/calendar.ics", PortalFeeds.Calendar);
        portal.MapGet("/feed.atom", PortalFeeds.Atom);
        portal.MapGet("/embed", PortalEndpoints.Embed);
        portal.MapSeats();
        app.MapGet("/sitemap.xml", PortalFeeds.Sitemap).AllowAnonymous();
        app.MapGet("/robots.txt", PortalFeeds.Robots).AllowAnonymous();
    }
}

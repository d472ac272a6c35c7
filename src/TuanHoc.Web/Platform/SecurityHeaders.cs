namespace TuanHoc.Web.Platform;

/// <summary>What browsers are told to forbid: everything that is not from here, scripts and styles inside pages, frames.</summary>
static class SecurityHeaders
{
    const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        Add(http.Response.Headers);
        // The worker of reports answers for the first page too, without a connection.
        if (http.Request.Path == "/reports/offline.js") http.Response.Headers["Service-Worker-Allowed"] = "/";
        return next(http);
    });

    internal static void Add(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // Where somebody is, the portal asks when its button is pressed, and the browser asks its owner.
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}

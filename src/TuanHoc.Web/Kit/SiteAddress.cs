namespace TuanHoc.Web.Kit;

public static class SiteAddress
{
    /// <summary>Where this installation is reached from outside, for pages and paper: the setting "Site" (https://…), or else the address of the request.</summary>
    public static string Site(this HttpContext http) => Said(http) ?? $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>The same for letters to somebody else than who asks. A request may name any host, and the link of a letter opens what is one person's: without the setting only the machine itself is believed. Null where there is none to write.</summary>
    public static string? LetterSite(this HttpContext http) =>
        Said(http) ?? (http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" ? http.Site() : null);

    static string? Said(HttpContext http) => http.RequestServices.GetRequiredService<IConfiguration>()["Site"] is { Length: > 0 } site ? site.TrimEnd('/') : null;
}

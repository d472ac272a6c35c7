namespace TuanHoc.Web.Kit;

public static class SiteAddress
{
    /// <summary>Where this installation is reached from outside, for links on paper and in letters: the setting "Site" (https://…), or else the address of the request.</summary>
    public static string Site(this HttpContext http) =>
        http.RequestServices.GetRequiredService<IConfiguration>()["Site"] is { Length: > 0 } site ? site.TrimEnd('/') : $"{http.Request.Scheme}://{http.Request.Host}";
}

using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace TuanHoc.Web.Kit;

/// <summary>Vietnamese, or English: by the address (?lang=en), which can be sent to others and found by search engines, or by a cookie that the header's switch sets. Numbers and dates are Vietnam's in both.</summary>
public static class Languages
{
    const string Asked = "lang";

    // The framework's own names of cultures are not asked for in addresses.
    static readonly IRequestCultureProvider[] Providers = [new QueryStringRequestCultureProvider { QueryStringKey = "", UIQueryStringKey = Asked }, new CookieRequestCultureProvider()];

    public static void Offer(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture("vi-VN", "vi");
        options.SupportedCultures = [Vn.Culture];
        options.SupportedUICultures = [CultureInfo.GetCultureInfo("vi"), CultureInfo.GetCultureInfo("en")];
        options.RequestCultureProviders = Providers;
    }

    /// <summary>The language that a request will be answered in, before anything has set it: "vi" or "en".</summary>
    public static string Of(HttpContext http) =>
        http.Request.Query[Asked] is [{ } asked] ? Known(asked)
        : http.Request.Cookies[CookieRequestCultureProvider.DefaultCookieName] is { } kept && CookieRequestCultureProvider.ParseCookieValue(kept)?.UICultures is [var language, ..] ? Known(language.Value ?? "") : "vi";

    static string Known(string language) => language == "en" ? "en" : "vi";

    public static void Remember(HttpContext http, string language) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("vi-VN", language)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
}

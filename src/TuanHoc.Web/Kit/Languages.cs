using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace TuanHoc.Web.Kit;

/// <summary>Vietnamese, or English by a cookie that the header's switch sets. Numbers and dates are Vietnam's in both.</summary>
public static class Languages
{
    public static void Offer(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture("vi-VN", "vi");
        options.SupportedCultures = [Vn.Culture];
        options.SupportedUICultures = [CultureInfo.GetCultureInfo("vi"), CultureInfo.GetCultureInfo("en")];
        options.RequestCultureProviders = [new CookieRequestCultureProvider()];
    }

    public static void Remember(HttpContext http, string language) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("vi-VN", language)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
}

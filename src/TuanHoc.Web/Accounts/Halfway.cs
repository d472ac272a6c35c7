using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Accounts;

/// <summary>Who has given the right password and has the second factor yet to show: a cookie for ten minutes, which opens nothing by itself.</summary>
public sealed class Halfway(AppDb db, IHttpContextAccessor http, IDataProtectionProvider protection, TimeProvider clock)
{
    const string Cookie = "tuanhoc.half";
    static readonly TimeSpan lifetime = TimeSpan.FromMinutes(10);

    readonly IDataProtector protector = protection.CreateProtector("TuanHoc.Halfway");

    public void Begin(Person person) => http.HttpContext!.Response.Cookies.Append(Cookie,
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{person.Id} {(clock.GetUtcNow() + lifetime).ToUnixTimeSeconds()} {person.SecurityStamp}")),
        new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.HttpContext.Request.IsHttps, Path = "/signin" });

    /// <summary>The person, or null when nobody is on the way, the ten minutes have passed or the password has changed.</summary>
    public async Task<Person?> PersonAsync(CancellationToken cancel)
    {
        if (http.HttpContext!.Request.Cookies[Cookie] is not { Length: > 0 } cookie) return null;
        try
        {
            var parts = protector.Unprotect(cookie).Split(' ', 3);
            if (long.Parse(parts[1], CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds()) return null;
            var (id, stamp) = (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[2]);
            return await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.SecurityStamp == stamp, cancel);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void End() => http.HttpContext!.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/signin" });
}

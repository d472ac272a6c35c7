using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace TuanHoc.Web.Accounts;

/// <summary>A browser remembers under which names somebody has signed in on it, so that strangers' failures elsewhere do not slow those people down.</summary>
public sealed class KnownDevice(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    const string Cookie = "tuanhoc.device";

    // A computer that several people of an office share.
    const int MostNames = 8;

    readonly IDataProtector protector = protection.CreateProtector("TuanHoc.KnownDevice");
    (string Id, string[] Names)? read;

    public bool Knows(string name) => Read().Names.Contains(Key(name));

    /// <summary>Where failures on this device are counted; of no use to a device that knows nobody.</summary>
    public string Whence => "device " + Read().Id;

    public void Remember(string name)
    {
        var (id, names) = Read();
        if (names.Length > 0 && names[0] == Key(name)) return;
        if (id.Length == 0) id = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
        names = [.. names.Where(known => known != Key(name)).Prepend(Key(name)).Take(MostNames)];
        var request = http.HttpContext!.Request;
        http.HttpContext.Response.Cookies.Append(Cookie, protector.Protect(string.Join(' ', [id, .. names])),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/" });
        read = (id, names);
    }

    (string Id, string[] Names) Read() => read ??= Unprotect(http.HttpContext!.Request.Cookies[Cookie]);

    (string Id, string[] Names) Unprotect(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie)) return ("", []);
        try
        {
            var parts = protector.Unprotect(cookie).Split(' ');
            return (parts[0], parts[1..]);
        }
        catch (CryptographicException)
        {
            // Of another installation, or made up.
            return ("", []);
        }
    }

    static string Key(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name.Normalize().ToUpperInvariant())), 0, 8);
}

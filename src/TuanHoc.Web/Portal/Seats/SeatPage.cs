using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Portal.Seats;

/// <summary>What a form of registration carries sealed: for which activity and when it was made, the key that makes a second press harmless, and the secret of the link it will lead to. Nobody makes one for another activity, and nothing of it is kept here.</summary>
/// <param name="Key">The same page sent twice is one registration.</param>
/// <param name="Secret">Opens the page of the registration.</param>
public sealed record SeatPage(Guid Activity, DateTimeOffset MadeAt, Guid Key, string Secret)
{
    public static SeatPage For(Guid activity, DateTimeOffset now) => new(activity, now, Guid.CreateVersion7(now), LinkSecret.New());
}

/// <summary>Seals and opens what forms carry; the keys are the installation's, so that a page made by one process is read by another.</summary>
public sealed class SeatPages(IDataProtectionProvider protection)
{
    readonly IDataProtector sealer = protection.CreateProtector("portal.seats");

    public string Seal(SeatPage page) => sealer.Protect(string.Create(CultureInfo.InvariantCulture, $"{page.Activity} {page.MadeAt.ToUnixTimeMilliseconds()} {page.Key} {page.Secret}"));

    /// <summary>Null where it is not of our making.</summary>
    public SeatPage? Open(string? sent)
    {
        try
        {
            return sent is not null && sealer.Unprotect(sent).Split(' ') is [var activity, var at, var key, var secret]
                ? new(Guid.Parse(activity), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)), Guid.Parse(key), secret) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

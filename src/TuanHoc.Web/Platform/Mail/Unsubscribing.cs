using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>The link at the foot of a letter by which its reader, without signing in, wants no more of its kind: sealed, so that nobody makes one for another.</summary>
public sealed class Unsubscribing(IDataProtectionProvider protection)
{
    readonly IDataProtector sealer = protection.CreateProtector("mail.unsubscribe");

    public string Path(long person, string kind) => "/messages/unsubscribe/" + sealer.Protect(string.Create(CultureInfo.InvariantCulture, $"{person} {kind}"));

    /// <summary>Whose letters of which kind; null when the link is not of our making.</summary>
    public (long Person, string Kind)? Read(string token)
    {
        try
        {
            return sealer.Unprotect(token).Split(' ') is [var person, var kind] ? (long.Parse(person, CultureInfo.InvariantCulture), kind) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

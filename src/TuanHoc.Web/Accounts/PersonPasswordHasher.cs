using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace TuanHoc.Web.Accounts;

/// <summary>
/// PBKDF2 with HMAC-SHA512 over the composed letters: keyboards write "ế" as one sign or as three, and a password must not depend on whose was at hand.
/// </summary>
public sealed class PersonPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Person>(options)
{
    /// <summary>What OWASP asks of PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet, 2023).</summary>
    public const int Iterations = 210_000;

    public override string HashPassword(Person user, string password) => base.HashPassword(user, Composed(password));

    public override PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Composed(providedPassword));

    static string Composed(string password) => password.Normalize(NormalizationForm.FormKC);
}

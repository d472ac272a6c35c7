using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>A person's own second factors, and an administrator's help when they are lost.</summary>
static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/me/two-factor").WithMetadata(new OpenWithoutSecondFactor());
        own.MapGet("", Show);
        own.MapGet("/authenticator", NewAuthenticator).AsksAgain();
        own.MapPost("/authenticator", KeepAuthenticator).AsksAgain();
        own.MapPost("/authenticator/remove", RemoveAuthenticator).AsksAgain();
        own.MapPost("/codes", RenewCodes).AsksAgain();
        app.MapGet("/accounts/{id:long}/second-factor", ShowOf).AsksAgain();
        app.MapPost("/accounts/{id:long}/second-factor/reset", Reset).AsksAgain();
    }

    static async Task<IResult> Show(CurrentUser user, AppDb db, UserManager<Person> people, SecondFactor second, SecondFactorRule rule, CancellationToken cancel)
    {
        var passkeys = await people.GetPasskeysAsync(await db.Users.AsNoTracking().SingleAsync(p => p.Id == user.Id, cancel));
        return PageResults.Page<SecondFactorView>(new
        {
            State = await second.StateAsync(user.Id, cancel),
            Passkeys = passkeys.OrderBy(p => p.CreatedAt).Select(p => new PasskeySeen(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "", p.CreatedAt)).ToList(),
            rule.Due,
            rule.IsOverdue,
        });
    }

    static IResult NewAuthenticator(CurrentUser user, IDataProtectionProvider protection) => AuthenticatorPage(user, protection, Totp.NewSecret(), null);

    static async Task<IResult> KeepAuthenticator(IFormCollection posted, CurrentUser user, SecondFactor second, IDataProtectionProvider protection, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var code = form.Required("code", T["Ghi mã xác thực."], 20);
        byte[] secret;
        try
        {
            secret = Protector(protection, user).Unprotect(Convert.FromHexString(posted["secret"].ToString()));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return TypedResults.LocalRedirect("/me/two-factor/authenticator");
        }
        if (!form.IsValid) return AuthenticatorPage(user, protection, secret, form);
        var (isRight, codes) = await second.KeepAuthenticatorAsync(user.Id, secret, code, cancel);
        if (isRight) return codes.Count == 0 ? TypedResults.LocalRedirect("/me/two-factor") : PageResults.Page<RecoveryCodesView>(new { Codes = codes });
        form.Refuse("code", T["Mã không đúng. Kiểm tra giờ của điện thoại, chờ mã mới rồi ghi lại."]);
        return AuthenticatorPage(user, protection, secret, form);
    }

    static async Task<IResult> RemoveAuthenticator(IFormCollection _, CurrentUser user, SecondFactor second, CancellationToken cancel)
    {
        await second.RemoveAuthenticatorAsync(user.Id, cancel);
        return TypedResults.LocalRedirect("/me/two-factor");
    }

    static async Task<IResult> RenewCodes(IFormCollection _, CurrentUser user, SecondFactor second, CancellationToken cancel) =>
        user.HasSecondFactor ? PageResults.Page<RecoveryCodesView>(new { Codes = await second.RenewCodesAsync(user.Id, cancel) }) : TypedResults.LocalRedirect("/me/two-factor");

    static async Task<IResult> ShowOf(long id, AppDb db, CurrentUser user, SecondFactor second, CancellationToken cancel) =>
        user.IsAdministrator && await db.Users.AnyAsync(p => p.Id == id, cancel) ? PageResults.Page<SecondFactorResetView>(new { Id = id, IsOwn = id == user.Id, State = await second.StateAsync(id, cancel) }) : PageResults.Missing();

    static async Task<IResult> Reset(long id, IFormCollection _, AppDb db, CurrentUser user, SecondFactor second, CancellationToken cancel)
    {
        if (!user.IsAdministrator || !await db.Users.AnyAsync(p => p.Id == id, cancel)) return PageResults.Missing();
        await second.ResetAsync(id, user.Id, cancel);
        return TypedResults.LocalRedirect($"/accounts/{id}/second-factor");
    }

    static IResult AuthenticatorPage(CurrentUser user, IDataProtectionProvider protection, byte[] secret, FormReader? input) => PageResults.Page<AuthenticatorView>(new
    {
        Written = Totp.Written(secret),
        Address = Totp.Address(secret, user.UserName),
        Kept = Convert.ToHexString(Protector(protection, user).Protect(secret)),
        Input = input,
    }, input is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    // The secret is nobody's until a code of it has come back; till then it travels in the form, readable by us alone.
    static IDataProtector Protector(IDataProtectionProvider protection, CurrentUser user) => protection.CreateProtector("TuanHoc.Authenticator", user.SessionId.ToString());
}

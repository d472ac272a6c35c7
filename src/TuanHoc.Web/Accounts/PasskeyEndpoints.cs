using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>
/// Passkeys: the device checks its owner by finger, face or code, and proves it to us by a signature. That is two factors in one, so a passkey needs no password beside it.
/// The browser asks its device in assets/passkey.ts; what the device answered comes back in an ordinary form.
/// </summary>
static class PasskeyEndpoints
{
    const int LongestName = 100;

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/me/two-factor/passkeys").WithMetadata(new OpenWithoutSecondFactor());
        own.MapPost("/options", CreationOptions).AsksAgain();
        own.MapPost("", Add).AsksAgain();
        own.MapPost("/{key}/name", Name);
        own.MapPost("/{key}/remove", Remove).AsksAgain();
        app.MapPost("/signin/passkey/options", RequestOptions).AllowAnonymous();
        app.MapPost("/signin/passkey", Enter).AllowAnonymous();
        app.MapPost("/signin/again/passkey", Prove).WithMetadata(new OpenWithoutSecondFactor());
    }

    static async Task<IResult> CreationOptions(IFormCollection _, CurrentUser user, SignInManager<Person> signIn) =>
        Json(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = $"{user.Id}", Name = user.UserName, DisplayName = user.FullName }));

    static async Task<IResult> RequestOptions(IFormCollection _, SignInManager<Person> signIn) => Json(await signIn.MakePasskeyRequestOptionsAsync(null));

    static async Task<IResult> Add(IFormCollection posted, CurrentUser user, AppDb db, SignInManager<Person> signIn, SecondFactor second, HttpContext http, CancellationToken cancel)
    {
        var name = new FormReader(posted).Text("name", LongestName) ?? DeviceWords.Of(http.Request.Headers.UserAgent.ToString());
        var made = await TryAsync(() => signIn.PerformPasskeyAttestationAsync(posted["credential"].ToString()));
        if (made is not { Succeeded: true }) return Refused("/me/two-factor");
        made.Passkey.Name = name.Length == 0 ? T["Khóa truy cập"] : name.Cut(LongestName);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = await db.Users.SingleAsync(p => p.Id == user.Id, cancel);
        if (!(await signIn.UserManager.AddOrUpdatePasskeyAsync(person, made.Passkey)).Succeeded) return Refused("/me/two-factor");
        await second.TellAsync(user.Id, user.Id, "passkey-added", cancel);
        var codes = await second.FirstCodesAsync(user.Id, cancel);
        await transaction.CommitAsync(cancel);
        return codes.Count == 0 ? TypedResults.LocalRedirect("/me/two-factor") : PageResults.Page<RecoveryCodesView>(new { Codes = codes });
    }

    static async Task<IResult> Name(string key, IFormCollection posted, CurrentUser user, AppDb db, UserManager<Person> people, SecondFactor second, CancellationToken cancel)
    {
        if (await OwnAsync(key, user, db, people, cancel) is not (var person, var passkey)) return PageResults.Missing();
        if (new FormReader(posted).Text("name", LongestName) is not { } name) return TypedResults.LocalRedirect("/me/two-factor");
        passkey.Name = name;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await people.AddOrUpdatePasskeyAsync(person, passkey);
        await second.TellAsync(user.Id, user.Id, "passkey-named", cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect("/me/two-factor");
    }

    static async Task<IResult> Remove(string key, IFormCollection _, CurrentUser user, AppDb db, UserManager<Person> people, SecondFactor second, CancellationToken cancel)
    {
        if (await OwnAsync(key, user, db, people, cancel) is not (var person, var passkey)) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await people.RemovePasskeyAsync(person, passkey.CredentialId);
        await second.TellAsync(user.Id, user.Id, "passkey-removed", cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect("/me/two-factor");
    }

    static async Task<IResult> Enter(IFormCollection posted, SignInManager<Person> signIn, Entry entry, Halfway halfway)
    {
        var back = WayBack.Local(new FormReader(posted).Text("back", 2000));
        if (await ShownAsync(posted, signIn) is not { } person) return Refused("/signin?back=" + Uri.EscapeDataString(back));
        halfway.End();
        await entry.EnterAsync(person, "passkey");
        return TypedResults.LocalRedirect(back);
    }

    static async Task<IResult> Prove(IFormCollection posted, CurrentUser user, AppDb db, SignInManager<Person> signIn, CancellationToken cancel)
    {
        var back = WayBack.Local(new FormReader(posted).Text("back", 2000));
        if (await ShownAsync(posted, signIn) is not { } person || person.Id != user.Id) return Refused("/signin/again?back=" + Uri.EscapeDataString(back));
        await AgainEndpoints.ProvedAsync(db, user, cancel);
        return TypedResults.LocalRedirect(back);
    }

    /// <summary>Whose passkey has signed what we asked it to; its counter is kept, so that a copy shows.</summary>
    static async Task<Person?> ShownAsync(IFormCollection posted, SignInManager<Person> signIn)
    {
        var shown = await TryAsync(() => signIn.PerformPasskeyAssertionAsync(posted["credential"].ToString()));
        return shown is { Succeeded: true } && (await signIn.UserManager.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey)).Succeeded ? shown.User : null;
    }

    static async Task<(Person Person, UserPasskeyInfo Passkey)?> OwnAsync(string key, CurrentUser user, AppDb db, UserManager<Person> people, CancellationToken cancel)
    {
        if (!Base64Url.IsValid(key)) return null;
        var person = await db.Users.SingleAsync(p => p.Id == user.Id, cancel);
        return await people.GetPasskeyAsync(person, Base64Url.DecodeFromChars(key)) is { } passkey ? (person, passkey) : null;
    }

    // An answer to no question of ours (empty, or the page stood open too long, or the form was made by hand) throws.
    static async Task<TResult?> TryAsync<TResult>(Func<Task<TResult>> perform) where TResult : class
    {
        try
        {
            return await perform();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    static IResult Json(string options) => TypedResults.Text(options, "application/json");

    static IResult Refused(string back) => PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa dùng được khóa truy cập"], T["Khóa truy cập không khớp hoặc trang đã mở quá lâu. Quay lại rồi thử lần nữa."], back);
}

/// <summary>A passkey as its owner sees it.</summary>
public sealed record PasskeySeen(string Key, string Name, DateTimeOffset Since);

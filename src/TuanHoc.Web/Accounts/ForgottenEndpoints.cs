using System.Diagnostics;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>A lost password: a link asked for by mail, and the page behind a link, mailed or printed, where a new one is set. A second factor is asked for all the same.</summary>
static class ForgottenEndpoints
{
    // Whether there was anything to do takes no longer than this, and is told to nobody by the time either.
    static readonly TimeSpan AnswersAfter = TimeSpan.FromMilliseconds(300);

    public static void MapForgotten(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin/forgotten", Show).AllowAnonymous();
        app.MapPost("/signin/forgotten", Ask).AllowAnonymous();
        app.MapGet("/password/{token}", Open).AllowAnonymous();
        app.MapPost("/password/{token}", Set).AllowAnonymous();
    }

    static IResult Show(Smtp smtp) => PageResults.Page<ForgottenView>(new { Mails = smtp.IsThere });

    static async Task<IResult> Ask(IFormCollection posted, HttpContext http, Smtp smtp, Attempts attempts, PasswordLinks links, CancellationToken cancel)
    {
        var (began, form) = (Stopwatch.GetTimestamp(), new FormReader(posted));
        var name = form.Required("name", T["Ghi tên đăng nhập hoặc thư điện tử."], 256);
        if (!form.IsValid) return PageResults.Page<ForgottenView>(new { Mails = smtp.IsThere, Input = form }, StatusCodes.Status400BadRequest);
        if (await attempts.TakeForgottenAsync(name, cancel) is { } wait)
        {
            form.Refuse("name", Attempts.Sentence(wait));
            return PageResults.Page<ForgottenView>(new { Mails = smtp.IsThere, Input = form }, StatusCodes.Status429TooManyRequests);
        }
        if (smtp.IsThere && http.LetterSite() is { } site) await links.MailAsync(name, site, cancel);
        if (AnswersAfter - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left) await Task.Delay(left, cancel);
        return PageResults.Page<ForgottenView>(new { Mails = smtp.IsThere, IsAsked = true });
    }

    static async Task<IResult> Open(string token, PasswordLinks links, CancellationToken cancel) =>
        await links.FindAsync(token, cancel) is { } person ? PageResults.Page<NewPasswordView>(new { Token = token, person.UserName }) : Ended();

    static async Task<IResult> Set(string token, IFormCollection posted, PasswordLinks links, Passwords passwords, Attempts attempts, CancellationToken cancel)
    {
        if (await links.FindAsync(token, cancel) is not { } person) return Ended();
        var (form, password) = (new FormReader(posted), posted["password"].ToString());
        if (password != posted["repeat"].ToString()) form.Refuse("repeat", T["Hai lần ghi mật khẩu mới chưa giống nhau."]);
        if (form.IsValid)
            foreach (var error in await passwords.ResetAsync(person, password, LinkSecret.Hash(token), cancel)) form.Refuse("password", error.Description);
        if (!form.IsValid) return PageResults.Page<NewPasswordView>(new { Token = token, person.UserName, Input = form }, StatusCodes.Status400BadRequest);
        await attempts.ForgetAsync(person.UserName!, cancel);
        return PageResults.Page<NewPasswordView>(new { Token = token, person.UserName, IsSet = true });
    }

    static IResult Ended() => PageResults.Refused(StatusCodes.Status410Gone, T["Liên kết này không dùng được"],
        T["Liên kết đặt lại mật khẩu này đã được dùng, đã hết hạn, hoặc đã được thay bằng một liên kết mới hơn. Xin liên kết mới ở trang Quên mật khẩu."], "/signin/forgotten");
}

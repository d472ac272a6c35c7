using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>A person's own password.</summary>
static class PasswordEndpoints
{
    public static void MapPasswords(this IEndpointRouteBuilder app)
    {
        app.MapGet("/me/password", Show);
        app.MapPost("/me/password", Change);
    }

    static async Task<IResult> Show(CurrentUser user, AppDb db, CancellationToken cancel) =>
        PageResults.Page<PasswordView>(new { user.UserName, HasPassword = await db.Users.AnyAsync(p => p.Id == user.Id && p.PasswordHash != null, cancel) });

    static async Task<IResult> Change(IFormCollection posted, CurrentUser user, AppDb db, Passwords passwords, Attempts attempts, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var (present, password) = (posted["present"].ToString(), posted["password"].ToString());
        if (password != posted["repeat"].ToString()) form.Refuse("repeat", T["Hai lần ghi mật khẩu mới chưa giống nhau."]);
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == user.Id, cancel);
        if (form.IsValid && await attempts.TakeAsync(user.UserName, cancel) is { } wait) form.Refuse("present", Attempts.Sentence(wait));
        if (form.IsValid && !await passwords.IsRightAsync(person, present, cancel)) form.Refuse("present", T["Mật khẩu đang dùng không đúng."]);
        if (form.IsValid)
        {
            await attempts.ForgetAsync(user.UserName, cancel);
            foreach (var error in await passwords.ChangeAsync(person, password, user.SessionId, cancel)) form.Refuse("password", error.Description);
        }
        return form.IsValid ? TypedResults.LocalRedirect("/me/sessions") : PageResults.Page<PasswordView>(new { user.UserName, HasPassword = person.PasswordHash is not null, Input = form }, StatusCodes.Status400BadRequest);
    }
}

using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>Showing a password or a second factor again before a dangerous act.</summary>
static class AgainEndpoints
{
    public static void MapAgain(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin/again", Show).WithMetadata(new OpenWithoutSecondFactor());
        app.MapPost("/signin/again", Prove).WithMetadata(new OpenWithoutSecondFactor());
    }

    static async Task<IResult> Show(CurrentUser user, SecondFactor second, CancellationToken cancel, string back = "/") =>
        PageResults.Page<AgainView>(new { Back = WayBack.Local(back), State = await second.StateAsync(user.Id, cancel) });

    static async Task<IResult> Prove(IFormCollection posted, CurrentUser user, AppDb db, Passwords passwords, SecondFactor second, Attempts attempts, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var back = WayBack.Local(form.Text("back", 2000));
        var wait = form.Has("code") ? await ProveByCodeAsync(form, user, second, attempts, cancel) : await ProveByPasswordAsync(form, posted["password"].ToString(), user, db, passwords, attempts, cancel);
        if (!form.IsValid) return PageResults.Page<AgainView>(new { Back = back, State = await second.StateAsync(user.Id, cancel), Input = form }, wait is null ? StatusCodes.Status400BadRequest : StatusCodes.Status429TooManyRequests);
        await ProvedAsync(db, user, cancel);
        return TypedResults.LocalRedirect(back);
    }

    static async Task<TimeSpan?> ProveByCodeAsync(FormReader form, CurrentUser user, SecondFactor second, Attempts attempts, CancellationToken cancel)
    {
        var code = form.Required("code", T["Ghi mã xác thực."], 50);
        var wait = form.IsValid ? await attempts.TakeSecondAsync(user.UserName, cancel) : null;
        if (wait is { } time) form.Refuse("code", Attempts.Sentence(time));
        else if (form.IsValid && !await second.IsRightAsync(user.Id, code, cancel)) form.Refuse("code", T["Mã không đúng hoặc đã dùng rồi. Chờ mã mới rồi thử lại."]);
        else if (form.IsValid) await attempts.ForgetSecondAsync(user.UserName, cancel);
        return wait;
    }

    static async Task<TimeSpan?> ProveByPasswordAsync(FormReader form, string password, CurrentUser user, AppDb db, Passwords passwords, Attempts attempts, CancellationToken cancel)
    {
        var wait = await attempts.TakeAsync(user.UserName, cancel);
        if (wait is { } time) form.Refuse("password", Attempts.Sentence(time));
        else if (!await passwords.IsRightAsync(await db.Users.AsNoTracking().SingleAsync(p => p.Id == user.Id, cancel), password, cancel)) form.Refuse("password", T["Mật khẩu không đúng."]);
        else await attempts.ForgetAsync(user.UserName, cancel);
        return wait;
    }

    /// <summary>From now on the sign-in counts as fresh.</summary>
    public static Task ProvedAsync(AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with now_fresh as (update session set proved_at = {user.Now} where id = {user.SessionId})
        insert into audit (at, person_id, what, thing, thing_id) values ({user.Now}, {user.Id}, 'proved-again', 'session', {user.SessionId}::text)
        """, cancel);
}

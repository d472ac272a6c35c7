using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>Signing in under a name with a password, or as one of the sample people.</summary>
static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin", Show).AllowAnonymous();
        app.MapPost("/signin", SignIn).AllowAnonymous();
        app.MapPost("/signout", SignOut).WithMetadata(new OpenWithoutSecondFactor());
    }

    static async Task<IResult> Show(AppDb db, CurrentUser user, OpenId openId, CancellationToken cancel, string back = "/") =>
        user.IsKnown ? TypedResults.LocalRedirect(WayBack.Local(back)) : await PageAsync(db, user, openId, WayBack.Local(back), null, StatusCodes.Status200OK, cancel);

    static async Task<IResult> SignIn(IFormCollection posted, Entry entry, Passwords passwords, Attempts attempts, Halfway halfway, AppDb db, CurrentUser user, OpenId openId, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var back = WayBack.Local(form.Text("back", 2000) ?? "/");
        if (user.InSampleMode && form.Text("sample") is { } sample && await db.Users.SingleOrDefaultAsync(p => p.IsSample && p.UserName == sample, cancel) is { } chosen)
        {
            await entry.EnterAsync(chosen, "sample");
            return TypedResults.LocalRedirect(back);
        }
        var name = form.Required("name", T["Ghi tên đăng nhập."], 256);
        var password = posted["password"].ToString();
        if (password.Length == 0) form.Refuse("password", T["Ghi mật khẩu."]);
        if (!form.IsValid) return await PageAsync(db, user, openId, back, form, StatusCodes.Status400BadRequest, cancel);
        if (await attempts.TakeAsync(name, cancel) is { } wait)
        {
            form.Refuse("name", Attempts.Sentence(wait));
            return await PageAsync(db, user, openId, back, form, StatusCodes.Status429TooManyRequests, cancel);
        }
        var person = await entry.FindAsync(name, cancel);
        if (password.Length <= PasswordRules.Longest && await passwords.IsRightAsync(person, password, cancel))
        {
            await attempts.ForgetAsync(name, cancel);
            if (person!.TwoFactorEnabled)
            {
                halfway.Begin(person);
                return TypedResults.LocalRedirect("/signin/code?back=" + Uri.EscapeDataString(back));
            }
            await entry.EnterAsync(person, "password");
            return TypedResults.LocalRedirect(back);
        }
        form.Refuse("name", T["Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ và phím Caps Lock rồi thử lại."]);
        return await PageAsync(db, user, openId, back, form, StatusCodes.Status400BadRequest, cancel);
    }

    static async Task<IResult> SignOut(IFormCollection _, Entry entry)
    {
        await entry.LeaveAsync();
        return TypedResults.LocalRedirect("/signin");
    }

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, OpenId openId, string back, FormReader? input, int status, CancellationToken cancel) =>
        PageResults.Page<SignInView>(new { Back = back, Samples = await SamplesAsync(db, user, cancel), OpenIdName = openId.Name, Input = input }, status);

    static async Task<IReadOnlyList<SamplePerson>> SamplesAsync(AppDb db, CurrentUser user, CancellationToken cancel) => !user.InSampleMode ? [] :
        await db.Database.SqlQuery<SamplePerson>($"""
            select p.user_name, p.full_name, m.role, v.name as unit_name, u.kind as unit_kind
              from person p
              join membership m on m.person_id = p.id and m.valid @> {user.Today}
              join unit u on u.id = m.unit_id
              join unit_version v on v.unit_id = m.unit_id and v.valid @> {user.Today}
             where p.is_sample order by p.id
            """).ToListAsync(cancel);
}

/// <summary>Someone of the sample data, as the sign-in page lists them.</summary>
public sealed record SamplePerson(string UserName, string FullName, string Role, string UnitName, string UnitKind);

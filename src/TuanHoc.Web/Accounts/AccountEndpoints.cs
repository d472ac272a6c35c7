using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin", ShowSignIn).AllowAnonymous();
        app.MapPost("/signin", SignIn).AllowAnonymous();
        app.MapPost("/signout", SignOut);
        app.MapPost("/language", ChooseLanguage).AllowAnonymous();
        app.MapGet("/me", Me);
        app.MapGet("/welcome/{token}", ShowWelcome).AllowAnonymous();
        app.MapPost("/welcome/{token}", Welcome).AllowAnonymous();
    }

    static async Task<IResult> ShowSignIn(AppDb db, Mode mode, CurrentUser user, CancellationToken cancel, string back = "/") =>
        user.IsKnown ? TypedResults.LocalRedirect(Local(back)) : PageResults.Page<SignInView>(new { Back = Local(back), Samples = await SamplesAsync(db, mode, cancel) });

    static async Task<IResult> SignIn(IFormCollection posted, SignInManager<Person> signIn, AppDb db, Mode mode, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var back = Local(form.Text("back", 2000) ?? "/");
        if (mode.IsSample && form.Text("sample") is { } sample)
        {
            var chosen = await db.Users.SingleOrDefaultAsync(p => p.IsSample && p.UserName == sample, cancel);
            if (chosen is not null)
            {
                await signIn.SignInAsync(chosen, isPersistent: true);
                return TypedResults.LocalRedirect(back);
            }
        }
        var name = form.Required("name", T["Ghi tên đăng nhập."], 256);
        var password = posted["password"].ToString();
        if (password.Length == 0) form.Refuse("password", T["Ghi mật khẩu."]);
        if (form.IsValid)
        {
            var result = await signIn.PasswordSignInAsync(name, password, isPersistent: true, lockoutOnFailure: true);
            if (result.Succeeded) return TypedResults.LocalRedirect(back);
            form.Refuse("name", result.IsLockedOut
                ? T["Đã sai quá nhiều lần nên tài khoản tạm khóa 15 phút. Chờ rồi thử lại, hoặc nhờ người điều phối của đơn vị."]
                : T["Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ và phím Caps Lock rồi thử lại."]);
        }
        return PageResults.Page<SignInView>(new { Back = back, Samples = await SamplesAsync(db, mode, cancel), Input = form }, StatusCodes.Status400BadRequest);
    }

    static async Task<IResult> SignOut(IFormCollection _, SignInManager<Person> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/signin");
    }

    static IResult ChooseLanguage(IFormCollection posted, HttpContext http)
    {
        Languages.Remember(http, posted["language"] == "en" ? "en" : "vi");
        return TypedResults.LocalRedirect(Local(posted["back"].ToString()));
    }

    static IResult Me(CurrentUser user) => PageResults.Page<MeView>(new { user.FullName, user.Memberships, user.IsAdministrator });

    static async Task<IResult> ShowWelcome(string token, FirstAdministrator first, CancellationToken cancel) =>
        await first.IsOpenAsync(token, cancel) ? PageResults.Page<WelcomeView>(new { Token = token }) : PageResults.Missing();

    static async Task<IResult> Welcome(string token, IFormCollection posted, FirstAdministrator first, SignInManager<Person> signIn, CancellationToken cancel)
    {
        if (!await first.IsOpenAsync(token, cancel)) return PageResults.Missing();
        var form = new FormReader(posted);
        var fullName = form.Required("fullName", T["Ghi họ và tên."], 200);
        var name = form.Required("name", T["Ghi tên đăng nhập, ví dụ thư điện tử công vụ."], 256);
        if (form.IsValid)
        {
            var (person, errors) = await first.MakeAsync(token, fullName, name, posted["password"].ToString(), cancel);
            if (person is not null)
            {
                await signIn.SignInAsync(person, isPersistent: true);
                return TypedResults.LocalRedirect("/");
            }
            foreach (var (field, why) in errors) form.Refuse(field, why);
        }
        return PageResults.Page<WelcomeView>(new { Token = token, Input = form }, StatusCodes.Status400BadRequest);
    }

    static async Task<IReadOnlyList<SamplePerson>> SamplesAsync(AppDb db, Mode mode, CancellationToken cancel) => !mode.IsSample ? [] :
        await db.Database.SqlQuery<SamplePerson>($"""
            select p.user_name, p.full_name, m.role, v.name as unit_name, u.kind as unit_kind
              from person p
              join membership m on m.person_id = p.id and upper_inf(m.valid)
              join unit u on u.id = m.unit_id
              join unit_version v on v.unit_id = m.unit_id and upper_inf(v.valid)
             where p.is_sample order by p.id limit 40
            """).ToListAsync(cancel);

    // Only a path of ours: never "//elsewhere" or "http:…".
    static string Local(string path) => path.All(sign => sign is > ' ' and < '\x7F') && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) ? path : "/";
}

/// <summary>Someone of the sample data, as the sign-in page lists them.</summary>
public sealed record SamplePerson(string UserName, string FullName, string Role, string UnitName, string UnitKind);

using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
        app.MapCode();
        app.MapAgain();
        app.MapPasswords();
        app.MapForgotten();
        app.MapSecondFactor();
        app.MapPasskeys();
        app.MapOpenId();
        app.MapSessions();
        app.MapPost("/language", ChooseLanguage).AllowAnonymous().DisableAntiforgery();
        app.MapGet("/me", Me);
        app.MapGet("/welcome/{token}", ShowWelcome).AllowAnonymous();
        app.MapPost("/welcome/{token}", Welcome).AllowAnonymous();
    }

    // Without a token: to make one costs each page a twentieth of its time, and it would guard nothing but the language of what this browser reads next.
    static IResult ChooseLanguage(IFormCollection posted, HttpContext http)
    {
        if (http.Request.Headers["Sec-Fetch-Site"] != "cross-site") Languages.Remember(http, posted["language"] == "en" ? "en" : "vi");
        return TypedResults.LocalRedirect(WayBack.Local(posted["back"].ToString()));
    }

    static async Task<IResult> Me(AppDb db, CurrentUser user, SecondFactorRule rule, OpenId openId, CancellationToken cancel)
    {
        var bounced = await db.Database.SqlQuery<string>($"""select b.why as "Value" from person p join bounced_address b on b.email = lower(p.email) where p.id = {user.Id}""").ToListAsync(cancel);
        return PageResults.Page<MeView>(new { user.FullName, user.Memberships, user.IsAdministrator, SecondFactorDue = rule.Due, OpenIdName = openId.Name, BouncedWhy = bounced.FirstOrDefault() });
    }

    static async Task<IResult> ShowWelcome(string token, FirstAdministrator first, CancellationToken cancel) =>
        await first.IsOpenAsync(token, cancel) ? PageResults.Page<WelcomeView>(new { Token = token }) : PageResults.Missing();

    static async Task<IResult> Welcome(string token, IFormCollection posted, FirstAdministrator first, Entry entry, CancellationToken cancel)
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
                await entry.EnterAsync(person, "invitation");
                return TypedResults.LocalRedirect("/");
            }
            foreach (var (field, why) in errors) form.Refuse(field, why);
        }
        return PageResults.Page<WelcomeView>(new { Token = token, Input = form }, StatusCodes.Status400BadRequest);
    }
}

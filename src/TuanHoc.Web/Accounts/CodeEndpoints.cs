using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>The second step of signing in.</summary>
static class CodeEndpoints
{
    public static void MapCode(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin/code", Show).AllowAnonymous();
        app.MapPost("/signin/code", Enter).AllowAnonymous();
    }

    static async Task<IResult> Show(Halfway halfway, CurrentUser user, SecondFactor second, CancellationToken cancel, string back = "/") =>
        await halfway.PersonAsync(cancel) is { } person ? await PageAsync(second, person, back, null, StatusCodes.Status200OK, cancel) : NotHalfway(user, back);

    static async Task<IResult> Enter(IFormCollection posted, Halfway halfway, CurrentUser user, SecondFactor second, Attempts attempts, Entry entry, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var back = WayBack.Local(form.Text("back", 2000));
        if (await halfway.PersonAsync(cancel) is not { } person) return NotHalfway(user, back);
        var code = form.Required("code", T["Ghi mã xác thực."], 50);
        if (!form.IsValid) return await PageAsync(second, person, back, form, StatusCodes.Status400BadRequest, cancel);
        if (await attempts.TakeSecondAsync(person.UserName!, cancel) is { } wait)
        {
            form.Refuse("code", Attempts.Sentence(wait));
            return await PageAsync(second, person, back, form, StatusCodes.Status429TooManyRequests, cancel);
        }
        if (!await second.IsRightAsync(person.Id, code, cancel))
        {
            form.Refuse("code", T["Mã không đúng hoặc đã dùng rồi. Chờ mã mới rồi thử lại."]);
            return await PageAsync(second, person, back, form, StatusCodes.Status400BadRequest, cancel);
        }
        await attempts.ForgetSecondAsync(person.UserName!, cancel);
        halfway.End();
        await entry.EnterAsync(person, "code");
        return TypedResults.LocalRedirect(back);
    }

    static async Task<IResult> PageAsync(SecondFactor second, Person person, string back, FormReader? input, int status, CancellationToken cancel) =>
        PageResults.Page<CodeView>(new { Back = WayBack.Local(back), State = await second.StateAsync(person.Id, cancel), Input = input }, status);

    // The first step was too long ago; or both are done already, and the page stood open in another window.
    static IResult NotHalfway(CurrentUser user, string back) => TypedResults.LocalRedirect(user.IsKnown ? WayBack.Local(back) : "/signin?back=" + Uri.EscapeDataString(WayBack.Local(back)));
}

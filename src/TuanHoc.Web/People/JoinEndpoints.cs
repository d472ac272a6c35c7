using Microsoft.AspNetCore.Identity;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>The page behind the link of an invitation: whoever holds the link may use it, once.</summary>
static class JoinEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/join/{token}", Show).AllowAnonymous();
        app.MapPost("/join/{token}", Join).AllowAnonymous();
        app.MapPost("/join/{token}/take", Take);
    }

    static async Task<IResult> Show(string token, Joining joining, CurrentUser user, CancellationToken cancel)
    {
        var invitation = await joining.FindAsync(token, cancel);
        return joining.WhyNot(invitation) is { } why ? Ended(why) : Page(token, invitation!, user);
    }

    static async Task<IResult> Join(string token, IFormCollection posted, Joining joining, CurrentUser user, Entry entry, Attempts attempts, CancellationToken cancel)
    {
        var invitation = await joining.FindAsync(token, cancel);
        if (joining.WhyNot(invitation) is { } why) return Ended(why);
        var form = new FormReader(posted);
        var fullName = form.Required("fullName", T["Ghi họ và tên."], 200);
        var name = form.Required("name", T["Ghi tên đăng nhập, ví dụ thư điện tử công vụ."], 256);
        if (form.IsValid && await attempts.TakeLinkAsync(token, cancel) is { } wait)
        {
            form.Refuse("name", Attempts.Sentence(wait));
            return Page(token, invitation!, user, form, StatusCodes.Status429TooManyRequests);
        }
        if (form.IsValid)
        {
            var (person, errors) = await joining.MakeAsync(invitation!, fullName, name, posted["password"].ToString(), cancel);
            if (person is not null)
            {
                await entry.EnterAsync(person, "invitation");
                return TypedResults.LocalRedirect("/");
            }
            foreach (var (field, wrong) in errors) form.Refuse(field, wrong);
        }
        return Page(token, invitation!, user, form, StatusCodes.Status400BadRequest);
    }

    static async Task<IResult> Take(string token, IFormCollection _, Joining joining, CurrentUser user, CancellationToken cancel)
    {
        var invitation = await joining.FindAsync(token, cancel);
        if ((joining.WhyNot(invitation) ?? await joining.TakeAsync(invitation!, user.Id, cancel)) is { } why) return Ended(why);
        return TypedResults.LocalRedirect("/");
    }

    static IResult Page(string token, Invitation invitation, CurrentUser user, FormReader? input = null, int status = StatusCodes.Status200OK) =>
        PageResults.Page<JoinView>(new { Token = token, Invitation = invitation, Me = user.IsKnown ? user.FullName : null, Input = input }, status);

    static IResult Ended(string why) => PageResults.Refused(StatusCodes.Status410Gone, T["Liên kết này không dùng được"], why, "/");
}

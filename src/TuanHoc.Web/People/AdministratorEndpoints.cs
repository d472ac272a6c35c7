using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>Who administers the whole: only one of them invites another or ends it, after showing the password or a second factor again.</summary>
static class AdministratorEndpoints
{
    const string Path = "/people/administrators";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, List).AsksAgain();
        app.MapPost(Path, Invite).AsksAgain();
        app.MapPost("/people/{id:long}/administrator/end", End).AsksAgain();
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, Smtp smtp, CancellationToken cancel) =>
        user.IsAdministrator ? await PageAsync(db, user, smtp, input: null, cancel) : PageResults.Missing();

    static async Task<IResult> Invite(IFormCollection posted, HttpContext http, AppDb db, CurrentUser user, Smtp smtp, Invitations invitations, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        var form = new FormReader(posted);
        var (name, email) = InvitationEndpoints.ReadPerson(form);
        if (!form.IsValid) return await PageAsync(db, user, smtp, form, cancel);
        var links = await invitations.MakeAsync([new(name, email, Given.Administrator, UnitId: null, "", user.Today, LastDay: null)], form.Key() ?? Guid.CreateVersion7(), http.Site(), cancel);
        return InvitationEndpoints.Handed(links, Path);
    }

    static async Task<IResult> End(long id, IFormCollection _, CurrentUser user, RoleChanges changes, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        return await changes.EndAdministrationAsync(id, cancel)
            ? TypedResults.LocalRedirect(Path)
            : PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa thôi được"], T["Người này không còn quản trị, hoặc là người quản trị cuối cùng. Mời một người quản trị khác trước."], Path);
    }

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, Smtp smtp, FormReader? input, CancellationToken cancel) => PageResults.Page<AdministratorsView>(new
    {
        Administrators = await db.AdministratorsAsync(cancel),
        Invited = await db.InvitedAdministratorsAsync(cancel),
        Mails = smtp.IsThere,
        Me = user.Id,
        Input = input,
    }, input is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.People;

/// <summary>For somebody who has lost the password: whoever manages all of a person's roles prints a link by which the person sets a new one.</summary>
static class PasswordLinkEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/people/{id:long}/password-link", Print).AsksAgain();

    /// <summary>Whether the reader may print the link for a person.</summary>
    public static Task<bool> LetsInAsync(this AppDb db, CurrentUser user, long person, CancellationToken cancel) =>
        db.Database.SqlQuery<bool>($"select lets_in({user.Id}, {person}, {user.Today}) as \"Value\"").SingleAsync(cancel);

    static async Task<IResult> Print(long id, IFormCollection _, HttpContext http, AppDb db, CurrentUser user, PasswordLinks links, CancellationToken cancel)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } person || !await db.LetsInAsync(user, id, cancel)) return PageResults.Missing();
        var (token, lastUse) = await links.PrintAsync(id, user.Id, cancel);
        return PageResults.Page<PasswordLinkView>(new { person.FullName, person.UserName, Url = $"{http.Site()}/password/{token}", LastUse = lastUse });
    }
}

using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

public static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/", Show).AllowAnonymous();

    static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel)
    {
        // Who comes without an account looks for something to learn.
        if (!user.IsKnown) return TypedResults.LocalRedirect("/week");
        var seen = user.Memberships.GroupBy(held => held.UnitId).Where(unit => unit.All(held => held.Role == Roles.Viewer)).Select(unit => unit.First()).ToList();
        // Who only looks has nothing to do, and no question is asked after it.
        List<HomeRow> rows = user.Memberships.All(held => held.Role == Roles.Viewer) ? [] : await db.HomeRowsAsync(user, cancel);
        if (seen.Count > 0) rows.AddRange(await db.SeenRowsAsync([.. seen.Select(held => held.UnitId)], user.Today, cancel));
        var years = user.IsAdministrator ? (await db.EditionsAsync(cancel)).Select(edition => edition.Year).ToList() : [];
        return PageResults.Page<HomeView>(new { Home = new Home(rows, user.Today), user.Today, user.FullName, HasUnits = user.Memberships.Count > 0, Seen = seen, user.IsAdministrator, Years = years });
    }
}

using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

public static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/", Show);

    static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var rows = user.Memberships.Count == 0 ? [] : await db.HomeRowsAsync(user, cancel);
        var years = user.IsAdministrator ? (await db.EditionsAsync(cancel)).Select(edition => edition.Year).ToList() : [];
        return PageResults.Page<HomeView>(new { Home = new Home(rows, user.Today), user.Today, user.FullName, HasUnits = user.Memberships.Count > 0, user.IsAdministrator, Years = years });
    }
}

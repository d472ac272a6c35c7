using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>Two years of one territory beside each other, both on the map of the day it is.</summary>
public static class CompareEndpoints
{
    public static void MapCompare(this IEndpointRouteBuilder app) => app.MapGet("/totals/compare/{unitId:long}", Show);

    static async Task<IResult> Show(long unitId, AppDb db, CurrentUser user, LiveTotals live, CancellationToken cancel, int? from = null, int? to = null)
    {
        var editions = await db.EditionsAsync(cancel);
        var later = editions.Find(one => one.Year == (to ?? one.Year));
        var earlier = editions.Find(one => one.Year == (from ?? editions.Find(one => one.Year < later?.Year)?.Year));
        if (later is null || await PlaceAsync(later) is not { } place) return PageResults.Missing();
        var (before, after) = (earlier is null ? null : await YearAsync(earlier), await YearAsync(later));
        return PageResults.Page<CompareView>(new
        {
            Place = place,
            Editions = editions,
            Earlier = earlier,
            Later = later,
            Rows = ComparedLine.Of(after?.Form ?? before?.Form ?? StatisticsForm.Load(StatisticsForm.Printed[^1]), before?.Form?.Key),
            Before = before,
            After = after,
            user.Today,
        });

        // A Week that is still to come is seen on its own map.
        TotalsMap MapOf(Edition edition) => new(user.Today >= edition.LastDay ? user.Today : null, OnGround: false);

        Task<TotalsPlace?> PlaceAsync(Edition edition) => db.PlaceAsync(live, user, edition.Year, unitId, MapOf(edition), cancel);

        Task<ComparedYear?> YearAsync(Edition edition) => live.ReadAsync(edition.Id, MapOf(edition), (nameof(ComparedYear), unitId), totals => ComparedYear.Of(totals, unitId), cancel);
    }
}

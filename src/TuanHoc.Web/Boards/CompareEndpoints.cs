using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>Two years of one territory beside each other, both on the map of one day: today's, or another that is asked for.</summary>
public static class CompareEndpoints
{
    public static void MapCompare(this IEndpointRouteBuilder app) => app.MapGet("/totals/compare/{unitId:long}", Show);

    static async Task<IResult> Show(long unitId, AppDb db, CurrentUser user, LiveTotals live, CancellationToken cancel, int? from = null, int? to = null, string? on = null)
    {
        var editions = await db.EditionsAsync(cancel);
        var later = editions.Find(one => one.Year == (to ?? one.Year));
        var earlier = editions.Find(one => one.Year == (from ?? editions.Find(one => one.Year < later?.Year)?.Year));
        if (later is null) return PageResults.Missing();
        // A Week that is still to come has no map but its own.
        var first = earlier is null || earlier.LastDay < later.LastDay ? later.LastDay : earlier.LastDay;
        var usual = user.Today > first ? user.Today : first;
        var asked = AsOf.Read(on ?? "", usual);
        var day = asked.Day == user.Today ? usual : asked.Day;
        var isMap = !asked.IsWrong && (day == usual || day >= first && day <= user.Today.AddYears(Changes.ChangeForm.MostYears));
        if (!isMap || await PlaceAsync(day) is not { } place)
            return on is not null && await PlaceAsync(usual) is not null ? NoSuchMap(unitId, earlier, later, first) : PageResults.Missing();
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
        });

        static TotalsMap MapOf(Edition edition, DateOnly day) => new(day > edition.LastDay ? day : null, OnGround: false);

        Task<TotalsPlace?> PlaceAsync(DateOnly onDay) => db.PlaceAsync(live, user, later.Year, unitId, MapOf(later, onDay), cancel);

        Task<ComparedYear?> YearAsync(Edition edition) => live.ReadAsync(edition.Id, MapOf(edition, day), (nameof(ComparedYear), unitId), totals => ComparedYear.Of(totals, unitId), cancel);
    }

    static IResult NoSuchMap(long unitId, Edition? earlier, Edition later, DateOnly first) => PageResults.Refused(StatusCodes.Status400BadRequest, T["Không có bản đồ của ngày này"],
        T["Hai năm này so sánh được trên bản đồ của ngày {0} và mọi ngày sau đó trong {1} năm tới, khi có đơn vị này. Ghi ngày theo mẫu 05/10/2025.", first, Changes.ChangeForm.MostYears],
        string.Create(Vn.Culture, $"/totals/compare/{unitId}?{(earlier is null ? "" : $"from={earlier.Year}&")}to={later.Year}"));
}

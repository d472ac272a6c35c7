using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>The page of a unit and the map of the provinces. The directory is everybody's who signed in; people, plans and reports only those see in whose branch the unit is.</summary>
public static class UnitPageEndpoints
{
    public static void MapUnitPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units/{id:long}", Show);
        app.MapGet("/units/map", Map);
    }

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, CancellationToken cancel, string on = "")
    {
        var history = await db.UnitHistoryAsync(id, cancel);
        if (history.Count == 0) return PageResults.Missing();
        var asOf = AsOf.Read(on, user.Today);
        var (seenOn, standing) = (history.StandingDay(asOf.Day), history.StandingDay(user.Today));
        var unit = history.OnOrBefore(seenOn);
        var above = await db.UnitsAboveAsync(id, seenOn, cancel);
        var rights = await db.UnitRightsAsync(user, id, standing, cancel);
        var governs = UnitNames.IsTerritory(unit.Kind);
        var (predecessors, successors) = (await db.PredecessorsAsync(id, cancel), await db.SuccessorsAsync(id, cancel));
        var page = new UnitPage
        {
            AsOf = asOf,
            Unit = unit,
            SeenOn = seenOn,
            History = history,
            Above = above,
            Territory = unit.TerritoryId is { } territory ? await db.UnitAsync(territory, seenOn, cancel) : null,
            Facts = await db.UnitFactsAsync(id, seenOn, cancel),
            Below = await db.KindsBelowAsync(id, seenOn, cancel),
            Named = governs ? [.. (await db.StandingAgenciesAsync(id, cancel)).Where(named => named.AgencyId is not null)] : [],
            Governs = governs,
            StandsIn = unit.Kind is UnitKind.Agency ? await db.StandsInAsync(id, cancel) : [],
            StandingHere = unit.Kind is UnitKind.Province or UnitKind.District or UnitKind.Commune ? await db.StandingHereAsync(id, seenOn, cancel) : [],
            Predecessors = predecessors,
            Successors = successors,
            Places = predecessors.Count + successors.Count == 0 ? new Dictionary<long, string>()
                : await db.PlacesAsync([.. predecessors.Select(from => (from.Unit.UnitId, from.OnDay.AddDays(-1))), .. successors.Select(to => (to.Unit.UnitId, to.OnDay))], cancel),
            Now = history[^1].Until < asOf.Day ? await db.NowAsync(id, asOf.Day, cancel) : [],
            Ending = history[^1].Until is { } last && successors.Count == 0 ? await db.EndingAsync(id, last, cancel) : null,
            Rights = rights,
            Results = rights.Sees && await db.CurrentEditionAsync(cancel) is { } newest ? ResultsOf(history, newest, user.Today) : null,
            People = rights.Sees ? await db.PeopleHereAsync(id, seenOn, cancel) : null,
            Plans = rights.Sees ? await db.PlansHereAsync(id, cancel) : null,
            Reports = await db.ReportsHereAsync(user, id, cancel),
        };
        return PageResults.Page<UnitPageView>(new { Page = page }, asOf.Status);
    }

    // A unit that began after the newest Week has no year of its own to compare: the Week of those before it is shown, on its ground.
    static string? ResultsOf(IReadOnlyList<UnitVersion> history, Edition newest, DateOnly today) =>
        history[^1].Until < today || history[0].From > today ? null
        : history[0].From <= newest.LastDay ? $"/totals/compare/{history[0].UnitId.ToString(Vn.Culture)}"
        : $"/totals/{newest.Year.ToString(Vn.Culture)}/{history[0].UnitId.ToString(Vn.Culture)}?on={Vn.Date(today)}";

    static async Task<IResult> Map(AppDb db, CurrentUser user, CancellationToken cancel, string on = "")
    {
        var asOf = AsOf.Read(on, user.Today);
        return PageResults.Page<UnitMapView>(new { AsOf = asOf, Provinces = await db.ProvincesAsync(asOf.Day, cancel) }, asOf.Status);
    }
}

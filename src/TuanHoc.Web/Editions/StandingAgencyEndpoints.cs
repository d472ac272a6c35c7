using System.Globalization;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Editions;

/// <summary>Where a committee's coordinators and leaders name its standing agency for each year. Who it is, everybody reads on the pages of the units.</summary>
static class StandingAgencyEndpoints
{
    public static void MapStandingAgencies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units/{id:long}/standing-agency", Show);
        app.MapPost("/units/{id:long}/standing-agency", Name);
    }

    static bool May(CurrentUser user, long unit) => user.IsAdministrator || user.Holds(unit, Roles.Coordinator, Roles.Leader);

    // Whoever governs has agencies; a school has none.
    static async Task<UnitVersion?> UnitAsync(AppDb db, CurrentUser user, long id, CancellationToken cancel) =>
        await db.UnitHistoryAsync(id, cancel) is { Count: > 0 } history && history.OnOrBefore(user.Today) is var unit && UnitNames.IsTerritory(unit.Kind) ? unit : null;

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        May(user, id) && await UnitAsync(db, user, id, cancel) is { } unit ? await PageAsync(db, unit, why: null, cancel) : PageResults.Missing();

    static async Task<IResult> Name(long id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!May(user, id) || await UnitAsync(db, user, id, cancel) is not { } unit) return PageResults.Missing();
        var form = new FormReader(posted);
        if (form.Integer("year") is not { } year || await db.EditionAsync(year, cancel) is not { } edition) return await PageAsync(db, unit, T["Chọn một năm đã mở."], cancel);
        long? agency = long.TryParse(form["agency"], NumberStyles.None, CultureInfo.InvariantCulture, out var named) ? named : null;
        return await db.NameStandingAgencyAsync(user, edition, id, agency, clock.GetUtcNow(), cancel)
            ? TypedResults.LocalRedirect($"/units/{id}/standing-agency") : await PageAsync(db, unit, T["Cơ quan này không trực thuộc {0} trong Tuần lễ {1}.", unit.Name, edition.Year.ToString(Vn.Culture)], cancel);
    }

    static async Task<IResult> PageAsync(AppDb db, UnitVersion unit, string? why, CancellationToken cancel) => PageResults.Page<StandingAgencyView>(new
    {
        Unit = unit,
        Named = await db.StandingAgenciesAsync(unit.UnitId, cancel),
        Own = (await db.OwnAgenciesAsync(unit.UnitId, cancel)).ToLookup(agency => agency.Year),
        Why = why,
    }, why is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

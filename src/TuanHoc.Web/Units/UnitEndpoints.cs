using System.Globalization;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units;

/// <summary>The pages of units: search, the provinces of a day, one unit through time. Everybody signed in may read the directory.</summary>
public static class UnitEndpoints
{
    /// <summary>How many units a search shows.</summary>
    public const int Shown = 50;

    public static void MapUnits(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units", List);
        app.MapGet("/units/{id:long}", Show);
        app.MapUnitFacts();
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, string q = "", string on = "")
    {
        var day = Day(on);
        var onDay = day ?? user.Today;
        var text = q.Cut(100).Trim();
        return PageResults.Page<UnitsView>(new
        {
            Text = text,
            Asked = on,
            OnDay = onDay,
            Wrong = day is null && on != "",
            Found = text == "" ? [] : await db.SearchUnitsAsync(text, onDay, Shown, cancel),
            Provinces = text == "" ? await db.UnitChildrenAsync(UnitDirectory.Nation, onDay, cancel) : [],
        }, day is null && on != "" ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, CancellationToken cancel, string on = "")
    {
        var history = await db.UnitHistoryAsync(id, cancel);
        if (history.Count == 0) return PageResults.Missing();
        var day = Day(on);
        var onDay = day ?? user.Today;
        // On a day without it the unit is shown as it last was, or, before its time, as it first was.
        var unit = history.LastOrDefault(v => v.From <= onDay) ?? history[0];
        var seenOn = unit.Valid.UpperBoundInfinite || onDay < unit.Valid.UpperBound ? (onDay < unit.From ? unit.From : onDay) : unit.Valid.UpperBound.AddDays(-1);
        return PageResults.Page<UnitView>(new
        {
            Unit = unit,
            History = history,
            Asked = on,
            OnDay = onDay,
            Wrong = day is null && on != "",
            Above = await db.UnitsAboveAsync(id, seenOn, cancel),
            Below = await db.UnitChildrenAsync(id, seenOn, cancel),
            Predecessors = await db.PredecessorsAsync(id, cancel),
            Successors = await db.SuccessorsAsync(id, cancel),
        }, day is null && on != "" ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    static DateOnly? Day(string typed) =>
        DateOnly.TryParseExact(typed.Trim(), ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units.Export;
using TuanHoc.Web.Units.Import;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units;

/// <summary>The directory: its tree, its search, its lists. Everybody signed in may read it. The page of one unit gathers many rooms and stands in Boards.</summary>
public static class UnitEndpoints
{
    /// <summary>How many units a search shows, a page of a list, and the tree below one unit.</summary>
    public const int Shown = 50, Listed = 200, Hung = 200;

    const int Suggested = 10, SuggestedFormer = 3, Many = 20, FewFormer = 5, MostFormer = 50, MostOpen = 20;

    public static void MapUnits(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units", List);
        app.MapGet("/units/search", Suggest);
        app.MapGet("/units/{id:long}/below", Below);
        app.MapGet("/units/lost", Lost);
        app.MapUnitFacts();
        app.MapUnitExport();
        app.MapUnitImport();
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, string q = "", string on = "", string kind = "", string difficulty = "", string before = "", long[]? open = null, long after = 0)
    {
        var (asOf, filter, text) = (AsOf.Read(on, user.Today), UnitFilter.Read(kind, difficulty), q.Cut(100).Trim());
        var page = new UnitsPage { AsOf = asOf, Filter = filter, Text = text, MayImport = user.MayImport() };
        if (text != "")
        {
            page = page with { Found = await db.SearchUnitsAsync(text, filter, asOf.Day, Shown, cancel) };
            // Among many units of today hardly anybody looks for one of before, and among some, the first few are enough; who wants them all asks.
            var (most, knows) = (before != "" || page.Found.Count == 0 ? MostFormer : page.Found.Count < Many ? FewFormer : 0, UnitSearch.KnowsFormer(text, filter));
            if (knows && most > 0) page = page with { Former = await db.FormerUnitsAsync(text, filter, asOf.Day, most, cancel) };
            page = page with { AsksForFormer = knows && most < MostFormer && page.Former.Count == most };
        }
        else if (!filter.IsAny)
            page = page with { Found = await db.WithParentsAsync(await db.UnitsOfAsync(filter, await AfterAsync(db, after, asOf.Day, cancel), asOf.Day, Shown + 1, cancel), asOf.Day, cancel) };
        else
        {
            long[] opened = [UnitDirectory.Nation, .. (open ?? []).Distinct().Take(MostOpen)];
            page = page with { Opened = opened, Tree = await db.TreeAsync(opened, asOf.Day, Hung, cancel) };
        }
        return PageResults.Page<UnitsView>(new { Page = page }, asOf.Status);
    }

    /// <summary>What the search field offers while one types: names of the day, and below them a few of before with what they are now.</summary>
    static async Task<IResult> Suggest(AppDb db, CurrentUser user, CancellationToken cancel, string q = "", string on = "")
    {
        var (asOf, text) = (AsOf.Read(on, user.Today), q.Cut(100).Trim());
        var any = UnitFilter.Read(kind: "", difficulty: "");
        var former = await db.FormerUnitsAsync(text, any, asOf.Day, SuggestedFormer, cancel);
        var found = await db.SuggestUnitsAsync(text, asOf.Day, Suggested - former.Count, former.Count > 0, cancel);
        return TypedResults.Json(found.Select(f => new Suggestion(f.Unit.Name, f.ParentName ?? "", asOf.Link($"/units/{f.Unit.UnitId}")))
            .Concat(former.Select(f => new Suggestion(f.Name, FormerWords.Of(f), asOf.Link($"/units/{f.UnitId}")))));
    }

    static async Task<IResult> Below(long id, AppDb db, CurrentUser user, CancellationToken cancel, string on = "", string kind = "", string level = "", long after = 0)
    {
        var (asOf, filter) = (AsOf.Read(on, user.Today), UnitFilter.Read(kind, difficulty: ""));
        if (await db.UnitAsync(id, asOf.Day, cancel) is not { } unit)
            return (await db.UnitHistoryAsync(id, cancel)).Count == 0 ? PageResults.Missing() : TypedResults.LocalRedirect(asOf.Link($"/units/{id}"));
        string[] levels = KindWords.Levels.Contains(level) ? [level] : ["", .. KindWords.Levels];
        return PageResults.Page<UnitsBelowView>(new
        {
            Unit = unit,
            AsOf = asOf,
            Filter = filter,
            Level = levels.Length == 1 ? level : "",
            Kinds = await db.KindsBelowAsync(id, asOf.Day, cancel),
            Below = await db.UnitsBelowAsync(id, filter, levels, await AfterAsync(db, after, asOf.Day, cancel), asOf.Day, Listed + 1, cancel),
        }, asOf.Status);
    }

    static async Task<IResult> Lost(AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var lost = await db.LostUnitsAsync(user.Today, cancel);
        return PageResults.Page<LostUnitsView>(new { Lost = lost, Places = await db.PlacesAsync([.. lost.Select(unit => (unit.UnitId, unit.From))], cancel) });
    }

    static async Task<UnitVersion?> AfterAsync(AppDb db, long after, DateOnly onDay, CancellationToken cancel) => after == 0 ? null : await db.UnitAsync(after, onDay, cancel);

    sealed record Suggestion(string Name, string Under, string Href);
}

/// <summary>How a name of before is told.</summary>
public static class FormerWords
{
    const int MostNamed = 3;

    /// <summary>"Thành phố Hồ Chí Minh · đến 30/06/2025 · nay là Phường Đức Nhuận, Phường Cầu Kiệu, Phường Phú Nhuận".</summary>
    public static string Of(FormerUnit former) =>
        (former.Place == "" ? "" : former.Place + " · ") + T["đến {0}", former.Until] + " · " + (former.Now.Count == 0 ? T["chưa rõ nay thuộc đơn vị nào"]
            : T["nay là {0}", string.Join(", ", former.Now.Take(MostNamed).Select(now => now.Name))] + (former.Now.Count > MostNamed ? T[" và {0} đơn vị khác", former.Now.Count - MostNamed] : ""));
}

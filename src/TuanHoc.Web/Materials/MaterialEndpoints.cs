using System.Text;
using Microsoft.Net.Http.Headers;
using TuanHoc.Office.Materials;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Materials;

/// <summary>Slogans of an edition, and what units hang up and hand out with them: chosen on one page, got as a picture or a file.</summary>
public static class MaterialEndpoints
{
    const string Svg = "image/svg+xml";

    public static void MapMaterials(this IEndpointRouteBuilder app)
    {
        app.MapGet("/materials", Show);
        app.MapGet("/materials/{unitId:long}/{kind}", Look);
        app.MapGet("/materials/{unitId:long}/{kind}.svg", Picture);
        app.MapGet("/materials/{unitId:long}/{kind}.pdf", Pdf);
        app.MapSlogans();
    }

    static async Task<IResult> Show(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, int? year = null, string? kind = null)
    {
        if (await EditionAsync(db, year, cancel) is var edition && edition is null && year is not null) return PageResults.Missing();
        var known = kind is null ? MaterialKind.All[0] : MaterialKind.Find(kind);
        var at = user.Memberships.FirstOrDefault(held => unit is null || held.UnitId == unit);
        if (known is null || unit is not null && at is null) return PageResults.Missing();
        var sources = edition is null || at is null ? [] : await db.SlogansAsync(edition.Id, at.UnitId, user.Today, cancel);
        var request = at is null ? null : MaterialRequest.Read(http.Request.Query, known, at, edition, sources.SelectMany(source => source.Slogans).FirstOrDefault());
        return PageResults.Page<MaterialsView>(new
        {
            Request = request,
            Sources = sources,
            Editions = await db.EditionsAsync(cancel),
            Units = user.Memberships.DistinctBy(held => held.UnitId).ToList(),
            MayType = at is not null && edition is not null && user.Holds(at.UnitId, Roles.Coordinator),
        }, request is null or { IsValid: true } ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>The picture as pages show it; who wants to keep it takes the file, which is in the log.</summary>
    static Task<IResult> Look(long unitId, string kind, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int? year = null) =>
        MakeAsync(unitId, kind, year, http, db, user, request => TypedResults.Text(request.Kind.Make(request.Words).Svg(), Svg, Encoding.UTF8), cancel);

    static Task<IResult> Picture(long unitId, string kind, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int? year = null) =>
        MakeAsync(unitId, kind, year, http, db, user, request => TypedResults.File(Encoding.UTF8.GetBytes(request.Kind.Make(request.Words).Svg()), Svg, NameOf(request, "svg")), cancel);

    static Task<IResult> Pdf(long unitId, string kind, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int? year = null, int press = 0) =>
        MakeAsync(unitId, kind, year, http, db, user, request => TypedResults.File(request.Kind.Make(request.Words).Pdf(forPress: press == 1), "application/pdf", NameOf(request, press == 1 ? "in.pdf" : "pdf")), cancel);

    static async Task<IResult> MakeAsync(long unitId, string kind, int? year, HttpContext http, AppDb db, CurrentUser user, Func<MaterialRequest, IResult> write, CancellationToken cancel)
    {
        if (user.Memberships.FirstOrDefault(held => held.UnitId == unitId) is not { } at || MaterialKind.Find(kind) is not { } known) return PageResults.Missing();
        if (await EditionAsync(db, year, cancel) is var edition && edition is null && year is not null) return PageResults.Missing();
        var first = edition is null or { Theme: not null } ? null : (await db.SlogansAsync(edition.Id, unitId, user.Today, cancel)).SelectMany(source => source.Slogans).FirstOrDefault();
        var request = MaterialRequest.Read(http.Request.Query, known, at, edition, first);
        if (!request.IsValid) return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa làm được tài liệu này"], request.Typed.Errors.Values.First(), $"/materials?unit={unitId}&kind={known.Key}");
        // The same address makes another picture once the theme is corrected.
        http.Response.Headers[HeaderNames.CacheControl] = "private, no-cache";
        return write(request);
    }

    static Task<Edition?> EditionAsync(AppDb db, int? year, CancellationToken cancel) => year is { } named ? db.EditionAsync(named, cancel) : db.CurrentEditionAsync(cancel);

    static string NameOf(MaterialRequest request, string ending) => FormattableString.Invariant($"{request.Kind.Key}{(request.Edition is { } edition ? "-" + edition.Year : "")}.{ending}");
}

using TuanHoc.Office.Materials;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Materials;

/// <summary>What is shown of a unit's own sheet of slogans while it is typed.</summary>
public sealed record SloganEdit(Membership Unit, Edition Edition, FormReader Input, int Version, Guid Key, string? Refusal = null);

/// <summary>Where the coordinators of a unit type slogans and the propaganda outline of an edition for themselves and those below.</summary>
static class SloganEndpoints
{
    const int MostSlogans = 60, LongestSlogan = 200, LongestOutline = 20_000;

    public static void MapSlogans(this IEndpointRouteBuilder app)
    {
        app.MapGet("/materials/{unitId:long}/slogans", Show);
        app.MapPost("/materials/{unitId:long}/slogans", Save);
    }

    static async Task<IResult> Show(long unitId, AppDb db, CurrentUser user, CancellationToken cancel, int? year = null)
    {
        if (await FindAsync(db, user, unitId, year, cancel) is not ({ } unit, { } edition)) return PageResults.Missing();
        var sheet = await db.SloganSheetAsync(edition.Id, unitId, cancel);
        return Page(new(unit, edition, Filled(sheet), sheet?.Version ?? 0, Guid.CreateVersion7()));
    }

    static async Task<IResult> Save(long unitId, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var year = form.Integer("year");
        if (await FindAsync(db, user, unitId, year, cancel) is not ({ } unit, { } edition)) return PageResults.Missing();
        var back = $"/materials?unit={unitId}&year={edition.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        var slogans = (form["slogans"] ?? "").Normalize().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        if (slogans.Length > MostSlogans) form.Refuse("slogans", T["Nhiều nhất {0} khẩu hiệu.", MostSlogans]);
        if (slogans.FirstOrDefault(slogan => slogan.Length > LongestSlogan) is { } longest) form.Refuse("slogans", T["Khẩu hiệu “{0}…” dài quá; nhiều nhất {1} ký tự.", longest.Cut(40), LongestSlogan]);
        if (slogans.FirstOrDefault(slogan => Artwork.CannotSet(slogan) is not null) is { } stray) form.Refuse("slogans", T["Không in được ký tự “{0}”; bỏ ký tự này rồi làm lại.", Artwork.CannotSet(stray)!]);
        var outline = form.Text("outline", LongestOutline)?.Normalize();
        var edit = new SloganEdit(unit, edition, form, form.Integer("version") ?? 0, form.Key() ?? Guid.CreateVersion7());
        if (form.Key() is not { } key || !form.IsValid) return Page(edit, StatusCodes.Status400BadRequest);
        var sheet = await db.SloganSheetAsync(edition.Id, unitId, cancel);
        if (sheet?.WriteKey == key) return TypedResults.LocalRedirect(back);
        if (edit.Version == (sheet?.Version ?? 0) && await db.SaveSlogansAsync(user, edition.Id, unitId, slogans, outline, edit.Version, key, clock.GetUtcNow(), cancel)) return TypedResults.LocalRedirect(back);
        sheet = await db.SloganSheetAsync(edition.Id, unitId, cancel);
        return Page(edit with
        {
            Version = sheet?.Version ?? 0,
            Refusal = T["{0} đã lưu trang này lúc {1}, sau khi bạn mở. Những gì bạn gõ còn nguyên ở đây; lưu lần nữa nếu muốn thay bằng bản của bạn.", sheet?.ChangedBy, sheet?.ChangedAt],
        }, StatusCodes.Status409Conflict);
    }

    static async Task<(Membership? Unit, Edition? Edition)> FindAsync(AppDb db, CurrentUser user, long unitId, int? year, CancellationToken cancel) =>
        user.Memberships.FirstOrDefault(held => held.UnitId == unitId && held.Role == Roles.Coordinator) is { } unit
            ? (unit, year is { } named ? await db.EditionAsync(named, cancel) : await db.CurrentEditionAsync(cancel)) : (null, null);

    static FormReader Filled(SloganSheet? sheet) => new(new FormCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal)
    {
        ["slogans"] = string.Join('\n', sheet?.Slogans ?? []),
        ["outline"] = sheet?.Outline ?? "",
    }));

    static IResult Page(SloganEdit edit, int status = StatusCodes.Status200OK) => PageResults.Page<SlogansEditView>(new { Edit = edit }, status);
}

using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks.Inspections;

/// <summary>Inspections: a unit draws by lot units of its own branch, or of the branch of who gave it that task, visits them with a list of questions, and what is to be put right becomes a task.</summary>
static class InspectionEndpoints
{
    const int Shown = 200, MostDrawn = 500, MostQuestions = 40, LongestLine = 300;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/inspections", List);
        app.MapGet("/inspections/new", New);
        app.MapPost("/inspections", Draw).WithMetadata(new Forgery.ShowsTypedAgain());
        app.MapGet("/inspections/{id:guid}", Show);
        app.MapGet("/inspections/{id:guid}/paper", Paper);
        VisitEndpoints.Map(app);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel) =>
        PageResults.Page<InspectionsView>(new { Inspections = await db.InspectionsAsync(user, Shown, cancel), MayDraw = user.UnitsAs(Roles.Leading).Length > 0 });

    static async Task<IResult> New(AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null) =>
        Chosen(user, unit) is { } chosen ? await FormAsync(db, user, chosen, typed: null, why: null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> Draw(HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (user.UnitsAs(Roles.Leading).Length == 0) return PageResults.Missing();
        var forged = http.IsForged();
        // The framework refuses to read a form whose token is not ours; here it is read to be shown again.
        if (forged) http.Features.Set<IAntiforgeryValidationFeature>(null);
        var form = new FormReader(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty);
        long? named = long.TryParse(form["unit"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
        if (Chosen(user, named) is not { } unit) return PageResults.Missing();
        if (forged || form.Key() is not { } key) return await AgainAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);
        var title = form.Required("title", T["Ghi tên đợt kiểm tra."]);
        var questions = Lines(form, "questions", T["Ghi ít nhất một câu hỏi, mỗi dòng một câu."], MostQuestions);
        var known = Enum.GetValues<UnitKind>().Select(UnitKinds.Word).ToHashSet(StringComparer.Ordinal);
        string[] kinds = [.. form.All("kinds").OfType<string>().Where(known.Contains).Distinct(StringComparer.Ordinal)];
        if (kinds.Length == 0) form.Refuse("kinds", T["Chọn ít nhất một loại đơn vị."]);
        var count = form.Integer("count");
        if (count is not > 0) form.Refuse("count", T["Ghi số đơn vị sẽ kiểm tra, ví dụ 10."]);
        if (count > MostDrawn) form.Refuse("count", T["Nhiều nhất {0} đơn vị một đợt.", MostDrawn]);
        if (!form.IsValid) return await AgainAsync(null, StatusCodes.Status400BadRequest);
        if (await db.CurrentEditionAsync(cancel) is not { } edition) return await AgainAsync(T["Chưa mở năm nào, nên chưa kiểm tra được."], StatusCodes.Status409Conflict);
        var ground = await db.GroundAsync(unit, edition.Id, user.Today, cancel);
        var from = await db.DrawableAsync(ground, kinds, user.Today, cancel);
        if (from.Count == 0) return await AgainAsync(T["Hôm nay không có đơn vị nào thuộc các loại đã chọn mà đơn vị này được kiểm tra."], StatusCodes.Status409Conflict);
        return await db.DrawAsync(user, edition, new NewInspection(key, ground, title, questions, kinds, count!.Value), from, clock.GetUtcNow(), cancel)
            ? TypedResults.LocalRedirect($"/inspections/{key}") : await AgainAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);

        Task<IResult> AgainAsync(string? why, int status) => FormAsync(db, user, unit, form, why, status, cancel);
    }

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.InspectionAsync(user, id, cancel) is not { } inspection) return PageResults.Missing();
        var visits = await db.VisitsAsync(inspection, cancel);
        var again = Lot.Draw(inspection.Seed, await db.DrawableAsync(inspection.Ground, inspection.Kinds, inspection.DrawnOn, cancel), visits.Count);
        return PageResults.Page<InspectionView>(new { Inspection = inspection, Visits = visits, IsDrawnAgain = again.Order().SequenceEqual(visits.Select(v => v.UnitId).Order()) });
    }

    static async Task<IResult> Paper(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.InspectionAsync(user, id, cancel) is { } inspection ? PageResults.Page<InspectionPaper>(new { Inspection = inspection, Visits = await db.VisitsAsync(inspection, cancel) }) : PageResults.Missing();

    /// <summary>The unit that is named, where the person leads it; the first they lead where none is named.</summary>
    static long? Chosen(CurrentUser user, long? named)
    {
        var units = user.UnitsAs(Roles.Leading);
        return named is { } unit ? units.Contains(unit) ? unit : null : units.Length > 0 ? units[0] : null;
    }

    /// <summary>The lines of a field, without blanks; refused with a sentence where there is none, too many, or one too long.</summary>
    public static string[] Lines(FormReader form, string field, string? whyNone, int most)
    {
        string[] lines = [.. (form[field] ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal)];
        if (lines.Length == 0 && whyNone is not null) form.Refuse(field, whyNone);
        if (lines.Length > most) form.Refuse(field, T["Nhiều nhất {0} dòng.", most]);
        if (lines.Any(line => line.Length > LongestLine)) form.Refuse(field, T["Viết mỗi dòng ngắn hơn: nhiều nhất {0} ký tự.", LongestLine]);
        return lines;
    }

    static async Task<IResult> FormAsync(AppDb db, CurrentUser user, long unit, FormReader? typed, string? why, int status, CancellationToken cancel) => PageResults.Page<InspectionForm>(new
    {
        Units = user.Memberships.Where(held => Roles.Leading.Contains(held.Role)).DistinctBy(held => held.UnitId).ToList(),
        Unit = unit,
        Kinds = (await db.KindsToDrawAsync(await db.GroundAsync(unit, (await db.CurrentEditionAsync(cancel))?.Id, user.Today, cancel), user.Today, cancel)).OrderBy(kind => UnitKinds.Parse(kind.Kind)).ToList(),
        Key = typed?.Key() ?? Guid.CreateVersion7(),
        Typed = typed,
        Why = why,
    }, status);
}

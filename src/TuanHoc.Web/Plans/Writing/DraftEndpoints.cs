using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>What the server says to a draft that keeps itself.</summary>
public sealed record Autosaved(int Version, string Said, int Faults, IReadOnlyList<string> Others);

public static class DraftEndpoints
{
    // A long plan has hundreds of tasks with a handful of fields each; the framework stops at 1,024.
    const int MostFields = 20_000;
    const int LongestReason = 2000;

    public static void MapPlanWriting(this IEndpointRouteBuilder app)
    {
        app.MapStart();
        app.MapGet("/plans/{id:guid}/draft", Show);
        app.MapPost("/plans/{id:guid}/draft", Save).WithMetadata(new Forgery.ShowsTypedAgain()).WithFormOptions(valueCountLimit: MostFields);
        app.MapPost("/plans/{id:guid}/draft/autosave", Autosave).WithFormOptions(valueCountLimit: MostFields);
        app.MapPost("/plans/{id:guid}/draft/removal", Remove);
        app.MapGet("/plans/{id:guid}/preview", Preview);
        app.MapVersions();
    }

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.DraftAsync(user, id, cancel) is { } found ? await PageAsync(db, user, found, Stored(found), cancel: cancel)
        : await db.PlanAsync(user, id, cancel) is { State: StoredPlan.Saved } ? TypedResults.LocalRedirect($"/plans/{id}") : PageResults.Missing();

    static async Task<IResult> Save(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.DraftAsync(user, id, cancel) is not { } found) return PageResults.Missing();
        var isForged = http.IsForged();
        // The framework refuses to read a form whose token is not ours; here it is read to be shown again.
        if (isForged) http.Features.Set<IAntiforgeryValidationFeature>(null);
        var posted = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        var (stored, act, form) = (DraftJson.Read(found.Draft), posted["act"].ToString(), new FormReader(posted));
        if (DraftSheet.IsChange(act))
        {
            var (changed, added) = DraftSheet.Changed(posted, act);
            return await PageAsync(db, user, found, new(changed, stored.Type, added), unsaved: true, cancel: cancel);
        }
        if (isForged || form.Key() is not { } key || form.Integer("version") is not { } version) return await RefuseAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (found.WriteKey == key) return TypedResults.LocalRedirect($"/plans/{id}/draft");
        // A key is made for one page; one that served another plan was not made by this page.
        if (await db.IsKeyUsedAsync(key, cancel)) return await RefuseAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);

        var kept = await ReadAsync(db, user, found, form, stored, key, byHand: true, cancel);
        if (!form.IsValid) return await RefuseAsync(T["Chưa lưu: có {0} chỗ cần sửa, đã mở và đánh dấu bên dưới.", form.Errors.Count], StatusCodes.Status400BadRequest);
        if (version != found.Version)
            return await RefuseAsync(T["{0} đã lưu bản soạn này lúc {1}, sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem chỗ khác nhau, rồi lưu lần nữa nếu muốn thay bằng bản của bạn.", found.ChangedBy, found.ChangedAt],
                StatusCodes.Status409Conflict, DraftDifference.Between(kept.Draft, stored));
        if (await db.KeepAsync(user, clock, found, kept, cancel)) return TypedResults.LocalRedirect($"/plans/{id}/draft");
        // Another was quicker by a moment: what stands now decides.
        return await Save(id, http, db, user, clock, cancel);

        async Task<IResult> RefuseAsync(string why, int status, IReadOnlyList<DifferentGroup>? theirs = null) =>
            await PageAsync(db, user, found, new(form, stored.Type), new(why, theirs), unsaved: true, status, cancel);
    }

    static async Task<IResult> Autosave(Guid id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.DraftAsync(user, id, cancel) is not { } found) return PageResults.Missing();
        var (stored, form) = (DraftJson.Read(found.Draft), new FormReader(posted));
        if (form.Key() is not { } key || form.Integer("version") is not { } version) return TypedResults.BadRequest(new Autosaved(found.Version, Forgery.Sentence, 0, []));
        var others = (await db.EditorsAsync(user, id, cancel)).Select(other => DraftView.Also(other, user.Now)).ToList();
        // The answer to an earlier try was lost on its way; what it sent is kept.
        if (found.WriteKey == key) return TypedResults.Ok(new Autosaved(found.Version, Kept(found.ChangedAt), found.Typed is null ? 0 : 1, others));
        if (version != found.Version)
            return TypedResults.Conflict(new Autosaved(found.Version, T["Chưa lưu: {0} đã lưu bản này lúc {1}. Bấm Lưu để xem chỗ khác nhau; những gì bạn gõ còn nguyên.", found.ChangedBy, found.ChangedAt], 0, others));
        if (await db.IsKeyUsedAsync(key, cancel)) return TypedResults.BadRequest(new Autosaved(found.Version, Forgery.Sentence, 0, others));
        var kept = await ReadAsync(db, user, found, form, stored, key, byHand: false, cancel);
        return await db.KeepAsync(user, clock, found, kept, cancel)
            ? TypedResults.Ok(new Autosaved(found.Version + 1, Kept(clock.GetUtcNow()), form.Errors.Count, others))
            : await Autosave(id, posted, db, user, clock, cancel);
    }

    static async Task<IResult> Remove(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel) =>
        await db.DraftAsync(user, id, cancel) is not { } found ? PageResults.Missing()
        : await db.RemoveDraftAsync(user, clock, found, cancel) ? TypedResults.LocalRedirect("/plans")
        : PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa bỏ được"], T["Văn bản này vừa được ban hành, nên không bỏ được."], $"/plans/{id}");

    /// <param name="part">The document alone, for a page that shows it beside the fields.</param>
    static async Task<IResult> Preview(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, bool part = false)
    {
        if (await db.DraftAsync(user, id, cancel) is not { } found) return PageResults.Missing();
        var document = PlanWriter.Write(await db.AsPrintedAsync(DraftJson.Read(found.Draft), found.UnitId, user.Today, cancel));
        return part ? PageResults.Page<DocumentView>(new { Document = document }) : PageResults.Page<PreviewView>(new { Draft = found, Document = document });
    }

    /// <summary>What is typed as it will be kept; faults are in the form afterwards, and then the fields themselves are kept too.</summary>
    static async Task<DraftKept> ReadAsync(AppDb db, CurrentUser user, DraftFound found, FormReader form, PlanDraft stored, Guid key, bool byHand, CancellationToken cancel)
    {
        var (draft, reason) = (new DraftSheet(form, stored.Type).Read(stored), form.Text(DraftSheet.ReasonField, LongestReason));
        var ordered = OrderedForm.Of(form.Text(PlanSheet.FormField), await db.FormKeysAsync(cancel));
        if (ordered is null) form.Refuse(PlanSheet.FormField, T["Chọn một mẫu trong danh sách."]);
        if (found.UpperId is { } upper && await db.PlanAboveAsync(upper, found.UnitId, user.Today, cancel) is { Year: { } year } above && year != draft.Year)
            form.Refuse("week.0.year", T["Kế hoạch của {0} là của Tuần lễ {1}. Ghi năm ấy, hoặc soạn mới từ kế hoạch cấp trên của năm kia.", above.UnitName, $"{year}"]);
        var edition = await db.EditionAsync(draft.Year, cancel);
        return new(draft with { FormKey = ordered?.Key }, form.IsValid ? null : DraftJson.WriteTyped(form, form.Fields.Where(field => field.Contains('.', StringComparison.Ordinal) || field is PlanSheet.FormField or DraftSheet.ReasonField)), ordered ?? found.Form, reason, edition, key, byHand);
    }

    // Fields that do not read as facts are shown with what is wrong with them.
    static DraftSheet Stored(DraftFound found)
    {
        var stored = DraftJson.Read(found.Draft);
        if (found.Typed is null) return new(DraftSheet.Typed(stored, found.Form, found.LateReason), stored.Type);
        var form = DraftJson.ReadTyped(found.Typed);
        new DraftSheet(form, stored.Type).Read(stored);
        return new(form, stored.Type);
    }

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, DraftFound found, DraftSheet sheet, DraftRefusal? refusal = null, bool unsaved = false, int status = StatusCodes.Status200OK, CancellationToken cancel = default)
    {
        var stored = DraftJson.Read(found.Draft);
        // Read from a copy: what is wrong is told when it is kept, not while rows are added.
        var shown = new DraftSheet(DraftJson.ReadTyped(DraftJson.WriteTyped(sheet.Input, sheet.Input.Fields)), stored.Type).Read(stored);
        var (edition, forms) = (await db.EditionAsync(shown.Year, cancel), await db.FormKeysAsync(cancel));
        var above = found.UpperId is { } upper ? await db.AboveAsync(upper, found.UnitId, user.Today, cancel) : null;
        var asIssued = shown with { IssuedOn = shown.IssuedOn ?? user.Today };
        var page = new DraftPage(found, sheet, stored.Type, new(sheet, edition, above, found.UnitKind, shown.IssuedOn ?? user.Today), PlanWriter.Write(await db.AsPrintedAsync(shown with { FormKey = OrderedForm.Of(sheet.Input[PlanSheet.FormField], forms)?.Key }, found.UnitId, user.Today, cancel)), above,
            await db.EditorsAsync(user, found.Id, cancel), Guid.CreateVersion7())
        { Forms = OrderedForm.All(forms), Refusal = refusal, IsUnsaved = unsaved, HasUnusual = (above is null ? PlanWriter.WhyNot(asIssued) : PlanWriter.WhyNot(asIssued, above.Facts, above.Ours)).Any(fault => fault.MayPass) };
        return PageResults.Page<DraftView>(new { Page = page, Now = user.Now }, status);
    }

    static string Kept(DateTimeOffset at) => T["Đã lưu trên máy chủ {0}", Vn.Hour(at)];
}

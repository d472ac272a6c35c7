using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Bodies;
using TuanHoc.Web.Plans.Incoming;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

public static class PlanEndpoints
{
    const string DraftAct = "draft";
    const int PageLength = 40;

    // A long plan has hundreds of tasks with a handful of fields each; the framework stops at 1,024.
    const int MostFields = 20_000;

    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        app.MapGet("/plans", List);
        // The handler reads the body itself, to say in a sentence that it is too large, and checks the token then.
        app.MapPost("/plans", PlanUpload.Receive).DisableAntiforgery();
        app.MapGet("/plans/{id:guid}", Show);
        app.MapGet("/plans/{id:guid}/correction", Correct);
        app.MapPost("/plans/{id:guid}", Save).WithMetadata(new Forgery.ShowsTypedAgain()).WithFormOptions(valueCountLimit: MostFields);
        app.MapPost("/plans/{id:guid}/removal", Remove);
        app.MapGet("/plans/{id:guid}/edition", Edition);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, Guid? before = null) =>
        PageResults.Page<PlansView>(await ListedAsync(db, user, before, typed: null, why: null, cancel));

    /// <summary>The list as its view wants it, with what was typed into its form.</summary>
    public static async Task<object> ListedAsync(AppDb db, CurrentUser user, Guid? before, FormReader? typed, string? why, CancellationToken cancel)
    {
        var units = user.KeptUnits();
        var saved = await db.SavedPlansAsync(user, before, PageLength, cancel);
        var waiting = units.Count > 0 && before is null ? await db.WaitingPlansAsync(user, cancel) : [];
        var drafts = units.Count > 0 && before is null ? await db.DraftsAsync(user, cancel) : [];
        return new { Saved = saved, Drafts = drafts, Waiting = waiting, Units = units, Key = typed?.Key() ?? Guid.CreateVersion7(), Input = typed, Why = why, Next = saved.Count == PageLength ? saved[^1].Id : (Guid?)null };
    }

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, PlanPages pages, CancellationToken cancel) =>
        await db.PlanAsync(user, id, cancel) is not { } plan ? PageResults.Missing()
        : plan.State == StoredPlan.Draft ? TypedResults.LocalRedirect($"/plans/{id}/draft")
        : plan.State == StoredPlan.Read ? await ReviewAsync(db, user, plan, cancel)
        : await InForceAsync(plan, db, user, pages, cancel);

    static async Task<IResult> InForceAsync(PlanFound plan, AppDb db, CurrentUser user, PlanPages pages, CancellationToken cancel)
    {
        if (plan.IsUnopened) await db.NoteOpenedAsync(user, plan.Id, cancel);
        return PageResults.Page<PlanView>(new { Plan = plan, Page = pages.Of(plan), Issued = await db.IssuedAsync(plan.Id, user.Today, cancel), SeesRecipients = user.SeesRecipients(plan), OpensYear = OpensYear(plan, user), Acts = await db.ActsAsync(user, plan, cancel) });
    }

    static bool OpensYear(PlanFound plan, CurrentUser user) => plan is { UnitId: UnitDirectory.Nation, State: StoredPlan.Saved, EditionId: null } && user.Holds(UnitDirectory.Nation, Roles.Leading);

    /// <summary>The page that opens a year, filled in with what the Ministry's letter says of it.</summary>
    static async Task<IResult> Edition(Guid id, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.PlanAsync(user, id, cancel) is not { } plan || !OpensYear(plan, user)) return PageResults.Missing();
        var facts = PlanFacts.Read(plan.Facts);
        return await EditionEndpoints.PageAsync(db, user, EditionEndpoints.Filled(facts.Header.Year?.Value, facts.Theme?.Value, facts.Period?.Start, facts.Period?.End, plan.FormKey ?? (await db.FormKeysAsync(cancel))[^1], plan.ReportDue), cancel);
    }

    static async Task<IResult> Correct(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.PlanAsync(user, id, cancel) is not { CanCorrect: true } plan ? PageResults.Missing() : !plan.MayBeCorrected ? Stands(plan) : await ReviewAsync(db, user, plan, cancel);

    static async Task<IResult> Save(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.PlanAsync(user, id, cancel) is not { CanCorrect: true } plan) return PageResults.Missing();
        if (!plan.MayBeCorrected) return Stands(plan);
        var isForged = http.IsForged();
        // The framework refuses to read a form whose token is not ours; here it is read to be shown again.
        if (isForged) http.Features.Set<IAntiforgeryValidationFeature>(null);
        var posted = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        var (stored, act) = (plan.ReadFacts(), posted["act"].ToString());
        var form = new FormReader(posted);
        if (act == PlanSheet.AcceptAct || ((string[])[PlanSheet.AddAct, PlanSheet.RemoveAct, PlanSheet.FindAct]).Any(page => act.StartsWith(page, StringComparison.Ordinal)))
        {
            var (changed, added) = PlanSheet.Changed(posted, act);
            return await ReviewAsync(db, user, plan, cancel, new PlanSheet(changed, stored, added));
        }
        if (isForged || form.Key() is not { } key || form.Integer("version") is not { } version) return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored), Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (plan.WriteKey == key) return TypedResults.LocalRedirect($"/plans/{id}");
        // A key is made for one page; one that served another plan was not made by this page.
        if (await db.IsKeyUsedAsync(key, cancel)) return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored), Forgery.Sentence, StatusCodes.Status400BadRequest);

        var isDraft = act == DraftAct && plan.State == StoredPlan.Read;
        var sheet = new PlanSheet(form, stored);
        var facts = sheet.Read(stored);
        var chosen = await sheet.ChosenAsync(db, user, plan, isGivenOut: !isDraft, cancel);
        var (ordered, reportDue) = (OrderedForm.Of(form.Text(PlanSheet.FormField), await db.FormKeysAsync(cancel)), form.Day(PlanSheet.ReportDueField));
        if (ordered is null) form.Refuse(PlanSheet.FormField, T["Chọn một mẫu trong danh sách."]);
        var type = facts.Header.Type?.Value ?? DocumentType.Plan;
        var ties = (await db.TieChoicesAsync(plan, facts.Header.Year?.Value, user.Today, cancel)).Chosen(form, type);
        if (!isDraft) Require(form, facts);
        if (!form.IsValid) return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored), T["Chưa lưu: có {0} chỗ cần sửa, đã mở và đánh dấu bên dưới.", form.Errors.Count], StatusCodes.Status400BadRequest);

        if (version != plan.Version)
            return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored, isOverAnother: true), T["{0} đã lưu kế hoạch này lúc {1}, sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem bản mới, rồi lưu lần nữa nếu muốn thay bằng bản của bạn.", plan.ChangedBy, plan.ChangedAt],
                StatusCodes.Status409Conflict, $"/plans/{id}");
        var edition = facts.Header.Year is { } year ? await db.EditionAsync(year.Value, cancel) : null;
        if (!isDraft && type == DocumentType.Plan && edition is not null && await db.OtherPlanAsync(id, ties.Amendment == Amendments.Replaces ? ties.AmendsId : null, plan.UnitId, edition.Id, cancel) is { } other)
            return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored), T["{0} đã có một kế hoạch được lưu cho Tuần lễ {1}. Mỗi đơn vị có một kế hoạch mỗi năm: mở kế hoạch ấy mà sửa, rồi bỏ tệp này; hoặc, nếu đây là kế hoạch thay thế, chọn như vậy ở mục Văn bản liên quan.", plan.UnitName, $"{edition.Year}"], StatusCodes.Status409Conflict, $"/plans/{other}");
        var correction = new PlanCorrection(facts, edition, ordered!, reportDue, key, isDraft) { Chosen = chosen, Ties = ties };
        if (!isDraft && correction.Serial is { } serial && await db.NumberTakenAsync(plan.UnitId, correction.Type, id, serial, facts.Header.Number!.Value, facts.Header.IssuedOn!.Value.Year, cancel) is { } taken)
            return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored), taken.Why, StatusCodes.Status409Conflict, $"/plans/{taken.Other}");
        var (isSaved, lost) = await db.SaveAsync(user, clock, plan, correction, cancel);
        if (isSaved) return TypedResults.LocalRedirect($"/plans/{id}");
        if (lost is not null)
            return await ReviewAsync(db, user, plan, cancel, new PlanSheet(form, stored), T["Chưa lưu: đơn vị đã báo kết quả của nhiệm vụ “{0}”, nên không bỏ hay thay hẳn nhiệm vụ ấy được. Ghi lại nhiệm vụ ấy; cần đổi việc đã giao thì ban hành văn bản thay thế.", lost], StatusCodes.Status409Conflict);
        // Another was quicker by a moment: what stands now decides.
        return await Save(id, http, db, user, clock, cancel);
    }

    static async Task<IResult> Remove(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.PlanAsync(user, id, cancel) is not { CanCorrect: true } plan) return PageResults.Missing();
        return plan.State == StoredPlan.Read && await db.RemoveAsync(user, clock, plan, cancel)
            ? TypedResults.LocalRedirect("/plans")
            : PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa bỏ được"], T["Kế hoạch này đã lưu và đã giao nhiệm vụ, nên không bỏ được. Nếu có chỗ sai, mở ra sửa rồi lưu lại."], $"/plans/{id}");
    }

    static IResult Stands(PlanFound plan) =>
        PageResults.Refused(StatusCodes.Status409Conflict, plan.IsIssued ? T["Đã ban hành, không sửa được"] : T["Đã được thay thế, không sửa được"], plan.IsIssued ? T["Văn bản đã ban hành giữ nguyên như khi ký. Để đổi, mở văn bản rồi soạn văn bản thay thế hoặc công văn đính chính."] : T["Văn bản này đã hết hiệu lực vì được thay thế; sửa ở văn bản đang có hiệu lực."], $"/plans/{plan.Id}");

    static void Require(FormReader form, Plan facts)
    {
        var isPlan = facts.Header.Type is { Value: DocumentType.Plan };
        if (facts.Header.Type is null) form.Refuse("type.0.value", T["Chọn loại văn bản: kế hoạch, công văn hay hướng dẫn."]);
        if (facts.Header.Number is null) form.Refuse("number.0.value", T["Ghi số, ký hiệu của văn bản. Chưa có thì lưu dự thảo: nhiệm vụ chỉ được giao theo văn bản đã có số."]);
        if (facts.Header.IssuedOn is null) form.Refuse("issuedOn.0.value", T["Ghi ngày ban hành của văn bản. Chưa có thì lưu dự thảo."]);
        if (facts.Header.Title is null) form.Refuse("title.0.value", T["Ghi trích yếu: văn bản về việc gì."]);
        if (facts.Header.Year is null) form.Refuse("year.0.value", T["Ghi năm của Tuần lễ, ví dụ 2025."]);
        if (isPlan && facts.Period is null) form.Refuse("week.0.start", T["Ghi ngày đầu của Tuần lễ."]);
    }

    static async Task<IResult> ReviewAsync(AppDb db, CurrentUser user, PlanFound plan, CancellationToken cancel, PlanSheet? sheet = null, string? why = null, int status = StatusCodes.Status200OK, string? other = null)
    {
        var (facts, forms) = (plan.ReadFacts(), await db.FormKeysAsync(cancel));
        var choices = await db.TieChoicesAsync(plan, (sheet?.AsRead(facts) ?? facts).Header.Year?.Value, user.Today, cancel);
        sheet ??= new PlanSheet(PlanSheet.Typed(facts, plan.Form, plan.ReportDue, await db.ChosenBodiesAsync(plan.Id, cancel), choices.Preset(plan, facts.Header.Type!.Value)), facts);
        var typed = sheet.AsRead(facts);
        var type = typed.Header.Type?.Value ?? DocumentType.Plan;
        var ties = choices.Chosen(sheet.Input, type);
        var doubts = await sheet.MatchBodiesAsync(db, user, plan, facts, cancel);
        var unusual = await UnusualAsync(db, user, plan, typed, cancel);
        return PageResults.Page<PlanReviewView>(new
        {
            Plan = plan,
            Facts = facts,
            Sheet = sheet,
            Choices = choices,
            Ties = ties,
            Follows = choices.Follows(plan.UnitName, type, typed.Header.Year?.Value, ties),
            Match = FormMatch.With(facts.StatisticsRows, forms),
            Forms = OrderedForm.All(forms),
            Key = Guid.CreateVersion7(),
            Why = why,
            Other = other,
            Doubts = doubts.Concat(unusual.Select(why => new Told<Sentence>(why, default))).ToList(),
        }, status);
    }

    // What one who writes a plan here is asked a reason for, is said of a plan that was brought in.
    static async Task<IReadOnlyList<Sentence>> UnusualAsync(AppDb db, CurrentUser user, PlanFound plan, Plan facts, CancellationToken cancel)
    {
        var above = facts.Header.Year is { } year && await db.UpperPlanAsync(plan.UnitId, year.Value, user.Today, cancel) is { } upper ? await db.AsAboveAsync(upper, plan.UnitId, user.Today, cancel) : null;
        return PlanWriter.Unusual(facts, above?.Facts, above?.Ours ?? []);
    }
}

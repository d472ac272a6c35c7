using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Drafts;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>What a receiver does with a report that was sent to it, and what both sides say of its fields.</summary>
static class ReviewEndpoints
{
    public const string ReasonField = "reason", TextField = "text", OnField = "field";

    const int LongestReason = 2000, LongestComment = 1000;

    public static void MapReviewing(this IEndpointRouteBuilder app)
    {
        app.MapAcceptance();
        app.MapChecks();
        var report = app.MapGroup("/reports/{id:guid}");
        report.MapPost("/return", Return).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapPost("/acceptance", Accept).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapPost("/comments", Comment).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapPost("/looks", Look).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapBehalf();
    }

    static Task<IResult> Return(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel) =>
        Decide(id, accept: false, http, db, user, clock, cancel);

    static Task<IResult> Accept(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel) =>
        Decide(id, accept: true, http, db, user, clock, cancel);

    static async Task<IResult> Decide(Guid id, bool accept, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (forged, done) = (http.IsForged(), accept ? "accepted" : "returned");
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        var form = new FormReader(posted);
        if (await ReportSeen.FindAsync(db, id, user, done, form.Key(), cancel) is not { MayReview: true } report) return PageResults.Missing();
        if (forged || form.Key() is not { } key || form.Integer("version") is not { } version) return await AgainAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (report.IsDone) return ReportEndpoints.Done(report, done);
        var reviewed = await Reviewed.OfAsync(db, report, user.Id, cancel);
        if (WhyNot() is { } why) return await AgainAsync(ReportEndpoints.Told(report, why), StatusCodes.Status409Conflict);
        if (version != report.Version) return await AgainAsync(ReportEndpoints.Told(report, T["Đơn vị đã nộp lại sau khi bạn mở trang này: xem lại số liệu rồi quyết định."]), StatusCodes.Status409Conflict);
        var reason = accept ? null : form.Required(ReasonField, T["Ghi lý do: đơn vị sẽ đọc nguyên văn câu này."], LongestReason);
        if (!form.IsValid) return await AgainAsync(null, StatusCodes.Status400BadRequest);
        if (await ReportEndpoints.WrittenAsync(async () => reason is null
            ? (await ReviewWrites.AcceptAsync(db, [new(id, version, key)], user, clock.GetUtcNow(), cancel)).Count == 1
            : await ReviewWrites.ReturnAsync(db, report, key, reason, user, clock.GetUtcNow(), cancel))) return ReportEndpoints.Done(report, done);
        // Someone was faster between reading and writing: their write is looked at, and it may have been this very post.
        if (await ReportSeen.FindAsync(db, id, user, done, key, cancel) is not { } now) return PageResults.Missing();
        report = now;
        if (report.IsDone) return ReportEndpoints.Done(report, done);
        reviewed = await Reviewed.OfAsync(db, report, user.Id, cancel);
        return await AgainAsync(ReportEndpoints.Told(report, WhyNot()), StatusCodes.Status409Conflict);

        string? WhyNot() => accept ? reviewed.WhyNotAccept : reviewed.WhyNotReturn(seen: form["state"]);

        Task<IResult> AgainAsync(string? refusal, int status) => ViewAsync(db, report, user, form, commented: false, refusal, status, cancel);
    }

    static async Task<IResult> Comment(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        var form = new FormReader(posted);
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { } report || !report.MayReview && !report.MayFill) return PageResults.Missing();
        if (forged || form.Key() is not { } key) return await AgainAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (ReviewRules.WhyNotComment(report) is { } why) return await AgainAsync(why, StatusCodes.Status409Conflict);
        var field = DraftField.Of(report).FirstOrDefault(one => one.Name == form[OnField]);
        if (field is null) form.Refuse(OnField, T["Chọn ô hoặc mục muốn nhận xét."]);
        var text = form.Required(TextField, T["Ghi nhận xét."], LongestComment);
        if (!form.IsValid) return await AgainAsync(null, StatusCodes.Status400BadRequest);
        await ReviewWrites.CommentAsync(db, report, field!.Name, text, key, user, clock.GetUtcNow(), cancel);
        return ReportEndpoints.Done(report, "commented", field.IsSection ? ReportInput.NarrativePart : null);

        Task<IResult> AgainAsync(string? refusal, int status) => ViewAsync(db, report, user, form, commented: true, refusal, status, cancel);
    }

    static async Task<IResult> Look(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        var form = new FormReader(posted);
        if (await ReportSeen.FindAsync(db, id, user, "looked", form.Key(), cancel) is not { } report || !report.MayReview && !report.MayFill) return PageResults.Missing();
        if (forged || form.Key() is not { } key || form.Integer("version") is not { } version) return await ViewAsync(db, report, user, form, commented: false, Forgery.Sentence, StatusCodes.Status400BadRequest, cancel);
        if (report.IsDone) return ReportEndpoints.Done(report, "looked");
        var reviewed = await Reviewed.OfAsync(db, report, user.Id, cancel);
        if (version != report.Version || !reviewed.AsksToLook)
            return await ViewAsync(db, report, user, form, commented: false, ReportEndpoints.Told(report, T["Không có số nào chờ bạn xem: báo cáo vừa thay đổi, hoặc chính bạn đã nộp hay đã xem."]), StatusCodes.Status409Conflict, cancel);
        await ReviewWrites.LookAsync(db, report, version, key, user, clock.GetUtcNow(), cancel);
        return ReportEndpoints.Done(report, "looked");
    }

    /// <summary>The report's page with what was typed, and why nothing was written.</summary>
    static async Task<IResult> ViewAsync(AppDb db, ReportSeen report, CurrentUser user, FormReader typed, bool commented, string? refusal, int status, CancellationToken cancel) => PageResults.Page<ReportView>(new
    {
        Page = new ReportPage(report, user.Today, Guid.CreateVersion7())
        {
            Review = commented ? null : typed,
            CommentForm = commented ? typed : null,
            Reviewed = await Reviewed.OfAsync(db, report, user.Id, cancel),
            Refusal = refusal,
        },
    }, status);
}

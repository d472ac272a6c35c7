using Microsoft.AspNetCore.Antiforgery;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Drafts;
using TuanHoc.Web.Reports.Expected;
using TuanHoc.Web.Reports.Reviewing;
using TuanHoc.Web.Reports.Workbooks;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

public static class ReportEndpoints
{
    // 41 rows of figures and notes, or seven long texts in percent-encoding, with room to spare.
    const int LargestPost = 2_000_000;

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports", ReportList.Show);
        app.MapPost("/editions/{year:int}/reports", OpenLedger);
        app.MapPost("/editions/{year:int}/reports/nation", OpenNation);
        var report = app.MapGroup("/reports/{id:guid}");
        report.MapGet("", Show);
        report.MapPost("", Save).WithMetadata(Typed);
        report.MapPost("/submission", Submit).WithMetadata(Typed);
        report.MapPost("/sync", SyncEndpoints.Sync).WithMetadata(Typed);
        app.MapGet("/reports/rules/{form}.json", SheetChecks.Show);
        report.MapPictures();
        report.MapFiles();
        app.MapExpected();
        app.MapReviewing();
        app.MapWorkbooks();
    }

    static object[] Typed => [new Forgery.ShowsTypedAgain(), new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestPost)];

    static async Task<IResult> OpenLedger(int year, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.OpensEditions() || await db.EditionAsync(year, cancel) is not { } edition) return PageResults.Missing();
        await Ledger.OpenAsync(db, edition, user.Id, clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect("/editions");
    }

    static async Task<IResult> OpenNation(int year, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel) =>
        user.Holds(UnitDirectory.Nation, Roles.Filling) && await db.EditionAsync(year, cancel) is { } edition
            ? TypedResults.LocalRedirect($"/reports/{await Ledger.OpenNationAsync(db, edition, user.Id, clock.GetUtcNow(), cancel)}") : PageResults.Missing();

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel, string? tab = null, string? done = null, string? on = null)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { } report) return PageResults.Missing();
        var page = new ReportPage(report, user.Today, Guid.CreateVersion7()) { Tab = tab, Done = done, CommentOn = on };
        if (page.IsEditable) await below.LookAsync(report, cancel);
        if (report.WasHandedIn && (report.MayReview || report.MayFill)) page = page with { Reviewed = await Reviewed.OfAsync(db, report, user.Id, cancel) };
        return View(tab switch
        {
            ReportPage.UnitsTab => page with { Units = await ReportList.OfReceiverAsync(db, report, user.Today, cancel), UnitsAt = clock.GetUtcNow() },
            ReportPage.HistoryTab => page with { History = await ReportHistory.OfAsync(db, report, cancel), ReadsAudit = await ReportHistory.ReadsAuditAsync(db, user, report, cancel) },
            ReportPage.DueTab => page with { Route = await ReportRoute.OfAsync(db, report, user, cancel) },
            ReportPage.PicturesTab => await page.WithPicturesAsync(db, cancel),
            _ when page is { IsEditable: true, Open: ReportInput.NarrativePart } => page with { Differing = (await Sittings.OfAsync(db, id, user.Id, page.Key, cancel)).DifferingOf(report, user.Id), Prewritten = await PrewrittenAsync(db, report, below, user, cancel) },
            _ when page.IsEditable => page with { Differing = (await Sittings.OfAsync(db, id, user.Id, page.Key, cancel)).DifferingOf(report, user.Id), Own = await OwnActivities.OfAsync(db, report, cancel) },
            _ => page,
        });
    }

    static Task<IResult> Save(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel) =>
        Fill(id, submit: false, http, db, user, clock, below, cancel);

    static Task<IResult> Submit(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel) =>
        Fill(id, submit: true, http, db, user, clock, below, cancel);

    static async Task<IResult> Fill(Guid id, bool submit, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel)
    {
        var (forged, done) = (http.IsForged(), submit ? "submitted" : "saved");
        if (await PostedAsync(http, cancel) is not { } posted) return TooLarge(id);
        if (await ReportSeen.FindAsync(db, id, user, done, Key(posted), cancel) is not { MayFill: true } report) return PageResults.Missing();
        if (posted.ContainsKey(OwnActivities.TakeField)) posted = await OwnActivities.TakenAsync(db, report, posted, cancel);
        if (posted.ContainsKey(Prewritten.TakeField)) posted = (await PrewrittenAsync(db, report, below, user, cancel)).Taken(posted);
        await below.LookAsync(report, cancel);
        var carried = CarriedOver.Of(posted, report);
        var input = ReportInput.Read(carried?.Posted ?? posted, report);
        var page = new ReportPage(report, user.Today, Guid.CreateVersion7()) { Tab = input.Part, Input = input };
        if (forged || input.Key is null || input.Version is null) return View(page with { Refusal = Forgery.Sentence }, StatusCodes.Status400BadRequest);
        if (report.IsDone) return Done(report, done, input.Part);
        if (ReportRules.WhyNotSave(report) is { } closed) return View(page with { Refusal = Told(report, closed) }, StatusCodes.Status409Conflict);
        if (!input.IsOnForm) return View(page with { Refusal = T["Chưa lưu: cấp trên vừa đổi biểu số liệu sau khi bạn mở trang. Trang này đã theo biểu mới; xem lại rồi lưu."] + (carried is { Left.Count: > 0 } ? " " + T["Không chuyển được: {0}.", string.Join("; ", carried.Left)] : "") }, StatusCodes.Status409Conflict);
        if (input.Version != report.Version) return View(page with { Refusal = Told(report, null), IsStale = true }, StatusCodes.Status409Conflict);
        if (!input.Form.IsValid) return View(page with { Refusal = T["Chưa lưu: có {0} chỗ chưa đọc được. Sửa rồi gửi lại.", input.Form.Errors.Count] }, StatusCodes.Status400BadRequest);
        if (submit && ReportRules.WhyNotSubmit(report, input.Content) is { } why) return View(page with { Refusal = T["Chưa nộp, chưa lưu: {0}", why] }, StatusCodes.Status409Conflict);
        if (await WrittenAsync(() => ReportWrites.FillAsync(db, report, input, submit, user, clock.GetUtcNow(), cancel, submit ? report.Below : null)))
        {
            if (submit && report is { IsOwn: true, Behalf.ConfirmedAt: null }) await BehalfEndpoints.ConfirmAsync(db, report, user, clock.GetUtcNow(), cancel);
            return Done(report, done, input.Part);
        }
        return await Again(id, done, posted, db, user, cancel);
    }

    static async Task<Prewritten> PrewrittenAsync(AppDb db, ReportSeen report, BelowStep below, CurrentUser user, CancellationToken cancel) =>
        await Prewritten.OfAsync(db, report, report.Children > 0 ? await below.ReadAsync(report, cancel) : null, user.Today, cancel);

    /// <summary>Someone was faster between reading and writing: their write is looked at, and it may have been this very post.</summary>
    static async Task<IResult> Again(Guid id, string done, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, done, Key(posted), cancel) is not { } report) return PageResults.Missing();
        if (report.IsDone) return Done(report, done, posted["part"]);
        var page = new ReportPage(report, user.Today, Guid.CreateVersion7());
        var input = ReportInput.Read(posted, report);
        return View(page with { Tab = input.Part, Input = input, Refusal = Told(report, ReportRules.WhyNotSave(report)), IsStale = true }, StatusCodes.Status409Conflict);
    }

    /// <summary>Who changed the report and when, and what follows from it.</summary>
    internal static string Told(ReportSeen report, string? what) => report.ChangedAt is { } at
        ? T["{0} lúc {1}: {2}", report.ChangedBy, at, what ?? (report.IsAsSent ? T["đã trả lại báo cáo này sau khi bạn mở trang. Những gì bạn gõ còn nguyên bên dưới; xem lý do trả lại rồi gửi lại."] : T["đã lưu báo cáo này sau khi bạn mở trang. Những gì bạn gõ còn nguyên bên dưới; chỗ khác nhau được ghi bên cạnh. Gửi lại thì bản của bạn thay bản đang lưu."])]
        : what ?? "";

    /// <summary>Nothing is written when the key was used for another report: keys are made for one page.</summary>
    internal static async Task<bool> WrittenAsync(Func<Task<bool>> write)
    {
        try
        {
            return await write();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>The posted form, also behind a bad token; null when it is larger than any page of ours sends.</summary>
    internal static async Task<IFormCollection?> PostedAsync(HttpContext http, CancellationToken cancel)
    {
        if (http.Request.ContentLength > LargestPost) return null;
        // The framework refuses to hand out a form whose token is bad; here it is only shown again.
        if (http.IsForged()) http.Features.Set<IAntiforgeryValidationFeature>(null);
        try
        {
            return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    internal static IResult TooLarge(Guid id) => PageResults.Refused(StatusCodes.Status413PayloadTooLarge, T["Chưa ghi được"],
        T["Nội dung gửi lên lớn hơn mọi báo cáo, hoặc hỏng trên đường, nên chưa ghi gì. Quay lại, viết ngắn hơn rồi gửi lại."], $"/reports/{id}");

    static Guid? Key(IFormCollection posted) => new FormReader(posted).Key();

    internal static IResult Done(ReportSeen report, string done, string? part = null) =>
        TypedResults.LocalRedirect($"/reports/{report.Id}?done={done}{(part == ReportInput.NarrativePart && report.Form is not null ? "&tab=narrative" : "")}");

    static IResult View(ReportPage page, int status = StatusCodes.Status200OK) => PageResults.Page<ReportView>(new { Page = page }, status);
}

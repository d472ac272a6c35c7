using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>When a report is due and to whom it goes: extensions, and the reports that a unit gets as a copy.</summary>
static class ExpectedEndpoints
{
    public const string UntilField = "until", ReasonField = "reason", AnswerField = "answer";

    const int Longest = 1000;

    public static void MapExpected(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/extensions", List);
        app.MapGet("/reports/copies", CopyList.Show);
        var report = app.MapGroup("/reports/{id:guid}/extensions");
        report.MapPost("", Extend).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapPost("/{extension:long}", Answer).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel) =>
        PageResults.Page<ExtensionListView>(new { user.Today, Extensions = await db.CurrentEditionAsync(cancel) is { } edition ? await db.ExtensionsAsync(edition.Id, user, cancel) : [] });

    static async Task<IResult> Extend(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { } report || !report.MayFill && !report.MayReview) return PageResults.Missing();
        var form = new FormReader(posted);
        if (forged || form.Key() is not { } key) return await AgainAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (await db.IsExtensionWrittenAsync(id, key, cancel)) return Done(id, report);
        if (ExtensionRules.WhyNotExtend(report) is { } closed) return await AgainAsync(closed, StatusCodes.Status409Conflict);
        var until = form.Day(UntilField);
        if (until is null) form.Refuse(UntilField, T["Ghi ngày, theo mẫu 05/10/2025."]);
        else if (ExtensionRules.WhyNot(until.Value, report, user.Today) is { } why) form.Refuse(UntilField, why);
        var reason = form.Required(ReasonField, report.MayReview ? T["Ghi lý do: đơn vị sẽ đọc nguyên văn câu này."] : T["Ghi lý do: nơi nhận sẽ đọc nguyên văn câu này."], Longest);
        if (!form.IsValid) return await AgainAsync(null, StatusCodes.Status400BadRequest);
        return await ExtensionWrites.WriteAsync(db, report, until!.Value, reason, report.MayReview, key, user, clock.GetUtcNow(), cancel)
            ? Done(id, report) : await AgainAsync(T["Chưa ghi: báo cáo vừa được nộp, hoặc đơn vị đã xin gia hạn và đang chờ trả lời."], StatusCodes.Status409Conflict);

        Task<IResult> AgainAsync(string? why, int status) => ViewAsync(db, report, user, form, answered: null, why, status, cancel);
    }

    static async Task<IResult> Answer(Guid id, long extension, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { MayReview: true } report) return PageResults.Missing();
        if ((await db.ExtensionsAsync(report, user, cancel)).Find(one => one.Id == extension) is not { } asked) return PageResults.Missing();
        var form = new FormReader(posted);
        if (forged) return await AgainAsync(Forgery.Sentence, StatusCodes.Status400BadRequest);
        var verdict = form["verdict"] == Extension.Granted ? Extension.Granted : Extension.Refused;
        if (asked.Verdict == verdict) return Done(id, report);
        if (asked.Verdict is not null) return await AgainAsync(T["{0} đã trả lời lúc {1}.", asked.VerdictBy, asked.VerdictAt], StatusCodes.Status409Conflict);
        if (!asked.MayAnswer) return await AgainAsync(T["Người xin không tự trả lời được: nhờ người khác của nơi nhận."], StatusCodes.Status409Conflict);
        var answer = verdict == Extension.Granted ? form.Text(AnswerField, Longest) : form.Required(AnswerField, T["Ghi lý do không đồng ý: đơn vị sẽ đọc nguyên văn câu này."], Longest);
        if (!form.IsValid) return await AgainAsync(null, StatusCodes.Status400BadRequest);
        return await ExtensionWrites.AnswerAsync(db, report, extension, verdict, answer, user, clock.GetUtcNow(), cancel)
            ? Done(id, report) : await AgainAsync(T["Một người khác vừa trả lời; xem câu trả lời bên dưới."], StatusCodes.Status409Conflict);

        Task<IResult> AgainAsync(string? why, int status) => ViewAsync(db, report, user, form, extension, why, status, cancel);
    }

    static IResult Done(Guid id, ReportSeen report) => TypedResults.LocalRedirect($"/reports/{id}?tab={ReportPage.DueTab}&done={(report.MayReview ? "extended" : "extension-asked")}");

    static async Task<IResult> ViewAsync(AppDb db, ReportSeen report, CurrentUser user, FormReader typed, long? answered, string? why, int status, CancellationToken cancel) => PageResults.Page<ReportView>(new
    {
        Page = new ReportPage(report, user.Today, Guid.CreateVersion7())
        {
            Tab = ReportPage.DueTab,
            Route = (await ReportRoute.OfAsync(db, report, user, cancel)) with { Typed = typed, Answered = answered },
            Refusal = why,
        },
    }, status);
}

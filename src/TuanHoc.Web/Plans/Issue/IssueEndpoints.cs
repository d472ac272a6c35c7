using TuanHoc.Documents;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Platform;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>Issuing what was written here, and all that follows: numbers, amendments, files, who has opened it.</summary>
public static class IssueEndpoints
{
    const string NumberField = "number", DayField = "day";

    public static IServiceCollection AddIssue(this IServiceCollection services) => services.AddJob<DeliverPlans>(DeliverPlans.Every).AddTransient<DeliverPlans>().AddSingleton<DeliverSoon>();

    public static void MapIssue(this IEndpointRouteBuilder app)
    {
        app.MapGet("/plans/received", ReceivedEndpoints.List);
        var plan = app.MapGroup("/plans/{id:guid}");
        plan.MapGet("/issue", Ask).AsksAgain();
        plan.MapPost("/issue", Issue).AsksAgain().WithMetadata(new Forgery.ShowsTypedAgain());
        plan.MapPost("/series", KeepSeries);
        plan.MapPost("/amendment", Amendments.Start);
        plan.MapGet("/document.docx", IssuedFiles.Word);
        plan.MapGet("/document.pdf", IssuedFiles.Pdf);
        plan.MapGet("/metadata.xml", ExchangeFiles.Metadata);
        plan.MapGet("/edxml", ExchangeFiles.Package);
        plan.MapGet("/signed", SignedFile.Download);
        plan.MapPost("/signed", SignedFile.Receive).DisableAntiforgery();
        plan.MapPost("/signed/confirmed", DoubtedFile.Confirm);
        plan.MapPost("/signed/refused", DoubtedFile.Refuse);
        plan.MapGet("/recipients", RecipientEndpoints.List);
        plan.MapPost("/reminder", RecipientEndpoints.Remind);
    }

    static async Task<IResult> Ask(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.ToIssueAsync(user, id, cancel) is not { } plan ? PageResults.Missing()
        : plan.IsIssued ? TypedResults.LocalRedirect($"/plans/{id}")
        : await PageAsync(db, user, plan, new FormReader(FormCollection.Empty), null, cancel);

    static async Task<IResult> Issue(Guid id, HttpContext http, AppDb db, CurrentUser user, DeliverSoon soon, CancellationToken cancel)
    {
        if (await db.ToIssueAsync(user, id, cancel) is not { } plan) return PageResults.Missing();
        var form = await FormAsync(http, cancel);
        if (form is null || form.Key() is not { } key || form.Integer("version") is not { } version) return await PageAsync(db, user, plan, form ?? new(FormCollection.Empty), new(Forgery.Sentence), cancel, StatusCodes.Status400BadRequest);
        if (plan.IsIssued)
            return plan.WriteKey == key ? TypedResults.LocalRedirect($"/plans/{id}") : PageResults.Refused(StatusCodes.Status409Conflict, T["Đã ban hành rồi"], T["Văn bản này đã ban hành, số {0}. Nội dung không đổi được nữa; để đổi, soạn văn bản thay thế hoặc đính chính.", plan.Number], $"/plans/{id}");

        var day = form.Day(DayField);
        if (day is null && form.Error(DayField) is null) form.Refuse(DayField, T["Ghi ngày ban hành."]);
        var series = await db.SeriesAsync(plan.UnitId, plan.Type, (day ?? user.Today).Year, cancel);
        var number = series.IsHere ? null : form.Integer(NumberField);
        if (!series.IsHere && number is null or 0 && form.Error(NumberField) is null) form.Refuse(NumberField, T["Ghi số đã lấy ở sổ văn thư."]);
        if (!form.IsValid) return await PageAsync(db, user, plan, form, null, cancel, StatusCodes.Status400BadRequest);

        if (version != plan.Version) return await PageAsync(db, user, plan, form, new(T["Bản nháp đã được sửa sau khi bạn mở trang này. Xem lại bản mới rồi ban hành."]), cancel, StatusCodes.Status409Conflict);
        if ((await WhyNotIssue.OfAsync(db, plan, await AboveAsync(db, user, plan, cancel), day!.Value, user.Today, cancel)).Why.Count > 0) return await PageAsync(db, user, plan, form, null, cancel, StatusCodes.Status409Conflict);
        var refusal = (number is { } given ? await db.NumberTakenAsync(plan.UnitId, plan.Type, id, given, VietnameseNumber.DocumentNumber(given, plan.Draft.Notation), day.Value.Year, cancel) : null)
            ?? await db.OtherInForceAsync(plan, await db.EditionAsync(plan.Draft.Year, cancel), cancel)
            ?? await db.IssueAsync(user, plan, new(number, day.Value, key), cancel);
        if (refusal is null)
        {
            soon.Begin();
            return TypedResults.LocalRedirect($"/plans/{id}");
        }
        // The same form sent twice at once: the second finds what the first has done.
        return await db.ToIssueAsync(user, id, cancel) is { IsIssued: true } done && done.WriteKey == key ? TypedResults.LocalRedirect($"/plans/{id}")
            : await PageAsync(db, user, plan, form, refusal, cancel, StatusCodes.Status409Conflict);
    }

    static async Task<IResult> KeepSeries(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.ToIssueAsync(user, id, cancel) is not { } plan) return PageResults.Missing();
        var form = new FormReader(posted);
        if (posted["keep"] != "here") await db.EndSeriesAsync(user, plan, cancel);
        else
        {
            var last = form.Integer("last") ?? 0;
            if (form.IsValid && !await db.KeepSeriesAsync(user, plan, user.Today.Year, last, cancel)) form.Refuse("last", T["Năm {0} đã có văn bản mang số lớn hơn {1}.", $"{user.Today.Year}", last]);
            if (!form.IsValid) return await PageAsync(db, user, plan, form, null, cancel, StatusCodes.Status400BadRequest);
        }
        return TypedResults.LocalRedirect($"/plans/{id}/issue");
    }

    // Null: the form is not one of ours, and what was typed is not read.
    static async Task<FormReader?> FormAsync(HttpContext http, CancellationToken cancel) =>
        http.IsForged() || !http.Request.HasFormContentType ? null : new FormReader(await http.Request.ReadFormAsync(cancel));

    static async Task<PlanAbove?> AboveAsync(AppDb db, CurrentUser user, DraftToIssue plan, CancellationToken cancel) => plan.UpperId is { } upper ? await db.AboveAsync(upper, plan.UnitId, user.Today, cancel) : null;

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, DraftToIssue plan, FormReader input, NotIssued? refusal, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        var above = await AboveAsync(db, user, plan, cancel);
        return PageResults.Page<IssueView>(new
        {
            Plan = plan,
            Instead = above?.Id == plan.UpperId ? null : above,
            Check = await WhyNotIssue.OfAsync(db, plan, above, input.Day(DayField) ?? user.Today, user.Today, cancel),
            Series = await db.SeriesAsync(plan.UnitId, plan.Type, user.Today.Year, cancel),
            Amended = plan.AmendsId is { } amended ? await db.NamedAsync(amended, cancel) : null,
            Input = input,
            Refusal = refusal,
            Key = Guid.CreateVersion7(),
            Today = user.Today,
        }, status);
    }
}

using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>The pictures of a report: sent, shown, captioned and taken out, each by a form of its own beside the report's sheet.</summary>
public static class PictureEndpoints
{
    /// <summary>The pictures of activities that are ticked.</summary>
    public const string TakeField = "take";

    public static void MapPictures(this IEndpointRouteBuilder report)
    {
        // Who may not add is told so before twenty megabytes are read; the token is asked for when they have been.
        report.MapPost("/pictures", Add).DisableAntiforgery();
        report.MapPost("/pictures/taken", Take);
        report.MapGet("/pictures/{picture:guid}", Show);
        report.MapGet("/pictures/{picture:guid}/original", Original);
        report.MapPost("/pictures/{picture:guid}", Say).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapPost("/pictures/{picture:guid}/removal", Remove);
    }

    static async Task<IResult> Add(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { MayFill: true } report) return PageResults.Missing();
        var posted = await PicturePost.ReadAsync(http, antiforgery, cancel);
        if (posted.Refusal is { } wrong) return await AgainAsync(wrong.Why, wrong.Status);
        if (ReportRules.WhyNotSave(report) is { } closed) return await AgainAsync(closed, StatusCodes.Status409Conflict);
        return await PictureWrites.AddAsync(db, report, from picture in posted.Pictures select (picture, posted.Said), user, clock.GetUtcNow(), cancel) switch
        {
            (false, _) => PageResults.Missing(),
            (_, { } refusal) => await AgainAsync(refusal, StatusCodes.Status409Conflict),
            _ => Done(id, "pictured"),
        };

        Task<IResult> AgainAsync(string why, int status) => ViewAsync(db, report, user, posted.Form, why, status, cancel);
    }

    /// <summary>Pictures of the unit's activities, ticked on the page, are put into the report with what was said of them there.</summary>
    static async Task<IResult> Take(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        if (await FindAsync(id, db, user, cancel) is not { MayFill: true } report) return PageResults.Missing();
        var chosen = posted[TakeField].Select(value => Guid.TryParse(value, out var one) ? one : default).ToHashSet();
        if (chosen.Count == 0) return await AgainAsync(T["Chưa chọn ảnh nào: đánh dấu những ảnh muốn đưa vào báo cáo."], StatusCodes.Status400BadRequest);
        return await PictureWrites.AddAsync(db, report, await db.TakenAsync(report, chosen, cancel), user, clock.GetUtcNow(), cancel) switch
        {
            (false, _) => PageResults.Missing(),
            (_, { } refusal) => await AgainAsync(refusal, StatusCodes.Status409Conflict),
            _ => Done(id, "pictured"),
        };

        Task<IResult> AgainAsync(string why, int status) => ViewAsync(db, report, user, typed: null, why, status, cancel);
    }

    static async Task<IResult> Show(Guid id, Guid picture, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.PictureAsync(id, picture, user, cancel) is not { } file) return PageResults.Missing();
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Bytes(file.Content, file.Type);
    }

    /// <summary>The picture by itself, as a file with a name: taking it is a download, which no cache hides from the log.</summary>
    static async Task<IResult> Original(Guid id, Guid picture, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.PictureAsync(id, picture, user, cancel) is not { } file) return PageResults.Missing();
        http.FileOfUnit(file.UnitId);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{picture}{(file.Type == "image/png" ? ".png" : ".jpg")}\"";
        return TypedResults.Bytes(file.Content, file.Type);
    }

    static async Task<IResult> Say(Guid id, Guid picture, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        if (await FindAsync(id, db, user, cancel) is not { MayFill: true } report) return PageResults.Missing();
        var form = new FormReader(posted);
        var said = PictureSaid.Read(form);
        if ((forged ? Forgery.Sentence : form.Errors.Values.FirstOrDefault()) is { } wrong) return await AgainAsync(wrong, StatusCodes.Status400BadRequest);
        return await PictureWrites.SayAsync(db, report, picture, said, user, clock.GetUtcNow(), cancel) switch
        {
            (false, _) => PageResults.Missing(),
            (_, { } why) => await AgainAsync(why, StatusCodes.Status409Conflict),
            _ => Done(id, "captioned"),
        };

        Task<IResult> AgainAsync(string why, int status) => ViewAsync(db, report, user, typed: null, why, status, cancel, (picture, said));
    }

    static async Task<IResult> Remove(Guid id, Guid picture, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { MayFill: true } report) return PageResults.Missing();
        return await PictureWrites.RemoveAsync(db, report, picture, user, clock.GetUtcNow(), cancel) switch
        {
            (false, _) => PageResults.Missing(),
            (_, { } why) => await ViewAsync(db, report, user, typed: null, why, StatusCodes.Status409Conflict, cancel),
            _ => Done(id, "unpictured"),
        };
    }

    static Task<ReportSeen?> FindAsync(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) => ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel);

    static IResult Done(Guid id, string done) => TypedResults.LocalRedirect($"/reports/{id}?tab={ReportPage.PicturesTab}&done={done}");

    /// <summary>The page with everything that its tab of pictures and files shows.</summary>
    public static async Task<ReportPage> WithPicturesAsync(this ReportPage page, AppDb db, CancellationToken cancel) => page with
    {
        Tab = ReportPage.PicturesTab,
        Pictures = await db.PicturesAsync(page.Report, cancel),
        Files = await db.FilesAsync(page.Report, cancel),
        Offered = page.IsEditable ? await db.OfferedAsync(page.Report, cancel) : [],
    };

    static async Task<IResult> ViewAsync(AppDb db, ReportSeen report, CurrentUser user, FormReader? typed, string why, int status, CancellationToken cancel, (Guid Picture, PictureSaid Said)? typedOf = null)
    {
        var page = await new ReportPage(report, user.Today, Guid.CreateVersion7()) { PictureForm = typed, Refusal = why }.WithPicturesAsync(db, cancel);
        return PageResults.Page<ReportView>(new
        {
            Page = typedOf is not { } kept ? page : page with
            {
                Pictures = [.. page.Pictures!.Select(picture => kept.Picture == picture.Id ? picture with { Caption = kept.Said.Caption, Consent = kept.Said.Consent, Audience = kept.Said.Audience } : picture)],
            },
        }, status);
    }
}

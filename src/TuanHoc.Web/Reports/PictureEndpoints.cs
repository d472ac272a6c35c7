using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Pictures;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>The pictures of a report: sent, shown, captioned and taken out, each by a form of its own beside the report's sheet.</summary>
public static class PictureEndpoints
{
    public const string FileField = "picture", CaptionField = "caption", ConsentField = "consent", AudienceField = "audience";

    const int LongestCaption = 300;

    // Several pictures in one post, with the form around them.
    const long MostBody = 20_000_000;

    public static void MapPictures(this IEndpointRouteBuilder report)
    {
        // Who may not add is told so before twenty megabytes are read; the token is asked for when they have been.
        report.MapPost("/pictures", Add).DisableAntiforgery();
        report.MapGet("/pictures/{picture:guid}", Show);
        report.MapGet("/pictures/{picture:guid}/original", Original);
        report.MapPost("/pictures/{picture:guid}", Say).WithMetadata(new Forgery.ShowsTypedAgain());
        report.MapPost("/pictures/{picture:guid}/removal", Remove);
    }

    static async Task<IResult> Add(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { MayFill: true } report) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return await AgainAsync(new FormReader(FormCollection.Empty), TooLarge, StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http)) return await AgainAsync(form, T["Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa thêm ảnh nào: chọn lại ảnh rồi gửi lần nữa."], StatusCodes.Status400BadRequest);
        if (ReportRules.WhyNotSave(report) is { } closed) return await AgainAsync(form, closed, StatusCodes.Status409Conflict);
        var said = Said(form);
        // A file field left empty is sent too, without a name.
        var files = posted.Files.GetFiles(FileField).Where(file => file.FileName.Length > 0).ToList();
        if (files.Count == 0) form.Refuse(FileField, T["Chọn ít nhất một ảnh."]);
        if (!form.IsValid) return await AgainAsync(form, form.Errors.Values.First(), StatusCodes.Status400BadRequest);

        var pictures = new List<Picture>();
        foreach (var file in files)
        {
            var (picture, why) = await ReadAsync(file, cancel);
            if (why is { } sentence) return await AgainAsync(form, T["Chưa thêm ảnh nào. “{0}”: {1}", NameOf(file), ReportRules.Say(sentence)], file.Length > Picture.MostBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
            pictures.Add(picture!);
        }
        return await PictureWrites.AddAsync(db, report, pictures, said, user, clock.GetUtcNow(), cancel) switch
        {
            (false, _) => PageResults.Missing(),
            (_, { } refusal) => await AgainAsync(form, refusal, StatusCodes.Status409Conflict),
            _ => Done(id, "pictured"),
        };

        Task<IResult> AgainAsync(FormReader typed, string why, int status) => ViewAsync(db, report, user, typed, why, status, cancel);
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
        var said = Said(form);
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

    // Who sends neither says nothing of it: not asked, for who sees the report.
    static PictureSaid Said(FormReader form)
    {
        var said = new PictureSaid(form.Text(CaptionField, LongestCaption) ?? form[CaptionField] ?? "", PictureSaid.Consents.FirstOrDefault(one => one == form[ConsentField]) ?? PictureSaid.NotAsked, PictureSaid.Audiences.FirstOrDefault(one => one == form[AudienceField]) ?? PictureSaid.OfReport);
        if (said.WhyNot is { } why) form.Refuse(ConsentField, why);
        return said;
    }

    static Task<ReportSeen?> FindAsync(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) => ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel);

    static async Task<(Picture? Picture, Text.Sentence? Refusal)> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        // One byte past the limit is enough to be refused.
        var bytes = new byte[Math.Min(file.Length, Picture.MostBytes + 1)];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancel);
        return Picture.Read(bytes);
    }

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file) => string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)).Take(100));

    static string TooLarge => T["Các ảnh gửi một lần lớn hơn {0} MB, nên chưa thêm ảnh nào: gửi từng ảnh một, hoặc thu nhỏ ảnh.", MostBody / 1_000_000];

    static IResult Done(Guid id, string done) => TypedResults.LocalRedirect($"/reports/{id}?tab={ReportPage.PicturesTab}&done={done}");

    static async Task<IResult> ViewAsync(AppDb db, ReportSeen report, CurrentUser user, FormReader? typed, string why, int status, CancellationToken cancel, (Guid Picture, PictureSaid Said)? typedOf = null) =>
        PageResults.Page<ReportView>(new
        {
            Page = new ReportPage(report, user.Today, Guid.CreateVersion7())
            {
                Tab = ReportPage.PicturesTab,
                Pictures = [.. from picture in await db.PicturesAsync(report, cancel) select typedOf is { } kept && kept.Picture == picture.Id ? picture with { Caption = kept.Said.Caption, Consent = kept.Said.Consent, Audience = kept.Said.Audience } : picture],
                Files = await db.FilesAsync(report, cancel),
                PictureForm = typed,
                Refusal = why,
            },
        }, status);
}

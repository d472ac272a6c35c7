using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Tasks;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>The files that go with a report: sent, taken and taken out, each by a form of its own beside the pictures.</summary>
static class FileEndpoints
{
    public const string FileField = "file";

    // Two of the largest in one post, with the form around them.
    const long MostBody = 2 * EvidenceFile.MostBytes + 100_000;

    public static void MapFiles(this IEndpointRouteBuilder report)
    {
        // Who may not add is told so before twenty megabytes are read; the token is asked for when they have been.
        report.MapPost("/files", Add).DisableAntiforgery();
        report.MapGet("/files/{file:guid}", Take);
        report.MapPost("/files/{file:guid}/removal", Remove);
    }

    static async Task<IResult> Add(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { MayFill: true } report) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return await AgainAsync(T["Các tệp gửi một lần lớn hơn {0} MB, nên chưa thêm tệp nào: gửi từng tệp một.", MostBody / 1_000_000], StatusCodes.Status413PayloadTooLarge);
        if (!await antiforgery.IsRequestValidAsync(http)) return await AgainAsync(T["Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa thêm tệp nào: chọn lại tệp rồi gửi lần nữa."], StatusCodes.Status400BadRequest);
        if (ReportRules.WhyNotSave(report) is { } closed) return await AgainAsync(closed, StatusCodes.Status409Conflict);
        var files = new List<EvidenceFile>();
        // A file field left empty is sent too, without a name.
        foreach (var sent in posted.Files.GetFiles(FileField).Where(file => file.FileName.Length > 0))
        {
            var (file, refusal) = await EvidenceFile.OfAsync(sent, cancel);
            if (refusal is { } why) return await AgainAsync(T["Chưa thêm tệp nào. “{0}”: {1}", EvidenceFile.Shown(sent.FileName), T[why]], sent.Length > EvidenceFile.MostBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
            files.Add(file!);
        }
        if (files.Count == 0) return await AgainAsync(T["Chọn ít nhất một tệp."], StatusCodes.Status400BadRequest);
        return await SaidAsync(await ReportFiles.AddAsync(db, report, files, user, clock.GetUtcNow(), cancel), "filed", AgainAsync, id);

        Task<IResult> AgainAsync(string why, int status) => ViewAsync(db, report, user, why, status, cancel);
    }

    static async Task<IResult> Take(Guid id, Guid file, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await FindAsync(id, db, user, cancel) is { } report && await db.FileAsync(report, file, cancel) is { } taken ? taken.Download(http, report.UnitId) : PageResults.Missing();

    static async Task<IResult> Remove(Guid id, Guid file, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel) =>
        await FindAsync(id, db, user, cancel) is { MayFill: true } report
            ? await SaidAsync(await ReportFiles.RemoveAsync(db, report, file, user, clock.GetUtcNow(), cancel), "unfiled", (why, status) => ViewAsync(db, report, user, why, status, cancel), id)
            : PageResults.Missing();

    static async Task<IResult> SaidAsync((bool Found, string? Why) written, string done, Func<string, int, Task<IResult>> again, Guid id) => written switch
    {
        (false, _) => PageResults.Missing(),
        (_, { } why) => await again(why, StatusCodes.Status409Conflict),
        _ => TypedResults.LocalRedirect($"/reports/{id}?tab={ReportPage.PicturesTab}&done={done}"),
    };

    static Task<ReportSeen?> FindAsync(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) => ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel);

    static async Task<IResult> ViewAsync(AppDb db, ReportSeen report, CurrentUser user, string why, int status, CancellationToken cancel) =>
        PageResults.Page<ReportView>(new { Page = await new ReportPage(report, user.Today, Guid.CreateVersion7()) { Refusal = why }.WithPicturesAsync(db, cancel) }, status);
}

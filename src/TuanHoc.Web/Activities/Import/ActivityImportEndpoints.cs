using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Office;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Import;

/// <summary>Activities out of a spreadsheet: a file to fill in, what would come of it, and one press that records all of it or nothing.</summary>
static class ActivityImportEndpoints
{
    public const int MostSent = 10_000_000, Shown = 300;

    public static void MapActivityImport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities/import", Offer);
        app.MapGet("/activities/import/template.xlsx", Template);
        // The handler reads the body itself, to say in a sentence that it is too large, and checks the token then.
        app.MapPost("/activities/import", Receive).DisableAntiforgery();
        app.MapGet("/activities/import/{id:guid}", Show);
        app.MapPost("/activities/import/{id:guid}/application", Apply);
        app.MapPost("/activities/import/{id:guid}/removal", Remove);
    }

    static async Task<IResult> Offer(AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, int? year = null) =>
        Held(user, unit) is { } at && await db.EditionOfAsync(year, cancel) is { } edition ? await OfferedAsync(db, user, at, edition, why: null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static Membership? Held(CurrentUser user, long? unit) => user.FilledUnits().FirstOrDefault(held => unit is null || held.UnitId == unit);

    static async Task<IResult> OfferedAsync(AppDb db, CurrentUser user, Membership at, Edition edition, string? why, int status, CancellationToken cancel) => PageResults.Page<ActivityImportsView>(new
    {
        At = at,
        Units = user.FilledUnits(),
        Edition = edition,
        Latest = await db.LatestActivityImportsAsync(edition.Id, at.UnitId, cancel),
        Key = Guid.CreateVersion7(),
        Why = why,
    }, status);

    static async Task<IResult> Template(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, int? year = null)
    {
        if (Held(user, unit) is not { } at || await db.EditionOfAsync(year, cancel) is not { } edition) return PageResults.Missing();
        http.FileOfUnit(at.UnitId);
        var file = new MemoryStream();
        ActivityTemplate.Write(at.UnitName, edition.Year, file);
        file.Position = 0;
        return TypedResults.Stream(file, XlsxWriter.ContentType, string.Create(CultureInfo.InvariantCulture, $"hoat-dong-{edition.Year}.xlsx"));
    }

    static async Task<IResult> Receive(HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (user.FilledUnits() is not [var first, ..] || await db.CurrentEditionAsync(cancel) is not { } newest) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostSent + 1_000_000, cancel) is not { } posted) return await OfferedAsync(db, user, first, newest, TooLarge, StatusCodes.Status413PayloadTooLarge, cancel);
        var form = new FormReader(posted);
        if (!long.TryParse(form["unit"], NumberStyles.None, CultureInfo.InvariantCulture, out var unit) || Held(user, unit) is not { } at || await db.EditionOfAsync(form.Integer("year"), cancel) is not { } edition) return PageResults.Missing();
        if (!await antiforgery.IsRequestValidAsync(http) || form.Key() is not { } key) return await AgainAsync(Forgery.Sentence);
        if (posted.Files.GetFile("file") is not { Length: > 0 } file) return await AgainAsync(T["Chọn một tệp .xlsx có hoạt động."]);
        if (file.Length > MostSent) return await AgainAsync(TooLarge, StatusCodes.Status413PayloadTooLarge);
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancel);
        var (sheet, refusal) = ActivitySheet.Read(content.ToArray());
        if (sheet is null) return await AgainAsync(T[refusal!.Value]);
        await db.ReceiveAsync(user, key, edition.Id, unit, NameOf(file), sheet, clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect($"/activities/import/{key}");

        Task<IResult> AgainAsync(string why, int status = StatusCodes.Status400BadRequest) => OfferedAsync(db, user, at, edition, why, status, cancel);
    }

    static string TooLarge => T["Tệp lớn hơn {0} MB, nên chưa đọc và chưa lưu gì. Chia thành nhiều tệp, mỗi tệp nhiều nhất {1} dòng.", MostSent / 1_000_000, ActivitySheet.MostRows];

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file)
    {
        var name = string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));
        return name.Length == 0 ? T["tệp không tên"] : Vn.Cut(name, 200);
    }

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.ActivityImportAsync(user, id, cancel) is { } import ? await ShownAsync(db, user, import, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> ShownAsync(AppDb db, CurrentUser user, ActivityImport import, int status, CancellationToken cancel) => PageResults.Page<ActivityImportView>(new
    {
        Import = import,
        Run = import.State == ActivityImport.Checked ? await ActivityCheck.CheckAsync(db, user, import, cancel) : null,
        Recorded = import.State == ActivityImport.Applied ? await db.ImportedAsync(import.Id, Shown, cancel) : [],
    }, status);

    static async Task<IResult> Apply(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ActivityImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        if (import.State == ActivityImport.Removed) return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa làm được"], T["Tệp này đã bỏ, không ghi được nữa. Nếu vẫn cần, gửi lại tệp."], import.Path);
        // Pressed twice, it is recorded once. What stands may have changed since the page was opened: then it says so itself.
        return await db.ApplyAsync(user, id, clock.GetUtcNow(), cancel) is null ? TypedResults.LocalRedirect(import.Path) : await ShownAsync(db, user, import, StatusCodes.Status409Conflict, cancel);
    }

    static async Task<IResult> Remove(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ActivityImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        if (import.State == ActivityImport.Applied || !await db.PutAwayAsync(user, import, clock.GetUtcNow(), cancel) && import.State != ActivityImport.Removed)
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa làm được"], T["Tệp này đã ghi xong, nên không bỏ được; hoạt động ghi nhầm thì mở ra mà xóa."], import.Path);
        return TypedResults.LocalRedirect($"/activities/import?unit={import.UnitId}&year={import.Year}");
    }
}

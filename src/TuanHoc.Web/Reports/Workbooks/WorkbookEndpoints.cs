using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>Forms out as workbooks, and workbooks in: read and checked first, then written as drafts.</summary>
static class WorkbookEndpoints
{
    public const int MostSent = 60_000_000, ShownLines = 200, ShownSheets = 300;

    public static void AddWorkbooks(this IServiceCollection services)
    {
        services.AddSingleton<WorkbookWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkbookWorker>());
    }

    public static void MapWorkbooks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/{id:guid}/form.xlsx", FormDownloads.One);
        app.MapGet("/reports/{id:guid}/forms.xlsx", FormDownloads.Below);
        app.MapGet("/reports/workbooks", List);
        // The handler reads the body itself, to say in a sentence that it is too large, and checks the token then.
        app.MapPost("/reports/workbooks", Receive).DisableAntiforgery();
        app.MapGet("/reports/workbooks/{id:guid}", Show);
        app.MapGet("/reports/workbooks/{id:guid}/faults.csv", Faults);
        app.MapGet("/reports/workbooks/{id:guid}/sheets/{place:int}", Ask);
        app.MapPost("/reports/workbooks/{id:guid}/sheets/{place:int}", Answer);
        app.MapPost("/reports/workbooks/{id:guid}/application", Write);
        app.MapPost("/reports/workbooks/{id:guid}/check", Check);
        app.MapPost("/reports/workbooks/{id:guid}/removal", Remove);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, Guid? report = null) =>
        MaySend(user) ? await ListedAsync(db, user, report, why: null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    // Whoever fills somewhere; for which reports a file counts is asked of each sheet.
    static bool MaySend(CurrentUser user) => user.UnitsAs(Roles.Filling).Length > 0;

    static async Task<IResult> ListedAsync(AppDb db, CurrentUser user, Guid? report, string? why, int status, CancellationToken cancel) => PageResults.Page<WorkbooksView>(new
    {
        Report = report is { } id && await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is { MayFill: true, Form: not null } seen ? seen : null,
        Year = (await db.CurrentEditionAsync(cancel))?.Year,
        Latest = await db.LatestWorkbooksAsync(user, cancel),
        Key = Guid.CreateVersion7(),
        Why = why,
    }, status);

    static async Task<IResult> Receive(HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, WorkbookWorker worker, CancellationToken cancel)
    {
        if (!MaySend(user)) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostSent + 1_000_000, cancel) is not { } posted) return await AgainAsync(null, TooLarge, StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        var report = form.Key("report");
        if (!await antiforgery.IsRequestValidAsync(http) || form.Key() is not { } key) return await AgainAsync(report, Forgery.Sentence);
        if (posted.Files.GetFile("file") is not { Length: > 0 } file) return await AgainAsync(report, T["Chọn một tệp .xlsx, hoặc một tệp .zip có nhiều tệp .xlsx."]);
        if (file.Length > MostSent) return await AgainAsync(report, TooLarge, StatusCodes.Status413PayloadTooLarge);
        var edition = (await db.CurrentEditionAsync(cancel))?.Id;
        if (report is { } id)
        {
            if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { MayFill: true } seen) return PageResults.Missing();
            edition = seen.EditionId;
        }
        if (edition is not { } to) return await AgainAsync(report, T["Chưa mở năm nào."]);
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancel);
        await db.ReceiveAsync(user, clock.GetUtcNow(), key, to, report, NameOf(file), content.ToArray(), cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/reports/workbooks/{key}");

        Task<IResult> AgainAsync(Guid? report, string why, int status = StatusCodes.Status400BadRequest) => ListedAsync(db, user, report, why, status, cancel);
    }

    static string TooLarge => T["Tệp lớn hơn {0} MB, nên chưa đọc và chưa lưu gì. Chia thành nhiều tệp nén.", MostSent / 1_000_000];

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file)
    {
        var name = string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));
        return name.Length == 0 ? T["tệp không tên"] : Vn.Cut(name, 200);
    }

    static async Task<IResult> Show(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.WorkbookAsync(user, id, cancel) is not { } workbook) return PageResults.Missing();
        // The page asks again by itself, with or without scripts, until the work is done.
        if (workbook.IsAtWork) http.Response.Headers["Refresh"] = "1";
        return PageResults.Page<WorkbookView>(new
        {
            Workbook = workbook,
            Sheets = workbook.IsAtWork ? [] : await db.SheetsAsync(id, ShownSheets, cancel),
            Faults = await db.LinesAsync(id, [SheetFinding.Fault], sheet: null, ShownLines, cancel),
            Asides = await db.LinesAsync(id, [SheetFinding.Aside], sheet: null, ShownSheets, cancel),
            Errors = await db.LinesAsync(id, [SheetFinding.Error], sheet: null, ShownLines, cancel),
            Warnings = await db.LinesAsync(id, [SheetFinding.Warning], sheet: null, ShownLines, cancel),
            Changes = await db.LinesAsync(id, [SheetFinding.Change], sheet: null, ShownLines, cancel),
            Notes = await db.LinesAsync(id, [SheetFinding.Note], sheet: null, ShownLines, cancel),
        });
    }

    static async Task<IResult> Faults(Guid id, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.WorkbookAsync(user, id, cancel) is null) return PageResults.Missing();
        var faults = await db.LinesAsync(id, [SheetFinding.Fault, SheetFinding.Error, SheetFinding.Warning], sheet: null, most: 100_000, cancel);
        return TypedResults.Stream(async output =>
        {
            await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await using var csv = new CsvWriter(text);
            await csv.RowAsync([T["Tệp"], T["Trang"], T["Ô"], T["Đọc được"], T["Lỗi"]]);
            foreach (var fault in faults) await csv.RowAsync([fault.File, fault.Name, fault.Cell, fault.Read, fault.Sentence]);
        }, CsvWriter.ContentType, "loi.csv");
    }

    static async Task<IResult> Ask(Guid id, int place, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.WorkbookAsync(user, id, cancel) is { } workbook && await db.AskedAsync(id, place, cancel) is { } sheet
            ? await AskedAsync(workbook, sheet, db, user, why: null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> AskedAsync(WorkbookUpload workbook, AskedSheet sheet, AppDb db, CurrentUser user, string? why, int status, CancellationToken cancel)
    {
        var (reading, report) = (JsonSerializer.Deserialize<SheetReading>(sheet.Reading)!, sheet.ReportId is { } of ? await ReportSeen.FindAsync(db, of, user, what: null, key: null, cancel) : null);
        return PageResults.Page<SheetView>(new
        {
            Workbook = workbook,
            Sheet = sheet,
            Reading = reading,
            Unit = report?.UnitName,
            Form = report?.Form,
            Layout = report?.Form is { } form ? reading.Propose(form) : null,
            Fillable = sheet.Asks == WorkbookSheet.AsksReport ? (await db.KnownAsync(user, workbook.EditionId, cancel)).FindAll(one => one.IsFillable) : [],
            Conflicts = await db.LinesAsync(workbook.Id, [SheetFinding.Conflict], sheet.Place, ShownLines, cancel),
            Why = why,
        }, status);
    }

    static async Task<IResult> Answer(Guid id, int place, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, WorkbookWorker worker, CancellationToken cancel)
    {
        if (await db.WorkbookAsync(user, id, cancel) is not { } workbook || await db.AskedAsync(id, place, cancel) is not { } sheet) return PageResults.Missing();
        if (workbook.State != WorkbookUpload.Read) return Conflict(workbook, T["Tệp này không ở trạng thái chờ trả lời."]);
        var (form, known) = (new FormReader(posted), sheet.Answer is null ? SheetAnswer.None : JsonSerializer.Deserialize<SheetAnswer>(sheet.Answer)!);
        SheetAnswer? answer = sheet.Asks switch
        {
            WorkbookSheet.AsksReport => form.Key("report") is { } report ? known with { Report = report } : null,
            WorkbookSheet.AsksConflict => form["whose"] switch { "file" => known with { TakesFile = true }, "stored" => known with { TakesFile = false }, _ => null },
            _ => SheetMatch.Read(form) is { } layout ? known with { Layout = layout } : null,
        };
        if (answer is null) return await AskedAsync(workbook, sheet, db, user, T["Chưa chọn đủ: chọn rồi bấm lại."], StatusCodes.Status400BadRequest, cancel);
        await db.AnswerAsync(user, clock.GetUtcNow(), workbook, place, answer, cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/reports/workbooks/{id}");
    }

    static async Task<IResult> Write(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, WorkbookWorker worker, CancellationToken cancel)
    {
        if (await db.WorkbookAsync(user, id, cancel) is not { } workbook) return PageResults.Missing();
        // Pressed twice, it is written once.
        if (workbook.State is WorkbookUpload.Writing or WorkbookUpload.Finished) return TypedResults.LocalRedirect($"/reports/workbooks/{id}");
        if (workbook.WhyNotWrite() is { } why) return Conflict(workbook, why);
        await db.MoveAsync(user, clock.GetUtcNow(), workbook, WorkbookUpload.Writing, cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/reports/workbooks/{id}");
    }

    static async Task<IResult> Check(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, WorkbookWorker worker, CancellationToken cancel)
    {
        if (await db.WorkbookAsync(user, id, cancel) is not { } workbook) return PageResults.Missing();
        if (workbook.State is not (WorkbookUpload.Failed or WorkbookUpload.Read)) return Conflict(workbook, T["Tệp này không ở trạng thái kiểm tra lại được."]);
        await db.MoveAsync(user, clock.GetUtcNow(), workbook, WorkbookUpload.Reading, cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/reports/workbooks/{id}");
    }

    static async Task<IResult> Remove(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.WorkbookAsync(user, id, cancel) is not { } workbook) return PageResults.Missing();
        if (workbook.IsAtWork) return Conflict(workbook, T["Tệp đang được xử lý hoặc đã ghi xong, nên không bỏ được."]);
        await db.MoveAsync(user, clock.GetUtcNow(), workbook, WorkbookUpload.Removed, cancel);
        return TypedResults.LocalRedirect("/reports/workbooks");
    }

    static IResult Conflict(WorkbookUpload workbook, string why) => PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa làm được"], why, $"/reports/workbooks/{workbook.Id}");
}

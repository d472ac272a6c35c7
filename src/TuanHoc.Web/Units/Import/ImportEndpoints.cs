using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Office;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units.Import;

/// <summary>Bringing units in by file: administrators for any province, coordinators for the units of their own branch.</summary>
public static class ImportEndpoints
{
    public const int ShownFaults = 200, ShownQuestions = 100, ShownChanges = 50;

    const string FileField = "file", UnitField = "unit", BeginsField = "begins", AnswerPrefix = "a.", AllField = "all";

    public static IServiceCollection AddUnitImport(this IServiceCollection services)
    {
        services.AddSingleton<ImportWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
        return services;
    }

    public static void MapUnitImport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units/import", List);
        // The handler reads the body itself, to say in a sentence that it is too large, and checks the token then.
        app.MapPost("/units/import", Receive).DisableAntiforgery();
        app.MapGet("/units/import/template.{extension}", Template);
        app.MapGet("/units/import/current.{extension}", Current);
        app.MapGet("/units/import/{id:guid}", Show);
        app.MapGet("/units/import/{id:guid}/faults.csv", Faults);
        app.MapPost("/units/import/{id:guid}/answers", Answer);
        app.MapPost("/units/import/{id:guid}/application", Apply).AsksAgain();
        app.MapPost("/units/import/{id:guid}/check", Check);
        app.MapPost("/units/import/{id:guid}/removal", Remove);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var roots = await db.ImportRootsAsync(user, cancel);
        return roots.Count == 0 ? PageResults.Missing() : await ListedAsync(db, user, roots, typed: null, why: null, StatusCodes.Status200OK, cancel);
    }

    static async Task<IResult> ListedAsync(AppDb db, CurrentUser user, IReadOnlyList<UnitVersion> roots, FormReader? typed, string? why, int status, CancellationToken cancel) => PageResults.Page<ImportsView>(new
    {
        Roots = roots,
        Latest = await db.LatestImportsAsync(user, roots, cancel),
        Key = Guid.CreateVersion7(),
        user.Today,
        Input = typed,
        Why = why,
    }, status);

    static async Task<IResult> Receive(HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, ImportWorker worker, CancellationToken cancel)
    {
        var roots = await db.ImportRootsAsync(user, cancel);
        if (roots.Count == 0) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, TableFile.MostBytes + 1_000_000, cancel) is not { } posted) return await AgainAsync(new FormReader(FormCollection.Empty), TooLarge, StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http)) return await AgainAsync(form, Forgery.Sentence);
        if (!long.TryParse(form[UnitField], NumberStyles.None, CultureInfo.InvariantCulture, out var unit) || form.Key() is not { } key) return await AgainAsync(form, T["Chọn tỉnh hoặc đơn vị mà tệp này ghi."]);
        if (!await db.MayImportForAsync(user, unit, cancel)) return PageResults.Missing();
        var begins = form.Day(BeginsField) ?? user.Today;
        if (form.IsValid && begins < UnitDirectory.FirstDay) form.Refuse(BeginsField, T["Danh mục bắt đầu từ {0}; trước ngày đó chưa có dữ liệu.", UnitDirectory.FirstDay]);
        if (!form.IsValid) return await AgainAsync(form, form.Error(BeginsField)!);
        if (posted.Files.GetFile(FileField) is not { Length: > 0 } file) return await AgainAsync(form, T["Chọn một tệp .xlsx hoặc .csv có dữ liệu."]);
        if (file.Length > TableFile.MostBytes) return await AgainAsync(form, TooLarge, StatusCodes.Status413PayloadTooLarge);

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancel);
        await db.ReceiveAsync(user, clock.GetUtcNow(), key, unit, begins, NameOf(file), content.ToArray(), cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/units/import/{key}");

        Task<IResult> AgainAsync(FormReader typed, string why, int status = StatusCodes.Status400BadRequest) => ListedAsync(db, user, roots, typed, why, status, cancel);
    }

    static string TooLarge => T["Tệp lớn hơn {0} MB, nên chưa đọc và chưa lưu gì. Chia thành nhiều tệp, mỗi tệp nhiều nhất {1} dòng.", TableFile.MostBytes / 1_000_000, TableFile.MostRows];

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file)
    {
        var name = string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));
        return name.Length == 0 ? T["tệp không tên"] : Vn.Cut(name, 200);
    }

    static async Task<IResult> Show(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.ImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        // The page asks again by itself, with or without scripts, until the work is done.
        if (import.IsAtWork) http.Response.Headers["Refresh"] = "1";
        return PageResults.Page<ImportView>(new
        {
            Import = import,
            Why = import.WhyNotApply(),
            Faults = await db.FindingsAsync(id, Finding.Fault, ShownFaults, cancel),
            Asked = await db.FindingsAsync(id, Finding.Asked, ShownQuestions, cancel),
            Changes = await db.FindingsAsync(id, Finding.Change, ShownChanges, cancel),
            Notes = await db.FindingsAsync(id, Finding.Note, ShownChanges, cancel),
            Questions = await db.QuestionsAsync(id, cancel),
        });
    }

    static async Task<IResult> Faults(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.ImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        http.FileOfUnit(import.RootId);
        var faults = await db.FindingsAsync(id, Finding.Fault, TableFile.MostRows, cancel);
        return TypedResults.Stream(async output =>
        {
            await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await using var csv = new CsvWriter(text);
            await csv.RowAsync([T["Dòng"], T["Đọc được"], T["Lỗi"]]);
            foreach (var fault in faults) await csv.RowAsync([$"{fault.RowNumber}", fault.Read, T[fault.Said, fault.SaidValues]]);
        }, CsvWriter.ContentType, "loi.csv");
    }

    static async Task<IResult> Answer(Guid id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, ImportWorker worker, CancellationToken cancel)
    {
        if (await db.ImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        if (import.State != UnitImport.Checked) return Conflict(import, T["Tệp này không ở trạng thái chờ trả lời."]);
        var answers = new List<(int, string)>();
        foreach (var field in posted.Keys.Where(k => k.StartsWith(AnswerPrefix, StringComparison.Ordinal)))
            if (int.TryParse(field.AsSpan(AnswerPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var place)) answers.Add((place, posted[field].ToString().Replace("\0", "", StringComparison.Ordinal)));
        (string, string)? forAll = posted[AllField].ToString().Replace("\0", "", StringComparison.Ordinal).Split('=') is [var question, var answer] ? (question, answer) : null;
        await db.AnswerAsync(user, clock.GetUtcNow(), import, answers, forAll, cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/units/import/{id}");
    }

    static async Task<IResult> Apply(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, ImportWorker worker, CancellationToken cancel)
    {
        if (await db.ImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        // Pressed twice, it is applied once.
        if (import.State is UnitImport.Applying or UnitImport.Applied) return TypedResults.LocalRedirect($"/units/import/{id}");
        if (import.WhyNotApply() is { } why) return Conflict(import, why);
        await db.MoveAsync(user, clock.GetUtcNow(), import, UnitImport.Applying, cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/units/import/{id}");
    }

    static async Task<IResult> Check(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, ImportWorker worker, CancellationToken cancel)
    {
        if (await db.ImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        if (import.State is not (UnitImport.Failed or UnitImport.Checked)) return Conflict(import, T["Tệp này không ở trạng thái kiểm tra lại được."]);
        await db.MoveAsync(user, clock.GetUtcNow(), import, UnitImport.Checking, cancel);
        worker.Call();
        return TypedResults.LocalRedirect($"/units/import/{id}");
    }

    static async Task<IResult> Remove(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ImportAsync(user, id, cancel) is not { } import) return PageResults.Missing();
        if (import.State is not (UnitImport.Failed or UnitImport.Checked or UnitImport.Refused)) return Conflict(import, T["Tệp đang được xử lý hoặc đã ghi xong, nên không bỏ được."]);
        await db.MoveAsync(user, clock.GetUtcNow(), import, UnitImport.Removed, cancel);
        return TypedResults.LocalRedirect("/units/import");
    }

    static IResult Conflict(UnitImport import, string why) => PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa làm được"], why, $"/units/import/{import.Id}");

    static Task<IResult> Template(string extension, HttpContext http, AppDb db, CurrentUser user, NpgsqlDataSource source, CancellationToken cancel, long unit = 0) =>
        FileAsync(extension, isFilled: false, unit, http, db, user, source, cancel);

    static Task<IResult> Current(string extension, HttpContext http, AppDb db, CurrentUser user, NpgsqlDataSource source, CancellationToken cancel, long unit = 0) =>
        FileAsync(extension, isFilled: true, unit, http, db, user, source, cancel);

    static async Task<IResult> FileAsync(string extension, bool isFilled, long unit, HttpContext http, AppDb db, CurrentUser user, NpgsqlDataSource source, CancellationToken cancel)
    {
        if (extension is not ("csv" or "xlsx") || !await db.MayImportForAsync(user, unit, cancel)) return PageResults.Missing();
        http.FileOfUnit(unit);
        await using var connection = await source.OpenConnectionAsync(cancel);
        var scope = await ImportScope.LoadAsync(connection, unit, user.Today, cancel);
        var file = new MemoryStream();
        if (extension == "xlsx") ImportTemplate.WriteXlsx(scope, isFilled, file);
        else await ImportTemplate.WriteCsvAsync(scope, isFilled, file);
        file.Position = 0;
        return TypedResults.Stream(file, extension == "xlsx" ? XlsxWriter.ContentType : CsvWriter.ContentType, ImportTemplate.FileName(scope, isFilled, extension));
    }
}

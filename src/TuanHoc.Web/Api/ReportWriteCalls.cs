using System.Text.Json;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>What a program writes: the version it has seen, every figure by cell, notes by row (left out, they stay as they are), or that nothing was held at all.</summary>
public sealed record FiguresIn(int Version, Dictionary<string, object?> Figures, Dictionary<string, string>? Notes, bool NothingOccurred);

/// <summary>The narrative as a program writes it: the version it has seen, every section by its key; what is not there is empty.</summary>
public sealed record NarrativeIn(int Version, Dictionary<string, string> Narrative);

public sealed record SubmissionIn(int Version);

/// <summary>What came of a write: the report as it now stands; what is odd in it, in sentences.</summary>
public sealed record WriteOut(ReportOut Report, IReadOnlyList<string> Warnings, bool DryRun);

/// <summary>Writing figures and submitting: the rules and the statement of the pages, for programs.</summary>
static class ReportWriteCalls
{
    public static async Task<IResult> PutFigures(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel, bool dry_run = false)
    {
        if (ApiAnswers.Key(http) is not { } key) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NoKey);
        if (await ApiAnswers.BodyAsync(http, cancel) is not { } body) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NotJson);
        if (await ReportSeen.FindAsync(db, id, user, "saved", key, cancel) is not { MayFill: true } report) return ApiAnswers.Missing();
        if (report.Form is null) return ApiAnswers.Problem(StatusCodes.Status409Conflict, T["Báo cáo này không có biểu số liệu."]);
        if (Version(body) is not { } version || !body.TryGetProperty("figures", out var figures) || figures.ValueKind != JsonValueKind.Object)
            return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Cần version (số phiên bản đã đọc) và figures (mỗi ô một giá trị)."]);
        var fields = ReportFields.Blank(report, version, key);
        foreach (var figure in figures.EnumerateObject()) fields.Figure(figure.Name, figure.Value);
        if (body.TryGetProperty("notes", out var notes) && notes.ValueKind == JsonValueKind.Object)
            foreach (var note in notes.EnumerateObject()) fields.Note(note.Name, note.Value.ToString());
        else fields.KeepNotes(report);
        fields.NothingOccurred(body.TryGetProperty("nothingOccurred", out var nothing) && nothing.ValueKind == JsonValueKind.True);
        return await WriteAsync(report, fields, submit: false, dry_run, db, user, clock, below, cancel);
    }

    public static async Task<IResult> PutNarrative(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel, bool dry_run = false)
    {
        if (ApiAnswers.Key(http) is not { } key) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NoKey);
        if (await ApiAnswers.BodyAsync(http, cancel) is not { } body) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NotJson);
        if (await ReportSeen.FindAsync(db, id, user, "saved", key, cancel) is not { MayFill: true } report) return ApiAnswers.Missing();
        if (Version(body) is not { } version || !body.TryGetProperty("narrative", out var narrative) || narrative.ValueKind != JsonValueKind.Object)
            return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Cần version (số phiên bản đã đọc) và narrative (mỗi mục một đoạn văn)."]);
        var fields = ReportFields.Words(report, version, key);
        foreach (var section in narrative.EnumerateObject()) fields.Section(section.Name, section.Value.ToString());
        return await WriteAsync(report, fields, submit: false, dry_run, db, user, clock, below, cancel);
    }

    public static async Task<IResult> Submit(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel)
    {
        if (ApiAnswers.Key(http) is not { } key) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NoKey);
        if (await ApiAnswers.BodyAsync(http, cancel) is not { } body || Version(body) is not { } version) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Cần version (số phiên bản đã đọc)."]);
        if (await ReportSeen.FindAsync(db, id, user, "submitted", key, cancel) is not { MayFill: true } report) return ApiAnswers.Missing();
        if (!report.IsDone && ReportRules.WhyNotSave(report.State) is null && version != report.Version) return Stale(report);
        return await WriteAsync(report, ReportFields.Stored(report, key), submit: true, isDryRun: false, db, user, clock, below, cancel);
    }

    static async Task<IResult> WriteAsync(ReportSeen report, ReportFields fields, bool submit, bool isDryRun, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel)
    {
        if (report.IsDone) return Written(report);
        await below.LookAsync(report, cancel);
        var input = fields.Read(report);
        if (WhyNot(report, fields, input, submit) is { } refused) return refused;
        var warnings = input.Content.Findings(report).Select(finding => ReportRules.Say(finding.Sentence)).ToList();
        if (isDryRun) return TypedResults.Json(new WriteOut(ReportCalls.Of(report) with { Figures = ReportCalls.Figures(report.Form?.Key, input.Content.Figures), NothingOccurred = input.Content.NothingOccurred, Notes = input.Content.Notes, Narrative = input.Content.Narrative }, warnings, DryRun: true));
        try
        {
            if (!await ReportWrites.FillAsync(db, report, input, submit, user, clock.GetUtcNow(), cancel, submit ? report.Below : null)) return await AgainAsync();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await AgainAsync();
        }
        return Written((await ReportSeen.FindAsync(db, report.Id, user, what: null, key: null, cancel))!);

        // Someone was faster between reading and writing; it may have been this very call.
        async Task<IResult> AgainAsync() => await ReportSeen.FindAsync(db, report.Id, user, submit ? "submitted" : "saved", input.Key, cancel) is not { } now ? ApiAnswers.Missing() : now.IsDone ? Written(now) : Stale(now);
    }

    /// <summary>Why what was sent cannot be written, or null; in the order of the pages.</summary>
    public static IResult? WhyNot(ReportSeen report, ReportFields fields, ReportInput input, bool submit)
    {
        if (ReportRules.WhyNotSave(report.State) is { } closed) return ApiAnswers.Problem(StatusCodes.Status409Conflict, closed);
        if (input.Version != report.Version) return Stale(report);
        Dictionary<string, string> errors = new(fields.Faults, StringComparer.Ordinal);
        foreach (var (field, why) in input.Form.Errors) errors[field] = why;
        if (errors.Count > 0) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Chưa lưu: có {0} chỗ chưa đọc được. Sửa rồi gửi lại.", errors.Count], errors);
        return submit && ReportRules.WhyNotSubmit(report, input.Content) is { } why2 ? ApiAnswers.Problem(StatusCodes.Status409Conflict, T["Chưa nộp, chưa lưu: {0}", why2]) : null;
    }

    static IResult Stale(ReportSeen report) => ApiAnswers.Problem(StatusCodes.Status409Conflict, T["Báo cáo đã đổi: bây giờ là phiên bản {0}. Đọc lại rồi gửi theo phiên bản ấy.", report.Version]);

    static IResult Written(ReportSeen report) => TypedResults.Json(new WriteOut(ReportCalls.Of(report), [.. ReportContent.Of(report).Findings(report).Select(finding => ReportRules.Say(finding.Sentence))], DryRun: false));

    static int? Version(JsonElement body) => body.TryGetProperty("version", out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt32(out var version) ? version : null;
}

using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks.Inspections;

/// <summary>A visit of an inspection: its page, and what was seen there.</summary>
static class VisitEndpoints
{
    const int MostFindings = 20, LongestFound = 5000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/inspections/{id:guid}/visits/{visit:long}", Show);
        app.MapPost("/inspections/{id:guid}/visits/{visit:long}", Record).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static async Task<IResult> Show(Guid id, long visit, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await FindAsync(id, visit, db, user, cancel) is var (inspection, found) ? await PageAsync(db, user, inspection, found, typed: null, why: null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> Record(Guid id, long visit, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, visit, db, user, cancel) is not ({ MayVisit: true } inspection, var found)) return PageResults.Missing();
        var forged = http.IsForged();
        // The framework refuses to read a form whose token is not ours; here it is read to be shown again.
        if (forged) http.Features.Set<IAntiforgeryValidationFeature>(null);
        var form = new FormReader(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty);
        if (forged) return await PageAsync(db, user, inspection, found, form, Forgery.Sentence, StatusCodes.Status400BadRequest, cancel);
        var day = form.Day("day");
        if (day is null) form.Refuse("day", T["Ghi ngày kiểm tra."]);
        if (day > user.Today) form.Refuse("day", T["Ngày kiểm tra chưa đến: ghi khi đã kiểm tra."]);
        bool?[] answers = [.. inspection.Questions.Select((_, question) => form[$"answer.{question}"] switch { "yes" => true, "no" => false, _ => (bool?)null })];
        var text = form.Text("found", LongestFound);
        var findings = InspectionEndpoints.Lines(form, "findings", whyNone: null, MostFindings);
        var due = form.Day("due");
        if (findings.Length > 0 && due is null) form.Refuse("due", T["Ghi hạn khắc phục."]);
        if (due < user.Today) form.Refuse("due", T["Hạn khắc phục đã qua: ghi từ hôm nay trở đi."]);
        if (!form.IsValid) return await PageAsync(db, user, inspection, found, form, why: null, StatusCodes.Status400BadRequest, cancel);
        var input = new VisitInput(day!.Value, answers, text, findings, due);
        if (form.Integer("version") == found.Version && await db.RecordAsync(user, inspection, found, input, clock.GetUtcNow(), cancel)) return Done();
        // The same form again has nothing to add to what it said the first time.
        found = (await FindAsync(id, visit, db, user, cancel))!.Value.Visit;
        return input.IsIn(found, (await db.FindingsAsync(inspection, found, user.Today, cancel)).Select(finding => finding.Text)) ? Done()
            : await PageAsync(db, user, inspection, found, form, T["{0} đã lưu lượt kiểm tra này lúc {1}, sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem bản vừa lưu, rồi lưu lần nữa nếu muốn thay bằng bản của bạn.", found.VisitedBy, found.VisitedAt], StatusCodes.Status409Conflict, cancel);

        IResult Done() => TypedResults.LocalRedirect($"/inspections/{id}/visits/{visit}?done=recorded");
    }

    static async Task<(InspectionFound Inspection, Visit Visit)?> FindAsync(Guid id, long visit, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.InspectionAsync(user, id, cancel) is { } inspection && (await db.VisitsAsync(inspection, cancel)).Find(v => v.Id == visit) is { } found ? (inspection, found) : null;

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, InspectionFound inspection, Visit visit, FormReader? typed, string? why, int status, CancellationToken cancel) => PageResults.Page<VisitView>(new
    {
        Inspection = inspection,
        Visit = visit,
        Findings = await db.FindingsAsync(inspection, visit, user.Today, cancel),
        user.Today,
        Typed = typed,
        Why = why,
        IsOverAnother = status == StatusCodes.Status409Conflict,
    }, status);
}

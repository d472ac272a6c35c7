using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks;

/// <summary>One task of a unit: its page, saying that it is done, and the answer of another.</summary>
static class UnitTaskEndpoints
{
    public const string SentenceField = "sentence", FileField = "file", LinkField = "link", ReasonField = "reason";

    const int LongestSentence = 2000;

    // The form around the file.
    const long MostBody = EvidenceFile.MostBytes + 100_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/tasks/{id:long}", Show);
        // Who may not say is told so before ten megabytes are read; the token is asked for when they have been.
        app.MapPost("/tasks/{id:long}/accounts", Say).DisableAntiforgery();
        app.MapGet("/tasks/{id:long}/accounts/{account:long}/file", File);
        app.MapPost("/tasks/{id:long}/accounts/{account:long}/acceptance", Accept);
        app.MapPost("/tasks/{id:long}/accounts/{account:long}/return", Return).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, CancellationToken cancel, string? done = null) =>
        await db.UnitTaskAsync(user, id, cancel) is { } task ? await PageAsync(db, user, task, new Typed(Done: done), StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> Say(long id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.UnitTaskAsync(user, id, cancel) is not { MaySay: true } task) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return await AgainAsync(null, T[EvidenceFile.TooLarge], StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http) || form.Key() is not { } key) return await AgainAsync(form, Forgery.Sentence, StatusCodes.Status400BadRequest);
        var sentence = form.Required(SentenceField, T["Ghi một câu: đã làm gì, ở đâu, ngày nào."], LongestSentence);
        var file = await EvidenceFile.OfAsync(posted, FileField, form, cancel);
        var wantsFile = AccountRules.WantsFile(task.Output);
        var link = wantsFile ? null : await EvidenceLink.OfAsync(http, db, user, task, LinkField, form, cancel);
        if (!task.IsSeen && file is null && link is null && form.Error(FileField) is null && form.Error(LinkField) is null)
            form.Refuse(FileField, wantsFile ? T["Việc này phải có giấy tờ: kèm tệp biên bản hoặc văn bản."] : T["Chưa có minh chứng: kèm một tệp (ảnh, danh sách, chứng từ …), hoặc dán địa chỉ trang cho thấy việc đã làm."]);
        if (!form.IsValid) return await AgainAsync(form, null, StatusCodes.Status400BadRequest);
        if (AccountRules.WhyNotSay(task, (await db.AccountsAsync(id, cancel)).FirstOrDefault()) is { } closed && !await db.IsSaidAsync(id, key, cancel)) return await AgainAsync(form, closed, StatusCodes.Status409Conflict);
        return await db.SayAsync(user, task, key, sentence, file, link, clock.GetUtcNow(), cancel) == Written.Not
            ? await AgainAsync(form, T["Một người khác của đơn vị vừa báo việc này."], StatusCodes.Status409Conflict) : TypedResults.LocalRedirect($"/tasks/{id}?done=said");

        Task<IResult> AgainAsync(FormReader? typed, string? why, int status) => PageAsync(db, user, task, new Typed(Say: typed, Why: why), status, cancel);
    }

    static async Task<IResult> File(long id, long account, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.UnitTaskAsync(user, id, cancel) is not { } task) return PageResults.Missing();
        if (await db.Database.SqlQuery<EvidenceFile>($"select file_name as name, file_content as content from task_account where id = {account} and unit_task_id = {id} and file_name is not null").ToListAsync(cancel) is not [var file]) return PageResults.Missing();
        return file.Download(http, task.UnitId);
    }

    static async Task<IResult> Accept(long id, long account, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel) =>
        await FindAsync(id, account, db, user, cancel) is not var (task, said) ? PageResults.Missing() : await AnswerAsync(db, user, clock, task, said, form: null, reason: null, cancel);

    static async Task<IResult> Return(long id, long account, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, account, db, user, cancel) is not var (task, said)) return PageResults.Missing();
        var forged = http.IsForged();
        // The framework refuses to read a form whose token is not ours; here it is read to be shown again.
        if (forged) http.Features.Set<IAntiforgeryValidationFeature>(null);
        var form = new FormReader(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty);
        if (forged) return await PageAsync(db, user, task, new Typed(Return: form, Why: Forgery.Sentence), StatusCodes.Status400BadRequest, cancel);
        var reason = form.Required(ReasonField, T["Ghi lý do trả lại: còn thiếu gì, cần làm gì."], LongestSentence);
        return form.IsValid ? await AnswerAsync(db, user, clock, task, said, form, reason, cancel) : await PageAsync(db, user, task, new Typed(Return: form), StatusCodes.Status400BadRequest, cancel);
    }

    static async Task<IResult> AnswerAsync(AppDb db, CurrentUser user, TimeProvider clock, UnitTaskFound task, Account said, FormReader? form, string? reason, CancellationToken cancel)
    {
        var done = reason is null ? "accepted" : "returned";
        if (said.Verdict == done && said.VerdictBy == user.Id) return TypedResults.LocalRedirect($"/tasks/{task.Id}?done={done}");
        if (AccountRules.WhyNotAnswer(said, user.Id) is { } why) return await PageAsync(db, user, task, new Typed(Return: form, Why: why), StatusCodes.Status409Conflict, cancel);
        return await db.AnswerAsync(user, task, said, reason, clock.GetUtcNow(), cancel) == Written.Not
            ? await PageAsync(db, user, task, new Typed(Return: form, Why: T["Một người khác vừa trả lời; xem câu trả lời bên dưới."]), StatusCodes.Status409Conflict, cancel)
            : TypedResults.LocalRedirect($"/tasks/{task.Id}?done={done}");
    }

    static async Task<(UnitTaskFound Task, Account Said)?> FindAsync(long id, long account, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.UnitTaskAsync(user, id, cancel) is { MayVerify: true } task && (await db.AccountsAsync(id, cancel)).Find(a => a.Id == account) is { } said ? (task, said) : null;

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, UnitTaskFound task, Typed typed, int status, CancellationToken cancel)
    {
        var accounts = await db.AccountsAsync(task.Id, cancel);
        return PageResults.Page<UnitTaskView>(new
        {
            Task = task,
            Accounts = accounts,
            Progress = task.Progress(user.Today),
            Key = typed.Say?.Key() ?? Guid.CreateVersion7(),
            typed.Say,
            typed.Return,
            typed.Why,
            typed.Done,
            WhyNotSay = AccountRules.WhyNotSay(task, accounts.FirstOrDefault()),
            WhyNotAnswer = accounts is [{ Waits: true } waiting, ..] ? AccountRules.WhyNotAnswer(waiting, user.Id) : null,
        }, status);
    }

    /// <summary>What was typed into the page's forms, and what is said above them.</summary>
    sealed record Typed(FormReader? Say = null, FormReader? Return = null, string? Why = null, string? Done = null);
}

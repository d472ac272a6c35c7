using System.Globalization;
using System.Text;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>What is held about me, as a page and a file, and the way to be erased.</summary>
public static class PersonalDataEndpoints
{
    const int LongestReason = 1000;

    public static void MapPersonalData(this IEndpointRouteBuilder app)
    {
        app.MapGet("/me/data", Show);
        app.MapGet("/me/data.json", Download);
        app.MapPost("/me/data/erasure", Ask);
        app.MapPost("/me/data/erasure/withdrawal", Withdraw);
        app.MapGet("/people/erasures", List);
        app.MapPost("/people/erasures/{id:long}/confirmation", Confirm).AsksAgain();
        app.MapPost("/people/erasures/{id:long}/refusal", Refuse);
    }

    static async Task<IResult> Show(AppDb db, CurrentUser user, Retention retention, CancellationToken cancel) =>
        PageResults.Page<PersonalDataView>(new
        {
            Data = await PersonalData.OfAsync(db, user.Id, user.Today, cancel),
            Erasure = await db.ErasureOfAsync(user.Id, cancel),
            Kept = Retention.Rules.Select(rule => rule.Said(retention.Days(rule))).Concat(Retention.ForGood).ToList(),
            UserId = user.Id,
        });

    static async Task<IResult> Download(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var file = Encoding.UTF8.GetBytes(await PersonalData.FileAsync(db, user.Id, user.Today, cancel));
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file, "application/json; charset=utf-8", "du-lieu-ca-nhan.json");
    }

    static async Task<IResult> Ask(IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        await db.AskErasureAsync(user, clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect("/me/data");
    }

    static async Task<IResult> Withdraw(IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        await db.WithdrawErasureAsync(user, clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect("/me/data");
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, long? before = null) =>
        user.IsAdministrator ? PageResults.Page<ErasuresView>(new { Erasures = await db.ErasuresAsync(before, cancel), Before = before, UserId = user.Id }) : PageResults.Missing();

    static async Task<IResult> Confirm(long id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator || await db.ErasureAsync(id, cancel) is not { } erasure) return PageResults.Missing();
        return (Erasing.WhyNotErase(erasure, user) ?? await db.EraseAsync(erasure, user, clock.GetUtcNow(), cancel)) is { } why ? NotDone(why) : TypedResults.LocalRedirect("/people/erasures");
    }

    static async Task<IResult> Refuse(long id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator || await db.ErasureAsync(id, cancel) is null) return PageResults.Missing();
        var form = new FormReader(posted);
        var reason = form.Required("reason", T["Ghi lý do: người đề nghị sẽ đọc nguyên văn câu này."], LongestReason);
        if (!form.IsValid)
        {
            long? before = long.TryParse(form["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var below) ? below : null;
            return PageResults.Page<ErasuresView>(new { Erasures = await db.ErasuresAsync(before, cancel), Before = before, UserId = user.Id, Input = form, Refused = id }, StatusCodes.Status400BadRequest);
        }
        return await db.RefuseErasureAsync(id, reason, user, clock.GetUtcNow(), cancel) ? TypedResults.LocalRedirect("/people/erasures") : NotDone(Erasing.Decided);
    }

    static IResult NotDone(string why) => PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa ghi được"], why, "/people/erasures");
}

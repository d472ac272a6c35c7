using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What everybody reported of activities: a list for who answers for their units, each hidden in one step or dismissed with a sentence.</summary>
static class FlagEndpoints
{
    internal const int MostShown = 200;

    public static void MapFlags(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities/flags", List);
        app.MapPost("/activities/flags/{flag:guid}", Answer).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, string? done = null) =>
        user.UnitsAs(Roles.Leading).Length == 0 ? PageResults.Missing() : PageResults.Page<FlagsView>(new { Flags = await db.FlagsAsync(user, MostShown, cancel), Done = done });

    static async Task<IResult> Answer(Guid flag, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await ActivityEndpoints.PostedAsync(http, cancel)));
        var flags = await db.FlagsAsync(user, int.MaxValue, cancel);
        if (flags.Find(one => one.Id == flag) is not { } stands) return PageResults.Missing();
        var answer = form.Required("answer", T["Ghi một câu: vì sao ẩn, hoặc vì sao để nguyên."], 1000);
        var hide = form["act"] == "hide";
        if (!hide && form["act"] != "dismiss") form.Refuse("answer", T["Không hiểu yêu cầu này. Mở lại trang rồi bấm lại."]);
        if ((isForged ? Forgery.Sentence : form.Error("answer")) is { } why) return PageResults.Page<FlagsView>(new { Flags = flags, Wrong = flag, Why = why, Typed = form["answer"] }, StatusCodes.Status400BadRequest);
        await db.AnswerAsync(user, stands, hide, answer, clock.GetUtcNow(), cancel);
        // Another was quicker: what stands now is shown.
        return TypedResults.LocalRedirect("/activities/flags?done=" + (hide ? "hidden" : "dismissed"));
    }
}

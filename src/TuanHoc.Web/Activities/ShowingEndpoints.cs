using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What is shown to everybody: its unit asks, the unit above answers, one at a time or many at once, and takes down in one step.</summary>
static class ShowingEndpoints
{
    // A page that can be read through; the next ones come when these are answered.
    internal const int MostAsked = 200;

    public static void MapShowing(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities/asked", Asked);
        app.MapPost("/activities/asked", ShowMany);
        app.MapPost("/activities/{id:guid}/showing", Step).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static async Task<IResult> Asked(AppDb db, CurrentUser user, CancellationToken cancel, int? shown = null, int? changed = null) =>
        user.Memberships.Any(held => Roles.Leading.Contains(held.Role)) ? PageResults.Page<AskedView>(new { Asked = await db.AskedAsync(user, MostAsked, cancel), Shown = shown, Changed = changed }) : PageResults.Missing();

    static async Task<IResult> ShowMany(IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.Memberships.Any(held => Roles.Leading.Contains(held.Role))) return PageResults.Missing();
        var chosen = posted["id"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var (shown, changed) = (0, 0);
        foreach (var one in await db.AskedAsync(user, MostAsked, cancel))
        {
            if (chosen.Contains(one.Seen) && await db.ShowAsync(user, one.Id, one.Version, clock.GetUtcNow(), cancel)) shown++;
            else if (chosen.Any(id => id.StartsWith(one.Id.ToString(), StringComparison.Ordinal))) changed++;
        }
        return TypedResults.LocalRedirect(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/activities/asked?shown={shown}{(changed > 0 ? "&changed=" : "")}{(changed > 0 ? changed : null)}"));
    }

    static async Task<IResult> Step(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await ActivityEndpoints.PostedAsync(http, cancel)));
        if (await db.ActivityAsync(user, id, cancel) is not { } activity) return PageResults.Missing();
        var act = form["act"];
        var may = act is "ask" or "hide" ? activity.MayFill : activity.MayShow;
        if (!may) return activity.MayFill || activity.MayShow ? Again(T["Việc này của {0}.", act is "ask" or "hide" ? activity.UnitName : activity.ReviewerName], StatusCodes.Status409Conflict) : PageResults.Missing();
        if (isForged) return Again(Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (act == "ask" && activity.About is null) return TypedResults.LocalRedirect(activity.Path + "/correction?show=1");
        var why = act == "refuse" ? form.Required("whyNot", T["Ghi lý do: đơn vị tổ chức đọc nguyên văn câu này."], 1000) : null;
        if (!form.IsValid) return Again(form.Error("whyNot")!, StatusCodes.Status400BadRequest);
        if (act == "show" && activity.Showing == Showing.Asked && form.Integer("version") != activity.Version) return Again(T["{0} đã sửa hoạt động này sau khi bạn mở trang, nên chưa cho hiển thị. Xem lại rồi bấm lần nữa.", activity.ChangedBy], StatusCodes.Status409Conflict);
        var at = clock.GetUtcNow();
        var isDone = act switch
        {
            "ask" => await db.AskToShowAsync(user, id, at, cancel),
            "hide" => await db.HideAsync(user, id, at, cancel),
            "show" => await db.ShowAsync(user, id, activity.Version, at, cancel),
            "refuse" => await db.RefuseAsync(user, id, why!, at, cancel),
            _ => false,
        };
        // Twice the same, or another was quicker: what stands now is shown.
        return isDone || act is "ask" or "hide" or "show" or "refuse" ? TypedResults.LocalRedirect(activity.Path) : Again(T["Không hiểu yêu cầu này. Mở lại trang rồi bấm lại."], StatusCodes.Status400BadRequest);

        IResult Again(string refusal, int status) => PageResults.Refused(status, T["Chưa thực hiện được"], refusal, activity.Path);
    }
}

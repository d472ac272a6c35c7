using System.Globalization;
using TuanHoc.Activities;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What becomes of a planned activity: held with its results, cancelled with a reason, or removed because it was a mistake.</summary>
static class ActivitySteps
{
    public static async Task<IResult> Hold(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await ActivityEndpoints.PostedAsync(http, cancel)));
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        var page = (await ActivityEndpoints.PageAsync(db, user, activity, cancel)) with { Results = form };
        if (isForged || form.Key() is not { } key || form.Integer("version") is not { } version) return View(page with { Refusal = Forgery.Sentence }, StatusCodes.Status400BadRequest);
        if (activity.WriteKey == key) return TypedResults.LocalRedirect(activity.Path);
        if (activity.WhyNotHold(clock.GetUtcNow()) is { } why) return View(page with { Refusal = why }, StatusCodes.Status409Conflict);
        var results = Read(form, activity.Of);
        if (!form.IsValid) return View(page with { Refusal = ActivityEndpoints.Unread(form) }, StatusCodes.Status400BadRequest);
        if (version == activity.Version && await db.HoldAsync(user, activity, key, results, clock.GetUtcNow(), cancel)) return TypedResults.LocalRedirect(activity.Path);
        return await AgainAsync(page, key, db, user, cancel);
    }

    public static async Task<IResult> Cancel(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await ActivityEndpoints.PostedAsync(http, cancel)));
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        var page = (await ActivityEndpoints.PageAsync(db, user, activity, cancel)) with { Cancellation = form };
        if (isForged || form.Key() is not { } key || form.Integer("version") is not { } version) return View(page with { Refusal = Forgery.Sentence }, StatusCodes.Status400BadRequest);
        if (activity.WriteKey == key) return TypedResults.LocalRedirect(activity.Path);
        if (activity.WhyNotDrop is { } not) return View(page with { Refusal = not }, StatusCodes.Status409Conflict);
        var why = form.Required("why", T["Ghi lý do hủy: cấp trên đọc nguyên văn câu này."], 2000);
        if (!form.IsValid) return View(page, StatusCodes.Status400BadRequest);
        if (version == activity.Version && await db.CancelAsync(user, activity, key, why, http.LetterSite(), clock.GetUtcNow(), cancel)) return TypedResults.LocalRedirect(activity.Path);
        return await AgainAsync(page, key, db, user, cancel);
    }

    public static async Task<IResult> Remove(Guid id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        var isSeen = new FormReader(posted).Integer("version") == activity.Version;
        if (activity.WhyNotDrop is null && isSeen && await db.RemoveAsync(user, activity, clock.GetUtcNow(), cancel)) return TypedResults.LocalRedirect("/activities");
        return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa xóa được"],
            activity.WhyNotDrop ?? (isSeen ? T["Nơi khác trong phần mềm còn nhắc đến hoạt động này, nên không xóa được. Nếu không tổ chức nữa, hủy kèm lý do."] : ActivityEndpoints.Told(activity, T["đã sửa hoạt động này sau khi bạn mở trang: xem lại rồi quyết định."])), activity.Path);
    }

    static ActivityResults Read(FormReader form, ActivityKind kind)
    {
        var (sessions, people) = (form.Integer("sessions"), kind.CountsPeople ? form.Integer("people") : null);
        if (sessions is null or 0) form.Refuse("sessions", T["{0}: ghi một số, ít nhất 1.", ActivityWords.HowMany(kind)]);
        if (kind.CountsPeople && people is null) form.Refuse("people", T["Ghi số lượt người dự; không có ai thì ghi 0."]);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var count in kind.Counts)
        {
            if (form.Integer(count.Key) is { } amount) counts[count.Key] = amount;
            else form.Refuse(count.Key, T["{0}: ghi một số; không có thì ghi 0.", ActivityWords.Count(count)]);
        }
        var evidence = form.Text("evidence", 500);
        if (evidence is not null && !ActivityForm.IsLink(evidence)) form.Refuse("evidence", T["Ghi đủ liên kết, bắt đầu bằng https:// hoặc http://."]);
        return new(sessions ?? 0, people, counts, ReadReached(form, people), form.Text("outcome", 4000), evidence);
    }

    /// <summary>Lines of an organisation and how many: "Hội Phụ nữ: 120".</summary>
    static List<ReachedBody> ReadReached(FormReader form, int? people)
    {
        var reached = new List<ReachedBody>();
        foreach (var line in (form.Text("reached", 5000) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.LastIndexOf(':');
            var name = at < 1 ? "" : line[..at].Trim();
            if (name is { Length: > 0 and <= 300 } && int.TryParse(line[(at + 1)..].Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count)) reached.Add(new(name, count));
            else form.Refuse("reached", T["Dòng “{0}” chưa đọc được: ghi tên tổ chức, dấu hai chấm, rồi số người, ví dụ Hội Phụ nữ: 120.", line.Cut(60)]);
        }
        var sum = reached.Sum(body => (long)body.People);
        if (people is { } all && sum > all) form.Refuse("reached", T["Các tổ chức cộng lại {0} người, nhiều hơn số lượt người dự {1}: sửa một trong hai.", sum, all]);
        return reached;
    }

    /// <summary>Someone changed it since the page was opened: what they saved is shown around what was typed.</summary>
    static async Task<IResult> AgainAsync(ActivityPage page, Guid key, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, page.Activity.Id, cancel) is not { } now) return PageResults.Missing();
        if (now.WriteKey == key) return TypedResults.LocalRedirect(now.Path);
        var shown = (await ActivityEndpoints.PageAsync(db, user, now, cancel)) with { Results = page.Results, Cancellation = page.Cancellation };
        return View(shown with { Refusal = ActivityEndpoints.Told(now, T["đã sửa hoạt động này sau khi bạn mở trang: xem lại, rồi gửi lần nữa nếu vẫn đúng."]) }, StatusCodes.Status409Conflict);
    }

    static IResult View(ActivityPage page, int status) => PageResults.Page<ActivityView>(new { Page = page }, status);
}

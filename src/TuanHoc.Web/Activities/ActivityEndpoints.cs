using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Activities;
using TuanHoc.Calendars;
using TuanHoc.Web.Activities.Import;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What the units hold in the Week: lists and calendar, and each activity from planned to held or cancelled.</summary>
public static class ActivityEndpoints
{
    public static void MapActivities(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities", ActivityList.Show);
        app.MapGet("/activities/calendar", ActivityCalendar.Show);
        app.MapGet("/activities/new", New);
        app.MapPost("/activities", Make).WithMetadata(new Forgery.ShowsTypedAgain());
        app.MapGet("/activities/{id:guid}.ics", Export);
        var activity = app.MapGroup("/activities/{id:guid}");
        activity.MapGet("", Show);
        activity.MapGet("/correction", Correct);
        activity.MapPost("", Save).WithMetadata(new Forgery.ShowsTypedAgain());
        activity.MapPost("/results", ActivitySteps.Hold).WithMetadata(new Forgery.ShowsTypedAgain());
        activity.MapPost("/cancellation", ActivitySteps.Cancel).WithMetadata(new Forgery.ShowsTypedAgain());
        activity.MapPost("/removal", ActivitySteps.Remove);
        activity.MapActivityPictures();
        app.MapShowing();
        app.MapFlags();
        app.MapActivityImport();
        app.MapRegistered();
    }

    static async Task<IResult> New(AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, string kind = ActivityKinds.Ceremony, int? year = null, Guid? from = null, Guid? copy = null)
    {
        var units = user.FilledUnits();
        if (units.FirstOrDefault(held => unit is null || held.UnitId == unit) is not { } at || ActivityKinds.Find(kind) is null) return PageResults.Missing();
        if (await db.EditionOfAsync(year, cancel) is not { } edition) return PageResults.Missing();
        var edit = await EditAsync(db, user, at, kind, edition, ActivityForm.Filled(title: null, day: null, from: null, to: null, programme: null, []), cancel);
        if (copy is { } original) return await CopyAsync(edit, original, db, user, cancel);
        if (from is not { } plan) return Edit(edit);
        // Facts of the unit's own plan; the page of a plan leads here.
        return edit.Plans!.Nearest.FirstOrDefault(p => p.Id == plan && p.Step == 0) is { Own: { } told } ? Edit(edit with { Input = Prefilled(told, edition.Year) }) : PageResults.Missing();
    }

    static async Task<IResult> Make(HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await PostedAsync(http, cancel)));
        var (unit, kind) = (Number(form["unit"]), form["kind"] ?? ActivityKinds.Ceremony);
        if (user.FilledUnits().FirstOrDefault(held => held.UnitId == unit) is not { } at || ActivityKinds.Find(kind) is not { } known) return PageResults.Missing();
        if (await db.EditionOfAsync((int?)Number(form["year"]), cancel) is not { } edition) return PageResults.Missing();
        var edit = await EditAsync(db, user, at, kind, edition, form, cancel);
        if (isForged || form.Key() is not { } key) return Edit(edit with { Refusal = Forgery.Sentence }, StatusCodes.Status400BadRequest);
        if (form["act"] == ActivityForm.AddPlace) return Edit(edit with { Key = key });
        var input = ActivityForm.Read(form, edition.Year, known);
        await RefuseDayAsync(db, edit, form, input, cancel);
        if (!form.IsValid) return Edit(edit with { Key = key, Refusal = Unread(form) }, StatusCodes.Status400BadRequest);
        var copied = Guid.TryParse(form["copy"], out var original) && await db.ActivityAsync(user, original, cancel) is { MayFill: true } of ? of : null;
        await db.MakeAsync(user, key, edition.Id, at.UnitId, kind, input, copied?.Series ?? copied?.Id, clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect($"/activities/{key}");
    }

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.ActivityAsync(user, id, cancel) is { } activity ? PageResults.Page<ActivityView>(new { Page = await PageAsync(db, user, activity, cancel) }) : PageResults.Missing();

    static async Task<IResult> Correct(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string? show = null)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        if (activity.WhyNotChange is { } why) return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa sửa được"], why, activity.Path);
        return Edit(await EditAsync(db, user, activity, ActivityForm.Filled(show is null ? activity : activity with { Showing = Showing.Asked }, await db.PlacesAsync(id, cancel), await db.DoorAsync(id, user.Now, cancel)), cancel));
    }

    static async Task<IResult> Save(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await PostedAsync(http, cancel)));
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        var edit = await EditAsync(db, user, activity, form, cancel);
        if (isForged || form.Key() is not { } key || form.Integer("version") is not { } version) return Edit(edit with { Refusal = Forgery.Sentence }, StatusCodes.Status400BadRequest);
        if (activity.WriteKey == key) return TypedResults.LocalRedirect(activity.Path);
        if (form["act"] == ActivityForm.AddPlace) return Edit(edit with { Key = key });
        if (activity.WhyNotChange is { } why) return Edit(edit with { Refusal = Told(activity, why) }, StatusCodes.Status409Conflict);
        var input = ActivityForm.Read(form, activity.Year, activity.Of);
        await RefuseDayAsync(db, edit, form, input, cancel);
        if (!form.IsValid) return Edit(edit with { Key = key, Refusal = Unread(form) }, StatusCodes.Status400BadRequest);
        if (activity.State == ActivityStates.Held && input.From > clock.GetUtcNow())
            return Edit(edit with { Refusal = T["Hoạt động này đã ghi là đã tổ chức, nên không dời sang một ngày chưa tới."] }, StatusCodes.Status409Conflict);
        if (version == activity.Version && await db.ChangeAsync(user, activity, key, input, http.LetterSite(), clock.GetUtcNow(), cancel)) return TypedResults.LocalRedirect(activity.Path);
        // Someone saved since the page was opened, or was quicker by a moment: the next save is over what stands now.
        var now = await db.ActivityAsync(user, id, cancel) ?? activity;
        return now.WriteKey == key ? TypedResults.LocalRedirect(activity.Path)
            : Edit(edit with { Activity = now, Refusal = Told(now, T["đã lưu hoạt động này sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem bản đang lưu, rồi lưu lần nữa nếu muốn thay bằng bản của bạn."]) }, StatusCodes.Status409Conflict);
    }

    static async Task<IResult> Export(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { } activity) return PageResults.Missing();
        var entry = ActivityEntry.Of(activity, await db.PlacesAsync(id, cancel), http.Site());
        http.FileOfUnit(activity.UnitId);
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(ICalendar.Write(activity.Title, [entry])), ICalendar.ContentType, $"{id}.ics");
    }

    /// <summary>The units for which the person records activities.</summary>
    public static IReadOnlyList<Membership> FilledUnits(this CurrentUser user) => [.. user.Memberships.Where(held => Roles.Filling.Contains(held.Role)).DistinctBy(held => held.UnitId)];

    /// <summary>The edition of a year; the newest when no year is named.</summary>
    internal static Task<Edition?> EditionOfAsync(this AppDb db, int? year, CancellationToken cancel) => year is { } named ? db.EditionAsync(named, cancel) : db.CurrentEditionAsync(cancel);

    internal static async Task<ActivityPage> PageAsync(AppDb db, CurrentUser user, Activity activity, CancellationToken cancel)
    {
        var plans = await db.CeremonyPlansAsync(activity.EditionId, activity.UnitId, user.Today, cancel);
        var isCancelled = activity.State == ActivityStates.Cancelled;
        return new(activity, await db.PlacesAsync(activity.Id, cancel), Guid.CreateVersion7(), user.Now)
        {
            Remarks = isCancelled ? [] : [.. plans.Remarks(activity.Kind, activity.Day, activity.FirstDay, activity.LastDay)],
            Twins = isCancelled ? [] : await db.TwinsAsync(activity, cancel),
            OthersTwins = isCancelled ? [] : await db.OthersTwinsAsync(activity, cancel),
            Reached = activity.State == ActivityStates.Held ? await db.ReachedAsync(activity.Id, cancel) : [],
            Series = await db.SeriesAsync(activity, cancel),
            Counted = await db.CountedAsync(activity.Id, cancel),
            Door = await db.DoorAsync(activity.Id, user.Now, cancel),
            Pictures = await db.PicturesAsync(activity.Id, cancel),
            Feedback = await db.FeedbackAsync(activity.Id, cancel),
            FeedbackWords = activity.MayFill ? await db.WordsAsync(user, activity.Id, cancel) : [],
            LargeFrom = activity is { State: ActivityStates.Held, People: not null } ? await db.LargeFromAsync(activity, cancel) : null,
        };
    }

    /// <summary>The posted form, also behind a bad token: it is shown again then, and nothing of it is kept.</summary>
    internal static async Task<IFormCollection> PostedAsync(HttpContext http, CancellationToken cancel)
    {
        if (http.IsForged()) http.Features.Set<IAntiforgeryValidationFeature>(null);
        return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty;
    }

    /// <summary>Who changed it and when, and what follows from it.</summary>
    internal static string Told(Activity activity, string what) => T["{0} lúc {1}: {2}", activity.ChangedBy, activity.ChangedAt, what];

    internal static string Unread(FormReader form) => T["Chưa lưu: có {0} chỗ chưa đọc được. Sửa rồi gửi lại.", form.Errors.Count];

    static async Task<ActivityEdit> EditAsync(AppDb db, CurrentUser user, Membership at, string kind, Edition edition, FormReader form, CancellationToken cancel) =>
        new(form, Guid.CreateVersion7(), kind, at.UnitId, at.UnitName, edition.Year)
        {
            Units = user.FilledUnits(),
            Recorded = kind == ActivityKinds.Ceremony ? await db.RecordedAsync(edition.Id, at.UnitId, kind, cancel) : [],
            Plans = await db.CeremonyPlansAsync(edition.Id, at.UnitId, user.Today, cancel),
            FirstDay = edition.FirstDay,
            LastDay = edition.LastDay,
        };

    static async Task<ActivityEdit> EditAsync(AppDb db, CurrentUser user, Activity activity, FormReader form, CancellationToken cancel) =>
        new(form, Guid.CreateVersion7(), activity.Kind, activity.UnitId, activity.UnitName, activity.Year)
        {
            Activity = activity,
            Door = await db.DoorAsync(activity.Id, user.Now, cancel),
            Plans = await db.CeremonyPlansAsync(activity.EditionId, activity.UnitId, user.Today, cancel),
            FirstDay = activity.FirstDay,
            LastDay = activity.LastDay,
        };

    /// <summary>The same again on another day: all that was typed of it but its day.</summary>
    static async Task<IResult> CopyAsync(ActivityEdit edit, Guid id, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } original || original.KeptBy != edit.UnitId) return PageResults.Missing();
        var form = ActivityForm.Filled(original, await db.PlacesAsync(id, cancel), await db.DoorAsync(id, user.Now, cancel), isCopy: true);
        return Edit(edit with { Kind = original.Kind, Input = form });
    }

    /// <summary>A day on which the unit does not stand any more is refused; one outside the Week needs its reason.</summary>
    static async Task RefuseDayAsync(AppDb db, ActivityEdit edit, FormReader form, ActivityInput input, CancellationToken cancel)
    {
        if (!form.IsValid) return;
        RefuseDay(form, input, edit.Kind, edit.UnitName, await db.EndOfUnitAsync(edit.UnitId, ActivityTime.DayOf(input.From), cancel), edit.Plans?.Frame(edit.FirstDay, edit.LastDay));
    }

    /// <summary>The same where it is known when the unit ended and which days are its Week.</summary>
    internal static void RefuseDay(FormReader form, ActivityInput input, string kind, string unitName, DateOnly? ended, (DateOnly First, DateOnly Last)? week)
    {
        var day = ActivityTime.DayOf(input.From);
        if (ended is { } last) form.Refuse("day", T["{0} đã kết thúc ngày {1}, nên không tổ chức được hoạt động ngày này. Đơn vị tiếp nhận ghi hoạt động của mình.", unitName, last]);
        else if (input.WhyOutside is null && kind != ActivityKinds.Ceremony && week is { } frame && (day < frame.First || day > frame.Last))
            form.Refuse("whyOutside", T["Ngày {0} ngoài Tuần lễ ({1} đến {2}). Vẫn ghi được: ghi lý do ở đây. Hoạt động ngoài Tuần lễ vẫn hiển thị, chỉ không cộng vào báo cáo.", day, frame.First, frame.Last]);
    }

    static FormReader Prefilled(TuanHoc.Plans.OpeningCeremony told, int year) => ActivityForm.Filled(
        T["Lễ khai mạc Tuần lễ hưởng ứng học tập suốt đời năm {0}", year.ToString(System.Globalization.CultureInfo.InvariantCulture)], told.Date, told.Time, to: null, programme: null,
        told.Venue is { } venue ? [new(venue, Link: null)] : told.Online == true ? [new(T["Trực tuyến"], Link: null)] : []);

    static long? Number(string? typed) => long.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static IResult Edit(ActivityEdit edit, int status = StatusCodes.Status200OK) => PageResults.Page<ActivityEditView>(new { Edit = edit }, status);
}

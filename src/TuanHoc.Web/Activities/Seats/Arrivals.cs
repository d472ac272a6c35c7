using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>Who of those who registered came: typed on the list from the day of the activity on, group by group.</summary>
static class Arrivals
{
    public const string Field = "came.";

    /// <summary>What stood in the field when the page was made: only what was changed there is written, so that a list that was opened early takes nobody out whom the door let in since.</summary>
    public const string Stood = "stood.";

    /// <summary>The day from which it can be typed; null where it has come.</summary>
    public static DateOnly? Awaited(Activity activity, CurrentUser user) => activity.Day > user.Today ? activity.Day : null;

    /// <summary>Whether nobody is expected any more.</summary>
    public static bool IsOver(Activity activity, CurrentUser user) => (activity.ToAt ?? activity.FromAt) <= user.Now;

    public static async Task<IResult> Write(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var form = new FormReader(await ActivityEndpoints.PostedAsync(http, cancel));
        if (await RegisteredEndpoints.FindAsync(id, db, user, cancel) is not { } found) return PageResults.Missing();
        if (Awaited(found.Activity, user) is { } day) return Refused(T["Hoạt động diễn ra ngày {0}: từ ngày ấy mới ghi được ai đã đến.", day]);
        var all = await db.RegisteredAsync(user, id, cancel);
        var groups = all.Where(one => one.IsValid).ToList();
        var came = groups.ConvertAll(one => form.Integer(Field + one.Id) is var typed && typed == form.Integer(Stood + one.Id) ? form["act"] == "all" && one.State == SeatStates.Seated ? one.Arrived ?? one.People : one.Arrived : typed);
        if (!form.IsValid) return Refused(T["Có chỗ chưa phải là số. Chưa ghi gì: quay lại và sửa."]);
        var over = groups.Zip(came).FirstOrDefault(one => one.Second > one.First.People);
        if (over.First is { } large) return Refused(T["{0} đăng ký {1} người, nên không ghi nhiều hơn số ấy. Người đến thêm thì tính vào số người dự khi ghi kết quả.", large.Name, large.People]);
        await WriteAsync(db, user, id, [.. groups.Select(one => one.Id)], [.. came], clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect(found.Activity.Path + "/registrations");

        IResult Refused(string why) => PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa ghi ai đã đến"], why, found.Activity.Path + "/registrations");
    }

    static Task WriteAsync(AppDb db, CurrentUser user, Guid activity, Guid[] groups, int?[] came, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with said as (
            update registration g set arrived = n.came, changed_at = {at}
              from unnest({groups}, {came}) as n (id, came) where g.id = n.id and g.activity_id = {activity} and g.arrived is distinct from n.came
            returning g.id)
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select {at}, {user.Id}, a.unit_id, 'arrivals', 'activity', a.id::text, jsonb_build_object('title', a.title, 'groups', (select count(*) from said), 'people', {came.Sum() ?? 0}) from activity a where a.id = {activity} and exists (select from said)
        """, cancel);

    /// <summary>"Đã đến 12 người; 2 nhóm không đến; 3 nhóm chưa ghi."</summary>
    public static string Said(IReadOnlyCollection<Registered> valid)
    {
        var seated = valid.Where(one => one.State == SeatStates.Seated).ToList();
        return T["Đã đến {0} người; {1} nhóm không đến; {2} nhóm chưa ghi.", valid.Sum(one => one.Arrived ?? 0), seated.Count(one => one.Arrived == 0), seated.Count(one => one.Arrived is null)];
    }

    /// <summary>How many have seats and how many of them came; once it is over, how many stayed away – said only where somebody took down who came, since a blank list tells nothing of anybody.</summary>
    public static string Counted(IReadOnlyCollection<Registered> all, bool isOver)
    {
        var seated = all.Where(one => one.State == SeatStates.Seated).ToList();
        var (people, came) = (seated.Sum(one => one.People), seated.Sum(one => one.Arrived ?? 0));
        return !isOver ? T["{0} người có chỗ: {1} đã vào, {2} chưa vào.", people, came, people - came]
            : seated.TrueForAll(one => one.Arrived is null) ? T["{0} người có chỗ. Chưa ghi ai đã đến.", people]
            : T["{0} người có chỗ: {1} đã đến, {2} không đến.", people, came, people - came];
    }

    public static string Value(Registered one) => one.Arrived?.ToString(CultureInfo.InvariantCulture) ?? "";
}

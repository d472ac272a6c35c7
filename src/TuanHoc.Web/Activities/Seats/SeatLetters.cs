using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Calendars;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>What a letter says of an activity.</summary>
public sealed record ToldActivity(Guid Id, string Title, string UnitName, DateTimeOffset FromAt, DateTimeOffset? ToAt, string? Place, string State, string? WhyCancelled, int Version, DateTimeOffset ChangedAt);

/// <summary>To whom a letter goes, and what it has to say of the registration.</summary>
/// <param name="Link">The address of the page of the registration; null where no address of this installation is known.</param>
public sealed record ToldRegistration(string To, string Name, int People, string State, DateTimeOffset? OfferedUntil, string Language, string? Link);

/// <summary>The letters to who registered, each in the language of its form, with an entry for a calendar where a time is told.</summary>
public static class SeatLetters
{
    /// <summary>Where the page of a registration is.</summary>
    public static string PathOf(string secret) => "/week/registrations/" + secret;

    public static Task<ToldActivity> ToldAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<ToldActivity>($"""
        select a.id, a.title, unit_name(a.unit_id, vietnam_day(a.from_at)) as unit_name, a.from_at, a.to_at, (select concat_ws(', ', p.name, p.address) from activity_place p where p.activity_id = a.id order by p.position limit 1) as place,
               a.state, a.why_cancelled, a.version, a.changed_at
          from activity a where a.id = {activity}
        """).SingleAsync(cancel);

    /// <summary>That a registration came in: the seats, or the place in the line.</summary>
    public static Letter Confirmed(ToldActivity activity, ToldRegistration to) => In(to.Language, () => to.State == SeatStates.Waiting
        ? Of(activity, to, T["Đang chờ chỗ: {0}", activity.Title], T["Hoạt động đã kín chỗ, nên đăng ký cho {0} người đang đứng trong hàng chờ, theo đúng thứ tự. Khi có đủ chỗ trống và đến lượt, bạn nhận được thư mời nhận chỗ.", to.People], hasEntry: false)
        : Of(activity, to, T["Đã giữ chỗ: {0}", activity.Title], T["Đã giữ {0} chỗ cho bạn. Vé vào cửa, có mã QR để đưa khi đến, nằm ở trang mà liên kết riêng dẫn tới.", to.People], hasEntry: true));

    /// <summary>The link again, for who registered twice.</summary>
    public static Letter Again(ToldActivity activity, ToldRegistration to) => In(to.Language, () =>
        Of(activity, to, T["Đăng ký của bạn: {0}", activity.Title], T["Địa chỉ này vừa được dùng để đăng ký lần nữa. Đăng ký trước vẫn còn ({0}), nên không giữ thêm chỗ.", SeatStates.Word(to.State)], hasEntry: false));

    /// <summary>That seats are held for the first of the line, until when, and where to take them.</summary>
    public static Letter Offered(ToldActivity activity, ToldRegistration to) => In(to.Language, () =>
        Of(activity, to, T["Có chỗ cho bạn: {0}", activity.Title], T["Đến lượt bạn: {0} chỗ được giữ cho bạn đến {1}. Mở liên kết riêng và bấm nhận chỗ trước giờ ấy; sau đó chỗ được mời người đứng sau.", to.People, to.OfferedUntil], hasEntry: false));

    public static Letter Lapsed(ToldActivity activity, ToldRegistration to) => In(to.Language, () =>
        Of(activity, to, T["Quá hạn nhận chỗ: {0}", activity.Title], T["Chỗ được mời không có ai nhận trong hạn, nên đã mời người đứng sau. Nếu vẫn muốn đến, bạn có thể đăng ký lại."], hasEntry: false));

    public static Letter Reminder(ToldActivity activity, ToldRegistration to) => In(to.Language, () =>
        Of(activity, to, T["Ngày mai: {0}", activity.Title], T["Nhắc bạn: ngày mai có hoạt động này, và {0} chỗ đang giữ cho bạn. Nếu không đến được, hủy bằng liên kết riêng để người khác có chỗ.", to.People], hasEntry: true));

    /// <summary>That the organiser cancelled the activity, with the reason.</summary>
    public static Letter Cancelled(ToldActivity activity, ToldRegistration to) => In(to.Language, () =>
        Of(activity, to, T["Đã hủy: {0}", activity.Title], T["Đơn vị tổ chức đã hủy hoạt động này. Lý do: {0}", activity.WhyCancelled ?? ""], hasEntry: to.State == SeatStates.Seated));

    /// <summary>That its time or place changed.</summary>
    public static Letter Moved(ToldActivity activity, ToldRegistration to) => In(to.Language, () =>
        Of(activity, to, T["Đổi giờ hoặc nơi: {0}", activity.Title], T["Đơn vị tổ chức đã đổi thời gian hoặc nơi tổ chức; dưới đây là lịch mới. Đăng ký của bạn vẫn còn. Nếu không đến được, hủy bằng liên kết riêng."], hasEntry: to.State == SeatStates.Seated));

    /// <summary>What the organiser writes to those who registered.</summary>
    public static Letter Message(ToldActivity activity, ToldRegistration to, string text) => In(to.Language, () =>
        Of(activity, to, T["Tin của đơn vị tổ chức: {0}", activity.Title], text, hasEntry: false));

    static Letter Of(ToldActivity activity, ToldRegistration to, string subject, string said, bool hasEntry)
    {
        var when = ActivityTime.Span(activity.FromAt, activity.ToAt);
        string[] lines =
        [
            T["Kính gửi {0},", to.Name], "", said, "", activity.Title, when, .. activity.Place is { Length: > 0 } place ? new[] { place } : [], activity.UnitName, "",
            to.Link is { } link ? T["Liên kết riêng để xem, đổi số người, hủy (ai có liên kết này đều dùng được): {0}", link] : T["Để xem, đổi số người hay hủy: mở liên kết riêng đã nhận lúc đăng ký."],
        ];
        return new(to.To, subject, string.Join('\n', lines) + "\n", hasEntry ? Entry(activity, to.Link) : null);
    }

    static string Entry(ToldActivity activity, string? link) => ICalendar.Write(activity.Title,
    [
        CalendarEntry.At(ActivityEntry.Uid(activity.Id), activity.Title, activity.FromAt, activity.ToAt ?? activity.FromAt, activity.ChangedAt) with
        {
            Sequence = activity.Version - 1,
            Place = activity.Place,
            Text = activity.UnitName,
            Link = link is null ? null : new Uri(link).GetLeftPart(UriPartial.Authority) + "/week" + $"/activities/{activity.Id}",
            IsCancelled = activity.State == ActivityStates.Cancelled,
        },
    ]);

    // A letter is in the language of who reads it, not of who caused it.
    static Letter In(string language, Func<Letter> write)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

using System.Globalization;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>Days and hours as they are typed and shown, in Vietnam; in the database they are moments.</summary>
public static class ActivityTime
{
    static readonly string[] Hours = ["HH:mm", "H:mm", "HH'h'mm", "H'h'mm", "HH'h'", "H'h'"];

    public static DateTimeOffset At(DateOnly day, TimeOnly hour)
    {
        var there = day.ToDateTime(hour);
        return new DateTimeOffset(there, Vn.Zone.GetUtcOffset(there)).ToUniversalTime();
    }

    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Vn.Zone).DateTime);

    /// <summary>An hour as people type it: 8:30, 08:30, 8h30, 14h.</summary>
    public static TimeOnly? ReadHour(string typed) =>
        TimeOnly.TryParseExact(typed.Trim().ToLowerInvariant(), Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    /// <summary>"09:00, thứ Tư 01/10/2025", to the hour, or the day and hour, when it ends.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset? to)
    {
        return to is not { } end ? $"{Vn.Hour(from)}, {Named(from)}"
            : DayOf(end) == DayOf(from) ? $"{Vn.Hour(from)}–{Vn.Hour(end)}, {Named(from)}"
            : T["{0} đến {1}", $"{Vn.Hour(from)}, {Named(from)}", $"{Vn.Hour(end)}, {Named(end)}"];
    }

    static string Named(DateTimeOffset at) => $"{Weekday(DayOf(at))} {Vn.Date(DayOf(at))}";

    public static string Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Monday => T["thứ Hai"],
        DayOfWeek.Tuesday => T["thứ Ba"],
        DayOfWeek.Wednesday => T["thứ Tư"],
        DayOfWeek.Thursday => T["thứ Năm"],
        DayOfWeek.Friday => T["thứ Sáu"],
        DayOfWeek.Saturday => T["thứ Bảy"],
        _ => T["Chủ nhật"],
    };
}

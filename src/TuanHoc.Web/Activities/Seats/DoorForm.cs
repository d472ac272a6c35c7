using System.Globalization;
using Microsoft.Extensions.Primitives;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>The part of an activity's form that says how it takes registrations.</summary>
static class DoorForm
{
    public const string Takes = "takes", Queue = "queue", ClosesDay = "closesDay", ClosesHour = "closesHour", Largest = "largest", Hold = "hold";

    /// <param name="isCopy">Of another day: until when one can register is to be typed.</param>
    public static void Fill(Dictionary<string, StringValues> fields, Door? door, bool isCopy)
    {
        if (door is null) return;
        if (door.ClosedAt is null) fields[Takes] = "on";
        if (door.HasQueue) fields[Queue] = "on";
        (fields[Largest], fields[Hold]) = (door.Largest.ToString(CultureInfo.InvariantCulture), door.HoldHours.ToString(CultureInfo.InvariantCulture));
        if (door.ClosesAt is { } until && !isCopy) (fields[ClosesDay], fields[ClosesHour]) = (Vn.Date(ActivityTime.DayOf(until)), Vn.Hour(until));
    }

    /// <summary>What was typed; null where no registrations are taken.</summary>
    /// <param name="end">When the activity ends.</param>
    public static DoorInput? Read(FormReader form, DateTimeOffset end)
    {
        if (!form.Has(Takes)) return null;
        var (day, largest, hold) = (form.Day(ClosesDay), form.Integer(Largest) ?? DoorInput.DefaultLargest, form.Integer(Hold) ?? DoorInput.DefaultHold);
        var hour = form[ClosesHour] is { Length: > 0 } typed ? ActivityTime.ReadHour(typed) : TimeOnly.MinValue;
        if (hour is null) form.Refuse(ClosesHour, T["Ghi giờ theo mẫu 08:30."]);
        // A day without an hour is that whole day.
        DateTimeOffset? until = day is not { } last ? null : form[ClosesHour] is { Length: > 0 } && hour is { } at ? ActivityTime.At(last, at) : ActivityTime.StartOf(last.AddDays(1)).AddMinutes(-1);
        if (day is null && form[ClosesHour] is { Length: > 0 }) form.Refuse(ClosesDay, T["Ghi cả ngày hết nhận đăng ký."]);
        if (until > end && form[ClosesHour] is { Length: > 0 }) form.Refuse(ClosesDay, T["Hạn đăng ký phải trước khi hoạt động kết thúc."]);
        if (largest is < 1 or > DoorInput.MostLargest) form.Refuse(Largest, T["Ghi một số từ 1 đến {0}.", DoorInput.MostLargest]);
        if (hold is < 1 or > DoorInput.MostHold) form.Refuse(Hold, T["Ghi một số từ 1 đến {0}.", DoorInput.MostHold]);
        return new(until > end ? null : until, form.Has(Queue), hold, largest);
    }
}

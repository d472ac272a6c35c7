using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>How a deadline looks today: its word, class and icon (design: words for states).</summary>
public readonly record struct DueState(int DaysLeft)
{
    // From here on somebody must act.
    const int Soon = 7;

    public static DueState Of(DateOnly due, DateOnly today) => new(due.DayNumber - today.DayNumber);

    public bool IsOver => DaysLeft < 0;

    public bool IsSoon => DaysLeft is >= 0 and <= Soon;

    public string Word => DaysLeft switch
    {
        < 0 => T["Trễ {0} ngày", -DaysLeft],
        0 => T["Đến hạn hôm nay"],
        <= Soon => T["Còn {0} ngày", DaysLeft],
        _ => T["Chưa đến hạn"],
    };

    public string Kind => IsOver ? "late" : IsSoon ? "due" : "";

    public string Icon => IsOver ? "late" : IsSoon ? "clock" : "none";
}

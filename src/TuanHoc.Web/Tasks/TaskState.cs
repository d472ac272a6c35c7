using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks;

/// <summary>How far a unit is with a task, as task_progress derives it; null where nothing is followed, because the plan is not in force or its year not open.</summary>
/// <param name="Name">One of <see cref="TaskState.Names"/>.</param>
/// <param name="Late">What was done came after the last day; what is not done yet, the day has passed.</param>
/// <param name="LastDay">The last day on which the task can be met.</param>
/// <param name="DoneOn">The day of what shows it done.</param>
/// <param name="Today">The day on which it is asked.</param>
public sealed record TaskState(string? Name, bool Late, DateOnly? LastDay, DateOnly? DoneOn, DateOnly Today)
{
    public const string Done = "done", Said = "said", Returned = "returned", Overdue = "overdue", Due = "due", NotDue = "not-due";

    /// <summary>The states in the order in which they need an act.</summary>
    public static readonly string[] Names = [Overdue, Returned, Due, Said, NotDue, Done];

    /// <summary>The class of its colour.</summary>
    public string Kind => Name switch { Done => "ok", Said => "sent", Overdue => "late", Returned when Late => "late", Returned or Due => "due", _ => "" };

    public string Icon => Name switch { Done => "okc", Said => "send", Returned => "back", Overdue => "late", Due => "clock", _ => "none" };

    /// <summary>The word with the number that makes it useful.</summary>
    public string Word => Name switch
    {
        Done when Late => T["Xong {0} · Trễ {1} ngày", DoneOn, DoneOn!.Value.DayNumber - LastDay!.Value.DayNumber],
        Done => T["Xong {0}", DoneOn],
        Said => T["Chờ xác nhận"],
        Returned when Late => T["Trả lại · Trễ {0} ngày", -DaysLeft],
        Returned => T["Trả lại"],
        Overdue => T["Quá hạn · Trễ {0} ngày", -DaysLeft],
        Due when DaysLeft == 0 => T["Đến hạn hôm nay"],
        Due => T["Đến hạn · Còn {0} ngày", DaysLeft],
        NotDue when LastDay is not null => T["Chưa đến hạn · Còn {0} ngày", DaysLeft],
        NotDue => T["Không có hạn"],
        _ => T["Không theo dõi"],
    };

    /// <summary>The word of a state alone, for a filter.</summary>
    public static string WordOf(string name) => name switch
    {
        Done => T["Xong"],
        Said => T["Chờ xác nhận"],
        Returned => T["Trả lại"],
        Overdue => T["Quá hạn"],
        Due => T["Đến hạn"],
        _ => T["Chưa đến hạn"],
    };

    int DaysLeft => LastDay is { } last ? last.DayNumber - Today.DayNumber : 0;
}

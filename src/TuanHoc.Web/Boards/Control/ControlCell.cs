using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Control;

/// <summary>
/// One output of one unit: its state, the word with the number that makes it useful, and how many days are left of it (below zero: late; null: no day is set).
/// <paramref name="IsAsked"/> false: nobody asked for it and there is none.
/// </summary>
public readonly record struct ControlCell(string State, string Word, int? DaysLeft, bool IsAsked = true, string? Href = null)
{
    public const string Late = "late", Due = "due", Sent = "sent", Done = "done", Open = "open";

    // From here on somebody must act.
    const int Soon = 7;

    /// <summary>What is not there yet, by the last day on which it can still come.</summary>
    public static ControlCell Waiting(DateOnly? lastDay, DateOnly today, string what, string? href = null)
    {
        if (lastDay is not { } last) return new(Open, what, DaysLeft: null, IsAsked: false, href);
        var left = last.DayNumber - today.DayNumber;
        return left switch
        {
            < 0 => new(Late, T["{0} · Trễ {1} ngày", what, -left], left, Href: href),
            0 => new(Due, T["{0} · Hạn hôm nay", what], left, Href: href),
            <= Soon => new(Due, T["{0} · Còn {1} ngày", what, left], left, Href: href),
            _ => new(Open, what, left, Href: href),
        };
    }

    public static ControlCell Ready(string word, string? href = null) => new(Done, word, DaysLeft: null, Href: href);

    public string Kind => State switch { Late => "late", Due => "due", Sent => "sent", Done => "ok", _ => "" };

    public string Icon => State switch { Late => "late", Due => "clock", Sent => "send", Done => "check", _ => "none" };

    /// <summary>How the whole cell is marked: what needs an act stands out, what is well is quiet.</summary>
    public string? Mark => State switch { Late => "bad", Due => "wait", _ => null };
}

namespace TuanHoc.Calendars;

/// <summary>One thing in a calendar: at an hour (<see cref="From"/>), or all day (<see cref="Day"/>).</summary>
public sealed record CalendarEntry
{
    CalendarEntry() { }

    /// <summary>The same for all time, so that a calendar that has the entry changes it in place of showing two.</summary>
    public required string Uid { get; init; }
    public required string Title { get; init; }
    public DateTimeOffset From { get; private init; }
    public DateTimeOffset To { get; private init; }

    /// <summary>The first day of an entry that has no hour, such as a deadline; null: it has hours.</summary>
    public DateOnly? Day { get; private init; }

    /// <summary>The last day, itself part of the entry.</summary>
    public DateOnly LastDay { get; private init; }

    /// <summary>When the entry was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often it was changed: a calendar keeps the highest.</summary>
    public int Sequence { get; init; }
    public string? Text { get; init; }
    public string? Place { get; init; }

    /// <summary>The page that tells more, http or https.</summary>
    public string? Link { get; init; }
    public bool IsCancelled { get; init; }

    /// <summary>An entry at an hour; one that ends before it begins lasts no time.</summary>
    public static CalendarEntry At(string uid, string title, DateTimeOffset from, DateTimeOffset to, DateTimeOffset changedAt) =>
        new() { Uid = uid, Title = title, From = from, To = to < from ? from : to, ChangedAt = changedAt };

    /// <summary>An entry of whole days.</summary>
    public static CalendarEntry On(string uid, string title, DateOnly day, DateOnly lastDay, DateTimeOffset changedAt) =>
        new() { Uid = uid, Title = title, Day = day, LastDay = lastDay < day ? day : lastDay, ChangedAt = changedAt };
}

using System.Globalization;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Portal;

/// <summary>A day of a calendar: how many are held on it, and the first of them.</summary>
public sealed class CalendarDay(DateOnly day)
{
    readonly List<Offered> first = [];

    public DateOnly Day => day;

    public int Count { get; private set; }

    public IReadOnlyList<Offered> First => first;

    internal void Add(Offered one, int shown)
    {
        Count++;
        if (first.Count < shown) first.Add(one);
    }
}

/// <summary>The days of a calendar, and from which day to which there is anything at all.</summary>
public sealed record CalendarDays(IReadOnlyList<CalendarDay> All, DateOnly? First, DateOnly? Last);

/// <summary>Which days a calendar shows: a month in whole weeks, or one week, from Monday on.</summary>
/// <param name="Of">The first day of the month, or the Monday of the week.</param>
/// <param name="IsWeek">Whether it is a week.</param>
public sealed record CalendarSheet(DateOnly Of, bool IsWeek)
{
    public const int MostInMonth = 3, MostInWeek = 10;

    /// <summary>The Monday with which it begins.</summary>
    public DateOnly From => Monday(Of);

    /// <summary>The day after its last Sunday.</summary>
    public DateOnly Until => IsWeek ? Of.AddDays(7) : Monday(Of.AddMonths(1).AddDays(-1)).AddDays(7);

    public CalendarSheet Before => this with { Of = IsWeek ? Of.AddDays(-7) : Of.AddMonths(-1) };

    public CalendarSheet After => this with { Of = IsWeek ? Of.AddDays(7) : Of.AddMonths(1) };

    /// <summary>What stands in an address: "month=2026-10", "week=2026-09-28".</summary>
    public string Query => IsWeek ? "week=" + Of.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "month=" + Of.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The same days as a month, or as the week of a day.</summary>
    public static CalendarSheet MonthOf(DateOnly day) => new(new(day.Year, day.Month, 1), IsWeek: false);

    public static CalendarSheet WeekOf(DateOnly day) => new(Monday(day), IsWeek: true);

    /// <summary>The sheet that is asked for; what cannot be read, or lies years away, is the month of the day of the Week that is nearest to today.</summary>
    public static CalendarSheet Asked(string? month, string? week, Edition edition, DateOnly today)
    {
        bool IsNear(DateOnly day) => Math.Abs(day.Year - edition.Year) <= 1;
        if (DateOnly.TryParseExact(week, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var inWeek) && IsNear(inWeek)) return WeekOf(inWeek);
        if (DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && IsNear(first)) return MonthOf(first);
        return MonthOf(today < edition.FirstDay ? edition.FirstDay : today > edition.LastDay ? edition.LastDay : today);
    }

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}

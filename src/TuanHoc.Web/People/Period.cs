using NpgsqlTypes;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>The days of a role, as people write them (the last day included) and as PostgreSQL keeps them (half-open).</summary>
public static class Period
{
    public static NpgsqlRange<DateOnly> Of(DateOnly since, DateOnly? lastDay) => lastDay is { } last
        ? new(since, lowerBoundIsInclusive: true, last.AddDays(1), upperBoundIsInclusive: false)
        : new(since, lowerBoundIsInclusive: true, lowerBoundInfinite: false, default, upperBoundIsInclusive: false, upperBoundInfinite: true);

    public static string Words(DateOnly since, DateOnly? lastDay) => lastDay is { } last ? T["từ {0} đến {1}", since, last] : T["từ {0}", since];

    /// <summary>Reads the fields "since" (empty: from today) and "last" (empty: for good).</summary>
    public static (DateOnly Since, DateOnly? LastDay) Read(FormReader form, DateOnly today)
    {
        var (since, last) = (form.Day("since") ?? today, form.Day("last"));
        if (WhyNotSince(since, today) is { } early) form.Refuse("since", early);
        if (WhyNotLast(since, last) is { } turned) form.Refuse("last", turned);
        return (since, last);
    }

    public static string? WhyNotSince(DateOnly since, DateOnly today) => since < today ? T["Vai trò bắt đầu từ hôm nay hoặc một ngày sau."] : null;

    public static string? WhyNotLast(DateOnly since, DateOnly? last) => last < since ? T["Ngày cuối không được trước ngày đầu."] : null;
}

using System.Runtime.InteropServices;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>
/// Which day a plan means by one it names. The year that a day leaves out is the Week's, or the next one where that day is long past when the plan is issued;
/// a reader is told that it was not written.
/// </summary>
internal sealed record MeantDays(int? Year, DateOnly? Issued)
{
    public const string
        YearOfWeek = "Văn bản không ghi năm của ngày này; năm lấy theo năm của Tuần lễ.",
        NextYear = "Văn bản không ghi năm của ngày này; lấy năm sau, vì ngày ấy của năm Tuần lễ đã qua quá lâu.";

    // A plan names days some weeks before it is issued ("đã họp ngày 25/8") and months after it ("gửi trước ngày 05/01").
    private const int LongAgo = 182;

    public MeantDay? Of(NamedDay day) => Of(day.Year, year => day.On(month: null, year));

    public MeantStretch? Of(NamedRange range) =>
        Of(range.Last.Year, year => range.On(year)?.Last) is { } last && range.On(last.Date.Year) is { } days ? new(days.First, days.Last, last.Doubt) : null;

    private MeantDay? Of(int? named, Func<int?, DateOnly?> dated)
    {
        if (named is not null || Year is null)
        {
            return dated(named) is { } date ? new(date, Doubt: null) : null;
        }

        // The Week is in the first days of October.
        var first = (Issued ?? new DateOnly(Year.Value, 10, 1)).AddDays(-LongAgo);
        return dated(Year) is not { } day ? null
            : day < first && dated(Year + 1) is { } next ? new(next, NextYear)
            : new(day, YearOfWeek);
    }
}

/// <summary>A day as it is meant; <c>Doubt</c> where the text does not write its year.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeantDay(DateOnly Date, string? Doubt);

/// <summary>A stretch of days as it is meant; <c>Doubt</c> where the text does not write its year.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeantStretch(DateOnly First, DateOnly Last, string? Doubt);

using System.Globalization;
using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Writing;

/// <summary>Days and words of one year brought to another: by the days between the two Weeks, where both are known.</summary>
internal sealed record YearMove(int From, int To, int? Days)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public DateOnly Day(DateOnly day) => Days is { } days ? day.AddDays(days) : day.AddYears(To - From);

    public DateOnly? Day(DateOnly? day) => day is { } known ? Day(known) : null;

    public DraftPeriod? Period(DraftPeriod? period) => period is null ? null : new DraftPeriod(Day(period.Start), Day(period.End));

    /// <summary>The year where it is named as one: "năm 2025", "01/10/2025".</summary>
    public string Words(string words) =>
        Regex.Replace(words, $@"(?<=\bnăm |\d/){From}\b", To.ToString(CultureInfo.InvariantCulture), RegexOptions.CultureInvariant, Limit);
}

using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Plans.Reading;

/// <summary>Days that no calendar has ("31/9", "ngày 30 tháng 02"): no date is read from them, and a reader is told.</summary>
internal static class ImpossibleDays
{
    private const string NotInCalendar = "Ngày ghi ở đây không có trong lịch.";

    // The longest word that binds a day: "chậm nhất vào lúc 17 giờ 00 phút ngày ".
    private const int LongestBound = 45;

    public static IEnumerable<Told<string>> In(PlanText plan) =>
        plan.Letterhead.Select(line => line.Text).Concat(plan.Body.Select(block => block.Whole)).SelectMany(text => In(text, plan.Year?.Value));

    public static IEnumerable<Told<string>> In(Passage text, int? year) =>
        Days(text.Key, year).Select(day => new Told<string>(NotInCalendar, text.Slice(day.Index, day.Length).Trim().At));

    /// <summary>The days in words that a person typed, as they stand there.</summary>
    public static IEnumerable<string> In(string typed, int year)
    {
        var words = typed.Normalize();
        return Days(SearchKey.LetterByLetter(words), year).Select(day => words.Substring(day.Index, day.Length).Trim());
    }

    private static IEnumerable<NamedDay> Days(string key, int? year) => VietnameseDate.Days(key).Where(day => !Exists(day, year) && IsMeantAsDay(key, day));

    // A day without a year, in a plan of no known year, is tried in a leap year.
    private static bool Exists(NamedDay day, int? year) => day.On(month: null, year ?? 2024) is not null;

    /// <summary>"24/24", "2-15" and "1.13" may be anything; a day says so itself, or stands after "trước", "từ", "đến".</summary>
    private static bool IsMeantAsDay(string key, NamedDay day)
    {
        var own = key.AsSpan(day.Index, day.Length);
        return own.StartsWith("ngay") || own.Contains("thang", StringComparison.Ordinal) || (day.Year is not null && own.Contains('/'))
            || (own.Contains('/') && DeadlineReader.BoundWord().Matches(key[Math.Max(0, day.Index - LongestBound)..day.Index]).Any(bound => bound.Index + bound.Length >= Math.Min(day.Index, LongestBound) - 1));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TuanHoc.Text;

namespace TuanHoc.Documents;

/// <summary>A day as a document names it; month and year may be left to the context ("từ ngày 01 đến ngày 07/10/2025").</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NamedDay(int Index, int Length, int Day, int? Month, int? Year)
{
    /// <summary>The date, with what the text leaves out taken from the context; null when there is no such day.</summary>
    public DateOnly? On(int? month, int? year) =>
        (Month ?? month) is int m and >= 1 and <= 12 && (Year ?? year) is int y and >= 1945 and <= 2200
            && Day >= 1 && Day <= DateTime.DaysInMonth(y, m)
            ? new DateOnly(y, m, Day)
            : null;
}

/// <summary>Two days named as a stretch: "từ ngày 01 đến ngày 07/10/2025", "01-07/10".</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NamedRange(int Index, int Length, NamedDay First, NamedDay Last)
{
    /// <summary>Both dates; null when one of them does not exist or they stand in the wrong order.</summary>
    public (DateOnly First, DateOnly Last)? On(int? year) =>
        Last.On(month: null, year) is { } last && First.On(Last.Month, Last.Year ?? year) is { } first && first <= last
            ? (first, last)
            : null;
}

/// <summary>Reads and writes days in the styles of administrative documents (Decree 30/2020, Appendix I).</summary>
[SuppressMessage("Security", "MA0009:Add regex evaluation timeout", Justification = "Every repetition is bounded.")]
public static partial class VietnameseDate
{
    private const RegexOptions Bounded = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>"ngày 05 tháng 02 năm 2026": a leading zero for days below 10 and for the months 1 and 2 alone.</summary>
    public static string Write(DateOnly date) => string.Create(CultureInfo.InvariantCulture,
        $"ngày {date.Day:00} tháng {(date.Month < 3 ? $"0{date.Month}" : $"{date.Month}")} năm {date.Year}");

    /// <summary>"05/9/2026": days and months with the zeros of <see cref="Write"/>, as a sentence names a day.</summary>
    public static string WriteInText(DateOnly date) => string.Create(CultureInfo.InvariantCulture,
        $"{date.Day:00}/{(date.Month < 3 ? $"0{date.Month}" : $"{date.Month}")}/{date.Year}");

    /// <summary>"05/02/2026".</summary>
    public static string WriteShort(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Every day named with at least its month.</summary>
    public static IEnumerable<NamedDay> Days(string text) =>
        from match in DayPattern().Matches(SearchKey.LetterByLetter(text))
        select Day(match, "");

    /// <summary>Every stretch of days whose last day has its month.</summary>
    public static IEnumerable<NamedRange> Ranges(string text) =>
        from match in RangePattern().Matches(SearchKey.LetterByLetter(text))
        select new NamedRange(match.Index, match.Length, Day(match, "1"), Day(match, "2"));

    private static NamedDay Day(Match match, string which) => new(match.Index, match.Length,
        Number(match, "d" + which) ?? 0, Number(match, "m" + which), Number(match, "y" + which));

    private static int? Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Length: > 0 } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"(ngay ?)?\b(?<d>\d{1,2}) ?(/|\.|-|,? ?thang) ?(?<m>\d{1,2})\b(,? ?(/|\.|-|nam) ?(?<y>\d{4})\b)?", Bounded)]
    private static partial Regex DayPattern();

    // "từ 7 giờ 00 thứ Tư ngày 01/10 (nhằm …) đến hết thứ Ba ngày 07/10": what may stand before each day.
    private const string Weekday = "(thu (hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)";
    private const string Before = $@"(\d{{1,2}} ?(h|g|gio) ?(\d{{2}})?( ?phut)?,? )?({Weekday},? ?)?(ngay ?)?(m[ou]ng )?";
    private const string Until = $@"( ?\({Weekday}\))?,? ?(-|->|→|den|toi|(va )?ket thuc( vao)?|(va )?be mac( vao)?) ?(het ?)?{Before}";
    private const string Full1 = @"(?<d1>\d{1,2})[-.](?<m1>\d{1,2})[-.](?<y1>\d{4})";
    private const string Full2 = @"(?<d2>\d{1,2})[-.](?<m2>\d{1,2})[-.](?<y2>\d{4})";

    // Days joined by dashes or dots are told from a stretch by their years.
    [GeneratedRegex($@"(\btu )?(ngay ?)?\b({Full1}{Until}{Full2}|(?<d1>\d{{1,2}})( ?(den|toi) ?(het ?)?(ngay ?)?| ?- ?){Full2}|(?<d1>\d{{1,2}})( ?(/|\.|thang) ?(?<m1>\d{{1,2}}))?( ?(/|\.|,? ?nam) ?(?<y1>\d{{4}}))?{Until}(?<d2>\d{{1,2}}) ?(/|\.|,? ?thang) ?(?<m2>\d{{1,2}})\b( ?(/|\.|,? ?nam) ?(?<y2>\d{{4}})\b)?)", Bounded)]
    private static partial Regex RangePattern();
}

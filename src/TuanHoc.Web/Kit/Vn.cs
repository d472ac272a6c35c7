using System.Globalization;

namespace TuanHoc.Web.Kit;

/// <summary>Vietnam's way of writing numbers, dates and hours; the same whatever the language of the page, so that 1.234 is never read as one and a bit.</summary>
public static class Vn
{
    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("vi-VN");

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    public static string Number(long value) => value.ToString("#,##0", Culture);

    /// <summary>A share in percent with one decimal: 0.185 → "18,5 %"; nothing of nothing is "–".</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "–" : (100.0 * part / whole).ToString("#,##0.#", Culture) + " %";

    public static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"09:41 05/10/2025" in Vietnam.</summary>
    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string Hour(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text, never half a letter.</summary>
    public static string Cut(this string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>The day it is in Vietnam.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).DateTime);
}

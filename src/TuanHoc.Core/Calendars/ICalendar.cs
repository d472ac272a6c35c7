using System.Globalization;
using System.Text;

namespace TuanHoc.Calendars;

/// <summary>
/// Writes calendars as RFC 5545 asks and Outlook, Google and phones read them: moments in UTC, so that no time zone need be described;
/// every entry with an end, without which Outlook shows none; lines of at most 75 octets, ended by CR LF.
/// </summary>
public static class ICalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    const int LongestLine = 75;

    /// <summary>The calendar as text, to be sent as UTF-8 without a byte order mark.</summary>
    /// <param name="name">What a calendar program calls it.</param>
    public static string Write(string name, IEnumerable<CalendarEntry> entries)
    {
        var calendar = new StringBuilder();
        Line(calendar, "BEGIN", "VCALENDAR");
        Line(calendar, "VERSION", "2.0");
        Line(calendar, "PRODID", "-//TuanHoc//TuanHoc//VI");
        Line(calendar, "CALSCALE", "GREGORIAN");
        Line(calendar, "METHOD", "PUBLISH");
        Line(calendar, "X-WR-CALNAME", Escape(name));
        foreach (var entry in entries) Write(calendar, entry);
        Line(calendar, "END", "VCALENDAR");
        return calendar.ToString();
    }

    static void Write(StringBuilder calendar, CalendarEntry entry)
    {
        Line(calendar, "BEGIN", "VEVENT");
        Line(calendar, "UID", Escape(entry.Uid));
        Line(calendar, "DTSTAMP", Moment(entry.ChangedAt));
        Line(calendar, "LAST-MODIFIED", Moment(entry.ChangedAt));
        Line(calendar, "SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture));
        if (entry.Day is { } day)
        {
            Line(calendar, "DTSTART;VALUE=DATE", Day(day));
            // The end of whole days is the day after the last.
            Line(calendar, "DTEND;VALUE=DATE", Day(entry.LastDay.AddDays(1)));
            Line(calendar, "TRANSP", "TRANSPARENT");
        }
        else
        {
            Line(calendar, "DTSTART", Moment(entry.From));
            Line(calendar, "DTEND", Moment(entry.To));
        }
        Line(calendar, "SUMMARY", Escape(entry.Title));
        if (entry.Place is { } place) Line(calendar, "LOCATION", Escape(place));
        if (entry.Text is { } text) Line(calendar, "DESCRIPTION", Escape(text));
        if (entry.Link is { } link) Line(calendar, "URL", Printed(link));
        Line(calendar, "STATUS", entry.IsCancelled ? "CANCELLED" : "CONFIRMED");
        Line(calendar, "END", "VEVENT");
    }

    static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A text as a value: what would end it or divide it is marked, line ends are written \n, what cannot be printed is left out.</summary>
    static string Escape(string text) => Printed(text.ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));

    static string Printed(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    // A line is measured in octets and never broken within a letter; the blank that begins what follows counts.
    static void Line(StringBuilder calendar, string name, string value)
    {
        var used = 0;
        foreach (var letter in $"{name}:{value}".EnumerateRunes())
        {
            if (used + letter.Utf8SequenceLength > LongestLine)
            {
                calendar.Append("\r\n ");
                used = 1;
            }
            calendar.Append(letter.ToString());
            used += letter.Utf8SequenceLength;
        }
        calendar.Append("\r\n");
    }
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Calendars;

namespace TuanHoc.Core.Tests.Calendars;

public sealed class ICalendarTests
{
    static readonly DateTimeOffset Nine = new(2025, 10, 1, 9, 0, 0, TimeSpan.FromHours(7));

    static CalendarEntry Ceremony => CalendarEntry.At("a1@tuanhoc", "Lễ khai mạc; cả tỉnh, ba điểm", Nine, Nine.AddHours(2), Nine.AddDays(-5)) with
    {
        Sequence = 3,
        Place = "Nhà văn hóa, phường 8",
        Text = "1. Chào cờ\n2. Phát biểu",
        Link = "https://tuanhoc.example/activities/1",
    };

    [Fact]
    public void A_ceremony_is_written_as_calendar_programs_read_it() => Assert.Equal(
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//TuanHoc//TuanHoc//VI
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:Tuần lễ
        BEGIN:VEVENT
        UID:a1@tuanhoc
        DTSTAMP:20250926T020000Z
        LAST-MODIFIED:20250926T020000Z
        SEQUENCE:3
        DTSTART:20251001T020000Z
        DTEND:20251001T040000Z
        SUMMARY:Lễ khai mạc\; cả tỉnh\, ba điểm
        LOCATION:Nhà văn hóa\, phường 8
        DESCRIPTION:1. Chào cờ\n2. Phát biểu
        URL:https://tuanhoc.example/activities/1
        STATUS:CONFIRMED
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n"), ICalendar.Write("Tuần lễ", [Ceremony]));

    [Fact]
    public void A_deadline_takes_its_whole_day_and_ends_the_day_after()
    {
        var lines = Lines(ICalendar.Write("Hạn", [CalendarEntry.On("d1@tuanhoc", "Nộp báo cáo", new(2025, 10, 31), new(2025, 10, 31), Nine)]));
        Assert.Contains("DTSTART;VALUE=DATE:20251031", lines);
        Assert.Contains("DTEND;VALUE=DATE:20251101", lines);
    }

    [Fact]
    public void A_cancelled_one_says_so_and_keeps_its_id() =>
        Assert.Contains("STATUS:CANCELLED", Lines(ICalendar.Write("Tuần lễ", [Ceremony with { IsCancelled = true }])));

    [Fact]
    public void What_ends_before_it_begins_lasts_no_time() => Assert.Equal(Nine, CalendarEntry.At("x", "y", Nine, Nine.AddHours(-1), Nine).To);

    [Fact]
    public void Whatever_is_typed_comes_back_as_it_was_typed() => Check(text => Value(ICalendar.Write(text, []), "X-WR-CALNAME") == Printed(text));

    [Fact]
    public void No_line_is_longer_than_75_octets_and_none_breaks_within_a_letter() => Check(text =>
        Physical(ICalendar.Write("Tuần lễ", [Ceremony with { Title = text, Text = text + text, Place = text }])).All(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\uFFFD', StringComparison.Ordinal)));

    [Fact]
    public void Nothing_that_is_typed_adds_a_line_of_its_own() => Check(text =>
    {
        var written = ICalendar.Write(text, [Ceremony with { Title = text, Text = text, Place = text, Link = text }]);
        return Lines(written).Count == Lines(ICalendar.Write("", [Ceremony])).Count && !written.Replace("\r\n", "", StringComparison.Ordinal).Any(char.IsControl);
    });

    // Vietnamese, what RFC 5545 gives a meaning, letters of two to four octets, and lines of any length.
    static void Check(Func<string, bool> holds)
    {
        var part = Gen.Elements("Lễ khai mạc ", "ưỡ", ";", ",", "\\", "\\n", "\n", "\r\n", ":", "\"", " ", "\t", "\u0007", "\u2028", "𝄞", "e\u0323\u0302", "END:VEVENT", "x");
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(part.ArrayOf().Select(string.Concat).ToArbitrary(), holds));
    }

    static string Printed(string text) => string.Concat(text.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c)));

    static string[] Physical(string calendar) => calendar.Split("\r\n");

    static List<string> Lines(string calendar) => [.. calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")];

    static string Value(string calendar, string name)
    {
        var (written, read) = (Lines(calendar).Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..], new StringBuilder());
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '\\') read.Append(written[++at] == 'n' ? '\n' : written[at]);
            else read.Append(written[at]);
        }
        return read.ToString();
    }
}

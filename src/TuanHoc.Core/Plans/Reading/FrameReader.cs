using System.Text.RegularExpressions;
using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Plans.Reading;

/// <summary>The longer frame that a unit sets around the Week: a name ("Tháng khuyến học") and its stretch of days in one breath, or the days under the name as heading.</summary>
internal static partial class FrameReader
{
    private const int ShortestDays = 16;
    private const int LongestDays = 130;

    // A month that ends with Ngày Khuyến học (02/10) may end on the eve of the Week.
    private const int Apart = 7;

    // The name stands within so many letters of its days.
    private const int Reach = 200;

    public static WeekFrame? Read(PlanText plan, MeantDays meant, WeekPeriod? week)
    {
        var texts = plan.Preamble.Select(block => (block.Body, Heading: (Passage?)null)).Concat(plan.Outline.Below().Select(section => (section.Block!.Body, Heading: section.Parent!.Title)));
        return (from text in texts
                from range in VietnameseDate.Ranges(text.Body.Key)
                let days = meant.Of(range)
                where days is not null && IsAround(week, days.Value.First, days.Value.Last)
                let frame = Before(text.Body, range) ?? After(text.Body, range) ?? Above(text.Body, range, text.Heading)
                where frame is not null
                select new WeekFrame(frame.Value.Name, days.Value.First, days.Value.Last, frame.Value.At, days.Value.Doubt)).FirstOrDefault();
    }

    /// <summary>Whether a name that is typed is known again as such where its days stand behind it.</summary>
    public static bool IsKnown(string name)
    {
        var key = SearchKey.LetterByLetter(name.Normalize());
        return NameBefore().Match(key + ": ").Groups["name"].Value == key;
    }

    private static bool IsAround(WeekPeriod? week, DateOnly first, DateOnly last) =>
        last.DayNumber - first.DayNumber + 1 is >= ShortestDays and <= LongestDays && (week is null || (first <= week.End.AddDays(Apart) && last >= week.Start.AddDays(-Apart)));

    private static (string Name, TextSpan At)? Before(Passage text, NamedRange range)
    {
        var from = Math.Max(0, range.Index - Reach);
        var lead = text.Slice(from, range.Index - from);
        var found = NameBefore().Match(lead.Key);
        if (!found.Success)
        {
            found = Marked().Match(lead.Key);
        }

        var name = found.Groups["name"];
        return found.Success ? (lead.Slice(name).Text, text.Slice(from + name.Index, range.Index + range.Length - from - name.Index).At) : null;
    }

    private static (string Name, TextSpan At)? After(Passage text, NamedRange range)
    {
        var end = range.Index + range.Length;
        var rest = text.Slice(end, Math.Min(Reach, text.Length - end));
        return NameAfter().Match(rest.Key) is { Success: true } found
            ? (rest.Slice(found.Groups["name"]).Text, text.Slice(range.Index, end + found.Groups["name"].Index + found.Groups["name"].Length - range.Index).At)
            : null;
    }

    /// <summary>"1. Tháng khuyến học" over "- Thời gian: từ ngày … đến ngày …".</summary>
    private static (string Name, TextSpan At)? Above(Passage text, NamedRange range, Passage? heading) =>
        heading is not null && Headed().Match(heading.Key) is { Success: true } found && Time().IsMatch(text.Key[..range.Index])
            ? (heading.Slice(found.Groups["name"]).Text, heading.At.With(text.Slice(range.Index, range.Length).At))
            : null;

    // "Tháng khuyến học", "Tháng hành động vì …", "Đợt cao điểm …"; no month of the calendar ("tháng 10", "tháng này").
    private const string Name = @"(?<name>(?<!\b(hang|moi|cac|tung|nhung|cuoi|dau|giua) )(thang(?! ?\d)(?! (nay|do|ay|nao|truoc|sau|toi|qua|dau|cuoi|mot|gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi|chap|thu|va|hoac|den)\b)|mua|chuoi (hoat dong|su kien)|chien dich|dot (cao diem|thi dua)) [^.;:()"",\n]{3,60}?)";

    // What may stand between a name and its days.
    private const string Between = @"[""']?( nam( hoc)? \d{4}( ?- ?\d{4})?)?[""']?( tren dia ban [^.;:()"",]{2,40})?,? ?(\(|:|- )? ?((se|duoc|to chuc|dien ra|keo dai|thuc hien|phat dong|trien khai|bat dau|trong|thoi gian|la)[:, ]{1,2}){0,6}";

    [GeneratedRegex($@"\b{Name}{Between}$", Patterns.Bounded)]
    private static partial Regex NameBefore();

    [GeneratedRegex(@"(?<name>[^.;:()"",\n]{3,80}?),? khung (thoi gian )?dai hon tuan le ?[:,(]? ?$", Patterns.Bounded)]
    private static partial Regex Marked();

    [GeneratedRegex($@"^\)? ?[:,-]? ?((la|to chuc|huong ung|phat dong|dien ra|trien khai) ){{0,3}}[""']?{Name}([""'.;:(),]| nam \d| tren dia ban|$)", Patterns.Bounded)]
    private static partial Regex NameAfter();

    [GeneratedRegex($@"^((to chuc|huong ung|phat dong|trien khai|thoi gian|dot) ){{0,3}}[""']?{Name}[""']?( nam( hoc)? \d{{4}}( ?- ?\d{{4}})?)?$", Patterns.Bounded)]
    private static partial Regex Headed();

    [GeneratedRegex(@"^(thoi gian[^:;.,]{0,30}|dien ra|to chuc|bat dau|keo dai)?:? ?$", Patterns.Bounded)]
    private static partial Regex Time();
}

using System.Text;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Messages;

/// <summary>One thing to remind a person of, as the function <c>reminders</c> gives it: section is own, asked (not ordered), review, plan or below; days until the last day, below zero when it has passed (of a plan: since it was sent).</summary>
public sealed record ReminderLine(long PersonId, long UnitId, string UnitName, bool Digest, bool ReminderMail, string Section, string Path, string Title, DateOnly? LastDay, int? Days);

/// <summary>All that a person is reminded of on a day, in one message; written in Vietnamese, as all that is sent.</summary>
public sealed record DayLetter(long PersonId, long UnitId, string Kind, string Subject, string Text, string Path)
{
    const int Shown = 10, LongestTitle = 160, DaysToOpen = 2, DaysToCall = 3;

    public static DayLetter Of(IReadOnlyList<ReminderLine> lines, DateOnly today)
    {
        var first = lines[0];
        List<ReminderLine> asked = [.. Once(lines, "asked").OrderBy(line => line.LastDay)], below = [.. Once(lines, "below")], plans = [.. Once(lines, "plan")], reviews = [.. lines.Where(line => line.Section == "review")], own = [.. Once(lines, "own").OrderBy(line => line.LastDay)];
        var (late, ahead) = (own.Count(line => line.Days < 0), own.Count(line => line.Days >= 0));
        var kind = first.Digest && own.Count + asked.Count + reviews.Count > 0 ? MessageKinds.Digest : below.Count > 0 && (own.Count + asked.Count + plans.Count == 0 || !first.ReminderMail) ? MessageKinds.Escalation : MessageKinds.Reminder;
        string[] said =
        [
            .. late > 0 ? [$"{late} việc quá hạn"] : Array.Empty<string>(), .. ahead > 0 ? [$"{ahead} việc sắp đến hạn"] : Array.Empty<string>(),
            .. asked.Count > 0 ? [$"{asked.Count} việc được đề nghị"] : Array.Empty<string>(),
            .. reviews.Select(line => line.Title),
            .. plans.Count > 0 ? [$"{plans.Count} văn bản chưa mở"] : Array.Empty<string>(), .. below.Count > 0 ? [$"cấp dưới quá hạn {below.Count} việc"] : Array.Empty<string>(),
        ];
        var text = new StringBuilder();
        var hasUnits = own.Concat(asked).Select(line => line.UnitId).Distinct().Count() > 1;
        Write(text, "Việc của đơn vị:", own, line => $"{(hasUnits ? line.UnitName + ": " : "")}{line.Title.Cut(LongestTitle)} – {When(line)}");
        Write(text, "Được đề nghị phối hợp:", asked, line => $"{(hasUnits ? line.UnitName + ": " : "")}{line.Title.Cut(LongestTitle)} – {Hoped(line)}");
        Write(text, "Chờ đơn vị duyệt:", reviews, line => $"{(reviews.Count > 1 ? line.UnitName + ": " : "")}{line.Title}");
        // Told on their own day they are as old as that; told later, older.
        Write(text, plans.Exists(line => line.Days < -DaysToOpen) ? "Văn bản gửi tới đơn vị từ hai ngày trước, chưa ai mở:" : "Văn bản gửi tới đơn vị hai ngày trước, chưa ai mở:", plans, line => line.Title.Cut(LongestTitle));
        Write(text, below.Exists(line => line.Days < -DaysToCall) ? "Đơn vị cấp dưới đã quá hạn từ 3 ngày, nên gọi hỏi:" : "Đơn vị cấp dưới đã quá hạn 3 ngày, nên gọi hỏi:", below, line => $"{line.Title.Cut(LongestTitle)} – hạn {Vn.Date(line.LastDay!.Value)}");
        return new(first.PersonId, first.UnitId, kind, $"{(kind == MessageKinds.Digest ? "Tổng hợp" : "Nhắc việc")} {Vn.Date(today)}: {string.Join(", ", said)}", text.ToString().TrimEnd(),
            lines.DistinctBy(line => line.Path).Count() == 1 ? first.Path : own.Count + asked.Count + reviews.Count > 0 ? "/" : below.Count > 0 ? "/tasks" : "/plans");
    }

    // Who acts for two units that are named alike is told of a thing once.
    static IEnumerable<ReminderLine> Once(IReadOnlyList<ReminderLine> lines, string section) => lines.Where(line => line.Section == section).DistinctBy(line => line.Path);

    static void Write(StringBuilder text, string heading, List<ReminderLine> lines, Func<ReminderLine, string> say)
    {
        if (lines.Count == 0) return;
        text.Append(heading).Append('\n');
        foreach (var line in lines.Take(Shown)) text.Append("- ").Append(say(line)).Append('\n');
        if (lines.Count > Shown) text.Append("- và ").Append(Vn.Number(lines.Count - Shown)).Append(" việc khác\n");
        text.Append('\n');
    }

    static string When(ReminderLine line) => line switch
    {
        { Days: 0 } => "hôm nay là ngày cuối",
        { Days: < 0 } => $"quá hạn {-line.Days} ngày (hạn {Vn.Date(line.LastDay!.Value)})",
        _ => $"còn {line.Days} ngày (hạn {Vn.Date(line.LastDay!.Value)})",
    };

    // Who is asked is never late.
    static string Hoped(ReminderLine line) => line switch
    {
        { Days: 0 } => "mong có kết quả trong hôm nay",
        { Days: < 0 } => $"chưa thấy kết quả (đề nghị đến ngày {Vn.Date(line.LastDay!.Value)})",
        _ => $"mong có kết quả đến hết ngày {Vn.Date(line.LastDay!.Value)}",
    };
}

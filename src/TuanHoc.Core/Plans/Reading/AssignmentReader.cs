using System.Text.RegularExpressions;
using TuanHoc.Text;

namespace TuanHoc.Plans.Reading;

/// <summary>Who has to do what: the headings and bullets of "Tổ chức thực hiện", and the rows of a timetable.</summary>
internal static partial class AssignmentReader
{
    public static IReadOnlyList<Assignment> Read(PlanText plan, MeantDays meant)
    {
        var assignments = new List<Assignment>();
        foreach (var section in plan.Outline.Below().Where(IsAssignmentSection))
        {
            ReadSection(section, assignments, meant);
        }

        return WithTimetable(assignments, TimetableReader.Read(plan, meant));
    }

    /// <summary>A body charged under its heading and again in the timetable is one.</summary>
    private static List<Assignment> WithTimetable(List<Assignment> assignments, IEnumerable<Assignment> timetable)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < assignments.Count; i++)
        {
            places.TryAdd(SearchKey.Of(assignments[i].Agency), i);
        }

        foreach (var scheduled in timetable)
        {
            if (places.TryGetValue(SearchKey.Of(scheduled.Agency), out var place))
            {
                assignments[place] = assignments[place] with { Tasks = [.. assignments[place].Tasks, .. scheduled.Tasks] };
            }
            else
            {
                assignments.Add(scheduled);
            }
        }

        return assignments;
    }

    /// <summary>A plain paragraph after the lists that speaks to all: no body's task.</summary>
    private static bool IsGeneralClause(Section section) => section.Level == Level.Plain && General().IsMatch(section.Key);

    /// <summary>A plain paragraph after the bullets of the last body charged: it closes the list of bodies.</summary>
    private static bool IsClosingWord(Section section, Section charged) =>
        section.Level == Level.Plain && section.Parent == charged && charged.Parent!.Children[^1] == charged && charged.Children[0].Level == Level.Bullet;

    private static bool IsAssignmentSection(Section section) =>
        section.Title is not null && Headings.TopicOf(section) == Topic.Assignments && Headings.TopicOf(section.Parent!) != Topic.Assignments;

    private static void ReadSection(Section section, List<Assignment> assignments, MeantDays meant)
    {
        var listed = false;
        foreach (var child in section.Children)
        {
            // Plain sentences charge bodies where no list stands before them: "Sở Tài chính bố trí kinh phí."
            listed |= child.Level != Level.Plain;
            if (child.Level == Level.Plain && (listed || IsGeneralClause(child)))
            {
                continue;
            }

            // "1. Các sở, ban, ngành" over "a) Sở …", "b) Sở …" only gathers; the charges are below.
            if (Charge(child) is { } charge && !child.Children.Any(below => below.Path is not null && Charge(below) is not null))
            {
                var tasks = Tasks(child, charge.Inline, meant).ToList();
                assignments.Add(new Assignment(charge.Agency.Text, charge.Mode?.Text, child.Numbered?.Path, tasks, charge.Agency.At.With(charge.Mode?.At ?? default), tasks.Count == 0 ? "Không thấy nhiệm vụ nào dưới tên đơn vị." : null));
            }
            else if (child.Level != Level.Plain)
            {
                ReadSection(child, assignments, meant);
            }
        }
    }

    private static (Passage? Mode, Passage Agency, Passage? Inline)? Charge(Section section)
    {
        var body = section.Block!.Body;
        if (section.Title is { } title)
        {
            return Bodies.Charged(title) is { } titled ? (titled.Mode, titled.Agency, section.Inline) : null;
        }

        // "- Sở Tài chính: bố trí kinh phí …", or the whole bullet is the body and its tasks stand below.
        var colon = body.Text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Bodies.Charged(body.Slice(0, colon)) is { } named)
        {
            var inline = body.After(colon + 1).Trim();
            return (named.Mode, named.Agency, inline.Length > 0 ? inline : null);
        }

        if (section.Children.Count > 0 && Bodies.Charged(body) is { } alone && body.Length < 160)
        {
            return (alone.Mode, alone.Agency, null);
        }

        return Bodies.TaskWithin(body) is { } sentence ? (sentence.Mode, sentence.Agency, body.After(sentence.Task)) : null;
    }

    private static IEnumerable<PlanTask> Tasks(Section charged, Passage? inline, MeantDays meant)
    {
        if (inline is not null)
        {
            yield return Task(inline, meant);
        }

        foreach (var section in charged.Below().TakeWhile((section, index) => index == 0 || !(IsGeneralClause(section) || IsClosingWord(section, charged))))
        {
            if (section.Level == Level.Row)
            {
                continue;
            }

            yield return Task(section.Block!.Body, meant);
        }
    }

    private static PlanTask Task(Passage text, MeantDays meant)
    {
        var due = DeadlineReader.Tasks(text, meant).FirstOrDefault();
        return new PlanTask(text.Text, Sentences.Start(text.Text), due?.Date, due?.To, text.At)
        {
            Bound = due?.Bound,
            Time = due?.Time,
            Doubt = ImpossibleDays.In(text, meant.Year).Select(day => day.Value).FirstOrDefault() ?? due?.Doubt,
        };
    }

    [GeneratedRegex(@"^(ngay \d|tren day|trong qua trinh|yeu cau (cac|thu truong)|de nghi (cac|thu truong)|(cac|thu truong) (co quan|don vi|dia phuong|so, ban)|ket thuc|sau khi (ket thuc|to chuc)|dinh ky|nhan duoc|can cu (vao )?(noi dung )?ke hoach|ke hoach nay|giao (so|phong) .{0,60}(theo doi|don doc))", Patterns.Bounded)]
    private static partial Regex General();
}

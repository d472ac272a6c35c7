using System.Text.RegularExpressions;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>A timetable in the body: every body of the lead column gets the row as a task with its day.</summary>
internal static partial class TimetableReader
{
    private sealed record Columns(int What, int Lead, int? When);

    public static IEnumerable<Assignment> Read(PlanText plan)
    {
        var charged = new Dictionary<string, (Assignment Body, List<PlanTask> Tasks)>(StringComparer.Ordinal);
        Columns? columns = null;
        var inBody = plan.Outline.Below().Where(section => section.Level == Level.Row).Select(section => (section.Block!.Cells, section.Numbered?.Path));
        var annexed = plan.Annexes.Where(annex => annex.Kind == AnnexKind.Other).SelectMany(annex => annex.Lines).Select(line => (line.Cells, Path: (string?)null));
        foreach (var (cells, path) in inBody.Concat(annexed))
        {
            if (HeadRow(cells) is { } head)
            {
                columns = head;
            }
            else if (columns is not null && cells.Count > Math.Max(columns.What, columns.Lead))
            {
                AddRow(cells, path, columns, plan.Year?.Value, charged);
            }
        }

        return charged.Values.Select(entry => entry.Body with { Tasks = entry.Tasks });
    }

    private static Columns? HeadRow(IReadOnlyList<Passage> cells)
    {
        var keys = cells.Select(cell => cell.Key).ToList();
        var what = keys.FindIndex(key => What().IsMatch(key));
        var lead = keys.FindIndex(key => Lead().IsMatch(key));
        var when = keys.FindIndex(key => When().IsMatch(key));
        return what < 0 || lead < 0 ? null : new Columns(what, lead, when < 0 ? null : when);
    }

    private static void AddRow(IReadOnlyList<Passage> cells, string? path, Columns columns, int? year, Dictionary<string, (Assignment Body, List<PlanTask> Tasks)> charged)
    {
        var what = cells[columns.What].Trim(" -+");
        if (what.Length == 0)
        {
            return;
        }

        var when = columns.When is { } index && index < cells.Count ? cells[index].Key : "";
        var due = VietnameseDate.Ranges(when).Select(range => range.On(year)?.Last).FirstOrDefault()
            ?? VietnameseDate.Days(when).Select(day => day.On(month: null, year)).LastOrDefault(day => day is not null);
        var task = new PlanTask(what.Text, Sentences.Start(what.Text), due, DueTo: null, what.At);
        foreach (var body in Bodies.Several(cells[columns.Lead]))
        {
            if (!charged.TryGetValue(body.Key, out var assignment))
            {
                charged[body.Key] = assignment = (new Assignment(body.Text, Mode: null, path, [], body.At), []);
            }

            assignment.Tasks.Add(task);
        }
    }

    [GeneratedRegex(@"noi dung|cong viec|hoat dong|nhiem vu", Patterns.Bounded)]
    private static partial Regex What();

    [GeneratedRegex(@"chu tri|thuc hien$|phu trach|phan cong", Patterns.Bounded)]
    private static partial Regex Lead();

    [GeneratedRegex(@"thoi gian|thoi han|ngay|tien do|hoan thanh", Patterns.Bounded)]
    private static partial Regex When();
}

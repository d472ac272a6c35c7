using System.Text.RegularExpressions;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>A timetable in the body or an annex: every body of the lead column gets the row as a task with its day and its partners.</summary>
internal static partial class TimetableReader
{
    private const string LeadOfRowAbove = "Ô đơn vị chủ trì để trống; lấy theo dòng trên.";

    private sealed record Columns(int What, int Lead, int? When, int? Partners);

    private sealed record Charged(Assignment Body, List<PlanTask> Tasks);

    public static IEnumerable<Assignment> Read(PlanText plan, MeantDays meant)
    {
        var charged = new Dictionary<string, Charged>(StringComparer.Ordinal);
        Columns? columns = null;
        Passage? lead = null;
        var inBody = plan.Outline.Below().Where(section => section.Level == Level.Row).Select(section => (section.Block!.Cells, section.Numbered?.Path));
        var annexed = plan.Annexes.Where(annex => annex.Kind == AnnexKind.Other).SelectMany(annex => annex.Lines).Select(line => (line.Cells, Path: (string?)null));
        foreach (var (cells, path) in inBody.Concat(annexed))
        {
            if (HeadRow(cells) is { } head)
            {
                (columns, lead) = (head, null);
            }
            else if (columns is not null && cells.Count > columns.What)
            {
                // A cell that spans several rows is printed in the first of them.
                var (own, above) = (Cell(cells, columns.Lead), lead);
                lead = own ?? above;
                AddRow(cells, path, columns, lead, own is null ? LeadOfRowAbove : null, meant, charged);
            }
        }

        return charged.Values.Select(entry => entry.Body with { Tasks = entry.Tasks });
    }

    private static Columns? HeadRow(IReadOnlyList<Passage> cells)
    {
        var keys = cells.Select(cell => cell.Key).ToList();
        var partners = keys.FindIndex(key => Partner().IsMatch(key) && !InCharge().IsMatch(key));
        var lead = keys.FindIndex(key => InCharge().IsMatch(key));
        lead = lead >= 0 ? lead : keys.FindIndex(key => Lead().IsMatch(key) && !Partner().IsMatch(key));
        var when = keys.FindIndex(key => When().IsMatch(key));
        var what = Enumerable.Range(0, keys.Count).FirstOrDefault(place => place != lead && place != partners && place != when && What().IsMatch(keys[place]), -1);
        return what < 0 || lead < 0 ? null : new Columns(what, lead, when < 0 ? null : when, partners < 0 ? null : partners);
    }

    private static Passage? Cell(IReadOnlyList<Passage> cells, int? column) =>
        column is { } index && index < cells.Count && cells[index].Trim(" -+.") is { Length: > 0 } cell ? cell : null;

    private static void AddRow(IReadOnlyList<Passage> cells, string? path, Columns columns, Passage? lead, string? doubt, MeantDays meant, Dictionary<string, Charged> charged)
    {
        if (Cell(cells, columns.What)?.Trim(" -+") is not { Length: > 0 } what || lead is null)
        {
            return;
        }

        var (leaders, others) = Together(lead);
        var partners = new[] { others, Cell(cells, columns.Partners) }.OfType<Passage>().SelectMany(Bodies.Several).Select(body => body.Text);
        var when = Cell(cells, columns.When);
        var (due, bound) = when is null ? default : Due(when.Key, meant);
        var task = new PlanTask(what.Text, Sentences.Start(what.Text), due?.Date, DueTo: null, cells.Aggregate(default(TextSpan), (at, cell) => at.With(cell.At)))
        {
            Bound = bound,
            Partners = [.. partners],
            Doubt = (when is null ? null : ImpossibleDays.In(when, meant.Year).FirstOrDefault()?.Value) ?? doubt ?? due?.Doubt,
        };
        foreach (var body in Bodies.Several(leaders))
        {
            if (!charged.TryGetValue(body.Key, out var assignment))
            {
                charged[body.Key] = assignment = new(new Assignment(body.Text, Mode: null, path, [], body.At), []);
            }

            assignment.Tasks.Add(task);
        }
    }

    /// <summary>"Sở A chủ trì, phối hợp với Sở B" in one cell: who leads and who helps.</summary>
    private static (Passage Leaders, Passage? Others) Together(Passage lead) =>
        WithPartners().Match(lead.Key) is { Success: true, Index: > 0 } with
            ? (lead.Slice(0, with.Index).Trim(" ,;.-:"), lead.After(with.Index + with.Length).Trim(" ,;.-:"))
            : (lead, null);

    /// <summary>The last day of the cell; none when one of its days cannot be.</summary>
    private static (MeantDay? Due, DeadlineBound? Bound) Due(string when, MeantDays meant)
    {
        var days = VietnameseDate.Days(when).Select(meant.Of).ToList();
        if (days.Contains(null))
        {
            return default;
        }

        var range = VietnameseDate.Ranges(when).Select(meant.Of).Select(range => range is { } found ? new MeantDay(found.Last, found.Doubt) : (MeantDay?)null).FirstOrDefault();
        if ((range ?? days.LastOrDefault()) is not { } due)
        {
            return default;
        }

        return (due, DeadlineReader.BoundWord().Match(when) is { Success: true } word ? DeadlineReader.BoundOf(word.Value) : range is null ? DeadlineBound.On : DeadlineBound.By);
    }

    [GeneratedRegex(@"noi dung|cong viec|hoat dong|nhiem vu", Patterns.Bounded)]
    private static partial Regex What();

    [GeneratedRegex(@"\bchu tri\b", Patterns.Bounded)]
    private static partial Regex InCharge();

    [GeneratedRegex(@"thuc hien$|phu trach|phan cong", Patterns.Bounded)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\bphoi hop\b", Patterns.Bounded)]
    private static partial Regex Partner();

    [GeneratedRegex(@"(,? ?chu tri)?[ ,;(:-]{1,3}phoi hop( thuc hien)?( (voi|cung))?\b:?|,? chu tri$", Patterns.Bounded)]
    private static partial Regex WithPartners();

    [GeneratedRegex(@"thoi gian|thoi han|ngay|tien do|hoan thanh", Patterns.Bounded)]
    private static partial Regex When();
}

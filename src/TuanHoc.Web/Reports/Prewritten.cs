using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Tasks;

namespace TuanHoc.Web.Reports;

/// <summary>
/// Sentences for the narrative, written from what stands elsewhere: the plans issued, the tasks given, the activities held, the figures. A person takes them into a section, edits them or
/// leaves them; until then nothing of them is stored. Words of a document, Vietnamese whatever the language of the page.
/// </summary>
/// <param name="Sections">By section, what may stand there; sections without are not named.</param>
public sealed record Prewritten(IReadOnlyDictionary<string, IReadOnlyList<string>> Sections)
{
    /// <summary>The button that takes the sentences into a section; its value is the section's key.</summary>
    public const string TakeField = "write";

    // What a person still reads before taking it.
    const int MostActivities = 20, MostTasks = 10;

    /// <summary>The sentences of a section that do not stand in its text as they are.</summary>
    public IReadOnlyList<string> For(string section, string? text) =>
        [.. Sections.GetValueOrDefault(section)?.Where(sentence => text?.Contains(sentence, StringComparison.Ordinal) != true) ?? []];

    /// <summary>What was posted, with the sentences of the section whose button was pressed below what was typed in it.</summary>
    public IFormCollection Taken(IFormCollection posted)
    {
        var section = posted[TakeField].ToString();
        var typed = posted[section].ToString();
        if (For(section, typed) is not { Count: > 0 } sentences) return posted;
        return new FormCollection(new Dictionary<string, StringValues>(posted) { [section] = string.Join('\n', typed.Trim().Length == 0 ? sentences : [typed.TrimEnd(), .. sentences]) });
    }

    /// <summary>What may be written of a report now.</summary>
    /// <param name="db">The database.</param>
    /// <param name="report">The report.</param>
    /// <param name="below">What was reported below its unit; null where nothing is.</param>
    /// <param name="today">The day in Vietnam.</param>
    /// <param name="cancel">Stops the questions.</param>
    public static async Task<Prewritten> OfAsync(AppDb db, ReportSeen report, BelowSums? below, DateOnly today, CancellationToken cancel)
    {
        var plans = await db.Database.SqlQuery<PlanLine>($"""
            select p.type, p.number, p.issued_on
              from plan p where p.unit_id = {report.UnitId} and p.edition_id = {report.EditionId} and p.state = 'saved' and p.number is not null and p.issued_on is not null order by p.issued_on, p.number
            """).ToListAsync(cancel);
        var tasks = await db.Database.SqlQuery<TaskLine>($"""
            select t.text, p.state, p.late, p.last_day
              from task_progress_if_any({report.EditionId}, {new[] { report.UnitId }}, {today}) p join task t on t.id = p.task_id
             where p.output is distinct from 'report' order by p.last_day nulls last, t.id
            """).ToListAsync(cancel);
        var activities = await db.Database.SqlQuery<ActivityLine>($"""
            select a.title, vietnam_day(a.from_at) as from_day, vietnam_day(coalesce(a.to_at, a.from_at)) as to_day, l.place, coalesce(l.places, 0) as places, a.people, a.outcome
              from activity a
              left join lateral (select (array_agg(x.name order by x.position))[1] as place, count(*)::int as places from activity_place x where x.activity_id = a.id) l on true
             where a.unit_id = {report.UnitId} and a.edition_id = {report.EditionId} and a.state = 'held' order by a.from_at, a.id
            """).ToListAsync(cancel);
        var form = (await db.Database.SqlQuery<string?>($"""select form_key as "Value" from edition where id = {report.EditionId}""").ToListAsync(cancel)).Single();
        var written = new (string Section, IEnumerable<string> Sentences)[]
        {
            ("leadership", [.. plans.Select(plan => $"Đã ban hành {Word(plan.Type)} số {plan.Number} ngày {Vn.Date(plan.IssuedOn)}."), .. Given(tasks)]),
            ("activities", [.. Held(activities), .. Figures(report, below, form)]),
            ("results", activities.Where(held => held.Outcome is not null).Take(MostActivities).Select(held => $"{held.Title}: {Ended(held.Outcome!)}")),
            ("weaknesses", [.. NotDone(tasks), .. report.ChildrenReceived < report.Children ? [$"Còn {Vn.Number(report.Children - report.ChildrenReceived)}/{Vn.Number(report.Children)} đơn vị trực thuộc chưa nộp báo cáo."] : Array.Empty<string>()]),
        };
        return new(written.Select(one => (one.Section, Sentences: (IReadOnlyList<string>)[.. one.Sentences])).Where(one => one.Sentences.Count > 0).ToDictionary(one => one.Section, one => one.Sentences, StringComparer.Ordinal));
    }

    static IEnumerable<string> Given(List<TaskLine> tasks)
    {
        var (done, late, said) = (tasks.Count(task => task.IsDone), tasks.Count(task => task.IsDone && task.Late), tasks.Count(task => task.IsSaid));
        if (tasks.Count > 0)
            yield return $"Được giao {Vn.Number(tasks.Count)} nhiệm vụ; {(done > 0 ? $"đã hoàn thành {Vn.Number(done)}" : "chưa hoàn thành nhiệm vụ nào")}{(late > 0 ? $", trong đó {Vn.Number(late)} sau hạn" : "")}{(said > 0 ? $"; {Vn.Number(said)} nhiệm vụ đã làm, đang chờ xác nhận" : "")}.";
    }

    static IEnumerable<string> NotDone(List<TaskLine> tasks) => tasks.Where(task => !task.IsDone && !task.IsSaid && task.LastDay is not null).Take(MostTasks)
        .Select(task => $"Chưa hoàn thành nhiệm vụ “{task.Text.Trim().TrimEnd('.', ';')}” (hạn {Vn.Date(task.LastDay!.Value)}).");

    static IEnumerable<string> Held(List<ActivityLine> activities)
    {
        foreach (var held in activities.Take(MostActivities))
        {
            var day = held.FromDay == held.ToDay ? $"ngày {Vn.Date(held.FromDay)}" : $"từ ngày {Vn.Date(held.FromDay)} đến ngày {Vn.Date(held.ToDay)}";
            var place = held.Place is null ? "" : $" tại {held.Place}{(held.Places > 1 ? $" và {Vn.Number(held.Places - 1)} điểm khác" : "")}";
            yield return $"Tổ chức {held.Title} {day}{place}{(held.People > 0 ? $", {Vn.Number(held.People.Value)} người tham dự" : "")}.";
        }
        if (activities.Count > MostActivities) yield return $"Và {Vn.Number(activities.Count - MostActivities)} hoạt động khác.";
    }

    /// <summary>Of the unit's own figures and of those below together, as its consolidated report adds them up.</summary>
    static IReadOnlyList<string> Figures(ReportSeen report, BelowSums? below, string? editionForm)
    {
        if (report.Form is not { } form || report.Figures is not { } own) return [];
        var sums = own.Select(figure => Figure.FromStored(figure).Number ?? 0).ToArray();
        // What stands below is added up on the edition's form, with or without a province's rows behind it.
        if (below is not null && form.NationKey == editionForm) for (var column = 0; column < Math.Min(sums.Length, below.Received.Length); column++) sums[column] += below.Received[column];
        return FigureSentences.Of(form, sums);
    }

    static string Ended(string sentence) => sentence.Trim() is var said && said.EndsWith('.') ? said : said + ".";

    static string Word(string? type) => type switch { "CV" => "Công văn", "HD" => "Hướng dẫn", _ => "Kế hoạch" };

    sealed record PlanLine(string? Type, string Number, DateOnly IssuedOn);

    sealed record TaskLine(string Text, string? State, bool Late, DateOnly? LastDay)
    {
        public bool IsDone => State == TaskState.Done;
        public bool IsSaid => State == TaskState.Said;
    }

    sealed record ActivityLine(string Title, DateOnly FromDay, DateOnly ToDay, string? Place, int Places, int? People, string? Outcome);
}

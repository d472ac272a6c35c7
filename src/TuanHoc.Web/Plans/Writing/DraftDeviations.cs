using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>Where a draft differs from the Ministry's edition or from the plan above it: said beside the field, never forbidden.</summary>
public sealed class DraftDeviations
{
    readonly Dictionary<string, List<string>> notes = new(StringComparer.Ordinal);

    /// <param name="sheet">The draft as typed.</param>
    /// <param name="edition">The year's edition.</param>
    /// <param name="above">The plan it is written under.</param>
    /// <param name="unitKind">Whose draft it is: this decides which of the edition's deadlines is the one for those below.</param>
    /// <param name="issuedOn">The day it will bear; today until it is known.</param>
    public DraftDeviations(DraftSheet sheet, Edition? edition, PlanAbove? above, string unitKind, DateOnly issuedOn)
    {
        var week = sheet.All.First(r => r.Kind == DraftKinds.Week);
        Theme(week, edition, above);
        Days(week, edition, above);
        Frame(sheet.All.First(r => r.Kind == DraftKinds.Frame), edition, above);
        var issuer = Value(sheet.All.First(r => r.Kind == DraftKinds.Head), "issuer");
        foreach (var row in sheet[DraftKinds.Deadlines].Rows)
        {
            if (Day(row, "date") is not { } day || !Enum.TryParse<Deliverable>(Value(row, "what"), out var what)) continue;
            Held(row, "date", day, DeadlineTasks.Output(what), above, issuedOn);
            // What the unit itself hands up is another's to set.
            if (what == Deliverable.Report && edition is not null && BodyKey.Of(Value(row, "who")) != BodyKey.Of(issuer) && DueBelow(edition, unitKind) is var general && general != day)
                Say(row, "date", T["Khác hạn chung của năm: {0}", general]);
        }
        foreach (var task in sheet[DraftKinds.Assignments].Rows.SelectMany(r => r.Tasks))
            if (Day(task, "due") is { } due) Held(task, "due", due, Enum.TryParse<TaskOutput>(Value(task, "output"), out var output) ? output : TaskOutputs.Of(Value(task, "text")), above, issuedOn);
    }

    public IReadOnlyList<string> this[string field] => notes.GetValueOrDefault(field) ?? [];

    /// <summary>Whether something is said of a row or of a task in it.</summary>
    public bool Concern(SheetRow row) => row.Fields.Any(field => notes.ContainsKey(field.Name)) || row.Tasks.Any(Concern);

    public int Count => notes.Values.Sum(n => n.Count);

    void Theme(SheetRow week, Edition? edition, PlanAbove? above)
    {
        var theme = FactRow.Plain(Value(week, "theme"));
        if (edition?.Theme is { } national && FactRow.Plain(national) != theme) Say(week, "theme", T["Khác Bộ: {0}", national]);
        if (above?.Facts.Theme?.Value is { } upper && FactRow.Plain(upper) != theme && upper != edition?.Theme) Say(week, "theme", T["Khác {0}: {1}", above.UnitName, upper]);
    }

    void Days(SheetRow week, Edition? edition, PlanAbove? above)
    {
        if ((Day(week, "start"), Day(week, "end")) is not ({ } start, { } end)) return;
        if (edition is not null && (start, end) != (edition.FirstDay, edition.LastDay)) Say(week, "start", T["Khác Bộ: {0}", Period(edition.FirstDay, edition.LastDay)]);
        if (above?.Facts.Period is { } upper && (start, end) != (upper.Start, upper.End) && (upper.Start, upper.End) != (edition?.FirstDay, edition?.LastDay))
            Say(week, "start", T["Khác {0}: {1}", above.UnitName, Period(upper.Start, upper.End)]);
    }

    void Frame(SheetRow row, Edition? edition, PlanAbove? above)
    {
        var own = (Name: FactRow.Plain(Value(row, "name")), Day(row, "start"), Day(row, "end"));
        if (above?.Facts.Frame is { } upper)
        {
            if (own != (FactRow.Plain(upper.Name), upper.Start, upper.End)) Say(row, "name", T["Khác {0}: {1}", above.UnitName, Framed(upper.Name, upper.Start, upper.End)]);
        }
        else if (own.Name.Length > 0 && edition is not null) Say(row, "name", T["Khác Bộ: chỉ có Tuần lễ {0}", Period(edition.FirstDay, edition.LastDay)]);
    }

    void Held(SheetRow row, string field, DateOnly day, TaskOutput? output, PlanAbove? above, DateOnly issuedOn)
    {
        var last = (Enum.TryParse<DeadlineBound>(Value(row, "bound"), out var bound) ? bound : DeadlineBound.By).LastDay(day);
        if (last < issuedOn) Say(row, field, T["Hạn này trước ngày của văn bản ({0}).", issuedOn]);
        if (above?.Owed.Before(output, last) is { } owed) Say(row, field, T["Sau hạn mà {0} giao cho chính đơn vị: {1}.", above.UnitName, owed]);
    }

    // When those below a unit of this kind report, as the edition has it for everybody.
    static DateOnly DueBelow(Edition edition, string unitKind) => unitKind switch { "nation" => edition.DueProvinces, "province" => edition.DueCommunes, _ => edition.DueUnits };

    /// <summary>"01–07/10/2026".</summary>
    public static string Period(DateOnly start, DateOnly end) =>
        (start.Year, start.Month) == (end.Year, end.Month) ? $"{start.Day:00}–{Vn.Date(end)}" : start.Year == end.Year ? $"{start.Day:00}/{start.Month:00}–{Vn.Date(end)}" : $"{Vn.Date(start)}–{Vn.Date(end)}";

    /// <summary>"Tháng khuyến học, 02/09–02/10/2026".</summary>
    public static string Framed(string name, DateOnly start, DateOnly end) => $"{name}, {Period(start, end)}";

    static string Value(SheetRow row, string field) => row.Fields.First(f => f.Field.Name == field).Value;

    static DateOnly? Day(SheetRow row, string field) => FormReader.ReadDay(Value(row, field));

    void Say(SheetRow row, string field, string note)
    {
        var name = $"{row.Name}.{field}";
        if (!notes.TryGetValue(name, out var said)) notes[name] = said = [];
        said.Add(note);
    }
}

using TuanHoc.Plans;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>The document above, as far as a draft is held against it.</summary>
public sealed record PlanAbove(Guid Id, string UnitName, string? Number, DateOnly? IssuedOn, int? Year, Plan Facts)
{
    public static PlanAbove Of(PlanSource source) => new(source.Id, source.UnitName, source.Number, source.IssuedOn, source.Year, PlanFacts.Read(source.Facts));
}

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
        foreach (var row in sheet[DraftKinds.Deadlines].Rows) Deadline(row, edition, above, unitKind, issuedOn);
        foreach (var task in sheet[DraftKinds.Assignments].Rows.SelectMany(r => r.Tasks))
            if (Day(task, "due") < issuedOn) Say(task, "due", T["Hạn này trước ngày của văn bản ({0}).", issuedOn]);
    }

    /// <summary>Whether those below are given longer than the unit itself has: allowed, with a reason.</summary>
    public bool IsLate { get; private set; }

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

    void Deadline(SheetRow row, Edition? edition, PlanAbove? above, string unitKind, DateOnly issuedOn)
    {
        if (Day(row, "date") is not { } day || !Enum.TryParse<Deliverable>(Value(row, "what"), out var what)) return;
        if (day < issuedOn) Say(row, "date", T["Hạn này trước ngày của văn bản ({0}).", issuedOn]);
        var asked = above?.Facts.Deadlines.Where(d => d.What == what).ToList() ?? [];
        // What the unit itself hands up, as the plan above has it.
        if (asked.Exists(d => d.Date == day)) return;
        if (what == Deliverable.Report && edition is not null && DueBelow(edition, unitKind) is var general && general != day) Say(row, "date", T["Khác hạn chung của năm: {0}", general]);
        var own = asked.MaxBy(d => LastDay(d.Date, d.Bound));
        if (own is null || LastDay(day, Value(row, "bound") == $"{DeadlineBound.Before}" ? DeadlineBound.Before : DeadlineBound.By) <= LastDay(own.Date, own.Bound)) return;
        IsLate = true;
        Say(row, "date", T["Sau hạn mà {0} giao cho chính đơn vị: {1}.", above!.UnitName, own.Date]);
    }

    // When those below a unit of this kind report, as the edition has it for everybody.
    static DateOnly DueBelow(Edition edition, string unitKind) => unitKind switch { "nation" => edition.DueProvinces, "province" => edition.DueCommunes, _ => edition.DueUnits };

    static DateOnly LastDay(DateOnly day, DeadlineBound bound) => bound == DeadlineBound.Before ? day.AddDays(-1) : day;

    /// <summary>"01–07/10/2026".</summary>
    public static string Period(DateOnly start, DateOnly end) =>
        (start.Year, start.Month) == (end.Year, end.Month) ? $"{start.Day:00}–{Vn.Date(end)}" : start.Year == end.Year ? $"{start.Day:00}/{start.Month:00}–{Vn.Date(end)}" : $"{Vn.Date(start)}–{Vn.Date(end)}";

    static string Value(SheetRow row, string field) => row.Fields.First(f => f.Field.Name == field).Value;

    static DateOnly? Day(SheetRow row, string field) => FormReader.ReadDay(Value(row, field));

    void Say(SheetRow row, string field, string note)
    {
        var name = $"{row.Name}.{field}";
        if (!notes.TryGetValue(name, out var said)) notes[name] = said = [];
        said.Add(note);
    }
}

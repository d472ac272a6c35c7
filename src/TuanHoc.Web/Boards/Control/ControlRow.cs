using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Control;

/// <summary>
/// What there is of a unit and what is asked of it, as the function <c>control_board</c> gives it: a day "by" is the last on which an open task can still be met.
/// Tasks that an account may show done are counted: asked, done, said (and not answered yet); reports only where the unit owes none here. <c>HasPeople</c>: somebody acts for it in the program.
/// </summary>
public sealed record ControlRow(
    long UnitId, Guid? PlanId, DateOnly? PlanOn, bool IsDrafted, DateOnly? PlanBy, DateOnly? ScheduleBy, Guid? CeremonyId, DateOnly? CeremonyOn, bool IsHeld, DateOnly? CeremonyBy,
    int Activities, int Held, int ActivitiesAsked, int ActivitiesDone, int ActivitiesSaid, DateOnly? ActivityBy,
    Guid? ReportId, string? ReportState, int ReportsAsked, int ReportsDone, int ReportsSaid, DateOnly? ReportBy, int Asked, int Done, int Said, DateOnly? OthersBy, bool HasPeople);

/// <summary>A unit on the board: each output as it stands today, and what of all is most pressing.</summary>
public sealed class ControlLine
{
    const int Far = 100_000;

    readonly ControlRow row;

    public ControlLine(ControlRow row, DateOnly today)
    {
        this.row = row;
        Plan = row.PlanId is { } plan
            ? ControlCell.Ready(Day(row.PlanOn!.Value), $"/plans/{plan}")
            : ControlCell.Waiting(row.PlanBy, today, row.IsDrafted ? T["Đang soạn"] : T["Chưa có"]);
        Schedule = row.CeremonyId is { } entered ? ControlCell.Ready(T["Đã có lịch"], $"/activities/{entered}") : ControlCell.Waiting(row.ScheduleBy, today, T["Chưa có lịch"]);
        Ceremony = row switch
        {
            { IsHeld: true } => ControlCell.Ready(T["Đã tổ chức {0}", Day(row.CeremonyOn!.Value)], $"/activities/{row.CeremonyId}"),
            { CeremonyOn: { } day } when day < today => ControlCell.Waiting(row.CeremonyBy ?? day, today, T["Chưa ghi kết quả"], $"/activities/{row.CeremonyId}"),
            { CeremonyOn: { } day } => new(ControlCell.Open, T["Dự kiến {0}", Day(day)], DaysLeft: null, Href: $"/activities/{row.CeremonyId}"),
            _ => ControlCell.Waiting(row.CeremonyBy, today, T["Chưa tổ chức"]),
        };
        Activities = row switch
        {
            { ActivitiesAsked: 0, Held: > 0 } => ControlCell.Ready(Part(row.Held, row.Activities)),
            { ActivitiesAsked: 0 } => ControlCell.Waiting(lastDay: null, today, row.Activities == 0 ? T["Chưa có"] : Part(row.Held, row.Activities)),
            _ => OfTasks(row.ActivitiesAsked, row.ActivitiesDone, row.ActivitiesSaid, row.ActivityBy, today, row.Held > 0 || row is { Activities: > 0, ActivityBy: not null } ? Part(row.Held, row.Activities) : null, "activity"),
        };
        Report = row.ReportState switch
        {
            null => OfTasks(row.ReportsAsked, row.ReportsDone, row.ReportsSaid, row.ReportBy, today, what: null, "report"),
            "accepted" => ControlCell.Ready(T["Đã duyệt"], $"/reports/{row.ReportId}"),
            "submitted" => new(ControlCell.Sent, T["Chờ duyệt"], DaysLeft: null, Href: $"/reports/{row.ReportId}"),
            "returned" => ControlCell.Waiting(row.ReportBy, today, T["Trả lại"], $"/reports/{row.ReportId}"),
            "draft" => ControlCell.Waiting(row.ReportBy, today, T["Bản nháp"], $"/reports/{row.ReportId}"),
            _ => ControlCell.Waiting(row.ReportBy, today, T["Chưa nộp"], $"/reports/{row.ReportId}"),
        };
        Tasks = OfTasks(row.Asked, row.Done, row.Said, row.OthersBy, today, Part(row.Done, row.Asked));
        ControlCell[] cells = [Plan, Schedule, Ceremony, Activities, Report, Tasks];
        LateOutputs = cells.Count(cell => cell.State == ControlCell.Late);
        State = StateOf([.. cells.Where(cell => cell.IsAsked).Select(cell => cell.State)]);
        Rank = State switch
        {
            ControlCell.Late => cells.Min(cell => cell.DaysLeft ?? 0) - Far,
            ControlCell.Due => cells.Where(cell => cell.State == ControlCell.Due).Min(cell => cell.DaysLeft ?? 0),
            ControlCell.Sent => Far,
            ControlCell.Open => Far + 1,
            _ => Far + 2,
        };
    }

    public long UnitId => row.UnitId;
    public ControlCell Plan { get; }
    public ControlCell Schedule { get; }
    public ControlCell Ceremony { get; }
    public ControlCell Activities { get; }
    public ControlCell Report { get; }
    public ControlCell Tasks { get; }

    /// <summary>The activities entered, and how many of them were held.</summary>
    public int Planned => row.Activities;
    public int Held => row.Held;

    /// <summary>The output of that name in <see cref="ControlFilter.Outputs"/>.</summary>
    public ControlCell this[string output] => output switch { "plan" => Plan, "schedule" => Schedule, "ceremony" => Ceremony, "activities" => Activities, "report" => Report, _ => Tasks };

    public int LateOutputs { get; }

    /// <summary>The most pressing of its states; done when everything asked is.</summary>
    public string State { get; }

    /// <summary>What needs an act first comes first: late by most days, then due by fewest, then what waits for a look.</summary>
    public int Rank { get; }

    /// <summary>Whether somebody of the unit would read a reminder; where nobody is, it is told by telephone or by letter.</summary>
    public bool HasPeople => row.HasPeople;

    /// <summary>Whether something is late or nearly so, which a reminder would help.</summary>
    public bool NeedsReminder => State is ControlCell.Late or ControlCell.Due;

    /// <summary>Whether nothing at all has come of it: a call helps more than another letter.</summary>
    public bool IsSilent => row is { PlanId: null, IsDrafted: false, CeremonyId: null, Activities: 0, ActivitiesDone: 0, ActivitiesSaid: 0, ReportsDone: 0, ReportsSaid: 0, Done: 0, Said: 0, ReportState: null or "open" };

    /// <summary>The first of what was sent or said and waits for a look; null where nothing does.</summary>
    public ControlCell? ToLookAt => new[] { Report, Tasks, Activities }.Cast<ControlCell?>().FirstOrDefault(cell => cell!.Value.State == ControlCell.Sent);

    // By the state of the tasks; what is shown beside it, else the word of the state.
    ControlCell OfTasks(int asked, int done, int said, DateOnly? by, DateOnly today, string? what, string? output = null)
    {
        var href = $"/tasks?unit={row.UnitId}" + (output is null ? "" : $"&output={output}");
        if (asked == 0) return new(ControlCell.Open, T["Không giao"], DaysLeft: null, IsAsked: false);
        if (done == asked) return ControlCell.Ready(what ?? T["Đã xác nhận"], href);
        // What was said and not answered waits for a look.
        if (done + said == asked) return new(ControlCell.Sent, what ?? T["Chờ xác nhận"], DaysLeft: null, Href: href);
        return ControlCell.Waiting(by, today, what ?? T["Chưa có"], href) with { IsAsked = true };
    }

    static string StateOf(string[] states)
    {
        foreach (var state in (ReadOnlySpan<string>)[ControlCell.Late, ControlCell.Due, ControlCell.Sent]) if (states.Contains(state)) return state;
        return states.Length > 0 && Array.TrueForAll(states, state => state == ControlCell.Done) ? ControlCell.Done : ControlCell.Open;
    }

    static string Day(DateOnly day) => day.ToString("dd/MM", System.Globalization.CultureInfo.InvariantCulture);

    static string Part(int done, int all) => $"{Vn.Number(done)}/{Vn.Number(all)}";

    /// <summary>Whether it answers a filter: of one output, or of the unit as a whole.</summary>
    public bool Is(string? output, string? state) => (output, state) switch
    {
        (_, null) => true,
        (_, ControlFilter.Drafted) => row is { PlanId: null, IsDrafted: true },
        (_, ControlFilter.Missing) => row is { PlanId: null, IsDrafted: false },
        (_, ControlFilter.Nobody) => !HasPeople,
        (null, _) => State == state,
        _ => this[output].State == state,
    };
}

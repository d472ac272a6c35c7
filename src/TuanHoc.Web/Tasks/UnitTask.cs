using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tasks;

/// <summary>A task of one unit in a list: what, by when, from where, how far.</summary>
public sealed record UnitTaskLine(
    long Id, long UnitId, string UnitName, Guid? PlanId, long? VisitId, string GiverName, string Agency, string? Mode, string? Partners, string Text, string? Output,
    DateOnly? Due, string? Bound, DateOnly? LastDay, string? DueTo, string State, bool Late, DateOnly? DoneOn, string? ShownBy, string? ShownId, bool ByAccount, int Rank, int Position)
{
    /// <summary>Its output, where the program sees it done by itself.</summary>
    public string? Seen => ByAccount ? null : Output;

    public TaskState Progress(DateOnly today) => new(State, Late, LastDay, DoneOn, today);
}

/// <summary>How many tasks stand in a state.</summary>
public sealed record StateCount(string State, int Count);

/// <summary>What narrows the list of tasks; what is null narrows nothing.</summary>
public sealed record TaskFilter(Guid? Plan, string? Agency, long? Unit, string? State, string? Output)
{
    public bool IsNarrowed => Agency is not null || Unit is not null || State is not null || Output is not null;

    /// <summary>The address of the list with some of it changed.</summary>
    public string Path
    {
        get
        {
            var query = QueryString.Empty;
            if (Plan is { } plan) query = query.Add("plan", plan.ToString());
            if (Agency is not null) query = query.Add("agency", Agency);
            if (Unit is { } unit) query = query.Add("unit", unit.ToString(Vn.Culture));
            if (State is not null) query = query.Add("state", State);
            if (Output is not null) query = query.Add("output", Output);
            return "/tasks" + query;
        }
    }
}

/// <summary>A task of one unit with all that its page shows, and what the one who looks may do.</summary>
public sealed record UnitTaskFound(
    long Id, long UnitId, string UnitName, Guid? PlanId, string? PlanTitle, string? Quote, long? VisitId, Guid? InspectionId, string? InspectionTitle, bool MaySeeSource, int? EditionId,
    long GiverId, string GiverName, string Agency, string? Mode, string? Partners, string Text, string? Output, string? ActivityKind, DateOnly? Due, string? Bound, DateOnly? LastDay, string? DueTo,
    string? State, bool? Late, DateOnly? DoneOn, string? ShownBy, string? ShownId, bool? ByAccount, bool MaySay, bool MayVerify)
{
    /// <summary>The program sees it done by itself, so that nobody reports it.</summary>
    public bool IsSeen => ByAccount == false;

    public TaskState Progress(DateOnly today) => new(State, Late ?? false, LastDay, DoneOn, today);
}

/// <summary>What a unit said of its task, and what was answered.</summary>
public sealed record Account(
    long Id, DateTimeOffset At, long By, string ByName, string Sentence, string? FileName, string? FileSha256, int? FileBytes, string? Link,
    string? Verdict, DateTimeOffset? VerdictAt, long? VerdictBy, string? VerdictByName, string? Reason)
{
    public bool Waits => Verdict is null;
}

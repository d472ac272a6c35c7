using TuanHoc.Web.Tasks;

namespace TuanHoc.Web.Tasks.Inspections;

/// <summary>An inspection in a list.</summary>
public sealed record InspectionLine(Guid Id, string Title, string UnitName, DateTimeOffset MadeAt, int Visits, int Visited);

/// <summary>An inspection with what its page needs.</summary>
public sealed record InspectionFound(
    Guid Id, int EditionId, long UnitId, string UnitName, string Title, string[] Questions, long Seed, long BelowId, string BelowName, long[] Within, string[] Kinds, DateOnly DrawnOn, int DrawnFrom, DateTimeOffset MadeAt, string MadeBy, bool MayVisit)
{
    public InspectedGround Ground => new(UnitId, BelowId, Within);
}

/// <summary>Where a unit inspects: the ground of a territory, and there what stands in one of these branches.</summary>
public sealed record InspectedGround(long UnitId, long TerritoryId, long[] Within);

/// <summary>A unit that the lot chose, and what was seen there.</summary>
public sealed record Visit(long Id, long UnitId, string UnitName, string Kind, DateOnly? OnDay, bool?[]? Answers, string? Found, DateTimeOffset? VisitedAt, string? VisitedBy, int Findings, int Version)
{
    public bool? Answer(int question) => Answers is { } answers && question < answers.Length ? answers[question] : null;
}

/// <summary>What was found, as a task of the unit.</summary>
public sealed record Finding(long UnitTaskId, string Text, DateOnly? Due, DateOnly? LastDay, string State, bool Late, DateOnly? DoneOn)
{
    public TaskState Progress(DateOnly today) => new(State, Late, LastDay, DoneOn, today);
}

/// <summary>A kind of unit that may be drawn, and how many stand there.</summary>
public sealed record KindToDraw(string Kind, int Count);

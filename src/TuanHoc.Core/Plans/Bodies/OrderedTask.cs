using TuanHoc.Plans.Writing;

namespace TuanHoc.Plans.Bodies;

/// <summary>A task as a plan in force orders it, before it has a row.</summary>
public sealed record OrderedTask(string Agency, string? Mode, string Text, DateOnly? Due, DeadlineBound? Bound, string? To, string? Partners, TaskOutput? Output, TextSpan At)
{
    /// <summary>The kind of activity it asks for, where its words name one.</summary>
    public ActivityCategory? Activity => Output == TaskOutput.Activity ? TaskOutputs.ActivityOf(Text) : null;

    public DateOnly? LastDay => Due is { } day ? (Bound ?? DeadlineBound.By).LastDay(day) : null;
}

using TuanHoc.Plans.Writing;

namespace TuanHoc.Plans.Bodies;

/// <summary>What deadlines order that no assignment says already. A report is none: those below report by the day that the plan sets for them all.</summary>
public static class DeadlineTasks
{
    /// <summary>
    /// The tasks of a plan and those of its deadlines. An undated task of the same body that asks for the same takes the deadline's day; where a task asks the
    /// same of the body, alone or among others, by the same day, the deadline adds nothing.
    /// </summary>
    /// <param name="issuer">Its own plan and schedule the issuer owes to those above, whose plan has them.</param>
    public static IReadOnlyList<OrderedTask> With(IReadOnlyList<OrderedTask> assigned, IEnumerable<Deadline> deadlines, string? issuer, IssuerLevel level)
    {
        var tasks = assigned.ToList();
        foreach (var deadline in deadlines.Where(deadline => IsTask(deadline.What, deadline.Who, issuer)))
        {
            var (who, output) = (Members(deadline.Who!, level), Output(deadline.What));
            var same = tasks.Where(task => task.Output == output && Members(task.Agency, level).IsSupersetOf(who)).ToList();
            if (same.Any(task => task.LastDay == deadline.Bound.LastDay(deadline.Date))) continue;
            // Of meetings there may be several; a plan and a schedule are one.
            var undated = output == TaskOutput.Meeting ? null : same.Find(task => task.Due is null && Members(task.Agency, level).Count == who.Count);
            if (undated is null) tasks.Add(Task(deadline, output));
            else tasks[tasks.IndexOf(undated)] = undated with { Due = deadline.Date, Bound = deadline.Bound, To = undated.To ?? deadline.To };
        }
        return tasks;
    }

    /// <summary>Whether a deadline gives its body something to do that is followed as a task.</summary>
    public static bool IsTask(Deliverable what, string? who, string? issuer) => what switch
    {
        _ when string.IsNullOrWhiteSpace(who) => false,
        Deliverable.Report => false,
        Deliverable.DebriefMeeting => true,
        _ => issuer is null || BodyKey.Of(who) != BodyKey.Of(issuer),
    };

    /// <summary>What somebody who meets a deadline leaves to hold.</summary>
    public static TaskOutput Output(Deliverable what) => what switch
    {
        Deliverable.Plan => TaskOutput.Plan,
        Deliverable.CeremonySchedule => TaskOutput.Schedule,
        Deliverable.Report => TaskOutput.Report,
        _ => TaskOutput.Meeting,
    };

    /// <summary>The bodies and groups that a name has in it, each in the form in which names are compared.</summary>
    internal static HashSet<string> Members(string name, IssuerLevel level)
    {
        var read = BodyNames.Read(name, level);
        return read.IsText ? [BodyKey.Of(name)] : [.. read.Parts.SelectMany(part => part.Group is { } group ? group.Terms : [BodyKey.Of(part.Name)])];
    }

    static OrderedTask Task(Deadline deadline, TaskOutput output)
    {
        var via = deadline.Via is { } through ? $" qua {Wording.Within(through)}" : "";
        var text = Wording.UpperFirst(FactSentences.Handed(deadline.What)) + via;
        return new(deadline.Who!.Trim(), "Giao", text, deadline.Date, deadline.Bound, deadline.To, Partners: null, output, deadline.At);
    }
}

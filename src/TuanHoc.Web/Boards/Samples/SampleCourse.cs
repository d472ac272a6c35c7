using TuanHoc.Units;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>A write of a report, as the Reports room records it: saved, submitted, returned or accepted.</summary>
sealed record SampleStep(string What, int Version, DateTimeOffset At, long By, string? Reason);

/// <summary>How far the bodies of a commune are: all accepted, all sent up, in the middle of it, or late.</summary>
enum Pace { Finished, Sent, Working, Late }

/// <summary>What a report went through up to the sample's last day.</summary>
static class SampleCourse
{
    // Of the 38 communes in the order of their codes; the listed one is the second.
    static readonly Pace[] Paces = [Pace.Finished, Pace.Working, Pace.Sent, Pace.Finished, Pace.Late, Pace.Finished, Pace.Working, Pace.Sent, Pace.Finished];

    public static Pace PaceOf(int commune) => Paces[commune % Paces.Length];

    /// <summary>The state a body below a commune or the province has reached.</summary>
    public static string EndOfBody(Pace pace, SampleRandom random) => Drawn(random, pace switch
    {
        Pace.Finished or Pace.Sent => [("accepted", 1)],
        Pace.Working => [("accepted", .4), ("submitted", .25), ("returned", .12), ("draft", .13), ("open", .1)],
        _ => [("submitted", .15), ("draft", .25), ("open", .6)],
    });

    /// <summary>The state the commune's own report to the province has reached.</summary>
    public static string EndOfCommune(Pace pace, SampleRandom random) => Drawn(random, pace switch
    {
        Pace.Finished => [("accepted", 1)],
        Pace.Sent => [("submitted", .75), ("returned", .25)],
        Pace.Working => [("draft", .6), ("open", .4)],
        _ => [("open", 1)],
    });

    /// <summary>The writes that led to a state, in order of time.</summary>
    /// <param name="end">The state reached.</param>
    /// <param name="kind">Whose report it is: a commune's comes after those of its schools.</param>
    /// <param name="isLate">Whether it went out after its deadline.</param>
    /// <param name="reporter">Who fills and submits.</param>
    /// <param name="receiver">Who returns and accepts.</param>
    /// <param name="random">The report's own generator.</param>
    public static List<SampleStep> To(string end, UnitKind kind, bool isLate, long reporter, long receiver, SampleRandom random)
    {
        var steps = new List<SampleStep>();
        if (end == "open") return steps;
        var isCommune = kind == UnitKind.Commune;
        var (first, last) = (isCommune, isLate) switch { (true, false) => (13, 15), (true, true) => (16, 19), (false, false) => (7, 10), _ => (11, 16) };
        var at = SampleDays.InOctober(random, first, last);
        var version = 0;
        if (end == "draft" || random.Chance(.7)) steps.Add(new("saved", ++version, SavedBefore(at, random), reporter, Reason: null));
        if (end == "draft") return steps;
        steps.Add(new("submitted", ++version, at, reporter, Reason: null));
        if (end == "submitted") return steps;
        if (end == "returned" || random.Chance(.12))
        {
            steps.Add(new("returned", version, at = SampleDays.Answer(random, at), receiver, SampleTexts.Reason(random)));
            if (end == "returned") return steps;
            steps.Add(new("submitted", ++version, at = SampleDays.AtWork(at.AddHours(random.Between(1, 20))), reporter, Reason: null));
        }
        steps.Add(new("accepted", version, SampleDays.Answer(random, at), receiver, Reason: null));
        return steps;
    }

    static DateTimeOffset SavedBefore(DateTimeOffset sent, SampleRandom random)
    {
        var saved = SampleDays.AtWork(sent.AddHours(-random.Between(2, 30)));
        return saved < sent ? saved : sent.AddMinutes(-10);
    }

    static string Drawn(SampleRandom random, params ReadOnlySpan<(string State, double Share)> shares)
    {
        var lot = random.Between(0, 999) / 1000d;
        foreach (var (state, share) in shares) if ((lot -= share) < 0) return state;
        return shares[^1].State;
    }
}

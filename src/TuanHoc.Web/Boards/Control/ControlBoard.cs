namespace TuanHoc.Web.Boards.Control;

/// <summary>The units of one kind below the one looked at.</summary>
public sealed record ControlGroup(string Kind, long[] Units);

/// <summary>How many of an output are in each state.</summary>
public sealed record OutputCount(string Output, IReadOnlyDictionary<string, int> States, int All)
{
    public int Of(string state) => States.GetValueOrDefault(state);

    public static OutputCount Of(string output, IEnumerable<ControlLine> lines)
    {
        var cells = lines.Select(line => line[output]).Where(cell => cell.IsAsked || output == "plan").ToList();
        return new(output, cells.CountBy(cell => cell.State).ToDictionary(), cells.Count);
    }
}

/// <summary>What a filter shows of how units stand, a page at a time; counts are of all of them.</summary>
public sealed class ControlBoard
{
    const int OnePage = 50;

    // Counted once: a province has thousands of lines, and the page asks twice for each state.
    readonly int[] counts = new int[ControlFilter.States.Length];

    public ControlBoard(ControlFilter filter, ControlLines of)
    {
        (Filter, Of) = (filter, of);
        var ordered = of.Lines.Where(line => line.Is(filter.Output, filter.State)).ToList();
        var from = filter.After is { } after ? ordered.FindIndex(line => line.UnitId == after) + 1 : 0;
        Shown = ordered.Slice(from, Math.Min(OnePage, ordered.Count - from));
        Next = from + Shown.Count < ordered.Count ? Shown[^1].UnitId : null;
        foreach (var line in of.Lines)
        {
            for (var state = 0; state < counts.Length; state++) if (line.Is(filter.Output, ControlFilter.States[state])) counts[state]++;
            if (line.Is(null, ControlFilter.Drafted)) Drafted++;
        }
    }

    public ControlFilter Filter { get; }
    public ControlLines Of { get; }
    public IReadOnlyList<ControlLine> Shown { get; }

    /// <summary>The last unit of this page, when another follows.</summary>
    public long? Next { get; }

    /// <summary>How many are in a state, by the filter's output or as a whole.</summary>
    public int CountOf(string state) => counts[Array.IndexOf(ControlFilter.States, state)];

    /// <summary>How many have begun their plan and not issued it.</summary>
    public int Drafted { get; }
}

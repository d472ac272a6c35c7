namespace TuanHoc.Web.Boards.Control;

/// <summary>The units of one kind below the one looked at.</summary>
public sealed record ControlGroup(string Kind, long[] Units);

/// <summary>How many of an output are in each state.</summary>
public sealed record OutputCount(string Output, IReadOnlyDictionary<string, int> States, int All)
{
    public int Of(string state) => States.GetValueOrDefault(state);
}

/// <summary>The units of one kind below a unit, by what needs an act first, a page at a time; counts are of all of them.</summary>
public sealed record ControlBoard
{
    const int OnePage = 50;

    public required ControlFilter Filter { get; init; }
    public required IReadOnlyList<ControlGroup> Groups { get; init; }

    /// <summary>The kind that is shown; null when nothing is below.</summary>
    public required string? Kind { get; init; }
    public required IReadOnlyList<OutputCount> Outputs { get; init; }

    /// <summary>Of the filter's output, or of the units as a whole.</summary>
    public required IReadOnlyDictionary<string, int> States { get; init; }
    public required int All { get; init; }
    public required int Drafted { get; init; }
    public required int Missing { get; init; }
    public required int ActivitiesHeld { get; init; }
    public required int ActivitiesAll { get; init; }
    public required IReadOnlyList<ControlLine> Shown { get; init; }

    /// <summary>The last unit of this page, when another follows.</summary>
    public required long? Next { get; init; }

    /// <summary>The group that a filter shows: the one it names, else the first.</summary>
    public static ControlGroup? GroupOf(IReadOnlyList<ControlGroup> groups, string? kind) => groups.FirstOrDefault(one => kind is null || one.Kind == kind) ?? (groups.Count > 0 ? groups[0] : null);

    public static ControlBoard Of(ControlFilter filter, IReadOnlyList<ControlGroup> groups, IReadOnlyList<ControlRow> rows, DateOnly today)
    {
        var lines = rows.Select(row => new ControlLine(row, today)).ToList();
        // Of the same rank, first who is late with more; then by name, as the units came.
        var ordered = lines.Where(line => line.Is(filter.Output, filter.State)).OrderBy(line => line.Rank).ThenByDescending(line => line.LateOutputs).ToList();
        var from = filter.After is { } after ? ordered.FindIndex(line => line.UnitId == after) + 1 : 0;
        var shown = ordered.Skip(from).Take(OnePage).ToList();
        return new()
        {
            Filter = filter,
            Groups = groups,
            Kind = GroupOf(groups, filter.Kind)?.Kind,
            Outputs = [.. ControlFilter.Outputs.Select(output => CountOf(lines, output))],
            States = lines.CountBy(line => filter.Output is { } output ? line[output].State : line.State).ToDictionary(),
            All = lines.Count,
            Drafted = lines.Count(line => line.Is(filter.Output, ControlFilter.Drafted)),
            Missing = lines.Count(line => line.Is(filter.Output, ControlFilter.Missing)),
            ActivitiesHeld = rows.Sum(row => row.Held),
            ActivitiesAll = rows.Sum(row => row.Activities),
            Shown = shown,
            Next = from + shown.Count < ordered.Count ? shown[^1].UnitId : null,
        };
    }

    static OutputCount CountOf(List<ControlLine> lines, string output)
    {
        var cells = lines.Select(line => line[output]).Where(cell => cell.IsAsked || output == "plan").ToList();
        return new(output, cells.CountBy(cell => cell.State).ToDictionary(), cells.Count);
    }

    public int CountOf(string state) => state switch { ControlFilter.Drafted => Drafted, ControlFilter.Missing => Missing, _ => States.GetValueOrDefault(state) };
}

using TuanHoc.Units;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>A change being written: the unit, the form as it was typed, and, once it can be read, all that it would do.</summary>
public sealed record ChangePage
{
    public required string Kind { get; init; }
    public required string Path { get; init; }
    /// <summary>The unit changed; null for a counter-decision.</summary>
    public UnitOfDay? Unit { get; init; }
    public required string Title { get; init; }
    public FormReader? Input { get; init; }
    public IReadOnlyList<UnitOfDay> Siblings { get; init; } = [];
    public IReadOnlyList<UnitOfDay> Below { get; init; } = [];
    public IReadOnlyDictionary<string, IReadOnlyList<UnitOfDay>> Offered { get; init; } = new Dictionary<string, IReadOnlyList<UnitOfDay>>();
    /// <summary>The steps of the same decision that were written before this one.</summary>
    public IReadOnlyList<WrittenStep> Earlier { get; init; } = [];
    /// <summary>The units that the earlier steps change, as they are called.</summary>
    public IReadOnlyList<string> EarlierNames { get; init; } = [];
    /// <summary>Divided units, whose units below are each given a part.</summary>
    public IReadOnlyList<Division> Divisions { get; init; } = [];
    /// <summary>Why the change cannot be done.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
    /// <summary>What it would do; null while the form is being filled.</summary>
    public UnitOutcome? Outcome { get; init; }
    public ChangeImpact? Impact { get; init; }
    /// <summary>The day from which it is in force.</summary>
    public DateOnly OnDay { get; init; }
    public string Seen { get; init; } = "";
    /// <summary>The person showed a password or a second factor too long ago to carry it out.</summary>
    public bool MustProve { get; init; }
    /// <summary>Names of the units that the outcome speaks of, new ones by their negative ids.</summary>
    public IReadOnlyDictionary<long, string> Names { get; init; } = new Dictionary<long, string>();

    /// <summary>What each step orders, in the order in which they were written.</summary>
    public IEnumerable<string> StepTitles => [.. Earlier.Zip(EarlierNames).Select(step => $"{ChangeKinds.Word(step.First.Kind)}: {step.Second}"), Title];

    /// <summary>What is ordered, step by step; nothing for a counter-decision.</summary>
    public IReadOnlyList<(string Kind, long UnitId)> Steps => Unit is null ? [] : [.. Earlier.Select(step => (step.Kind, step.UnitId)), (Kind, Unit.Id)];

    public string NameOf(long unit) => Names.GetValueOrDefault(unit, "");
}

using TuanHoc.Text;
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
    /// <summary>Why the change cannot be done.</summary>
    public IReadOnlyList<Sentence> Refusals { get; init; } = [];
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

    public string NameOf(long unit) => Names.GetValueOrDefault(unit, "");
}

using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>From what count on a second person must have looked: one slip of a unit this small moves the sum of a province.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Above">By kind of unit, in its word; kinds not named are never asked.</param>
public sealed record SecondLook(Measure Measure, IReadOnlyDictionary<string, long> Above)
{
    /// <summary>From above what number on, of a unit of this kind; null where it is never asked.</summary>
    public long? From(UnitKind kind) => Above.TryGetValue(UnitKinds.Word(kind), out var above) ? above : null;

    /// <summary>The cells of a unit of this kind that ask for it.</summary>
    public IEnumerable<FormColumn> Find(FilledForm filled, UnitKind kind) =>
        From(kind) is { } above ? filled.Typed.Where(column => column.Measure == Measure && filled[column].Number > above) : [];
}

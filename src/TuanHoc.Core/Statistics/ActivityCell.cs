namespace TuanHoc.Statistics;

/// <summary>A cell of a form that a kind of activity fills.</summary>
/// <param name="Kind">The kind, as activities have it.</param>
/// <param name="Row">The row's key.</param>
/// <param name="Measure">The row's measure.</param>
/// <param name="Takes">What of the activities held is added up: <see cref="Held"/>, <see cref="Sessions"/>, <see cref="People"/>, or a count of the kind by its key.</param>
public sealed record ActivityCell(string Kind, string Row, Measure Measure, string Takes)
{
    /// <summary>How many were held.</summary>
    public const string Held = "held";

    /// <summary>How many classes, events or rounds they were.</summary>
    public const string Sessions = "sessions";

    /// <summary>How many came.</summary>
    public const string People = "people";
}

/// <summary>What the held activities of one kind come to in one thing that cells take; without a row where nobody gave a number.</summary>
public sealed record ActivitySum(string Kind, string Takes, long Amount);

namespace TuanHoc.Statistics;

/// <summary>What of the activities of a kind a cell adds up: how many were held, their sessions, or the people who came.</summary>
public enum ActivityTakes { Held, Sessions, People }

/// <summary>A cell of a form that a kind of activity fills.</summary>
/// <param name="Kind">The kind, as activities have it.</param>
/// <param name="Row">The row's key.</param>
/// <param name="Measure">The row's measure.</param>
/// <param name="Takes">What is added up.</param>
public sealed record ActivityCell(string Kind, string Row, Measure Measure, ActivityTakes Takes);

/// <summary>What the held activities of one kind come to.</summary>
public sealed record ActivitySum(string Kind, long Held, long Sessions, long People);

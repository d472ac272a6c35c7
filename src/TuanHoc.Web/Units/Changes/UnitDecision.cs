using System.Text.Json;
using System.Text.Json.Serialization;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Changes;

/// <summary>The head of a decision that changes units, as its paper has it.</summary>
/// <param name="Key">Names one post, so that the same one sent twice changes nothing.</param>
/// <param name="Number">"1685/NQ-UBTVQH15".</param>
/// <param name="SignedOn">The day on the paper.</param>
/// <param name="Issuer">Who signed.</param>
/// <param name="Kind">rename, retype, move, merge, split, close, open; rearrange for several of these; or reversal.</param>
/// <param name="OnDay">The first day on which the change is in force; it may still be to come.</param>
/// <param name="Reverses">The decision that this one undoes.</param>
public sealed record DecisionHead(Guid Key, string Number, DateOnly SignedOn, string Issuer, string Kind, DateOnly OnDay, long? Reverses = null);

/// <summary>The signed paper.</summary>
public sealed record DecisionFile(string Name, byte[] Content);

/// <summary>A decision as it stands in the directory.</summary>
public sealed record UnitDecision(long Id, string Number, DateOnly SignedOn, string Issuer, string Kind, DateOnly OnDay, long? Reverses, long? ReversedBy, string MadeBy, DateTimeOffset MadeAt, string? FileName);

/// <summary>What a decision orders for one unit, which was called so the day before.</summary>
public sealed record UnitDecisionStep(string Kind, long UnitId, string Name);

/// <summary>A unit's state as a line of a decision keeps it.</summary>
static class StateJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? Write(UnitState? state) => state is null ? null : JsonSerializer.Serialize(state, Options);

    public static UnitState? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<UnitState>(json, Options);
}

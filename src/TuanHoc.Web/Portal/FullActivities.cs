using System.Collections.Frozen;
using Npgsql;

namespace TuanHoc.Web.Portal;

/// <summary>
/// The activities in which nobody finds a seat at this moment: full, with others waiting, or closed. Counts of seats change with every registration and tell nobody, so that they are
/// asked for, and kept for a second: what is asked in it costs nothing, and with the pages kept for four a seat is seen within five.
/// </summary>
public sealed class FullActivities(NpgsqlDataSource source, TimeProvider clock)
{
    static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    volatile Kept? kept;

    /// <summary>The question with those left out, where it asks for free seats; as it was where it does not.</summary>
    public async Task<Wanted> WithAsync(Wanted wanted, int editionId, CancellationToken cancel)
    {
        if (wanted.Seats is null) return wanted;
        var now = clock.GetUtcNow();
        if (kept is { } known && known.EditionId == editionId && now - known.At < KeptFor) return wanted with { Full = known.Ids };
        await using var command = source.CreateCommand("""
            select d.activity_id from activity_door d join activity a on a.id = d.activity_id
             where a.edition_id = $1 and a.showing = 'public'
               and (d.waiting > 0 or d.taken >= d.seats or d.closed_at is not null or coalesce(d.closes_at, a.from_at) <= $2 or d.opens_at > $2)
            """);
        command.Parameters.Add(new() { Value = editionId });
        command.Parameters.Add(new() { Value = now });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancel)) ids.Add(reader.GetGuid(0));
        var read = new Kept(editionId, now, ids.ToFrozenSet());
        kept = read;
        return wanted with { Full = read.Ids };
    }

    sealed record Kept(int EditionId, DateTimeOffset At, FrozenSet<Guid> Ids);
}

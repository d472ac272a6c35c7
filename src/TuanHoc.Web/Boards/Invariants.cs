using Npgsql;

namespace TuanHoc.Web.Boards;

/// <summary>What must hold in every database, whatever happened to it. <see cref="FindAsync"/> returns one line for each thing that breaks it.</summary>
public sealed record Invariant(string Name, Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<string>>> FindAsync)
{
    /// <summary>An invariant told by a query that returns the rows which break it, none when all is well; its columns name the row.</summary>
    public static Invariant OfRows(string name, string sql) => new(name, async (services, cancel) =>
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var faults = new List<string>();
        while (await reader.ReadAsync(cancel))
            faults.Add(string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)} = {(reader.IsDBNull(i) ? "∅" : reader.GetValue(i))}")));
        return faults;
    });
}

/// <summary>The invariants that "tuanhoc verify" checks.</summary>
public static class Invariants
{
    /// <summary>Made anew each time: those of figures go by the forms that are known now.</summary>
    public static IReadOnlyList<Invariant> All => [.. InvariantsOfUnits.All, .. InvariantsOfPlans.All, .. InvariantsOfReports.All, .. InvariantsOfLedger.All, .. InvariantsOfPictures.All, .. InvariantsOfFigures.All, .. InvariantsOfSeats.All, .. InvariantsOfRecords.All, .. InvariantsOfAudit.All, InvariantOfTotals.Held];
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units;

/// <summary>A value to enter for a unit; null ends what stood.</summary>
public sealed record FactEntry(long UnitId, UnitFactKind Kind, string? Value);

/// <summary>What an entry changed.</summary>
public sealed record FactChange(long UnitId, string Kind, string? Before, string? After);

/// <summary>What units carry, as of a day, and how it is entered.</summary>
public static class UnitFacts
{
    /// <summary>What the unit carries on a day, by kind.</summary>
    public static Task<Dictionary<string, UnitFact>> UnitFactsAsync(this AppDb db, long unitId, DateOnly onDay, CancellationToken cancel) =>
        db.Set<UnitFact>().AsNoTracking().Where(f => f.UnitId == unitId && f.ReplacedAt == null && f.Valid.Contains(onDay)).ToDictionaryAsync(f => f.Kind, cancel);

    /// <summary>Everything entered for the unit that stands, the newest first within each kind.</summary>
    public static async Task<IReadOnlyList<UnitFact>> UnitFactHistoryAsync(this AppDb db, long unitId, CancellationToken cancel) =>
        await db.Set<UnitFact>().AsNoTracking().Where(f => f.UnitId == unitId && f.ReplacedAt == null).OrderByDescending(f => f.Valid).ToListAsync(cancel);

    /// <summary>
    /// Enters facts of any number of units from a day, in the caller's transaction and without an audit line: the caller tells what it did.
    /// Answers what changed; what stood already is left alone.
    /// </summary>
    public static async Task<IReadOnlyList<FactChange>> EnterFactsAsync(this AppDb db, IReadOnlyCollection<FactEntry> entries, DateOnly from, long? person, DateTimeOffset now, CancellationToken cancel)
    {
        long[] units = [.. entries.Select(e => e.UnitId)];
        string[] kinds = [.. entries.Select(e => e.Kind.Word)];
        string?[] values = [.. entries.Select(e => e.Value)];
        return await db.Database.SqlQuery<FactChange>($"select * from set_unit_facts({units}, {kinds}, {values}, {from}, {person}, {now})").ToListAsync(cancel);
    }

    /// <summary>Enters what a person typed for one unit, with its audit line: each kind with its value before and after.</summary>
    public static async Task SaveFactsAsync(this AppDb db, CurrentUser user, DateTimeOffset now, long unitId, IReadOnlyCollection<FactEntry> entries, DateOnly from, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var changes = await db.EnterFactsAsync(entries, from, user.Id, now, cancel);
        if (changes.Count == 0) return;
        var (before, after) = (JsonSerializer.Serialize(changes.ToDictionary(c => c.Kind, c => c.Before)), JsonSerializer.Serialize(changes.ToDictionary(c => c.Kind, c => c.After)));
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
            values ({now}, {user.Id}, {unitId}, acting_for({user.Id}, {unitId}, {Roles.Filling}, {user.Today}), 'entered', 'unit-fact', {unitId.ToString(Vn.Culture)}, jsonb_build_object('from', {from}::date), {before}::jsonb, {after}::jsonb)
            """, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whether the person may enter facts: an administrator, the unit's own coordinators and reporters, and coordinators of the units above it, as they stand on a day.</summary>
    public static async Task<bool> MayEnterFactsAsync(this AppDb db, CurrentUser user, long unitId, DateOnly onDay, CancellationToken cancel) =>
        user.IsAdministrator || user.Holds(unitId, Roles.Reporter) || user.Memberships.Any(held => held.Role == Roles.Coordinator) && await db.Database.SqlQuery<bool>($"""
            select reaches({user.UnitsAs([Roles.Coordinator])}, {unitId}, {user.Today}, {onDay}) as "Value"
            """).SingleAsync(cancel);
}

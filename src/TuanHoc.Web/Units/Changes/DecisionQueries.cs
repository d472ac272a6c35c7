using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Units.Changes;

/// <summary>What decisions there are, and the directory that a new one would change.</summary>
public static class DecisionQueries
{
    /// <summary>The directory of a day, whole: every unit with what it is and since when, and what is already entered for later.</summary>
    public static async Task<UnitsOfDay> UnitsOfDayAsync(this AppDb db, DateOnly day, CancellationToken cancel)
    {
        var known = (await db.Set<UnitVersion>().AsNoTracking().Where(v => v.Valid.UpperBoundInfinite || v.Valid.UpperBound > day).ToListAsync(cancel))
            .Select(v => new UnitOfDay(v.UnitId, v.Kind, StateOf(v), v.From, v.Until?.AddDays(1))).ToLookup(unit => unit.From <= day);
        var coming = await db.Set<Succession>().AsNoTracking().Where(s => s.OnDay > day).ToListAsync(cancel);
        return new(day, known[true], known[false], coming.Select(s => (s.OnDay, new UnitEdge(s.FromUnit, s.ToUnit, s.Whole, s.Share))));
    }

    /// <summary>The decisions of the whole country or of one unit, the latest first, beginning below one of them.</summary>
    public static async Task<List<UnitDecision>> DecisionsAsync(this AppDb db, long? unit, long? below, int most, CancellationToken cancel)
    {
        var last = below is { } id ? await db.DecisionAsync(id, cancel) : null;
        var (day, number) = (last?.OnDay ?? DateOnly.MaxValue, last?.Id ?? long.MaxValue);
        return unit is { } asked
            ? await db.Database.SqlQuery<UnitDecision>($"""
                select d.id, d.number, d.signed_on, d.issuer, d.kind, d.on_day, d.reverses, r.id as reversed_by, p.full_name as made_by, d.made_at, f.name as file_name
                  from unit_decision d join person p on p.id = d.made_by
                  left join unit_decision r on r.reverses = d.id
                  left join unit_decision_file f on f.decision_id = d.id
                 where (d.on_day, d.id) < ({day}, {number}) and exists (select from unit_decision_line l where l.decision_id = d.id and l.unit_id = {asked})
                 order by d.on_day desc, d.id desc limit {most}
                """).ToListAsync(cancel)
            : await db.Database.SqlQuery<UnitDecision>($"""
                select d.id, d.number, d.signed_on, d.issuer, d.kind, d.on_day, d.reverses, r.id as reversed_by, p.full_name as made_by, d.made_at, f.name as file_name
                  from unit_decision d join person p on p.id = d.made_by
                  left join unit_decision r on r.reverses = d.id
                  left join unit_decision_file f on f.decision_id = d.id
                 where (d.on_day, d.id) < ({day}, {number})
                 order by d.on_day desc, d.id desc limit {most}
                """).ToListAsync(cancel);
    }

    public static async Task<UnitDecision?> DecisionAsync(this AppDb db, long id, CancellationToken cancel) =>
        (await db.Database.SqlQuery<UnitDecision>($"""
            select d.id, d.number, d.signed_on, d.issuer, d.kind, d.on_day, d.reverses, r.id as reversed_by, p.full_name as made_by, d.made_at, f.name as file_name
              from unit_decision d join person p on p.id = d.made_by
              left join unit_decision r on r.reverses = d.id
              left join unit_decision_file f on f.decision_id = d.id
             where d.id = {id}
            """).ToListAsync(cancel)).SingleOrDefault();

    /// <summary>What a decision did: its units and what went into what.</summary>
    public static async Task<(IReadOnlyList<UnitLine> Lines, IReadOnlyList<UnitEdge> Edges)> DecisionContentAsync(this AppDb db, long id, CancellationToken cancel)
    {
        var lines = await db.Database.SqlQuery<LineRow>($"select l.unit_id, u.kind, l.before::text, l.after::text from unit_decision_line l join unit u on u.id = l.unit_id where l.decision_id = {id} order by l.unit_id").ToListAsync(cancel);
        var edges = await db.Set<Succession>().AsNoTracking().Where(s => s.DecisionId == id).OrderBy(s => s.FromUnit).ThenBy(s => s.ToUnit).ToListAsync(cancel);
        return ([.. lines.Select(l => new UnitLine(l.UnitId, UnitKinds.Parse(l.Kind), StateJson.Read(l.Before), StateJson.Read(l.After)))], [.. edges.Select(e => new UnitEdge(e.FromUnit, e.ToUnit, e.Whole, e.Share))]);
    }

    /// <summary>What a decision ordered, step by step; nothing of a counter-decision.</summary>
    public static async Task<IReadOnlyList<UnitDecisionStep>> DecisionStepsAsync(this AppDb db, UnitDecision decision, CancellationToken cancel) =>
        await db.Database.SqlQuery<UnitDecisionStep>($"select kind, unit_id, unit_name(unit_id, {decision.OnDay.AddDays(-1)}) as name from unit_decision_step where decision_id = {decision.Id} order by position").ToListAsync(cancel);

    /// <summary>
    /// What decisions that take effect after this one do to its units. One that was undone is not among them, nor what undid it.
    /// </summary>
    public static async Task<ILookup<long, (LaterDecision By, UnitLine Line)>> LaterDecisionsAsync(this AppDb db, long id, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<LaterRow>($"""
            select d.id, d.number, d.on_day, l.unit_id, u.kind, l.before::text, l.after::text
              from unit_decision t
              join unit_decision_line o on o.decision_id = t.id
              join unit_decision_line l on l.unit_id = o.unit_id
              join unit_decision d on d.id = l.decision_id and (d.on_day, d.id) > (t.on_day, t.id)
              left join unit_decision b on b.id = d.reverses
              join unit u on u.id = l.unit_id
             where t.id = {id} and (b.id is null or (b.on_day, b.id) < (t.on_day, t.id)) and not exists (select from unit_decision r where r.reverses = d.id)
             order by d.on_day, d.id
            """).ToListAsync(cancel);
        return rows.ToLookup(row => row.UnitId, row => (new LaterDecision(row.Id, row.Number, row.OnDay), new UnitLine(row.UnitId, UnitKinds.Parse(row.Kind), StateJson.Read(row.Before), StateJson.Read(row.After))));
    }

    /// <summary>The decision that a post with this key wrote.</summary>
    public static async Task<long?> DecisionOfKeyAsync(this AppDb db, Guid key, CancellationToken cancel) =>
        await db.Database.SqlQuery<long>($"select id as \"Value\" from unit_decision where write_key = {key}").ToListAsync(cancel) is [var id] ? id : null;

    public static async Task<DecisionFile?> DecisionFileAsync(this AppDb db, long id, CancellationToken cancel) =>
        (await db.Database.SqlQuery<DecisionFile>($"select name, content from unit_decision_file where decision_id = {id}").ToListAsync(cancel)).SingleOrDefault();

    /// <summary>The names of units as they are on a day, else as they last were.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> UnitNamesAsync(this AppDb db, IReadOnlyCollection<long> units, DateOnly day, CancellationToken cancel)
    {
        long[] ids = [.. units];
        return await db.Database.SqlQuery<NameRow>($"""
            select distinct on (unit_id) unit_id, name from unit_version where unit_id = any ({ids}) order by unit_id, (valid @> {day}) desc, lower(valid) desc
            """).ToDictionaryAsync(row => row.UnitId, row => row.Name, cancel);
    }

    static UnitState StateOf(UnitVersion v) => new(v.Name, v.ShortName, v.PrintedType, v.Code, v.ParentId, v.TerritoryId, v.Level);

    sealed record LineRow(long UnitId, string Kind, string? Before, string? After);
    sealed record LaterRow(long Id, string Number, DateOnly OnDay, long UnitId, string Kind, string? Before, string? After);
    sealed record NameRow(long UnitId, string Name);
}

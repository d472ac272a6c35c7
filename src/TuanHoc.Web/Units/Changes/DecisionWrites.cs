using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TuanHoc.Text;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units.Changes;

/// <summary>How the writing of a decision ended.</summary>
/// <param name="Id">The decision; null when nothing was written.</param>
/// <param name="Outcome">What it does now: other than what was looked at, when the directory changed meanwhile.</param>
/// <param name="Lines">What was written, with the ids of the new units.</param>
public sealed record DecisionWritten(long? Id, UnitOutcome Outcome, IReadOnlyList<UnitLine> Lines);

/// <summary>Writes decisions into the directory: all of one or nothing.</summary>
public static class DecisionWrites
{
    /// <summary>
    /// Works the outcome out once more on the directory as it is, and writes it when it is the one that was looked at.
    /// The caller's transaction holds it with whatever else belongs to it.
    /// </summary>
    /// <param name="db">In a transaction.</param>
    /// <param name="user">Who decides, as administrator.</param>
    /// <param name="head">The paper.</param>
    /// <param name="steps">What is ordered for which units; nothing for a counter-decision.</param>
    /// <param name="file">The paper itself, if it was given.</param>
    /// <param name="work">Works the outcome out.</param>
    /// <param name="seen">The <see cref="Fingerprint"/> of the outcome that was looked at.</param>
    /// <param name="at">The moment of writing.</param>
    /// <param name="cancel">Ends the writing before its commit.</param>
    public static async Task<DecisionWritten> WriteDecisionAsync(
        this AppDb db, CurrentUser user, DecisionHead head, IReadOnlyList<(string Kind, long UnitId)> steps, DecisionFile? file, Func<UnitsOfDay, UnitOutcome> work, string seen, DateTimeOffset at, CancellationToken cancel)
    {
        // One decision or file at a time: each is worked out on the directory that the one before it left.
        await db.Database.ExecuteSqlAsync($"lock table unit_version in share row exclusive mode", cancel);
        if (await db.DecisionOfKeyAsync(head.Key, cancel) is { } done) return new(done, UnitOutcome.Refused(), []);
        var outcome = work(await db.UnitsOfDayAsync(head.OnDay, cancel));
        if (!outcome.IsPossible || Fingerprint(outcome) != seen) return new(null, outcome, []);

        var id = (await db.Database.SqlQuery<long>($"""
            insert into unit_decision (number, signed_on, issuer, kind, on_day, reverses, write_key, made_by, made_at)
            values ({head.Number}, {head.SignedOn}, {head.Issuer}, {head.Kind}, {head.OnDay}, {head.Reverses}, {head.Key}, {user.Id}, {at}) returning id as "Value"
            """).ToListAsync(cancel))[0];
        if (file is not null) await db.Database.ExecuteSqlAsync($"insert into unit_decision_file (decision_id, name, content, sha256) values ({id}, {file.Name}, {file.Content}, {SHA256.HashData(file.Content)})", cancel);
        foreach (var (position, step) in steps.Index())
            await db.Database.ExecuteSqlAsync($"insert into unit_decision_step (decision_id, position, kind, unit_id) values ({id}, {position + 1}, {step.Kind}, {step.UnitId})", cancel);
        var (lines, coming) = await WithIdsAsync(db, outcome, cancel);
        var ids = outcome.Lines.Zip(lines).ToDictionary(pair => pair.First.UnitId, pair => pair.Second.UnitId);
        await WriteLinesAsync(db, id, head.OnDay, lines, cancel);
        await ComingWrites.WriteAsync((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction(), coming, cancel);
        if (head.Reverses is { } reversed)
            await db.Database.ExecuteSqlAsync($"delete from succession where decision_id = {reversed} and on_day = {head.OnDay}", cancel);
        foreach (var edge in outcome.Edges)
            await db.Database.ExecuteSqlAsync($"""
                insert into succession (from_unit, to_unit, on_day, whole, share, decision_id)
                values ({ids.GetValueOrDefault(edge.From, edge.From)}, {ids.GetValueOrDefault(edge.To, edge.To)}, {head.OnDay}, {edge.Whole}, {edge.Share}, {id})
                """, cancel);
        var thing = id.ToString(CultureInfo.InvariantCulture);
        // A line for each unit, so that it stands among the lines of that unit.
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail, before, after)
            select {at}, {user.Id}, unit_id, {head.Kind}, 'unit-decision', {thing}, jsonb_build_object('number', {head.Number}, 'on_day', {head.OnDay}::date), before, after
              from unit_decision_line where decision_id = {id} order by unit_id
            """, cancel);
        await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, kind, thing, thing_id) select {at}, unit_id, {Change.UnitsChanged}, 'unit-decision', {thing} from unit_decision_line where decision_id = {id} limit 1", cancel);
        return new(id, outcome, lines);
    }

    /// <summary>Tells two outcomes apart: what a person looked at, and what would be done now.</summary>
    public static string Fingerprint(UnitOutcome outcome)
    {
        var text = string.Join('\n', outcome.Lines.OrderBy(line => line.UnitId).Select(line => $"{line.UnitId}|{StateJson.Write(line.Before)}|{StateJson.Write(line.After)}")
            .Concat(outcome.Coming.OrderBy(line => line.OnDay).ThenBy(line => line.UnitId).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.UnitId}@{line.OnDay:O}|{StateJson.Write(line.Becomes)}")))
            .Concat(outcome.Edges.Select(edge => string.Create(CultureInfo.InvariantCulture, $"{edge.From}>{edge.To}|{edge.Whole}|{edge.Share}"))));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..32];
    }

    /// <summary>The lines with the real ids of the units they make.</summary>
    static async Task<(List<UnitLine> Lines, List<ComingLine> Coming)> WithIdsAsync(AppDb db, UnitOutcome outcome, CancellationToken cancel)
    {
        var made = new Dictionary<long, long>();
        foreach (var line in outcome.Lines.Where(line => line.UnitId < 0))
            made[line.UnitId] = (await db.Database.SqlQuery<long>($"insert into unit (kind) values ({UnitKinds.Word(line.Kind)}) returning id as \"Value\"").ToListAsync(cancel))[0];
        long? Real(long? id) => id is { } known ? made.GetValueOrDefault(known, known) : null;
        UnitState Of(UnitState state) => state with { ParentId = Real(state.ParentId), TerritoryId = Real(state.TerritoryId) };
        return ([.. outcome.Lines.Select(line => line with { UnitId = Real(line.UnitId)!.Value, After = line.After is { } after ? Of(after) : null })],
            [.. outcome.Coming.Select(line => line with { UnitId = Real(line.UnitId)!.Value, Before = Of(line.Before), Becomes = line.Becomes is { } becomes ? Of(becomes) : null })]);
    }

    static async Task WriteLinesAsync(AppDb db, long decision, DateOnly day, List<UnitLine> lines, CancellationToken cancel)
    {
        // First everything ends, then everything begins: a code passes from one to the next.
        long[] ended = [.. lines.Where(line => line.Before is not null).Select(line => line.UnitId)];
        // What is entered for later begins when it was to begin.
        var untils = await db.Database.SqlQuery<UntilRow>($"select unit_id, upper(valid) as until from unit_version where unit_id = any ({ended}) and valid @> {day} and not upper_inf(valid)").ToDictionaryAsync(row => row.UnitId, row => (DateOnly?)row.Until, cancel);
        await db.Database.ExecuteSqlAsync($"delete from unit_version where unit_id = any ({ended}) and lower(valid) = {day}", cancel);
        await db.Database.ExecuteSqlAsync($"update unit_version set valid = daterange(lower(valid), {day}) where unit_id = any ({ended}) and valid @> {day}", cancel);
        // What was entered for later of a unit that ends now falls away.
        long[] gone = [.. lines.Where(line => line.After is null).Select(line => line.UnitId)];
        await db.Database.ExecuteSqlAsync($"delete from unit_version where unit_id = any ({gone}) and lower(valid) > {day}", cancel);
        await db.Database.ExecuteSqlAsync($"delete from unit_decision_line l using unit_decision d where d.id = l.decision_id and d.on_day > {day} and l.unit_id = any ({gone})", cancel);
        foreach (var (unit, kind, before, after) in lines)
        {
            await db.Database.ExecuteSqlAsync($"insert into unit_decision_line (decision_id, unit_id, before, after) values ({decision}, {unit}, {StateJson.Write(before)}::jsonb, {StateJson.Write(after)}::jsonb)", cancel);
            if (after is not null) await BeginAsync(db, unit, kind, after, day, untils.GetValueOrDefault(unit), cancel);
        }
    }

    /// <summary>A version from the day on; where the one that ended that day says the same, it goes on instead.</summary>
    static async Task BeginAsync(AppDb db, long unit, UnitKind kind, UnitState state, DateOnly day, DateOnly? until, CancellationToken cancel)
    {
        var goesOn = await db.Database.ExecuteSqlAsync($"""
            update unit_version set valid = daterange(lower(valid), {until})
             where unit_id = {unit} and upper(valid) = {day} and name = {state.Name} and short_name = {state.ShortName}
               and (printed_type, code, parent_id, territory_id, level) is not distinct from ({state.PrintedType}::text, {state.Code}::text, {state.ParentId}::bigint, {state.TerritoryId}::bigint, {state.Level}::text)
            """, cancel);
        if (goesOn > 0) return;
        await db.Database.ExecuteSqlAsync($"""
            insert into unit_version (unit_id, kind, code, name, short_name, printed_type, parent_id, territory_id, level, search_key, short_key, valid)
            values ({unit}, {UnitKinds.Word(kind)}, {state.Code}, {state.Name}, {state.ShortName}, {state.PrintedType}, {state.ParentId}, {state.TerritoryId}, {state.Level},
                    {SearchKey.Of(state.Name)}, {SearchKey.Of(state.ShortName)}, daterange({day}, {until}))
            """, cancel);
    }

    sealed record UntilRow(long UnitId, DateOnly Until);
}

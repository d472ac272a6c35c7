using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards.Control;

/// <summary>What the board says of a unit that it shows, beside what it has done: its name, whom to call, and what its plan has of its own.</summary>
public sealed record ControlName(long UnitId, string Name, bool HasBelow, string? Contact, string? Phone, string? Email, string? Theme, DateOnly? Start, DateOnly? End,
    string? FrameName, DateOnly? FrameStart, DateOnly? FrameEnd);

static class ControlQueries
{
    /// <summary>The units that are followed, by kind, in the order of their names: the Ministry follows those directly below it, anybody else the whole branch.</summary>
    public static async Task<List<ControlGroup>> ControlGroupsAsync(this AppDb db, ControlScope scope, CancellationToken cancel)
    {
        var day = scope.UnitsDay;
        // "is true" keeps the planner at the index of parents: the one of days would be walked for each of them.
        var groups = scope.IsNation
            ? db.Database.SqlQuery<ControlGroup>($"select v.kind, array_agg(v.unit_id order by v.short_key) as units from unit_version v where v.parent_id = {scope.UnitId} and (v.valid @> {day}) is true group by v.kind")
            : db.Database.SqlQuery<ControlGroup>($"""
                with recursive below (unit_id, kind, short_key) as (
                    select v.unit_id, v.kind, v.short_key from unit_version v where v.parent_id = {scope.UnitId} and (v.valid @> {day}) is true
                    union
                    select v.unit_id, v.kind, v.short_key from below b join unit_version v on v.parent_id = b.unit_id where (v.valid @> {day}) is true)
                select kind, array_agg(unit_id order by short_key) as units from below group by kind
                """);
        return [.. (await groups.ToListAsync(cancel)).OrderBy(group => UnitKinds.Parse(group.Kind))];
    }

    public static Task<List<ControlRow>> ControlRowsAsync(this AppDb db, ControlScope scope, long[] units, DateOnly today, CancellationToken cancel) =>
        db.Database.SqlQuery<ControlRow>($"""
            select b.*, exists (select from membership m where m.unit_id = b.unit_id and m.role <> 'viewer' and m.valid @> {today}) as has_people from control_board({scope.Edition.Id}, {units}, {today}) b
            """).ToListAsync(cancel);

    /// <summary>Those of the units whose name has the words in it, whatever the tones.</summary>
    public static async Task<HashSet<long>> ControlNamedAsync(this AppDb db, IEnumerable<ControlLine> lines, string words, DateOnly today, CancellationToken cancel)
    {
        long[] units = [.. lines.Select(line => line.UnitId)];
        return [.. await db.Database.SqlQuery<long>($"""
            select v.unit_id as "Value" from unit_version v where v.unit_id = any ({units}) and (v.valid @> {today}) is true and strpos(v.search_key, {SearchKey.Of(words)}) > 0
            """).ToListAsync(cancel)];
    }

    public static Task<List<ControlName>> ControlNamesAsync(this AppDb db, ControlScope scope, long[] units, CancellationToken cancel)
    {
        var day = scope.UnitsDay;
        // The facts of a plan are large: unpacked once.
        return db.Database.SqlQuery<ControlName>($"""
            select v.unit_id, v.name, exists (select from unit_version c where c.parent_id = v.unit_id and (c.valid @> {day}) is true) as has_below,
                   (select f.value from unit_fact f where f.unit_id = v.unit_id and f.kind = 'contact' and f.valid @> {day} and f.replaced_at is null) as contact,
                   (select f.value from unit_fact f where f.unit_id = v.unit_id and f.kind = 'phone' and f.valid @> {day} and f.replaced_at is null) as phone,
                   (select f.value from unit_fact f where f.unit_id = v.unit_id and f.kind = 'email' and f.valid @> {day} and f.replaced_at is null) as email,
                   f.theme ->> 'value' as theme, (f.period ->> 'start')::date as start, (f.period ->> 'end')::date as end,
                   f.frame ->> 'name' as frame_name, (f.frame ->> 'start')::date as frame_start, (f.frame ->> 'end')::date as frame_end
              from unit_version v
              left join plan p on p.unit_id = v.unit_id and p.edition_id = {scope.Edition.Id} and p.type = 'KH' and p.state = 'saved'
              left join lateral jsonb_to_record(p.facts) as f (theme jsonb, period jsonb, frame jsonb) on true
             where v.unit_id = any ({units}) and (v.valid @> {day}) is true
            """).ToListAsync(cancel);
    }

    /// <summary>When those of the units that were reminded in the name of the board's were last.</summary>
    public static Task<Dictionary<long, DateTimeOffset>> ControlRemindersAsync(this AppDb db, ControlScope scope, IEnumerable<ControlLine> shown, CancellationToken cancel)
    {
        long[] units = [.. shown.Select(line => line.UnitId)];
        return db.Database.SqlQuery<Reminded>($"""
            select h.unit_id, max(h.at) as at from happening h
             where h.unit_id = any ({units}) and h.edition_id = {scope.Edition.Id} and h.kind = 'task-reminder' and h.thing_id = {scope.UnitId.ToString(Vn.Culture)} group by h.unit_id
            """).ToDictionaryAsync(one => one.UnitId, one => one.At, cancel);
    }

    /// <summary>Reminds those of the units that were not reminded today, and answers how many they are. The room of messages tells their people of each happening 'task-reminder'; the line of the audit names how many.</summary>
    public static async Task<int> RemindAsync(this AppDb db, CurrentUser user, ControlScope scope, long[] units, DateTimeOffset at, CancellationToken cancel)
    {
        var thing = scope.UnitId.ToString(Vn.Culture);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two who remind at once: the second finds the reminders of the first.
        await db.Database.ExecuteSqlAsync($"select from unit where id = {scope.UnitId} for no key update", cancel);
        var reminded = await db.Database.ExecuteSqlAsync($"""
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
            select {at}, u.id, {scope.Edition.Id}, 'task-reminder', 'unit', {thing} from unnest({units}) as u (id)
             where not exists (select from happening h where h.unit_id = u.id and h.edition_id = {scope.Edition.Id} and h.kind = 'task-reminder' and h.thing_id = {thing} and vietnam_day(h.at) = {user.Today})
            """, cancel);
        if (reminded == 0) return 0;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
            values ({at}, {user.Id}, {scope.UnitId},
                    case when {user.Holds(scope.UnitId, Roles.Leading)} then {scope.UnitId} else (select s.agency_id from standing_agency s where s.edition_id = {scope.Edition.Id} and s.unit_id = {scope.UnitId}) end,
                    'reminded', 'unit', {thing}, jsonb_build_object('units', {reminded}, 'year', {scope.Edition.Year}))
            """, cancel);
        await transaction.CommitAsync(cancel);
        return reminded;
    }

    sealed record Reminded(long UnitId, DateTimeOffset At);
}

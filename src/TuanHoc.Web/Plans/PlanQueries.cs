using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans;

/// <summary>A plan in a list.</summary>
public sealed record PlanLine(Guid Id, string? Title, string? Number, DateOnly? IssuedOn, string FileName, string UnitName, int? Year, DateTimeOffset ChangedAt, string ChangedBy, string Type);

/// <summary>A plan with what its page needs to know about the one who looks. <paramref name="IsSentHere"/>: it was sent to a unit of theirs; <paramref name="IsUnopened"/>: and nobody there has opened it.</summary>
public sealed record PlanFound(
    Guid Id, long UnitId, string UnitName, string UnitShortName, int? EditionId, string State, string FileName, string Text, string Facts, DateOnly? ReportDue, string? FormKey, bool WithoutForm,
    int Version, Guid WriteKey, DateTimeOffset MadeAt, DateTimeOffset ChangedAt, string ChangedBy, bool CanCorrect, bool IsIssued, string Type, string? EditionTheme,
    DateOnly? WeekStart, DateOnly? WeekEnd, bool IsSentHere = false, bool IsUnopened = false, string? Recorded = null,
    Guid? UpperId = null, Guid? AmendsId = null, string? Amendment = null)
{
    /// <summary>What those below report on.</summary>
    public OrderedForm Form => new(FormKey, WithoutForm);

    /// <summary>What was issued here stands as it was signed, and what was replaced as it was.</summary>
    public bool MayBeCorrected => !IsIssued && State != StoredPlan.Replaced;
}

/// <summary>What is asked of plans. Saved ones are seen by everybody in whose branch the unit is; one that was only read, by those who may save it.</summary>
public static class PlanQueries
{
    /// <summary>Whether the person's branch is the whole nation, so that no unit need be looked up.</summary>
    public static bool SeesAll(this CurrentUser user) => user.IsAdministrator || user.Memberships.Any(m => m.UnitKind == "nation");

    /// <summary>The units whose plans the person keeps.</summary>
    public static IReadOnlyList<Membership> KeptUnits(this CurrentUser user) => [.. user.Memberships.Where(m => Roles.Leading.Contains(m.Role)).DistinctBy(m => m.UnitId)];

    /// <summary>The day by which a receiver's documents in force want the reports, by receiver: the latest of its plan, its letters and its agencies' guidances decides.</summary>
    public static async Task<IReadOnlyDictionary<long, DateOnly>> ReportDuesAsync(this NpgsqlDataSource source, int editionId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select receiver_id, report_due from report_due_ordered where edition_id = $1");
        command.Parameters.Add(new() { Value = editionId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var dues = new Dictionary<long, DateOnly>();
        while (await reader.ReadAsync(cancel)) dues[reader.GetInt64(0)] = reader.GetFieldValue<DateOnly>(1);
        return dues;
    }

    /// <summary>Saved plans of the person's branch, the newest first; <paramref name="before"/> is the last one of the page before.</summary>
    // The name on the day of issue is today's for nearly all: it is looked up for those that were renamed since.
    public static Task<List<PlanLine>> SavedPlansAsync(this AppDb db, CurrentUser user, Guid? before, int limit, CancellationToken cancel) => db.Database.SqlQuery<PlanLine>($"""
        select p.id, p.title, p.number, p.issued_on, p.file_name, case when p.issued_on >= v.since and p.issued_on <= {user.Today} then v.name else coalesce(unit_name(p.unit_id, p.issued_on), v.name) end as unit_name,
               e.year, p.changed_at, h.full_name as changed_by, p.type
          from plan p
          join person h on h.id = p.changed_by
          left join edition e on e.id = p.edition_id
          cross join lateral (select name, lower(valid) as since, valid @> {user.Today} as stands from unit_version where unit_id = p.unit_id and lower(valid) <= {user.Today} order by valid desc limit 1) v
         where p.state = 'saved' and ({before}::uuid is null or p.id < {before})
           and ({user.SeesAll()} or p.unit_id in (select * from units_seen({user.Id}, {user.Today}))
                or not v.stands and sees({user.Id}, p.unit_id, {user.Today}))
         order by p.id desc limit {limit}
        """).ToListAsync(cancel);

    /// <summary>Plans read from a file that wait for the person, or a colleague, to look and save.</summary>
    public static Task<List<PlanLine>> WaitingPlansAsync(this AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<PlanLine>($"""
        select p.id, p.title, p.number, p.issued_on, p.file_name, v.name as unit_name, e.year, p.changed_at, h.full_name as changed_by, p.type
          from plan p
          join person h on h.id = p.changed_by
          left join edition e on e.id = p.edition_id
          cross join lateral (select name from unit_version where unit_id = p.unit_id and lower(valid) <= {user.Today} order by valid desc limit 1) v
         where p.state = 'read' and p.unit_id in (select * from units_held({user.Id}, {Roles.Leading}, {user.Today}))
         order by p.id desc limit 50
        """).ToListAsync(cancel);

    /// <summary>The plan, if the person may see it: those in whose branch it was issued, and those to whose unit, or to the committee that it follows as standing agency, it was sent or gives work.</summary>
    public static Task<PlanFound?> PlanAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) => db.Database.SqlQuery<PlanFound>($"""
        select p.id, p.unit_id, coalesce(unit_name(p.unit_id, p.issued_on), v.name) as unit_name, v.short_name as unit_short_name, p.edition_id, p.state, p.file_name, p.text, p.facts::text as facts, p.report_due, p.form_key, p.without_form,
               p.version, p.write_key, p.made_at, p.changed_at, h.full_name as changed_by, mine.can_correct, p.issued_at is not null as is_issued, p.type, e.theme as edition_theme, lower(e.week) as week_start, upper(e.week) - 1 as week_end,
               sent.here as is_sent_here, sent.unopened as is_unopened,
               p.recorded::text as recorded, p.upper_id, p.amends_id, p.amendment
          from plan p
          left join edition e on e.id = p.edition_id
          join person h on h.id = p.changed_by
          cross join lateral (select name, short_name from unit_version where unit_id = p.unit_id and lower(valid) <= {user.Today} order by valid desc limit 1) v
          cross join lateral (select p.unit_id = any ({user.UnitsAs(Roles.Leading)}) as can_correct) mine
          cross join lateral (select count(*) > 0 as here, count(*) > count(d.opened_at) as unopened from plan_delivery d where d.plan_id = p.id and d.unit_id in (select * from units_held({user.Id}, {user.Today}))) sent
         where p.id = {id} and (mine.can_correct or p.state in ('saved', 'replaced') and ({user.IsAdministrator} or sent.here or sees({user.Id}, p.unit_id, {user.Today})
               or exists (select from units_read({user.Id}, {user.Today}) as mine (id) where mine.id in (select t.unit_id from task t where t.plan_id = p.id union all select d.unit_id from plan_delivery d where d.plan_id = p.id))))
        """).SingleOrDefaultAsync(cancel);

    public static Task<bool> IsKeyUsedAsync(this AppDb db, Guid key, CancellationToken cancel) => db.Set<StoredPlan>().AnyAsync(p => p.WriteKey == key, cancel);

    /// <summary>The plan that already stands for a unit in an edition, beside the one that this one replaces.</summary>
    public static Task<Guid?> OtherPlanAsync(this AppDb db, Guid id, Guid? replaces, long unitId, int editionId, CancellationToken cancel) =>
        db.Database.SqlQuery<Guid?>($"select id as \"Value\" from plan where unit_id = {unitId} and edition_id = {editionId} and type = {StoredPlan.PlanType} and state = {StoredPlan.Saved} and id not in ({id}, {replaces ?? id})").SingleOrDefaultAsync(cancel);
}

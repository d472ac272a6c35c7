using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>A draft with what its page needs. <c>Typed</c>: the fields as typed, while some of them do not read as facts.</summary>
public sealed record DraftFound(
    Guid Id, long UnitId, string UnitName, string UnitKind, int? EditionId, string Type, string Draft, string? Typed, string? LateReason, string? FormKey, bool WithoutForm, Guid? UpperId,
    int Version, Guid WriteKey, DateTimeOffset ChangedAt, long ChangedById, string ChangedBy)
{
    /// <summary>What those below report on.</summary>
    public OrderedForm Form => new(FormKey, WithoutForm);
}

/// <summary>A draft in a list.</summary>
public sealed record DraftListed(Guid Id, string Type, string? Title, string UnitName, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>A document in force that a draft may begin from or is written under.</summary>
public sealed record PlanSource(Guid Id, string UnitName, string? Number, DateOnly? IssuedOn, string? Title, int? Year, string Facts, string? Draft, string Type);

/// <summary>A draft as it once was.</summary>
public sealed record DraftVersion(int Version, DateTimeOffset At, string By, bool ByHand, string Draft);

/// <summary>Another person with the draft open.</summary>
public sealed record OtherEditor(string FullName, DateTimeOffset At);

/// <summary>What is asked of drafts. They are seen by those who keep the plans of the unit, and by nobody else.</summary>
public static class DraftQueries
{
    const int MostVersions = 100;
    static readonly TimeSpan StillThere = TimeSpan.FromMinutes(15);

    public static Task<DraftFound?> DraftAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) => db.Database.SqlQuery<DraftFound>($"""
        select p.id, p.unit_id, v.name as unit_name, v.kind as unit_kind, p.edition_id, p.type, p.draft::text as draft, p.typed::text as typed, p.late_reason, p.form_key, p.without_form, p.upper_id,
               p.version, p.write_key, p.changed_at, p.changed_by as changed_by_id, h.full_name as changed_by
          from plan p
          join person h on h.id = p.changed_by
          cross join lateral (select name, kind from unit_version where unit_id = p.unit_id order by valid desc limit 1) v
         where p.id = {id} and p.state = {StoredPlan.Draft} and p.unit_id = any ({user.UnitsAs(Roles.Leading)})
        """).SingleOrDefaultAsync(cancel);

    public static Task<List<DraftListed>> DraftsAsync(this AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<DraftListed>($"""
        select p.id, p.type, p.title, v.name as unit_name, p.changed_at, h.full_name as changed_by
          from plan p
          join person h on h.id = p.changed_by
          cross join lateral (select name from unit_version where unit_id = p.unit_id order by valid desc limit 1) v
         where p.state = {StoredPlan.Draft} and p.unit_id = any ({user.UnitsAs(Roles.Leading)})
         order by p.changed_at desc limit 50
        """).ToListAsync(cancel);

    /// <summary>The plan in force of the nearest unit above that has one for this year; where none has, the Ministry's letter, which opens it.</summary>
    public static Task<PlanSource?> UpperPlanAsync(this AppDb db, long unitId, int year, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<PlanSource>($"""
        with recursive line (id, steps) as (
            select v.parent_id, 1 from unit_version v where v.unit_id = {unitId} and v.valid @> {today}
            union all
            select v.parent_id, l.steps + 1 from line l join unit_version v on v.unit_id = l.id and v.valid @> {today} where v.parent_id is not null)
        select p.id, who.name as unit_name, p.number, p.issued_on, p.title, {year} as year, p.facts::text as facts, p.draft::text as draft, p.type
          from line l
          join plan p on p.unit_id = l.id and p.state = {StoredPlan.Saved} and (p.type = 'KH' or p.type = 'CV' and p.unit_id = {UnitDirectory.Nation}) and p.amendment is distinct from 'corrects'
          left join edition e on e.id = p.edition_id
          cross join lateral (select case p.unit_id when {UnitDirectory.Nation} then 'Bộ Giáo dục và Đào tạo' else v.name end as name from unit_version v where v.unit_id = p.unit_id order by v.valid desc limit 1) who
         where coalesce(e.year, (p.facts -> 'header' -> 'year' ->> 'value')::integer) = {year}
         order by p.type = 'KH' desc, l.steps, p.issued_on desc nulls last, p.id desc limit 1
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The years after this one that plans above, or the Ministry's letter, already speak of.</summary>
    public static Task<List<int>> YearsAheadAsync(this AppDb db, long unitId, int year, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<int>($"""
        select distinct (p.facts -> 'header' -> 'year' ->> 'value')::integer as "Value"
          from plan p
         where p.edition_id is null and p.state = {StoredPlan.Saved} and (p.type = 'KH' or p.type = 'CV' and p.unit_id = {UnitDirectory.Nation})
           and p.unit_id <> {unitId} and p.unit_id in (select * from unit_line({unitId}, {today})) and (p.facts -> 'header' -> 'year' ->> 'value')::integer > {year}
        """).ToListAsync(cancel);

    /// <summary>A document in force of a unit above, of whatever year; of one that was replaced, the one that stands in its place.</summary>
    public static Task<PlanSource?> PlanAboveAsync(this AppDb db, Guid id, long unitId, DateOnly today, CancellationToken cancel) => db.Database.SqlQuery<PlanSource>($"""
        with recursive standing (id, steps) as (
            select {id}::uuid, 0
            union all
            select r.id, s.steps + 1 from standing s join plan r on r.amends_id = s.id and r.amendment = 'replaces' and r.state in ({StoredPlan.Saved}, {StoredPlan.Replaced}))
        select p.id, who.name as unit_name, p.number, p.issued_on, p.title, coalesce(e.year, (p.facts->'header'->'year'->>'value')::integer) as year, p.facts::text as facts, p.draft::text as draft, p.type
          from standing s
          join plan p on p.id = s.id
          left join edition e on e.id = p.edition_id
          cross join lateral (select case p.unit_id when {UnitDirectory.Nation} then 'Bộ Giáo dục và Đào tạo' else v.name end as name from unit_version v where v.unit_id = p.unit_id order by v.valid desc limit 1) who
         where p.state in ({StoredPlan.Saved}, {StoredPlan.Replaced}) and p.unit_id <> {unitId} and p.unit_id in (select * from unit_line({unitId}, {today}))
         order by s.steps desc limit 1
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The unit's own document of the last year that has one.</summary>
    public static Task<PlanSource?> LastPlanAsync(this AppDb db, long unitId, string type, int year, CancellationToken cancel) => db.Database.SqlQuery<PlanSource>($"""
        select p.id, v.name as unit_name, p.number, p.issued_on, p.title, e.year, p.facts::text as facts, p.draft::text as draft, p.type
          from plan p
          join edition e on e.id = p.edition_id and e.year < {year}
          cross join lateral (select name from unit_version where unit_id = p.unit_id order by valid desc limit 1) v
         where p.unit_id = {unitId} and p.type = {type} and p.state = {StoredPlan.Saved}
         order by e.year desc, p.changed_at desc limit 1
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The text of a document that came as a file.</summary>
    public static Task<string> TextAsync(this AppDb db, Guid id, CancellationToken cancel) => db.Database.SqlQuery<string>($"""select text as "Value" from plan where id = {id}""").SingleAsync(cancel);

    public static Task<List<DraftVersion>> VersionsAsync(this AppDb db, Guid id, CancellationToken cancel) => db.Database.SqlQuery<DraftVersion>($"""
        select v.version, v.at, h.full_name as by, v.by_hand, '' as draft from plan_version v join person h on h.id = v.by where v.plan_id = {id} order by v.version desc limit {MostVersions}
        """).ToListAsync(cancel);

    public static Task<DraftVersion?> VersionAsync(this AppDb db, Guid id, int version, CancellationToken cancel) => db.Database.SqlQuery<DraftVersion>($"""
        select v.version, v.at, h.full_name as by, v.by_hand, v.draft::text as draft from plan_version v join person h on h.id = v.by where v.plan_id = {id} and v.version = {version}
        """).SingleOrDefaultAsync(cancel);

    /// <summary>Notes that the person has the draft open, and tells who else has had it open a short while ago.</summary>
    public static async Task<IReadOnlyList<OtherEditor>> EditorsAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel)
    {
        var (now, since) = (user.Now, user.Now - StillThere);
        await db.Database.ExecuteSqlAsync($"insert into plan_editor (plan_id, person_id, at) values ({id}, {user.Id}, {now}) on conflict (plan_id, person_id) do update set at = excluded.at", cancel);
        return await db.Database.SqlQuery<OtherEditor>($"""
            select h.full_name, e.at from plan_editor e join person h on h.id = e.person_id where e.plan_id = {id} and e.person_id <> {user.Id} and e.at > {since} order by e.at desc
            """).ToListAsync(cancel);
    }
}

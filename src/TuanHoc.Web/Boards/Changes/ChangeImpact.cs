using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>A person with a role in a unit that ends, or goes on under another body.</summary>
public sealed record TouchedPerson(long UnitId, string FullName, string Role, bool UnitEnds);

/// <summary>A report of a unit that ends, or one that goes to another receiver, that is not accepted yet.</summary>
public sealed record TouchedReport(Guid ReportId, int Year, long UnitId, string State, bool UnitEnds);

/// <summary>A plan of a year whose Week is not over by then, or not opened yet: of a unit that ends or moves, or of another that names such a unit.</summary>
public sealed record TouchedPlan(Guid PlanId, int? Year, long UnitId, string UnitName, string State, string? Names);

/// <summary>An invitation to a unit that ends, not taken yet.</summary>
public sealed record TouchedInvitation(long UnitId, string? FullName, string Role);

/// <summary>A standing agency of a Week that is not over: one that ends or moves, or that of a committee that ends.</summary>
public sealed record TouchedAgency(int Year, string UnitName, string AgencyName);

/// <summary>A file of units being checked or waiting to be carried out, for the branch of a unit that ends.</summary>
public sealed record TouchedImport(Guid ImportId, long UnitId, string FileName);

/// <summary>An activity of a unit that ends, still to come on that day, and how many people have a seat or wait for one.</summary>
public sealed record TouchedActivity(Guid ActivityId, long UnitId, string Title, DateTimeOffset FromAt, int Registered);

/// <summary>A unit that goes on under another name, kind, code or on other ground: what bears its name from that day on.</summary>
public sealed record TouchedName(long UnitId, int People, int Plans, int Reports);

/// <summary>What a change of units touches in the other rooms.</summary>
public sealed record ChangeImpact(
    IReadOnlyList<TouchedPerson> People, IReadOnlyList<TouchedReport> Reports, IReadOnlyList<TouchedPlan> Plans, IReadOnlyList<TouchedPlan> PlansOfOthers,
    IReadOnlyList<TouchedInvitation> Invitations, IReadOnlyList<TouchedAgency> Agencies, IReadOnlyList<TouchedImport> Imports,
    IReadOnlyList<TouchedActivity> Activities, IReadOnlyList<TouchedName> Names)
{
    public bool IsEmpty => People.Count + Reports.Count + Plans.Count + PlansOfOthers.Count + Invitations.Count + Agencies.Count + Imports.Count + Activities.Count + Names.Count == 0;
}

public static class ImpactQueries
{
    public static async Task<ChangeImpact> ImpactAsync(this AppDb db, UnitOutcome outcome, DateOnly day, DateTimeOffset now, CancellationToken cancel)
    {
        long[] ended = [.. outcome.Lines.Where(line => line.After is null).Select(line => line.UnitId)];
        long[] moved = [.. Moved(outcome.Lines)];
        long[] touched = [.. ended, .. moved];
        long[] renamed = [.. Renamed(outcome.Lines)];
        return new(
            await db.Database.SqlQuery<TouchedPerson>($"""
                select m.unit_id, p.full_name, m.role, m.unit_id = any ({ended}) as unit_ends from membership m join person p on p.id = m.person_id
                 where m.unit_id = any ({touched}) and (upper_inf(m.valid) or upper(m.valid) > {day}) order by unit_ends desc, m.unit_id, p.full_name
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedReport>($"""
                select r.id as report_id, e.year, r.unit_id, r.state, r.unit_id = any ({ended}) as unit_ends from report r join edition e on e.id = r.edition_id
                 where r.unit_id = any ({touched}) and r.state <> 'accepted' order by e.year desc, r.unit_id
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedPlan>($"""
                select p.id as plan_id, e.year, p.unit_id, unit_name(p.unit_id, {day}) as unit_name, p.state, null as names from plan p left join edition e on e.id = p.edition_id
                 where p.unit_id = any ({touched}) and p.state <> 'replaced' and (e.id is null or upper(e.week) > {day}) order by e.year desc, p.unit_id, p.id
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedPlan>($"""
                with named as (
                    select plan_id, unit_id from plan_body where unit_id = any ({touched})
                    union select plan_id, unit_id from plan_delivery where unit_id = any ({touched})
                    union select plan_id, unit_id from task where unit_id = any ({touched}) and plan_id is not null
                    union select k.plan_id, t.unit_id from unit_task t join task k on k.id = t.task_id where t.unit_id = any ({touched}) and k.plan_id is not null)
                select p.id as plan_id, e.year, p.unit_id, unit_name(p.unit_id, {day}) as unit_name, p.state, string_agg(unit_name(n.unit_id, {day}), ', ' order by n.unit_id) as names
                  from named n join plan p on p.id = n.plan_id left join edition e on e.id = p.edition_id
                 where p.unit_id <> all ({touched}) and p.state <> 'replaced' and (e.id is null or upper(e.week) > {day})
                 group by p.id, e.year order by e.year desc, p.unit_id, p.id
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedInvitation>($"""
                select i.unit_id, i.full_name, i.role from invitation i
                 where i.unit_id = any ({ended}) and i.used_at is null and i.withdrawn_at is null and i.expires_at > {now} order by i.unit_id, i.full_name
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedAgency>($"""
                select e.year, unit_name(s.unit_id, {day}) as unit_name, unit_name(s.agency_id, {day}) as agency_name from standing_agency s join edition e on e.id = s.edition_id
                 where (s.agency_id = any ({touched}) or s.unit_id = any ({ended})) and upper(e.week) > {day} order by e.year desc, s.unit_id
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedImport>($"""
                select i.id as import_id, i.root_id as unit_id, i.file_name from unit_import i where i.root_id = any ({ended}) and i.state in ('checking', 'checked', 'applying') order by i.made_at
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedActivity>($"""
                select a.id as activity_id, a.unit_id, a.title, a.from_at, coalesce((select sum(g.people) from registration g where g.activity_id = a.id and g.state in ('seated', 'waiting', 'offered')), 0)::int as registered
                  from activity a where a.unit_id = any ({ended}) and a.state = 'planned' and vietnam_day(a.from_at) >= {day} order by a.from_at, a.id
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedName>($"""
                select n.unit_id, (select count(distinct m.person_id) from membership m where m.unit_id = n.unit_id and (upper_inf(m.valid) or upper(m.valid) > {day}))::int as people,
                       (select count(*) from plan p left join edition e on e.id = p.edition_id where p.unit_id = n.unit_id and p.state <> 'replaced' and (e.id is null or upper(e.week) > {day}))::int as plans,
                       (select count(*) from report r where r.unit_id = n.unit_id and r.state <> 'accepted')::int as reports
                  from unnest({renamed}) as n (unit_id) order by n.unit_id
                """).ToListAsync(cancel));
    }

    /// <summary>Which of these units have something that would hang on nothing if they had never been.</summary>
    public static Task<List<long>> LeanedOnAsync(this AppDb db, long[] units, CancellationToken cancel) => db.Database.SqlQuery<long>($"""
        select u.id as "Value" from unnest({units}) as u (id)
         where exists (select from report r where r.unit_id = u.id or r.receiver_id = u.id and r.state = 'accepted')
            or exists (select from plan p where p.unit_id = u.id)
            or exists (select from membership m where m.unit_id = u.id)
            or exists (select from invitation i where i.unit_id = u.id)
            or exists (select from unit_fact f where f.unit_id = u.id)
            or exists (select from activity a where a.unit_id = u.id)
        """).ToListAsync(cancel);

    /// <summary>Units that go on where they were, and are called, counted or placed otherwise.</summary>
    static IEnumerable<long> Renamed(IReadOnlyList<UnitLine> lines) =>
        lines.Where(line => line is { Before: { } before, After: { } after } && before.ParentId == after.ParentId && before != after).Select(line => line.UnitId);

    /// <summary>Units that go on under another body.</summary>
    static IEnumerable<long> Moved(IReadOnlyList<UnitLine> lines) =>
        lines.Where(line => line is { Before: { } before, After: { } after } && before.ParentId != after.ParentId).Select(line => line.UnitId);
}

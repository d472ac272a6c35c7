using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>
/// Something a person's units answer for. What: own (a report to fill), below (reports sent to the unit, or to the committee for which it is the standing agency: Asked, Waiting for its own look, Missing), plan (none in force; ThingId: one being written),
/// received (documents sent to the unit that nobody there has opened: Waiting), task (of the unit, by its last day; Text, and in ThingKind what it asks for, where the program sees it done by itself; only the first are listed: Asked of them in all, Waiting of these due by today), verify (results that others said: Waiting), activity (its day has passed, and nobody has said what came of it),
/// nation (its report: to be begun, ThingId null, or closed and not accepted yet),
/// seen own and seen below (how units stand that the person only looks at).
/// </summary>
public sealed record HomeRow(
    string What, int Year, DateOnly FirstDay, DateOnly LastDay, long UnitId, string UnitName, string UnitKind, DateOnly Due,
    string? ThingId, string? State, string? Text, int Asked, int Waiting, int Missing, DateTimeOffset? Since, string? ThingKind);

public static class HomeQueries
{
    // Overdue work of last year stays in sight when this year's edition opens.
    const int Editions = 2;

    // What is due later than this is not yet anybody's work.
    const int DaysAhead = 60;

    const int MostTasks = 20;

    // As late as this a document not opened is reminded of.
    const int DaysToOpen = 2;

    /// <summary>Everything the person's units have to do in the newest editions, in one question.</summary>
    public static Task<List<HomeRow>> HomeRowsAsync(this AppDb db, CurrentUser user, CancellationToken cancel) =>
        db.Database.SqlQuery<HomeRow>($"""
            with e as (
                select id, year, lower(week) as first_day, upper(week) - 1 as last_day from edition order by year desc limit {Editions}),
            mine as (
                select m.unit_id, v.name, v.kind, bool_or(m.role = any ({Roles.Filling})) as fills, bool_or(m.role = any ({Roles.Leading})) as reviews
                  from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> {user.Today}
                 where m.person_id = {user.Id} and m.valid @> {user.Today} group by m.unit_id, v.name, v.kind),
            follows as (
                select id, unit_id, bool_or(is_own) as is_own
                  from (select e.id, m.unit_id, true as is_own from mine m cross join e where m.reviews
                        union all
                        select e.id, s.unit_id, false from mine m cross join e join standing_agency s on s.edition_id = e.id and s.agency_id = m.unit_id where m.reviews) f
                 group by id, unit_id),
            below as (
                select e.id, m.unit_id, v.kind, count(*) filter (where r.ended_on is null) as asked, count(*) filter (where m.is_own and r.state = 'submitted') as waiting,
                       count(*) filter (where r.state in ('open', 'draft', 'returned') and r.ended_on is null) as missing, min(r.changed_at) filter (where r.state = 'submitted') as since
                  from follows m join e on e.id = m.id join report r on r.edition_id = e.id and r.receiver_id = m.unit_id
                  join unit v on v.id = r.unit_id
                 group by e.id, m.unit_id, v.kind),
            open_task as materialized (
                select e.id as edition_id, p.unit_id, p.unit_task_id, p.task_id, p.output, p.by_account, p.last_day, p.state
                  from (select array(select m.unit_id from mine m where (m.fills or m.reviews) and exists (select from unit_task x where x.unit_id = m.unit_id)) as ids) asked
                 cross join e cross join lateral task_progress(e.id, asked.ids, {user.Today}) p
                 where cardinality(asked.ids) > 0 and p.state in ('overdue', 'due', 'not-due', 'returned') and (p.by_account or p.output <> 'report'))
            select 'own' as what, e.year, e.first_day, e.last_day, m.unit_id, m.name as unit_name, m.kind as unit_kind,
                   greatest(report_due(e.id, r.receiver_id, m.kind), r.extended_to) as due,
                   r.id::text as thing_id, r.state, case when r.state = 'returned' then
                       (select s.reason from report_step s where s.report_id = r.id and s.kind = 'returned' order by s.id desc limit 1) end as text,
                   0 as asked, 0 as waiting, 0 as missing, r.changed_at as since, null as thing_kind
              from mine m cross join e join report r on r.edition_id = e.id and r.unit_id = m.unit_id where m.fills
            union all
            select 'own', e.year, e.first_day, e.last_day, m.unit_id, unit_name(r.unit_id, {user.Today}), u.kind, greatest(report_due(e.id, r.receiver_id, u.kind), r.extended_to), r.id::text, r.state,
                   case when r.state = 'returned' then (select s.reason from report_step s where s.report_id = r.id and s.kind = 'returned' order by s.id desc limit 1) end, 0, 0, 0, r.changed_at, null
              from mine m cross join lateral taken_whole(m.unit_id, {user.Today}) as before (id) cross join e join report r on r.edition_id = e.id and r.unit_id = before.id join unit u on u.id = r.unit_id
             where m.fills and r.state in ('open', 'draft', 'returned') and whole_heir(r.unit_id, {user.Today}) = m.unit_id
            union all
            select 'nation', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, greatest(report_due(e.id, null::bigint, m.kind), r.extended_to), r.id::text, r.state, null, 0, 0, 0, r.changed_at, null
              from mine m cross join e left join report r on r.edition_id = e.id and r.unit_id = m.unit_id
             where m.kind = 'nation' and case when r.id is null then (m.fills or m.reviews) and exists (select from report b where b.edition_id = e.id) else m.reviews and r.state = 'submitted' end
            union all
            select 'below', e.year, e.first_day, e.last_day, b.unit_id, unit_name(b.unit_id, {user.Today}), u.kind,
                   report_due(e.id, b.unit_id, b.kind),
                   null, null, b.kind, b.asked::int, b.waiting::int, b.missing::int, b.since, null
              from below b join unit u on u.id = b.unit_id join e on e.id = b.id
            union all
            select 'plan', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, coalesce(asked.by, e.first_day), d.id::text, null, null, 0, 0, 0, null, null
              from mine m cross join e
              left join lateral (select min(o.last_day) as by from open_task o where o.unit_id = m.unit_id and o.edition_id = e.id and o.output = 'plan') asked on true
              left join lateral (select p.id from plan p where p.unit_id = m.unit_id and p.edition_id = e.id and p.state = 'draft' and p.type = 'KH' order by p.id desc limit 1) d on true
             where m.reviews and (asked.by is not null or e.last_day >= {user.Today} and (d.id is not null or m.kind in ('nation', 'province', 'commune')))
               and not exists (select from plan p where p.unit_id = m.unit_id and p.edition_id = e.id and p.state = 'saved' and p.type = 'KH')
            union all
            select 'received', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, vietnam_day(min(d.at)) + {DaysToOpen}, case when count(*) = 1 then min(d.plan_id::text) end, null, null, 0, count(*)::int, 0, min(d.at), null
              from mine m join plan_delivery d on d.unit_id = m.unit_id and d.opened_at is null join plan p on p.id = d.plan_id and p.state = 'saved' join e on e.id = p.edition_id
             where m.reviews or m.fills group by e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind
            union all
            (select 'task', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, o.last_day, o.unit_task_id::text, o.state, t.text, (count(*) over ())::int, (count(*) filter (where o.last_day <= {user.Today}) over ())::int, 0, null, case when not o.by_account then o.output end
              from open_task o join e on e.id = o.edition_id join mine m on m.unit_id = o.unit_id join task t on t.id = o.task_id
             where o.last_day <= {user.Today.AddDays(DaysAhead)} and not (m.reviews and o.output is not distinct from 'plan') order by o.last_day, o.unit_task_id limit {MostTasks})
            union all
            select 'verify', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, coalesce(min(last_day(t.due, t.bound)), {user.Today}), null, null, null, 0, count(*)::int, 0, min(a.at), null
              from task_account a
              join unit_task u on u.id = a.unit_task_id
              join task t on t.id = u.task_id
              left join plan p on p.id = t.plan_id
              left join inspection_visit v on v.id = t.visit_id
              left join inspection i on i.id = v.inspection_id
              join e on e.id = coalesce(p.edition_id, i.edition_id)
              left join standing_agency s on s.edition_id = e.id and s.unit_id = coalesce(p.unit_id, i.unit_id) and s.agency_id <> u.unit_id
              join mine m on m.reviews and m.unit_id in (coalesce(p.unit_id, i.unit_id), s.agency_id)
             where a.verdict is null and a.by <> {user.Id} and (p.id is null or p.state = 'saved') group by e.id, e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind
            union all
            select 'activity', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, vietnam_day(coalesce(a.to_at, a.from_at)), a.id::text, null, a.title, 0, 0, 0, null, null
              from mine m cross join e join activity a on a.edition_id = e.id and a.unit_id = m.unit_id
             where m.fills and a.state = 'planned' and vietnam_day(coalesce(a.to_at, a.from_at)) < {user.Today}
            """).ToListAsync(cancel);

    /// <summary>How the reports of units stand that the person only looks at, in the newest edition: their own, and those sent to them.</summary>
    public static Task<List<HomeRow>> SeenRowsAsync(this AppDb db, IReadOnlyCollection<long> units, DateOnly today, CancellationToken cancel) =>
        db.Database.SqlQuery<HomeRow>($"""
            with e as (
                select id, year, lower(week) as first_day, upper(week) - 1 as last_day from edition order by year desc limit 1),
            seen as (
                select v.unit_id, v.name, v.kind from unit_version v where v.unit_id = any ({units}) and (v.valid @> {today}) is true)
            select 'seen own' as what, e.year, e.first_day, e.last_day, s.unit_id, s.name as unit_name, s.kind as unit_kind, greatest(report_due(e.id, r.receiver_id, s.kind), r.extended_to) as due,
                   r.id::text as thing_id, r.state, null as text, 0 as asked, 0 as waiting, 0 as missing, r.changed_at as since, null as thing_kind
              from seen s cross join e join report r on r.edition_id = e.id and r.unit_id = s.unit_id
            union all
            select 'seen below', e.year, e.first_day, e.last_day, s.unit_id, s.name, s.kind, report_due(e.id, s.unit_id, u.kind), null, null, u.kind,
                   (count(*) filter (where r.ended_on is null))::int, 0, (count(*) filter (where r.state in ('open', 'draft', 'returned') and r.ended_on is null))::int, null, null
              from seen s cross join e join report r on r.edition_id = e.id and r.receiver_id = s.unit_id join unit u on u.id = r.unit_id
             group by e.id, e.year, e.first_day, e.last_day, s.unit_id, s.name, s.kind, u.kind
            """).ToListAsync(cancel);
}

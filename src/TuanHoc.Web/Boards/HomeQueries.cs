using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>
/// Something a person's units answer for. What: own (a report to fill), below (reports sent to the unit: Asked, Waiting, Missing), plan (none made yet), task.
/// </summary>
public sealed record HomeRow(
    string What, int Year, DateOnly FirstDay, DateOnly LastDay, long UnitId, string UnitName, string UnitKind, DateOnly Due,
    string? ThingId, string? State, string? Text, int Asked, int Waiting, int Missing, DateTimeOffset? Since);

public static class HomeQueries
{
    // Overdue work of last year stays in sight when this year's edition opens.
    const int Editions = 2;

    // What is due later than this is not yet anybody's work.
    const int DaysAhead = 60;

    const int MostTasks = 20;

    /// <summary>Everything the person's units have to do in the newest editions, in one question.</summary>
    public static Task<List<HomeRow>> HomeRowsAsync(this AppDb db, CurrentUser user, CancellationToken cancel) =>
        db.Database.SqlQuery<HomeRow>($"""
            with e as (
                select id, year, lower(week) as first_day, upper(week) - 1 as last_day from edition order by year desc limit {Editions}),
            mine as (
                select m.unit_id, v.name, v.kind, bool_or(m.role = any ({Roles.Filling})) as fills, bool_or(m.role = any ({Roles.Leading})) as reviews
                  from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> {user.Today}
                 where m.person_id = {user.Id} and m.valid @> {user.Today} group by m.unit_id, v.name, v.kind),
            below as (
                select e.id, m.unit_id, v.kind, count(*) as asked, count(*) filter (where r.state = 'submitted') as waiting,
                       count(*) filter (where r.state in ('open', 'draft', 'returned')) as missing, min(r.changed_at) filter (where r.state = 'submitted') as since
                  from mine m cross join e join report r on r.edition_id = e.id and r.receiver_id = m.unit_id
                  join unit_version v on v.unit_id = r.unit_id and v.valid @> e.last_day
                 where m.reviews group by e.id, m.unit_id, v.kind)
            select 'own' as what, e.year, e.first_day, e.last_day, m.unit_id, m.name as unit_name, m.kind as unit_kind,
                   report_due(e.id, r.receiver_id, m.kind) as due,
                   r.id::text as thing_id, r.state, case when r.state = 'returned' then
                       (select s.reason from report_step s where s.report_id = r.id and s.kind = 'returned' order by s.id desc limit 1) end as text,
                   0 as asked, 0 as waiting, 0 as missing, r.changed_at as since
              from mine m cross join e join report r on r.edition_id = e.id and r.unit_id = m.unit_id where m.fills
            union all
            select 'below', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind,
                   report_due(e.id, m.unit_id, b.kind),
                   null, null, b.kind, b.asked::int, b.waiting::int, b.missing::int, b.since
              from below b join mine m on m.unit_id = b.unit_id join e on e.id = b.id
            union all
            select 'plan', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, e.first_day, null, null, null, 0, 0, 0, null
              from mine m cross join e
             where m.reviews and m.kind in ('nation', 'province', 'commune') and e.last_day >= {user.Today}
               and not exists (select from plan p where p.unit_id = m.unit_id and p.edition_id = e.id and p.state = 'saved')
            union all
            (select 'task', e.year, e.first_day, e.last_day, m.unit_id, m.name, m.kind, t.due, p.id::text, null, t.text, 0, 0, 0, null
              from mine m join task t on t.unit_id = m.unit_id join plan p on p.id = t.plan_id and p.state = 'saved' join e on e.id = p.edition_id
             where t.due between {user.Today} and {user.Today.AddDays(DaysAhead)} order by t.due, t.id limit {MostTasks})
            """).ToListAsync(cancel);
}

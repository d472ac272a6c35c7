-- What a later letter or guidance says of the day of a plan, a schedule or a report takes the place of what was said before.
create index plan_dispatch_of_edition on plan (edition_id) where type <> 'KH' and state = 'saved';

-- The letters and guidances of an edition in force, with the receiver whose words they are: of a guidance that an agency issues under
-- the plan of the territory it answers to, this territory.
create function dispatches(edition integer) returns table (id uuid, issuer bigint, issued_on date, report_due date)
    language sql stable parallel safe rows 20
    as $$
    select d.id, coalesce(u.unit_id, d.unit_id), d.issued_on, d.report_due
      from plan d
      left join plan u on u.id = d.upper_id and u.edition_id = d.edition_id
                      and exists (select from unit_version v where v.unit_id = d.unit_id and v.parent_id = u.unit_id and v.kind = 'agency' and v.valid @> d.issued_on)
     where d.edition_id = dispatches.edition and d.type <> 'KH' and d.state = 'saved' and d.issued_on is not null
    $$;

-- As in 0037, by the days as they are moved (task_progress in 0050); of an ended unit, its heir is reminded, and what a unit leaves to hold once (its plan, schedule, report) by one day is said once.
create or replace function open_work(today date, first date, final date) returns table (edition_id integer, unit_id bigint, path text, title text, last_day date)
    language sql stable rows 10000
    as $$
    with near as materialized (
        select e.id, e.year from edition e where e.year between extract(year from open_work.today)::integer - 1 and extract(year from open_work.today)::integer + 1),
    reports_due as materialized (
        select x.*, report_due(x.edition_id, x.receiver_id, x.kind) as due
          from (select distinct r.edition_id, r.receiver_id, u.kind from report r join near e on e.id = r.edition_id join unit u on u.id = r.unit_id
                 where r.receiver_id is not null and r.state in ('open', 'draft', 'returned')) x),
    tasks as (
        select distinct on (e.id, p.unit_id, p.last_day, case when p.output in ('plan', 'schedule', 'report') then p.output else p.unit_task_id::text end)
               e.id as edition_id, p.unit_id, '/tasks/' || p.unit_task_id as path, k.text, p.last_day
          from near e
         cross join lateral task_progress(e.id, array(
                   select ut.unit_id from unit_task ut join task k on k.id = ut.task_id where last_day(k.due, k.bound) between open_work.first and open_work.final
                   union
                   select ut.unit_id
                     from dispatches(e.id) d
                     join plan o on o.edition_id = e.id and o.unit_id = d.issuer and o.state = 'saved'
                     join task k on k.plan_id = o.id and k.output in ('plan', 'schedule', 'report')
                     join unit_task ut on ut.task_id = k.id), open_work.today) p
          join task k on k.id = p.task_id
         where p.last_day between open_work.first and open_work.final and p.state not in ('done', 'said')
         order by e.id, p.unit_id, p.last_day, case when p.output in ('plan', 'schedule', 'report') then p.output else p.unit_task_id::text end, p.unit_task_id)
    select t.edition_id, t.unit_id, t.path, t.text, t.last_day from tasks t
    union all
    select r.edition_id, coalesce(whole_heir(r.unit_id, open_work.today), r.unit_id), '/reports/' || r.id, 'Báo cáo Tuần lễ năm ' || e.year, d.due
      from report r
      join near e on e.id = r.edition_id
      join unit u on u.id = r.unit_id
      join reports_due d on d.edition_id = r.edition_id and d.receiver_id = r.receiver_id and d.kind = u.kind
     where r.state in ('open', 'draft', 'returned') and r.ended_on is null and d.due between open_work.first and open_work.final
       and not exists (select from unit_task ut join task k on k.id = ut.task_id and k.output = 'report' and k.due is not null
                         join plan p on p.id = k.plan_id and p.edition_id = r.edition_id and p.state = 'saved' where ut.unit_id = r.unit_id)
    $$;

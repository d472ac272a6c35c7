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

-- As in 0028, and last_day (with it due) is moved: for a unit that a later letter or guidance of the same receiver gives a day for the same
-- plan, schedule or report, to that day; for a report that the plan wants on the day it sets for all, to the day that the latest of them sets for all.
create or replace function task_progress(edition integer, units bigint[], today date) returns table (
    unit_task_id bigint, task_id bigint, unit_id bigint, plan_id uuid, visit_id bigint, output text, due date, last_day date,
    state text, late boolean, done_on date, shown_by text, shown_id text)
    language sql stable parallel safe rows 1000
    as $$
    with dispatch as materialized (select * from dispatches(task_progress.edition)),
    all_reports as materialized (
        select distinct on (d.issuer) d.issuer, d.report_due as by_day, d.issued_on from dispatch d where d.report_due is not null order by d.issuer, d.issued_on desc, d.id desc),
    own as materialized (
        select distinct on (ut.unit_id, d.issuer, k.output) ut.unit_id, d.issuer, k.output, last_day(k.due, k.bound) as by_day, d.issued_on
          from dispatch d
          join task k on k.plan_id = d.id and k.output in ('plan', 'schedule', 'report') and k.due is not null
          join unit_task ut on ut.task_id = k.id
         where ut.unit_id = any (units)
         order by ut.unit_id, d.issuer, k.output, d.issued_on desc, last_day(k.due, k.bound))
    select p.unit_task_id, p.task_id, p.unit_id, p.plan_id, p.visit_id, p.output, coalesce(p.moved, p.due), p.last_day,
           case p.shown when 'done' then 'done' when 'said' then 'said' when 'returned' then 'returned'
                else case when p.last_day < task_progress.today then 'overdue' when p.last_day <= task_progress.today + 7 then 'due' else 'not-due' end end,
           coalesce(case when p.shown in ('done', 'said') then p.on_day else task_progress.today end > p.last_day, false),
           case p.shown when 'done' then p.on_day end, p.shown_by, p.shown_id
      from (select t.unit_task_id, t.task_id, t.unit_id, t.plan_id, t.visit_id, t.output, t.due, m.moved, coalesce(m.moved, t.last_day) as last_day, e.shown, e.on_day, e.shown_by, e.shown_id
              from (select u.id as unit_id, issued.id as plan_id_issued, issued.on_day as issued_on, held.planned_id, held.planned_on, held.ceremony_id, held.ceremony_on, held.activity_id, held.activity_on,
                           sent.id as report_id, sent.state as report_state, sent.on_day as sent_on
                      from unnest(units) as u (id)
                      left join lateral (
                          select (array_agg(p.id) filter (where p.state = 'saved'))[1] as id, min(coalesce(p.issued_on, (coalesce(p.issued_at, p.made_at) at time zone 'Asia/Ho_Chi_Minh')::date)) as on_day
                            from plan p where p.unit_id = u.id and p.edition_id = edition and p.type = 'KH' and p.state in ('saved', 'replaced')) issued on true
                      left join lateral (
                          select (array_agg(a.id order by a.made_at) filter (where a.kind = 'ceremony'))[1] as planned_id,
                                 min((a.made_at at time zone 'Asia/Ho_Chi_Minh')::date) filter (where a.kind = 'ceremony') as planned_on,
                                 (array_agg(a.id order by a.from_at) filter (where a.kind = 'ceremony' and a.state = 'held'))[1] as ceremony_id,
                                 min((a.from_at at time zone 'Asia/Ho_Chi_Minh')::date) filter (where a.kind = 'ceremony' and a.state = 'held') as ceremony_on,
                                 (array_agg(a.id order by a.from_at) filter (where a.kind <> 'ceremony' and a.state = 'held'))[1] as activity_id,
                                 min((a.from_at at time zone 'Asia/Ho_Chi_Minh')::date) filter (where a.kind <> 'ceremony' and a.state = 'held') as activity_on
                            from activity a where a.unit_id = u.id and a.edition_id = edition and a.state in ('planned', 'held')) held on true
                      left join lateral (
                          select r.id, r.state, (select (s.at at time zone 'Asia/Ho_Chi_Minh')::date from report_step s where s.report_id = r.id and s.kind = 'submitted' order by s.id desc limit 1) as on_day
                            from report r where r.unit_id = u.id and r.edition_id = edition and r.state in ('submitted', 'returned', 'accepted')) sent on true) x
             cross join lateral (
                   select ut.id as unit_task_id, k.id as task_id, ut.unit_id, k.plan_id, k.visit_id, k.output, k.due, last_day(k.due, k.bound) as last_day,
                          d.unit_id as issuer, coalesce(d.issued_on, date '-infinity') as told_on, d.report_due
                     from unit_task ut
                     join task k on k.id = ut.task_id
                     left join plan d on d.id = k.plan_id and d.edition_id = edition and d.state = 'saved'
                    where ut.unit_id = x.unit_id
                      and (d.id is not null
                        or exists (select from inspection_visit v join inspection i on i.id = v.inspection_id where v.id = k.visit_id and i.edition_id = edition))) t
              left join dispatch s on s.id = t.plan_id
              left join own o on o.unit_id = t.unit_id and o.issuer = coalesce(s.issuer, t.issuer) and o.output = t.output and o.issued_on > t.told_on
              left join all_reports a on t.output = 'report' and a.issuer = coalesce(s.issuer, t.issuer) and a.issued_on > t.told_on and t.due is not null and (t.report_due is null or t.report_due = t.last_day)
             cross join lateral (select case when a.issued_on > o.issued_on then a.by_day else coalesce(o.by_day, a.by_day) end as moved) m
              left join lateral (
                   select case a.verdict when 'accepted' then 'done' when 'returned' then 'returned' else 'said' end as shown, (a.at at time zone 'Asia/Ho_Chi_Minh')::date as on_day, a.id
                     from task_account a
                    where a.unit_task_id = t.unit_task_id and coalesce(t.output, 'document') not in ('plan', 'schedule', 'ceremony', 'report')
                    order by a.id desc limit 1) said on true
             cross join lateral (
                   select case t.output
                              when 'plan' then case when x.plan_id_issued is not null then 'done' end
                              when 'schedule' then case when x.planned_id is not null then 'done' end
                              when 'ceremony' then case when x.ceremony_id is not null then 'done' end
                              when 'report' then case x.report_state when 'accepted' then 'done' when 'submitted' then 'said' when 'returned' then 'returned' end
                              else case when t.output = 'activity' and x.activity_id is not null then 'done' else said.shown end end as shown,
                          case t.output
                              when 'plan' then x.issued_on when 'schedule' then x.planned_on when 'ceremony' then x.ceremony_on when 'report' then x.sent_on
                              else case when t.output = 'activity' and x.activity_id is not null then x.activity_on else said.on_day end end as on_day,
                          case t.output
                              when 'plan' then case when x.plan_id_issued is not null then 'plan' end
                              when 'schedule' then case when x.planned_id is not null then 'activity' end
                              when 'ceremony' then case when x.ceremony_id is not null then 'activity' end
                              when 'report' then case when x.report_id is not null then 'report' end
                              else case when t.output = 'activity' and x.activity_id is not null then 'activity' when said.id is not null then 'account' end end as shown_by,
                          case t.output
                              when 'plan' then x.plan_id_issued::text when 'schedule' then x.planned_id::text when 'ceremony' then x.ceremony_id::text when 'report' then x.report_id::text
                              else case when t.output = 'activity' and x.activity_id is not null then x.activity_id::text else said.id::text end end as shown_id) e) p
    $$;

-- As in 0041, by the days as they are moved, and what a unit leaves to hold once (its plan, schedule, report) by one day is said once.
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

-- Tasks of units: how far each is, derived from what happened; nobody types progress.

-- One account of a task waits at a time.
create unique index task_account_waiting on task_account (unit_task_id) where verdict is null;
create index task_of_visit on task (visit_id) where visit_id is not null;

-- From which units the lot was drawn, on the day it was made: all of these kinds below the territory, and how many of them.
alter table inspection
    add column below_id bigint not null references unit (id),
    add column kinds text[] not null check (cardinality(kinds) > 0),
    add column drawn_on date not null,
    add column drawn_from integer not null check (drawn_from > 0);
create index inspection_of_unit on inspection (unit_id, made_at desc);
create index inspection_visit_of_unit on inspection_visit (unit_id);

-- How far units are with each of their tasks of an edition. Output decides what shows it done:
--   plan      a plan of the unit in force in the edition; done on the day it bears
--   schedule  an opening ceremony of the unit, planned or held; done on the day it was entered
--   ceremony  an opening ceremony held; done on its day
--   activity  another activity held, or an account accepted
--   report    the unit's report accepted; done on the day it was sent last
--   others    an account (task_account) accepted by someone else than its author; done on the day it was given
-- state: done; said (it waits for another's look); returned; overdue; due (seven days or fewer are left); not-due (also without a day).
-- late: what was done, or said, came after last_day; what is not done yet: the day has passed. shown_by: plan, activity, report, account or null; shown_id its id.
create function task_progress(edition integer, units bigint[], today date) returns table (
    unit_task_id bigint, task_id bigint, unit_id bigint, plan_id uuid, visit_id bigint, output text, due date, last_day date,
    state text, late boolean, done_on date, shown_by text, shown_id text)
    language sql stable parallel safe rows 1000
    as $$
    select p.unit_task_id, p.task_id, p.unit_id, p.plan_id, p.visit_id, p.output, p.due, p.last_day,
           case p.shown when 'done' then 'done' when 'said' then 'said' when 'returned' then 'returned'
                else case when p.last_day < task_progress.today then 'overdue' when p.last_day <= task_progress.today + 7 then 'due' else 'not-due' end end,
           coalesce(case when p.shown in ('done', 'said') then p.on_day else task_progress.today end > p.last_day, false),
           case p.shown when 'done' then p.on_day end, p.shown_by, p.shown_id
      from (select t.*, e.shown, e.on_day, e.shown_by, e.shown_id
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
                   select ut.id as unit_task_id, k.id as task_id, ut.unit_id, k.plan_id, k.visit_id, k.output, k.due, last_day(k.due, k.bound) as last_day
                     from unit_task ut
                     join task k on k.id = ut.task_id
                    where ut.unit_id = x.unit_id
                      and (exists (select from plan p where p.id = k.plan_id and p.edition_id = edition and p.state = 'saved')
                        or exists (select from inspection_visit v join inspection i on i.id = v.inspection_id where v.id = k.visit_id and i.edition_id = edition))) t
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

-- Who is meant by each task of a plan on a day: the unit or the group that its body was matched to, else the one unit of the body's name.
create function task_units(plan uuid, on_day date) returns table (task_id bigint, unit_id bigint)
    language plpgsql stable rows 10000
    as $$
    #variable_conflict use_column
    begin
        return query
        select t.id, coalesce(b.unit_id, t.unit_id)
          from task t left join plan_body b on b.plan_id = t.plan_id and b.name = t.agency
         where t.plan_id = task_units.plan and b.unit_group is null and coalesce(b.unit_id, t.unit_id) is not null;
        if exists (select from plan_body b where b.plan_id = task_units.plan and b.unit_group is not null) then
            return query
            with members as materialized (
                select named.unit_group, m.id
                  from (select distinct b.unit_group, p.unit_id from plan_body b join plan p on p.id = b.plan_id where b.plan_id = task_units.plan and b.unit_group is not null) named
                 cross join lateral unit_group_members(named.unit_id, named.unit_group, task_units.on_day) as m (id))
            select t.id, m.id from task t join plan_body b on b.plan_id = t.plan_id and b.name = t.agency join members m on m.unit_group = b.unit_group where t.plan_id = task_units.plan;
        end if;
    end
    $$;

-- Every kind of activity that plans name, not the opening ceremony alone. A kind is data of the program; what stands before its point is the category by which a plan asks for it (0061).
alter table activity drop constraint activity_kind_check, add constraint activity_kind_is_key check (kind ~ '^[a-z]+(\.[a-z_]+)?$');

-- Of some kinds it is not asked how many came.
alter table activity drop constraint activity_held_has_results, add constraint activity_held_has_results check (state <> 'held' or sessions is not null or people is not null);

-- What a kind asks beside how many there were and how many came: books given, collectives that gave.
create table activity_count (
    activity_id uuid not null references activity (id) on delete cascade,
    key text not null,
    amount bigint not null check (amount >= 0),
    primary key (activity_id, key)
);

-- What a unit's own activities come to, once held, in each thing that cells of a form take; each counts for the unit that holds it.
drop view activity_figures;
create view activity_figures as
    select a.edition_id, a.unit_id, a.kind, t.takes, sum(t.amount)::bigint as amount
      from activity a
     cross join lateral (
           select 'held', 1::bigint union all select 'sessions', a.sessions::bigint union all select 'people', a.people::bigint
           union all select c.key, c.amount from activity_count c where c.activity_id = a.id) as t (takes, amount)
     where a.state = 'held' and t.amount is not null group by 1, 2, 3, 4;

-- As in 0066, but that an activity shows a task done that asks for its category.
create or replace function task_progress(edition integer, units bigint[], today date) returns table (
    unit_task_id bigint, task_id bigint, unit_id bigint, plan_id uuid, visit_id bigint, output text, due date, last_day date,
    state text, late boolean, done_on date, shown_by text, shown_id text, by_account boolean)
    language sql stable parallel safe rows 1000
    as $$
    with dispatch as materialized (select * from dispatches(task_progress.edition)),
    all_reports as materialized (
        select distinct on (d.issuer) d.issuer, d.report_due as by_day, d.issued_on from dispatch d where d.report_due is not null order by d.issuer, d.issued_on desc, d.id desc),
    own as materialized (
        select distinct on (ut.unit_id, d.issuer, k.output) ut.unit_id, d.issuer, k.output, last_day(k.due, k.bound) as by_day, d.issued_on
          from dispatch d
          join task k on k.plan_id = d.id and k.output in ('plan', 'schedule', 'ceremony', 'report') and k.due is not null
          join unit_task ut on ut.task_id = k.id
         where ut.unit_id = any (units)
         order by ut.unit_id, d.issuer, k.output, d.issued_on desc, last_day(k.due, k.bound))
    select p.unit_task_id, p.task_id, p.unit_id, p.plan_id, p.visit_id, p.output, coalesce(p.moved, p.due), p.last_day,
           case p.shown when 'done' then 'done' when 'said' then 'said' when 'returned' then 'returned'
                else case when p.last_day < task_progress.today then 'overdue' when p.last_day <= task_progress.today + 7 then 'due' else 'not-due' end end,
           coalesce(case when p.shown in ('done', 'said') then p.on_day else task_progress.today end > p.last_day, false),
           case p.shown when 'done' then p.on_day end, p.shown_by, p.shown_id, p.by_account
      from (select t.unit_task_id, t.task_id, t.unit_id, t.plan_id, t.visit_id, t.output, t.due, m.moved, coalesce(m.moved, t.last_day) as last_day, w.by_account,
                   case when t.output = 'report' and x.owes_report then case x.report_state when 'accepted' then 'done' when 'submitted' then 'said' when 'returned' then 'returned' end
                        when trace.id is not null then 'done' else said.shown end as shown,
                   case when trace.id is not null then trace.on_day else said.on_day end as on_day,
                   case when trace.id is not null then trace.kind when said.id is not null then 'account' end as shown_by,
                   coalesce(trace.id, said.id::text) as shown_id
              from (select u.id as unit_id, issued.id as plan_id_issued, issued.on_day as issued_on, held.planned_id, held.planned_on, held.ceremony_id, held.ceremony_on, held.activity_id, held.activity_on,
                           sent.id is not null as owes_report, sent.extended_to, case when sent.state in ('submitted', 'returned', 'accepted') then sent.id end as report_id, sent.state as report_state, sent.on_day as sent_on,
                           seen.id as inspection_id, seen.on_day as inspected_on
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
                          select r.id, r.state, r.handed_on as on_day, r.extended_to
                            from report r where r.unit_id = u.id and r.edition_id = edition) sent on true
                      left join lateral (
                          select i.id, max(v.on_day) as on_day
                            from inspection i join inspection_visit v on v.inspection_id = i.id where i.unit_id = u.id and i.edition_id = edition
                           group by i.id having bool_and(v.visited_at is not null) order by 2, 1 limit 1) seen on true) x
             cross join lateral (
                   select ut.id as unit_task_id, k.id as task_id, ut.unit_id, k.plan_id, k.visit_id, k.output, k.activity_kind, k.due, last_day(k.due, k.bound) as last_day,
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
             cross join lateral (select case when a.issued_on > o.issued_on then a.by_day else coalesce(o.by_day, a.by_day) end as moved) ordered
             cross join lateral (
                   select case when t.output = 'report' and x.extended_to > coalesce(ordered.moved, t.last_day) then x.extended_to else ordered.moved end as moved) m
             cross join lateral (
                   select case t.output when 'plan' then false when 'schedule' then false when 'ceremony' then false when 'report' then not x.owes_report else true end as by_account) w
              left join lateral (
                   select case a.verdict when 'accepted' then 'done' when 'returned' then 'returned' else 'said' end as shown, (a.at at time zone 'Asia/Ho_Chi_Minh')::date as on_day, a.id
                     from task_account a
                    where a.unit_task_id = t.unit_task_id and w.by_account
                    order by a.id desc limit 1) said on true
              left join lateral (
                   select a.id, (a.from_at at time zone 'Asia/Ho_Chi_Minh')::date as on_day from activity a
                    where t.output = 'activity' and t.activity_kind is not null and a.unit_id = t.unit_id and a.edition_id = edition and split_part(a.kind, '.', 1) = t.activity_kind and a.state = 'held'
                    order by a.from_at, a.id limit 1) kind on true
             cross join lateral (
                   select case t.output
                              when 'plan' then x.plan_id_issued when 'schedule' then x.planned_id when 'ceremony' then x.ceremony_id when 'report' then x.report_id
                              when 'activity' then case when t.activity_kind is null then x.activity_id else kind.id end when 'inspection' then x.inspection_id end::text as id,
                          case t.output
                              when 'plan' then x.issued_on when 'schedule' then x.planned_on when 'ceremony' then x.ceremony_on when 'report' then x.sent_on
                              when 'activity' then case when t.activity_kind is null then x.activity_on else kind.on_day end when 'inspection' then x.inspected_on end as on_day,
                          case t.output when 'schedule' then 'activity' when 'ceremony' then 'activity' else t.output end as kind) trace) p
    $$;

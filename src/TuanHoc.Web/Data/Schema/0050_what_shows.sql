-- What shows a task done, and whether an account may: an inspection that is over, and an account of a report where the unit owes none here.

-- As in 0042, and by_account tells whether an account may show the task done. Output decides what does:
--   plan        a plan of the unit in force in the edition; done on the day it bears
--   schedule    an opening ceremony of the unit, planned or held; done on the day it was entered
--   ceremony    an opening ceremony held; done on its day
--   report      the unit's report accepted, done on the day it was sent last; where the unit owes none in the edition, an account
--   activity    another activity held, done on its day; or an account
--   inspection  an inspection by the unit of which every visit is recorded, done on the day of the last; or an account
--   news, money, meeting, document and what has no output leave no trace here: an account
-- An account (task_account) shows a task done when someone else than its author has accepted it; the day is that on which it was given.
drop function task_progress(integer, bigint[], date);
create function task_progress(edition integer, units bigint[], today date) returns table (
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
          join task k on k.plan_id = d.id and k.output in ('plan', 'schedule', 'report') and k.due is not null
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
                           sent.id is not null as owes_report, case when sent.state in ('submitted', 'returned', 'accepted') then sent.id end as report_id, sent.state as report_state, sent.on_day as sent_on,
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
                          select r.id, r.state, case when r.state in ('submitted', 'returned', 'accepted') then
                                     (select (s.at at time zone 'Asia/Ho_Chi_Minh')::date from report_step s where s.report_id = r.id and s.kind = 'submitted' order by s.id desc limit 1) end as on_day
                            from report r where r.unit_id = u.id and r.edition_id = edition) sent on true
                      left join lateral (
                          select i.id, max(v.on_day) as on_day
                            from inspection i join inspection_visit v on v.inspection_id = i.id where i.unit_id = u.id and i.edition_id = edition
                           group by i.id having bool_and(v.visited_at is not null) order by 2, 1 limit 1) seen on true) x
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
             cross join lateral (
                   select case t.output when 'plan' then false when 'schedule' then false when 'ceremony' then false when 'report' then not x.owes_report else true end as by_account) w
              left join lateral (
                   select case a.verdict when 'accepted' then 'done' when 'returned' then 'returned' else 'said' end as shown, (a.at at time zone 'Asia/Ho_Chi_Minh')::date as on_day, a.id
                     from task_account a
                    where a.unit_task_id = t.unit_task_id and w.by_account
                    order by a.id desc limit 1) said on true
             cross join lateral (
                   select case t.output
                              when 'plan' then x.plan_id_issued when 'schedule' then x.planned_id when 'ceremony' then x.ceremony_id when 'report' then x.report_id
                              when 'activity' then x.activity_id when 'inspection' then x.inspection_id end::text as id,
                          case t.output
                              when 'plan' then x.issued_on when 'schedule' then x.planned_on when 'ceremony' then x.ceremony_on when 'report' then x.sent_on
                              when 'activity' then x.activity_on when 'inspection' then x.inspected_on end as on_day,
                          case t.output when 'schedule' then 'activity' when 'ceremony' then 'activity' else t.output end as kind) trace) p
    $$;

-- As in 0036, but that activities follow the tasks that ask for them, and so does the report of a unit that owes none here: of each kind how many are
-- asked, done, and said (they wait for a look).
drop function control_board(integer, bigint[], date);
create function control_board(edition integer, units bigint[], today date) returns table (
    unit_id bigint, plan_id uuid, plan_on date, is_drafted boolean, plan_by date, schedule_by date, ceremony_id uuid, ceremony_on date, is_held boolean, ceremony_by date,
    activities integer, held integer, activities_asked integer, activities_done integer, activities_said integer, activity_by date,
    report_id uuid, report_state text, reports_asked integer, reports_done integer, reports_said integer, report_by date,
    asked integer, done integer, said integer, others_by date)
    language sql stable parallel safe rows 200
    as $$
    with tasks as (
        select t.unit_id, min(t.last_day) filter (where t.is_open and t.asks = 'plan') as plan_by, min(t.last_day) filter (where t.is_open and t.asks = 'schedule') as schedule_by,
               min(t.last_day) filter (where t.is_open and t.asks = 'ceremony') as ceremony_by, min(t.last_day) filter (where t.is_open and t.asks = 'activity') as activity_by,
               min(t.last_day) filter (where t.is_open and t.asks = 'account of a report') as report_by, min(t.last_day) filter (where t.is_open and t.asks = 'other') as others_by,
               (count(*) filter (where t.asks = 'activity'))::integer as activities_asked, (count(*) filter (where t.asks = 'activity' and t.state = 'done'))::integer as activities_done,
               (count(*) filter (where t.asks = 'activity' and t.state = 'said'))::integer as activities_said,
               (count(*) filter (where t.asks = 'account of a report'))::integer as reports_asked, (count(*) filter (where t.asks = 'account of a report' and t.state = 'done'))::integer as reports_done,
               (count(*) filter (where t.asks = 'account of a report' and t.state = 'said'))::integer as reports_said,
               (count(*) filter (where t.asks = 'other'))::integer as asked, (count(*) filter (where t.asks = 'other' and t.state = 'done'))::integer as done,
               (count(*) filter (where t.asks = 'other' and t.state = 'said'))::integer as said
          from (select p.unit_id, p.last_day, p.state, p.state not in ('done', 'said') as is_open,
                       case when p.output in ('plan', 'schedule', 'ceremony', 'activity') then p.output when p.output = 'report' then case when p.by_account then 'account of a report' end else 'other' end as asks
                  from task_progress(control_board.edition, units, today) p
                -- Kept apart, so that what is asked is worked out once a task, and not in each of the counts.
                offset 0) t
         group by t.unit_id),
    plans as (
        select p.unit_id, (array_agg(p.id) filter (where p.state = 'saved'))[1] as plan_id,
               min(coalesce(p.issued_on, vietnam_day(coalesce(p.issued_at, p.made_at)))) filter (where p.state in ('saved', 'replaced')) as plan_on,
               bool_or(p.state in ('read', 'draft')) as is_drafted
          from plan p where p.unit_id = any (units) and p.edition_id = control_board.edition and p.type = 'KH' group by p.unit_id),
    ceremonies as (
        select distinct on (a.unit_id) a.unit_id, a.id, vietnam_day(a.from_at) as on_day, a.state = 'held' as is_held
          from activity a where a.unit_id = any (units) and a.edition_id = control_board.edition and a.kind = 'ceremony' and a.state <> 'cancelled'
         order by a.unit_id, a.state = 'held' desc, a.from_at),
    counted as (
        select a.unit_id, count(*)::integer as activities, (count(*) filter (where a.state = 'held'))::integer as held
          from activity a where a.unit_id = any (units) and a.edition_id = control_board.edition and a.state <> 'cancelled' group by a.unit_id),
    reports as (
        select r.unit_id, r.id, r.state,
               coalesce(o.report_due, case u.kind when 'province' then e.due_provinces when 'commune' then e.due_communes when 'district' then e.due_communes else e.due_units end) as due
          from report r
          join edition e on e.id = r.edition_id
          join unit u on u.id = r.unit_id
          left join report_due_ordered o on o.edition_id = r.edition_id and o.receiver_id = r.receiver_id
         where r.unit_id = any (units) and r.edition_id = control_board.edition)
    select u.id, p.plan_id, p.plan_on, coalesce(p.is_drafted, false), t.plan_by, t.schedule_by, c.id, c.on_day, coalesce(c.is_held, false), t.ceremony_by,
           coalesce(n.activities, 0), coalesce(n.held, 0), coalesce(t.activities_asked, 0), coalesce(t.activities_done, 0), coalesce(t.activities_said, 0), t.activity_by,
           r.id, r.state, coalesce(t.reports_asked, 0), coalesce(t.reports_done, 0), coalesce(t.reports_said, 0), case when r.id is null then t.report_by else r.due end,
           coalesce(t.asked, 0), coalesce(t.done, 0), coalesce(t.said, 0), t.others_by
      from listed(units) u
      left join tasks t on t.unit_id = u.id
      left join plans p on p.unit_id = u.id
      left join ceremonies c on c.unit_id = u.id
      left join counted n on n.unit_id = u.id
      left join reports r on r.unit_id = u.id
     order by u.place
    $$;

-- As in 0044, but of all the days from since on, the first that was not told: what a day that was missed would have reminded of is reminded of today, as
-- it stands today, once. Days of a plan not opened: since it was sent, below zero.
drop function reminders(date);
create function reminders(today date, since date) returns table (person_id bigint, unit_id bigint, unit_name text, digest boolean, reminder_mail boolean, section text, path text, title text, last_day date, days integer)
    language sql stable rows 10000
    as $$
    with work as materialized (
        -- days: until the last day; earlier: as many as they were on the first of the days that are told.
        select w.*, w.last_day - reminders.today as days, w.last_day - reminders.since as earlier from open_work(reminders.today, reminders.since - 30, reminders.today + 14) w),
    acting as materialized (
        select m.person_id, m.unit_id, v.name as unit_name,
               -- Where nobody has the role that a reminder is for, the next nearest hears it: no unit is left out for want of a role.
               bool_or(m.role = 'coordinator' or m.role = 'leader' and not u.is_coordinated) as coordinates,
               bool_or(m.role in ('coordinator', 'reporter') or not u.is_filled) as fills,
               bool_or(m.role in ('coordinator', 'leader') or not u.is_led) as leads,
               case coalesce((select s.digest from message_setting s where s.person_id = m.person_id), 'weekly') when 'daily' then true when 'weekly' then extract(isodow from reminders.today) - 1 <= reminders.today - reminders.since else false end
               and not exists (select from message_wish w where w.person_id = m.person_id and w.kind = 'digest' and not w.mail) as digest
          from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> reminders.today
         cross join lateral (
               select bool_or(o.role = 'coordinator') as is_coordinated, bool_or(o.role in ('coordinator', 'reporter')) as is_filled, bool_or(o.role in ('coordinator', 'leader')) as is_led
                 from membership o where o.unit_id = m.unit_id and o.valid @> reminders.today) u
         where m.valid @> reminders.today and m.role <> 'viewer'
         group by m.person_id, m.unit_id, v.name),
    lines as (
        select a.*, 'own' as section, w.path, w.title, w.last_day, w.days
          from work w join acting a on a.unit_id = w.unit_id
         where (a.fills or (a.leads and w.days <= -3)) and (a.digest or exists (select from unnest(array[7, 3, 1, 0, -1, -3, -7]) as told (days) where told.days between w.days and w.earlier))
        union all
        select a.*, 'review', '/reports', r.reports || ' báo cáo chờ duyệt', null, null
          from (select receiver_id, count(*) as reports from report where state = 'submitted' and receiver_id is not null group by receiver_id) r
          join acting a on a.unit_id = r.receiver_id and a.coordinates and a.digest
        union all
        select a.*, 'plan', '/plans/' || p.id, coalesce(p.title, p.file_name), null, vietnam_day(d.at) - reminders.today
          from plan_delivery d join plan p on p.id = d.plan_id and p.state = 'saved' join acting a on a.unit_id = d.unit_id and a.leads
         where d.opened_at is null and vietnam_day(d.at) between reminders.since - 2 and reminders.today - 2
        union all
        select a.*, 'below', w.path, below.name || ': ' || w.title, w.last_day, w.days
          from work w
          join unit_version below on below.unit_id = w.unit_id and below.valid @> reminders.today
          join acting a on a.coordinates and a.unit_id <> w.unit_id and (a.unit_id = below.parent_id or a.unit_id in (select s.agency_id from standing_agency s where s.edition_id = w.edition_id and s.unit_id = below.parent_id))
         where -3 between w.days and w.earlier)
    select l.person_id, l.unit_id, l.unit_name, l.digest, not exists (select from message_wish w where w.person_id = l.person_id and w.kind = 'reminder' and not w.mail),
           l.section, l.path, l.title, l.last_day, l.days
      from lines l
     order by l.person_id, l.unit_name, l.unit_id, array_position(array['own', 'review', 'plan', 'below'], l.section), l.last_day, l.title, l.path
    $$;

-- As in 0045, but that a signed file that waits for a person stands beside the one in force, which stays the one shown and handed out until then.
alter table plan_signed_file
    add column waits boolean not null generated always as (doubts is not null and confirmed_at is null) stored,
    drop constraint plan_signed_file_pkey,
    add primary key (plan_id, waits);

-- A body that is asked and not ordered ("Đề nghị Hội Khuyến học tỉnh") owes nothing: it is reminded in other words, and nobody above it is told that it is late.
-- As in 0056, with whether a thing was only asked; where the same was ordered too, it is ordered.
drop function open_work(date, date, date);
create function open_work(today date, first date, final date) returns table (edition_id integer, unit_id bigint, path text, title text, last_day date, asked boolean)
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
               e.id as edition_id, p.unit_id, '/tasks/' || p.unit_task_id as path, k.text, p.last_day, coalesce(k.mode ~ '^[Đđ]ề nghị', false) as asked
          from near e
         cross join lateral task_progress(e.id, array(
                   select ut.unit_id from unit_task ut join task k on k.id = ut.task_id where last_day(k.due, k.bound) between open_work.first and open_work.final
                   union
                   select ut.unit_id
                     from dispatches(e.id) d
                     join plan o on o.edition_id = e.id and o.unit_id = d.issuer and o.state = 'saved'
                     join task k on k.plan_id = o.id and k.output in ('plan', 'schedule', 'report')
                     join unit_task ut on ut.task_id = k.id
                   union
                   select r.unit_id from report r where r.edition_id = e.id and r.extended_to between open_work.first and open_work.final), open_work.today) p
          join task k on k.id = p.task_id
         where p.last_day between open_work.first and open_work.final and p.state not in ('done', 'said')
         order by e.id, p.unit_id, p.last_day, case when p.output in ('plan', 'schedule', 'report') then p.output else p.unit_task_id::text end, coalesce(k.mode ~ '^[Đđ]ề nghị', false), p.unit_task_id)
    select t.edition_id, t.unit_id, t.path, t.text, t.last_day, t.asked from tasks t
    union all
    select r.edition_id, coalesce(whole_heir(r.unit_id, open_work.today), r.unit_id), '/reports/' || r.id, 'Báo cáo Tuần lễ năm ' || e.year, greatest(d.due, r.extended_to), false
      from report r
      join near e on e.id = r.edition_id
      join unit u on u.id = r.unit_id
      join reports_due d on d.edition_id = r.edition_id and d.receiver_id = r.receiver_id and d.kind = u.kind
     where r.state in ('open', 'draft', 'returned') and r.ended_on is null and greatest(d.due, r.extended_to) between open_work.first and open_work.final
       and not exists (select from unit_task ut join task k on k.id = ut.task_id and k.output = 'report' and k.due is not null
                         join plan p on p.id = k.plan_id and p.edition_id = r.edition_id and p.state = 'saved' where ut.unit_id = r.unit_id)
    $$;

-- As in 0050; section asked: what a unit was only asked, which neither its leaders nor who stands above it hears of as late.
create or replace function reminders(today date, since date) returns table (person_id bigint, unit_id bigint, unit_name text, digest boolean, reminder_mail boolean, section text, path text, title text, last_day date, days integer)
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
        select a.*, case when w.asked then 'asked' else 'own' end as section, w.path, w.title, w.last_day, w.days
          from work w join acting a on a.unit_id = w.unit_id
         where (a.fills or (a.leads and w.days <= -3 and not w.asked)) and (a.digest or exists (select from unnest(array[7, 3, 1, 0, -1, -3, -7]) as told (days) where told.days between w.days and w.earlier))
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
         where -3 between w.days and w.earlier and not w.asked)
    select l.person_id, l.unit_id, l.unit_name, l.digest, not exists (select from message_wish w where w.person_id = l.person_id and w.kind = 'reminder' and not w.mail),
           l.section, l.path, l.title, l.last_day, l.days
      from lines l
     order by l.person_id, l.unit_name, l.unit_id, array_position(array['own', 'asked', 'review', 'plan', 'below'], l.section), l.last_day, l.title, l.path
    $$;

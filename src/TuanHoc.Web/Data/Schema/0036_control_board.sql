-- The units of a list with their places in it. In plpgsql, so that the planner expects hundreds, and joins them by hash; of unnest it expects ten.
create function listed(units bigint[]) returns table (id bigint, place bigint)
    language plpgsql immutable parallel safe rows 1000
    as $$ begin return query select * from unnest(units) with ordinality; end $$;

-- The control board: of each unit what is asked in an edition and what there is, one row a unit, set by set. What happened stands in plans, activities
-- and reports; what is asked and still open comes from task_progress: *_by is the earliest last day on which such a task is not met (null: none is open).
create function control_board(edition integer, units bigint[], today date) returns table (
    unit_id bigint, plan_id uuid, plan_on date, is_drafted boolean, plan_by date, schedule_by date, ceremony_id uuid, ceremony_on date, is_held boolean, ceremony_by date,
    activities integer, held integer, activity_by date, report_id uuid, report_state text, report_by date, asked integer, done integer, others_by date)
    language sql stable parallel safe rows 200
    as $$
    with tasks as (
        select t.unit_id, min(t.last_day) filter (where t.is_open and t.output = 'plan') as plan_by, min(t.last_day) filter (where t.is_open and t.output = 'schedule') as schedule_by,
               min(t.last_day) filter (where t.is_open and t.output = 'ceremony') as ceremony_by, min(t.last_day) filter (where t.is_open and t.output = 'activity') as activity_by,
               min(t.last_day) filter (where t.is_open and t.is_other) as others_by,
               (count(*) filter (where t.is_other))::integer as asked, (count(*) filter (where t.is_other and t.state = 'done'))::integer as done
          from (select p.unit_id, p.output, p.last_day, p.state, p.state not in ('done', 'said') as is_open, coalesce(p.output, '') not in ('plan', 'schedule', 'ceremony', 'activity', 'report') as is_other
                  from task_progress(control_board.edition, units, today) p) t
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
           coalesce(n.activities, 0), coalesce(n.held, 0), t.activity_by, r.id, r.state, r.due, coalesce(t.asked, 0), coalesce(t.done, 0), t.others_by
      from listed(units) u
      left join tasks t on t.unit_id = u.id
      left join plans p on p.unit_id = u.id
      left join ceremonies c on c.unit_id = u.id
      left join counted n on n.unit_id = u.id
      left join reports r on r.unit_id = u.id
     order by u.place
    $$;

-- When somebody of a unit last reminded another of what it is late with, by the happening.
create index happening_of_reminder on happening (unit_id, thing_id, at desc) where kind = 'task-reminder';

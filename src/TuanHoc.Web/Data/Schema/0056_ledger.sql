-- The ledger of expected reports. Each row of report is one that a unit owes in an edition; here stands what is owed of it (parts), to whom beside its receiver
-- (copies), by when (an extension moves the day), and how it came in: on which day, and what was missing. docs/decisions/0041.

-- What a document in force says of the reports that its receivers are sent, read out of it when it is delivered: whether pictures belong to them, and the
-- bodies they are sent to or through, in its own words and, where the directory knows one body of that name, as a unit.
create table report_order (
    plan_id uuid primary key references plan (id) on delete cascade,
    pictures boolean not null
);
create table report_order_to (
    plan_id uuid not null references report_order (plan_id) on delete cascade,
    name text not null check (btrim(name) <> ''),
    via boolean not null,
    unit_id bigint references unit (id),
    primary key (plan_id, via, name)
);
insert into report_order (plan_id, pictures) select id, false from plan where state = 'saved' and report_due is not null;
create index report_order_to_unit on report_order_to (unit_id) where unit_id is not null;

-- The documents in force that order the reports of a receiver: its plan, its letters and guidances, and the guidances that its own agencies issue under its plan.
create view report_ordered as
    select p.edition_id, p.unit_id as receiver_id, p.report_due, p.issued_on, p.id as plan_id
      from plan p where p.state = 'saved' and p.report_due is not null and p.edition_id is not null
    union all
    select d.edition_id, u.unit_id, d.report_due, d.issued_on, d.id
      from plan d
      join plan u on u.id = d.upper_id and u.edition_id = d.edition_id
      join unit_version v on v.unit_id = d.unit_id and v.parent_id = u.unit_id and v.kind = 'agency' and v.valid @> d.issued_on
     where d.state = 'saved' and d.type <> 'KH' and d.report_due is not null;

-- Of these, the one issued last sets the day.
create or replace view report_due_ordered as
    select distinct on (edition_id, receiver_id) edition_id, receiver_id, report_due, plan_id
      from report_ordered order by edition_id, receiver_id, issued_on desc nulls last, plan_id desc;

-- The units beside the receiver that its documents send the reports to, or through: they read what is handed in, and accept nothing.
create function report_copies(edition integer, receiver bigint) returns setof bigint
    language sql stable parallel safe rows 2
    as $$
    select t.unit_id from report_ordered o join report_order_to t on t.plan_id = o.plan_id
     where o.edition_id = report_copies.edition and o.receiver_id = report_copies.receiver and t.unit_id <> report_copies.receiver
    $$;

-- The parts that a report to a receiver has to have: the form it is made on, if any; the words and pictures that the documents in force of the nearest unit
-- from the receiver upwards order. Words are what a report is without a form, and what every document that orders one means. In plpgsql: asked at each submission.
create function report_parts(edition integer, receiver bigint, form text) returns text[]
    language plpgsql stable parallel safe
    as $$
    declare
        above bigint := receiver;
        on_day date := (select upper(e.week) - 1 from edition e where e.id = edition);
        pictures boolean;
    begin
        for step in 1..10 loop
            exit when above is null;
            select bool_or(coalesce(t.pictures, false)) into pictures from report_ordered o left join report_order t on t.plan_id = o.plan_id where o.edition_id = edition and o.receiver_id = above;
            exit when pictures is not null;
            select v.parent_id into above from unit_version v where v.unit_id = above and (v.valid @> on_day) is true;
        end loop;
        return array_remove(array[case when form is not null then 'figures' end, case when form is null or pictures is not null then 'narrative' end, case when pictures then 'pictures' end], null);
    end
    $$;

-- Of the parts owed, those of which nothing is there. Who says that nothing was held owes none.
create function report_missing(parts text[], figures bigint[], narrative jsonb, pictures jsonb, nothing_occurred boolean) returns text[]
    language sql immutable parallel safe
    return case when parts is null then null when nothing_occurred then '{}'::text[] else array_remove(array[
        case when 'figures' = any (parts) and coalesce(array_remove(figures, null) = '{}', true) then 'figures' end,
        case when 'narrative' = any (parts) and narrative = '{}' then 'narrative' end,
        case when 'pictures' = any (parts) and pictures = '[]' then 'pictures' end], null) end;

-- How a report came in: the day on which it was handed in first (a receiver that returns it late makes nobody late), the parts that were owed when it was
-- handed in last, and which of them were missing. What is ordered afterwards changes nothing of it. extended_to: the last day granted, where there is one.
alter table report
    add column handed_on date,
    add column parts text[] check (parts <@ array['figures', 'narrative', 'pictures']),
    add column extended_to date;
update report r set parts = report_parts(r.edition_id, r.receiver_id, r.form_key),
       handed_on = coalesce((select vietnam_day(min(s.at)) from report_step s where s.report_id = r.id and s.kind = 'submitted'), vietnam_day(r.changed_at))
 where r.state in ('submitted', 'returned', 'accepted');
alter table report
    add column missing text[] generated always as (report_missing(parts, figures, narrative, pictures, nothing_occurred)) stored,
    add constraint report_handed_in check ((handed_on is null) = (parts is null) and (state not in ('submitted', 'returned', 'accepted') or parts is not null));
create index report_extended on report (edition_id, extended_to) where extended_to is not null;

create function report_is_handed_in() returns trigger
    language plpgsql
    as $$
    begin
        new.handed_on := coalesce(new.handed_on, vietnam_day(new.changed_at));
        if new.parts is null or tg_op = 'UPDATE' and old.state <> 'submitted' then
            new.parts := report_parts(new.edition_id, new.receiver_id, new.form_key);
        end if;
        return new;
    end
    $$;
create trigger report_is_handed_in before insert or update of state on report for each row
    when (new.state = 'submitted' or new.state in ('returned', 'accepted') and new.parts is null) execute function report_is_handed_in();

-- A longer time for one report: asked for by its unit and answered by its receiver, or given by the receiver unasked; always with a reason.
-- Granted, the report's day is the latest of those granted; a day that documents order later still stands.
create table report_extension (
    id bigint generated always as identity primary key,
    report_id uuid not null references report (id),
    until date not null,
    reason text not null check (btrim(reason) <> ''),
    given boolean not null,
    at timestamptz not null,
    by bigint not null references person (id),
    write_key uuid not null unique,
    verdict text check (verdict in ('granted', 'refused')),
    verdict_at timestamptz,
    verdict_by bigint references person (id),
    answer text,
    check ((verdict is null) = (verdict_at is null) and (verdict is null) = (verdict_by is null)),
    check (not given or verdict = 'granted'),
    constraint report_extension_not_own check (given = (verdict_by = by)),
    constraint report_extension_refused_why check (verdict <> 'refused' or btrim(coalesce(answer, '')) <> '')
);
create index report_extension_of_report on report_extension (report_id, id desc);
create unique index report_extension_waiting on report_extension (report_id) where verdict is null;

-- What needs an act first: 0 to be checked, 1 overdue, 2 returned, 3 due within a week, 4 not due yet, 5 accepted, 6 asked of nobody any more.
create or replace function report_rank(state text, due date, today date) returns integer
    language sql immutable parallel safe
    return case when state = 'submitted' then 0 when state = 'accepted' then 5 when state = 'ended' then 6 when state = 'returned' then 2 when due < today then 1 when due <= today + 7 then 3 else 4 end;

-- As in 0050, by the days as they are extended.
create or replace function control_board(edition integer, units bigint[], today date) returns table (
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
               greatest(coalesce(o.report_due, edition_due(e, u.kind)), r.extended_to) as due
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

-- As in 0042, by the days as they are extended.
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
                     join unit_task ut on ut.task_id = k.id
                   union
                   select r.unit_id from report r where r.edition_id = e.id and r.extended_to between open_work.first and open_work.final), open_work.today) p
          join task k on k.id = p.task_id
         where p.last_day between open_work.first and open_work.final and p.state not in ('done', 'said')
         order by e.id, p.unit_id, p.last_day, case when p.output in ('plan', 'schedule', 'report') then p.output else p.unit_task_id::text end, p.unit_task_id)
    select t.edition_id, t.unit_id, t.path, t.text, t.last_day from tasks t
    union all
    select r.edition_id, coalesce(whole_heir(r.unit_id, open_work.today), r.unit_id), '/reports/' || r.id, 'Báo cáo Tuần lễ năm ' || e.year, greatest(d.due, r.extended_to)
      from report r
      join near e on e.id = r.edition_id
      join unit u on u.id = r.unit_id
      join reports_due d on d.edition_id = r.edition_id and d.receiver_id = r.receiver_id and d.kind = u.kind
     where r.state in ('open', 'draft', 'returned') and r.ended_on is null and greatest(d.due, r.extended_to) between open_work.first and open_work.final
       and not exists (select from unit_task ut join task k on k.id = ut.task_id and k.output = 'report' and k.due is not null
                         join plan p on p.id = k.plan_id and p.edition_id = r.edition_id and p.state = 'saved' where ut.unit_id = r.unit_id)
    $$;

-- A unit that ended went whole into one other, or it was divided, or nobody knows. Where it went whole, the people of that one finish its
-- reports; where it did not, nobody can, and what it had not handed in by its end is asked of nobody any more.

-- The standing unit that took an ended one whole, through however many changes; null where it stands itself, and where there is no such one.
-- In plpgsql: nearly always one look at an index says that the unit stands.
create function whole_heir(unit bigint, on_day date) returns bigint
    language plpgsql stable parallel safe
    as $$
    declare
        here bigint := unit;
        last daterange;
    begin
        -- No line is as long; a ring would be a fault of the data, not an endless walk.
        for step in 1..16 loop
            select v.valid into last from unit_version v where v.unit_id = here and lower(v.valid) <= on_day order by v.valid desc limit 1;
            if last is null then return null; end if;
            if last @> on_day then return nullif(here, whole_heir.unit); end if;
            select s.to_unit into here from succession s where s.from_unit = here and s.on_day = upper(last) and s.whole;
            if here is null then return null; end if;
        end loop;
        return null;
    end
    $$;

-- The ended units that a unit took whole, itself or through others.
create function taken_whole(heir bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$
    with recursive before (id) as (
        select s.from_unit from succession s where s.to_unit = heir and s.whole and s.on_day <= taken_whole.on_day
        union
        select s.from_unit from before b join succession s on s.to_unit = b.id and s.whole and s.on_day <= taken_whole.on_day)
    select b.id from before b where whole_heir(b.id, taken_whole.on_day) = heir
    $$;

-- A unit and those that took it whole, one after the other, of any day.
create function whole_line(unit bigint) returns setof bigint
    language sql stable parallel safe rows 2
    as $$
    with recursive line (id) as (
        select unit
        union
        select s.to_unit from line join succession s on s.from_unit = line.id and s.whole)
    select id from line
    $$;

-- The day on which its unit ended: nobody took it whole, the report was not handed in, and it was not due yet. So it is asked of nobody.
alter table report
    add ended_on date,
    add constraint report_ended_is_not_received check (ended_on is null or state in ('open', 'draft', 'returned'));
create index report_ended on report (id) where ended_on is not null;

-- What needs an act first: 0 to be checked, 1 overdue, 2 returned, 3 not due yet, 4 accepted; 5 is asked of nobody any more.
create or replace function report_rank(state text, due date, today date) returns integer
    language sql immutable parallel safe
    return case when state = 'submitted' then 0 when state = 'accepted' then 4 when state = 'ended' then 5 when state = 'returned' then 2 when due < today then 1 else 3 end;

-- As in 0037; of an ended unit, its heir is reminded.
-- What units still have to do, with a last day from first to final: their tasks, and their reports where no task asks for
-- the same. What waits for another's look is nothing to remind of.
create or replace function open_work(today date, first date, final date) returns table (edition_id integer, unit_id bigint, path text, title text, last_day date)
    language sql stable rows 10000
    as $$
    with near as materialized (
        select e.id, e.year from edition e where e.year between extract(year from open_work.today)::integer - 1 and extract(year from open_work.today)::integer + 1),
    reports_due as materialized (
        select x.*, report_due(x.edition_id, x.receiver_id, x.kind) as due
          from (select distinct r.edition_id, r.receiver_id, u.kind from report r join near e on e.id = r.edition_id join unit u on u.id = r.unit_id
                 where r.receiver_id is not null and r.state in ('open', 'draft', 'returned')) x)
    select e.id, p.unit_id, '/tasks/' || p.unit_task_id, k.text, p.last_day
      from near e
     cross join lateral task_progress(e.id, array(
               select distinct ut.unit_id from unit_task ut join task k on k.id = ut.task_id where last_day(k.due, k.bound) between open_work.first and open_work.final), open_work.today) p
      join task k on k.id = p.task_id
     where p.last_day between open_work.first and open_work.final and p.state not in ('done', 'said')
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

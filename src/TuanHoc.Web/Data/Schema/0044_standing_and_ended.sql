-- The units whose branch somebody reads: where they hold a role, and the committees whose standing agency that unit is, in the last year for which a
-- committee named one. A Sở follows the plans, tasks and reports of its province; it acts for the province only by roles held there.
create function units_read(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$
    select m.unit_id from membership m where m.person_id = person and m.valid @> on_day
    union
    select s.unit_id from membership m join standing_agency s on s.agency_id = m.unit_id join edition e on e.id = s.edition_id
     where m.person_id = person and m.valid @> on_day
       and not exists (select from standing_agency l join edition n on n.id = l.edition_id where l.unit_id = s.unit_id and n.year > e.year)
    $$;

create or replace function sees(person bigint, unit bigint, on_day date, units_day date) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return reaches(array(select * from units_read(person, on_day)), unit, on_day, units_day); end $$;

create or replace function sees(person bigint, unit bigint, on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return reaches(array(select * from units_read(person, on_day)), unit, on_day, stood_on(unit, on_day)); end $$;

create or replace function units_seen(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$ select b.id from units_read(person, on_day) as r (id) cross join unit_branch(r.id, on_day) as b (id) $$;

-- Whether those who lead these units answer what is said of a task of the giver: the giver itself, or its standing agency, but never the one that did it.
create function answers(edition integer, giver bigint, doer bigint, led bigint[]) returns boolean
    language sql stable parallel safe
    return giver = any (led)
        or exists (select from standing_agency s where s.edition_id = answers.edition and s.unit_id = giver and s.agency_id = any (led) and s.agency_id <> doer);

-- Who is told of something in a unit: those with one of the roles; where nobody has one, those with one of the others.
create function told_of(unit bigint, roles text[], others text[], on_day date) returns setof bigint
    language plpgsql stable parallel safe rows 3
    as $$
    begin
        return query select distinct m.person_id from membership m where m.unit_id = unit and m.role = any (roles) and m.valid @> on_day;
        if not found then
            return query select distinct m.person_id from membership m where m.unit_id = unit and m.role = any (others) and m.valid @> on_day;
        end if;
    end
    $$;

-- A unit on a day, or what its ground belongs to by then: plans name units as of their own day.
create function living(unit bigint, on_day date) returns setof bigint
    language plpgsql stable parallel safe rows 1
    as $$
    begin
        if exists (select from unit_version v where v.unit_id = unit and v.valid @> on_day) then return next unit;
        else return query select n.unit_id from unit_now(unit, on_day) n;
        end if;
    end
    $$;

-- As in 0037, but that no unit is left out for want of a role.
create or replace function reminders(today date) returns table (person_id bigint, unit_id bigint, unit_name text, digest boolean, reminder_mail boolean, section text, path text, title text, last_day date, days integer)
    language sql stable rows 10000
    as $$
    with work as materialized (select w.*, w.last_day - reminders.today as days from open_work(reminders.today, reminders.today - 30, reminders.today + 14) w),
    acting as materialized (
        select m.person_id, m.unit_id, v.name as unit_name,
               -- Where nobody has the role that a reminder is for, the next nearest hears it: no unit is left out for want of a role.
               bool_or(m.role = 'coordinator' or m.role = 'leader' and not u.is_coordinated) as coordinates,
               bool_or(m.role in ('coordinator', 'reporter') or not u.is_filled) as fills,
               bool_or(m.role in ('coordinator', 'leader') or not u.is_led) as leads,
               case coalesce((select s.digest from message_setting s where s.person_id = m.person_id), 'weekly') when 'daily' then true when 'weekly' then extract(isodow from reminders.today) = 1 else false end
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
         where (a.fills or (a.leads and w.days <= -3)) and (a.digest or w.days in (7, 3, 1, 0, -1, -3, -7))
        union all
        select a.*, 'review', '/reports', r.reports || ' báo cáo chờ duyệt', null, null
          from (select receiver_id, count(*) as reports from report where state = 'submitted' and receiver_id is not null group by receiver_id) r
          join acting a on a.unit_id = r.receiver_id and a.coordinates and a.digest
        union all
        select a.*, 'plan', '/plans/' || p.id, coalesce(p.title, p.file_name), null, null
          from plan_delivery d join plan p on p.id = d.plan_id and p.state = 'saved' join acting a on a.unit_id = d.unit_id and a.leads
         where d.opened_at is null and vietnam_day(d.at) = reminders.today - 2
        union all
        select a.*, 'below', w.path, below.name || ': ' || w.title, w.last_day, w.days
          from work w
          join unit_version below on below.unit_id = w.unit_id and below.valid @> reminders.today
          join acting a on a.coordinates and a.unit_id <> w.unit_id and (a.unit_id = below.parent_id or a.unit_id in (select s.agency_id from standing_agency s where s.edition_id = w.edition_id and s.unit_id = below.parent_id))
         where w.days = -3)
    select l.person_id, l.unit_id, l.unit_name, l.digest, not exists (select from message_wish w where w.person_id = l.person_id and w.kind = 'reminder' and not w.mail),
           l.section, l.path, l.title, l.last_day, l.days
      from lines l
     order by l.person_id, l.unit_name, l.unit_id, array_position(array['own', 'review', 'plan', 'below'], l.section), l.last_day, l.title, l.path
    $$;

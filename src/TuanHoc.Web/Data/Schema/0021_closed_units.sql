-- A role in a unit that is closed counts for nothing: the unit has to stand on the day the role is used.
create or replace function sees(person bigint, unit bigint, on_day date) returns boolean
    language sql stable parallel safe
    return exists (
        select from membership m
        where m.person_id = person and m.valid @> on_day and m.unit_id in (select unit_line(unit, on_day))
          and exists (select from unit_version v where v.unit_id = m.unit_id and v.valid @> on_day));

create or replace function sees(person bigint, unit bigint, on_day date, units_day date) returns boolean
    language sql stable parallel safe
    return exists (
        select from membership m
        where m.person_id = person and m.valid @> on_day and m.unit_id in (select unit_line(unit, units_day))
          and exists (select from unit_version v where v.unit_id = m.unit_id and v.valid @> on_day));

create or replace function holds(person bigint, unit bigint, roles text[], on_day date) returns boolean
    language sql stable parallel safe
    return exists (
        select from membership m
        where m.person_id = person and m.unit_id = unit and m.role = any (roles) and m.valid @> on_day
          and exists (select from unit_version v where v.unit_id = m.unit_id and v.valid @> on_day));

create or replace function units_held(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$ select m.unit_id from membership m
           where m.person_id = person and m.valid @> on_day and exists (select from unit_version v where v.unit_id = m.unit_id and v.valid @> on_day) $$;

create or replace function units_held(person bigint, roles text[], on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$ select m.unit_id from membership m
           where m.person_id = person and m.role = any (roles) and m.valid @> on_day and exists (select from unit_version v where v.unit_id = m.unit_id and v.valid @> on_day) $$;

create or replace function units_seen(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$ select b.id from units_held(person, on_day) as held (id) cross join unit_branch(held.id, on_day) as b (id) $$;

-- Whether a person manages the people of a unit: an administrator does, and a coordinator of the unit or of the one directly above it.
create function manages_people(person bigint, unit bigint, on_day date) returns boolean
    language sql stable parallel safe
    return exists (select from person p where p.id = person and p.is_administrator)
        or exists (
            select from unit_version v
            where v.unit_id = unit and v.valid @> on_day
              and (holds(person, v.unit_id, '{coordinator}', on_day) or holds(person, v.parent_id, '{coordinator}', on_day)));

-- Whose role is in a unit that closed, and the standing units it went into, at last: where a successor closed too, its own.
-- Day and whole: of the last change on the way, and whether all of it went there.
create function former_people(on_day date) returns table (membership_id bigint, unit_id bigint, day date, whole boolean)
    language sql stable parallel safe rows 100
    as $$
    with recursive
    waiting as (
        select m.id, m.unit_id from membership m
         where (upper_inf(m.valid) or upper(m.valid) > on_day) and not exists (select from unit_version v where v.unit_id = m.unit_id and v.valid @> on_day)),
    went (closed, unit_id, day, whole) as (
        select distinct w.unit_id, w.unit_id, null::date, true from waiting w
        union
        select g.closed, s.to_unit, s.on_day, g.whole and s.whole
          from went g join succession s on s.from_unit = g.unit_id and s.on_day <= former_people.on_day
         where s.on_day >= (select max(upper(v.valid)) from unit_version v where v.unit_id = g.unit_id))
    select distinct on (w.id, g.unit_id) w.id, g.unit_id, g.day, g.whole
      from waiting w join went g on g.closed = w.unit_id and g.day is not null
     where exists (select from unit_version v where v.unit_id = g.unit_id and v.valid @> on_day)
       and not exists (select from not_taken_over n where n.membership_id = w.id and n.unit_id = g.unit_id)
     order by w.id, g.unit_id, g.day desc
    $$;

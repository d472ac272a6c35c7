-- One version at a time, as before, but by constraints that no question can take for an index: to look up a unit through theirs took four times as long as
-- through unit_version_of_unit, and was what the planner chose.
alter table unit_version drop constraint unit_version_once_at_a_time,
    add constraint unit_version_once_at_a_time exclude using gist (int8range(unit_id, unit_id, '[]') with &&, valid with &&);
alter table membership drop constraint membership_once_at_a_time,
    add constraint membership_once_at_a_time exclude using gist (int8range(person_id, person_id, '[]') with &&, unit_id with =, role with =, valid with &&);
alter table unit_fact drop constraint unit_fact_once_at_a_time,
    add constraint unit_fact_once_at_a_time exclude using gist (int8range(unit_id, unit_id, '[]') with &&, kind with =, valid with &&) where (replaced_at is null);

-- As in 0034, and a "no" is as quick as a "yes": what a unit has become is asked only of one that has ended. Each question was a walk through all versions of
-- all units before, 30 ms, because of a condition on the day alone; "is true" keeps to the versions of the unit.
create function line_meets(held bigint[], unit bigint, on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    declare
        above bigint := unit;
    begin
        -- No line is as long; a ring of parents would be a fault of the data, not an endless walk.
        for step in 1..16 loop
            if above = any (held) then return true; end if;
            select v.parent_id into above from unit_version v where v.unit_id = above and (v.valid @> on_day) is true;
            exit when above is null;
        end loop;
        return false;
    end
    $$;

create or replace function reaches(held bigint[], unit bigint, on_day date, units_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    begin
        if held = '{}' or units_day is null then return false; end if;
        if line_meets(held, unit, units_day) then return true; end if;
        if exists (select from unit_version v where v.unit_id = reaches.unit and (v.valid @> reaches.on_day) is true) then
            return units_day <> on_day and line_meets(held, unit, on_day);
        end if;
        return exists (select from heirs(reaches.unit, reaches.units_day, reaches.on_day) as heir (id) where line_meets(held, heir.id, reaches.on_day));
    end
    $$;

-- The edition of the newest year; null before the first.
create function newest_edition() returns integer
    language sql stable parallel safe
    return (select id from edition order by year desc limit 1);

-- As in 0044, but that a role in a closed unit reads nothing, as before.
create or replace function units_read(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$
    with held as (select h.id from units_held(person, on_day) as h (id))
    select id from held
    union
    select s.unit_id from held join standing_agency s on s.agency_id = held.id join edition e on e.id = s.edition_id
     where not exists (select from standing_agency l join edition n on n.id = l.edition_id where l.unit_id = s.unit_id and n.year > e.year)
    $$;

-- As in 0034, and a standing agency reads the branch it follows (units_read). The own roles first: only who does not see by them is asked what their unit follows as a standing agency.
create or replace function sees(person bigint, unit bigint, on_day date, units_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    declare
        held bigint[] := array(select * from units_held(person, on_day));
    begin
        return reaches(held, unit, on_day, units_day) or reaches(array(select r.id from units_read(person, on_day) as r (id) where r.id <> all (held)), unit, on_day, units_day);
    end
    $$;

create or replace function sees(person bigint, unit bigint, on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return sees(person, unit, on_day, stood_on(unit, on_day)); end $$;

-- As in 0041, but that whether a unit is in its heir's hands on the day is asked, by whole_heir, of the few of which it matters.
create or replace function taken_whole(heir bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$
    with recursive before (id) as (
        select s.from_unit from succession s where s.to_unit = heir and s.whole and s.on_day <= taken_whole.on_day
        union
        select s.from_unit from before b join succession s on s.to_unit = b.id and s.whole and s.on_day <= taken_whole.on_day)
    select id from before
    $$;

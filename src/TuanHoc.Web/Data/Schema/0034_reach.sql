-- The rule of access stands here once: whether somebody with roles in these units reaches a unit, as it stood on a day, from above:
-- by its line of then, or by that of what it has become. In plpgsql for the reasons told in 0022.
create function reaches(held bigint[], unit bigint, on_day date, units_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    declare
        above bigint := unit;
    begin
        if held = '{}' or units_day is null then return false; end if;
        -- No line is as long; a ring of parents would be a fault of the data, not an endless walk.
        for step in 1..16 loop
            if above = any (held) then return true; end if;
            select v.parent_id into above from unit_version v where v.unit_id = above and v.valid @> reaches.units_day;
            exit when above is null;
        end loop;
        return exists (
            select from heirs(reaches.unit, reaches.units_day, reaches.on_day) as heir (id)
             where held && array(select unit_line(heir.id, reaches.on_day)));
    end
    $$;

-- The last day up to a day on which a unit stood: that day itself while it lasts; null before its time.
create function stood_on(unit bigint, on_day date) returns date
    language sql stable parallel safe
    return (select case when v.valid @> on_day then on_day else upper(v.valid) - 1 end
              from unit_version v where v.unit_id = unit and lower(v.valid) <= on_day order by v.valid desc limit 1);

create or replace function sees(person bigint, unit bigint, on_day date, units_day date) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return reaches(array(select * from units_held(person, on_day)), unit, on_day, units_day); end $$;

-- Of today; a unit that has ended, as it last stood.
create or replace function sees(person bigint, unit bigint, on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return reaches(array(select * from units_held(person, on_day)), unit, on_day, stood_on(unit, on_day)); end $$;

-- The same for those with one of these roles alone.
create function sees(person bigint, unit bigint, roles text[], on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return reaches(array(select * from units_held(person, roles, on_day)), unit, on_day, stood_on(unit, on_day)); end $$;

-- What a unit is called on a day; after its end, what it was last called.
create function unit_name(unit bigint, on_day date) returns text
    language sql stable parallel safe
    return (select v.name from unit_version v where v.unit_id = unit and lower(v.valid) <= on_day order by v.valid desc limit 1);

-- The unit for which a person acts on another: the nearest, from that one upwards, in which the person holds one of the roles; null for administrators.
create function acting_for(person bigint, unit bigint, roles text[], on_day date) returns bigint
    language sql stable parallel safe
    return (select line.id from unit_line(unit, on_day) with ordinality as line (id, step) where line.id in (select * from units_held(person, roles, on_day)) order by line.step limit 1);

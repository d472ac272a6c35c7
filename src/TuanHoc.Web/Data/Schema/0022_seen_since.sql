-- What a unit did is seen by those above it then, and by those above what it is now: else the reports of merged units would be nobody's.
-- The standing units that a unit went into; itself where it stands. Of a divided one each part. Where no successor is known, the unit above
-- tells, as long as all of that went to one place (docs/decisions/0017).
create function heirs(unit bigint, since date, on_day date) returns setof bigint
    language sql stable parallel safe rows 2
    as $$
    with recursive went (id, since, above) as (
        select heirs.unit, heirs.since, false
        union
        select n.id, n.since, n.above
          from went w
         cross join lateral (
            select s.to_unit as id, s.on_day as since, w.above
              from succession s
             where s.from_unit = w.id and (s.whole or not w.above)
               and s.on_day = (select min(f.on_day) from succession f where f.from_unit = w.id and f.on_day > w.since and f.on_day <= heirs.on_day)
            union all
            select v.parent_id, upper(v.valid) - 1, true
              from unit_version v
             where v.unit_id = w.id and upper(v.valid) <= heirs.on_day and v.parent_id is not null
               and not exists (select from unit_version l where l.unit_id = w.id and l.valid >> v.valid)
               and not exists (select from succession s where s.from_unit = w.id and s.on_day > w.since and s.on_day <= heirs.on_day and (s.whole or not w.above))) n
         where not exists (select from unit_version v where v.unit_id = w.id and v.valid @> heirs.on_day))
    select w.id from went w where exists (select from unit_version v where v.unit_id = w.id and v.valid @> heirs.on_day)
    $$;

-- A person sees a unit when a role of today is in it or in a unit above it, as they stood on a day, or above what it has become.
-- In plpgsql, because it is asked for one unit at a time by nearly every page: a step up the line costs a look at an index, and
-- what became of the unit is asked only when the line of then says no. As one SQL expression it was at times ten times slower.
create or replace function sees(person bigint, unit bigint, on_day date, units_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    declare
        held bigint[] := array(select * from units_held(sees.person, sees.on_day));
        above bigint := unit;
    begin
        if held = '{}' or units_day is null then return false; end if;
        -- No line is as long; a ring of parents would be a fault of the data, not an endless walk.
        for step in 1..16 loop
            if above = any (held) then return true; end if;
            select v.parent_id into above from unit_version v where v.unit_id = above and v.valid @> sees.units_day;
            exit when above is null;
        end loop;
        return exists (
            select from heirs(sees.unit, sees.units_day, sees.on_day) as heir (id)
             where held && array(select unit_line(heir.id, sees.on_day)));
    end
    $$;

-- Of today; a unit that has ended, as it last stood.
create or replace function sees(person bigint, unit bigint, on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    begin
        return sees(person, unit, on_day, on_day) or sees(person, unit, on_day, (
            select max(upper(v.valid)) - 1 from unit_version v
             where v.unit_id = sees.unit and upper(v.valid) <= sees.on_day and not exists (select from unit_version s where s.unit_id = v.unit_id and s.valid @> sees.on_day)));
    end
    $$;

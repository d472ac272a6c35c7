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

create or replace function sees(person bigint, unit bigint, on_day date) returns boolean
    language sql stable parallel safe
    return exists (select from units_held(person, on_day) as held (id) where held.id in (select unit_line(unit, on_day)))
        or exists (
            select from units_held(person, on_day) as held (id)
             where not exists (select from unit_version v where v.unit_id = unit and v.valid @> on_day)
               and held.id in (select unit_line(heir.id, on_day) from heirs(unit, (select max(lower(v.valid)) from unit_version v where v.unit_id = unit), on_day) as heir (id)));

create or replace function sees(person bigint, unit bigint, on_day date, units_day date) returns boolean
    language sql stable parallel safe
    return exists (select from units_held(person, on_day) as held (id) where held.id in (select unit_line(unit, units_day)))
        or exists (
            select from units_held(person, on_day) as held (id)
             where held.id in (select unit_line(heir.id, on_day) from heirs(unit, units_day, on_day) as heir (id)));

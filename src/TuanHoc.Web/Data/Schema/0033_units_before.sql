-- Where a unit lay on a day: the names of the two above it, without the nation.
create function unit_place(unit bigint, on_day date) returns table (place text)
    language sql stable parallel safe rows 1
    as $$
        select concat_ws(', ', p.name, case when g.kind <> 'nation' then g.name end)
          from unit_version v
          join unit_version p on p.unit_id = v.parent_id and p.valid @> on_day and p.kind <> 'nation'
          left join unit_version g on g.unit_id = p.parent_id and g.valid @> on_day
         where v.unit_id = unit and v.valid @> on_day
    $$;

-- What a unit's ground belongs to on a day, however many changes lie between; a unit that is still there answers for itself.
create function unit_now(unit bigint, on_day date) returns table (unit_id bigint, name text, short_name text)
    language sql stable parallel safe rows 2
    as $$
        with recursive line (id) as (
            select unit
            union
            select s.to_unit from line join succession s on s.from_unit = line.id and s.on_day <= unit_now.on_day)
        select v.unit_id, v.name, v.short_name from line join unit_version v on v.unit_id = line.id and (v.valid @> unit_now.on_day) is true
    $$;

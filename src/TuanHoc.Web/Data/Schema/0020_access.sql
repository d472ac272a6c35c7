-- The rule of access as sets, beside sees() and holds() of 0003, for lists: what a person sees is the branches of the units in which a role is held.
create function units_held(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$ select m.unit_id from membership m where m.person_id = person and m.valid @> on_day $$;

-- The units in which a person holds one of these roles.
create function units_held(person bigint, roles text[], on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$ select m.unit_id from membership m where m.person_id = person and m.role = any (roles) and m.valid @> on_day $$;

create function units_seen(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$ select b.id from membership m cross join unit_branch(m.unit_id, on_day) as b (id) where m.person_id = person and m.valid @> on_day $$;

-- The units whose branch somebody reads: where they hold a role, and the committees whose standing agency that unit is, in the last year for which a
-- committee named one. A Sở follows the plans, tasks and reports of its province; it acts for the province only by roles held there.
create function units_read(person bigint, on_day date) returns setof bigint
    language sql stable parallel safe rows 3
    as $$
    with held as (select h.id from units_held(person, on_day) as h (id))
    select id from held
    union
    select s.unit_id from held join standing_agency s on s.agency_id = held.id join edition e on e.id = s.edition_id
     where not exists (select from standing_agency l join edition n on n.id = l.edition_id where l.unit_id = s.unit_id and n.year > e.year)
    $$;

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

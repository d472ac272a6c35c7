-- Who a body named in a plan is (docs: TuanHoc.Plans.UnitGroup, TuanHoc.Plans.Bodies): names are compared by their words alone, and groups are counted as of a day.

-- Words of a search key, without signs and "và": as TuanHoc.Plans.Bodies.BodyKey makes them.
create function body_key(search_key text) returns text
    language sql immutable parallel safe
    return btrim(regexp_replace(regexp_replace(regexp_replace(search_key, '[^a-z0-9]+', ' ', 'g'), ' va(?= )', ' ', 'g'), ' {2,}', ' ', 'g')) collate "C";
create index unit_version_body_name on unit_version (body_key(search_key));
create index unit_version_body_short on unit_version (body_key(short_key));

-- The territory a unit speaks for: itself, or the nearest it answers to.
create function unit_territory(unit bigint, on_day date) returns bigint
    language sql stable parallel safe
    as $$
    with recursive line (id, kind, parent_id, depth) as (
        select v.unit_id, v.kind, v.parent_id, 0 from unit_version v where v.unit_id = unit_territory.unit and v.valid @> on_day
        union all
        select v.unit_id, v.kind, v.parent_id, depth + 1 from line join unit_version v on v.unit_id = line.parent_id and v.valid @> on_day
         where line.kind not in ('nation', 'province', 'district', 'commune'))
    select id from line where kind in ('nation', 'province', 'district', 'commune') order by depth limit 1
    $$;

-- A territory and the territories in it.
create function unit_territories(territory bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$
    with recursive inner_territory (id) as (
        select territory
        union
        select v.unit_id from inner_territory t join unit_version v on v.parent_id = t.id and (v.valid @> on_day) is true and v.kind in ('province', 'district', 'commune'))
    select id from inner_territory
    $$;

-- Everything that stands on a territory: what answers to it or to anything in it, and what stands there and answers elsewhere.
create function unit_ground(territory bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$
    with recursive ground (id) as (
        (select id from unit_branch(territory, on_day) as b (id)
         union
         select v.unit_id from unit_territories(territory, on_day) as t (id) join unit_version v on v.territory_id = t.id and (v.valid @> on_day) is true)
        union
        select v.unit_id from ground join unit_version v on v.parent_id = ground.id and (v.valid @> on_day) is true)
    select id from ground where id <> territory
    $$;

-- The units of a group that an issuer names, on a day; the issuer is never one of them.
create function unit_group_members(issuer bigint, unit_group text, on_day date) returns setof bigint
    language plpgsql stable
    as $$
    declare
        terms text[] := string_to_array(unit_group, '+');
        base bigint := unit_territory(issuer, on_day);
        tiers constant text[] := array['commune', 'district', 'province', 'xa', 'phuong', 'dac-khu', 'thi-tran', 'huyen', 'quan', 'thi-xa', 'thanh-pho'];
        direct constant text[] := array['agency', 'association', 'press', 'centre', 'organ', 'body', 'museum'];
        spread constant text[] := array['school', 'clc', 'library', 'culture-house', 'enterprise', 'neighbourhood'];
    begin
        if terms && tiers then
            return query
            select v.unit_id from unit_territories(base, on_day) as t (id) join unit_version v on v.unit_id = t.id and v.valid @> on_day
             where t.id <> base and t.id <> issuer and (v.kind = any (terms)
                or exists (select from unnest(terms) as term where term = any (tiers) and term not in ('commune', 'district', 'province')
                    and starts_with(v.search_key, replace(term, '-', ' ') || ' ')
                    and v.kind = any (case when term in ('xa', 'phuong', 'dac-khu', 'thi-tran') then array['commune'] else array['district'] end)));
        end if;
        if terms && direct then
            return query
            select v.unit_id from unit_version v
             where v.parent_id = base and (v.valid @> on_day) is true and v.unit_id <> issuer and (v.kind = any (terms) and v.kind = any (direct)
                or 'organ' = any (terms) and v.kind in ('agency', 'association', 'press', 'centre', 'body', 'museum', 'library', 'culture-house'));
        end if;
        if terms && spread or exists (select from unnest(terms) as term where starts_with(term, 'school:')) then
            return query
            select v.unit_id from unit_ground(base, on_day) as g (id) join unit_version v on v.unit_id = g.id and v.valid @> on_day
             where v.unit_id <> issuer and (v.kind = any (terms) and v.kind = any (spread)
                or v.kind = 'school' and ('school:' || v.level = any (terms)
                    -- A school of several levels is one of each that its name tells; one that tells none may be of any.
                    or v.level = 'mixed' and (not v.search_key ~ '\m(mam non|mau giao|tieu hoc|th|trung hoc co so|thcs|trung hoc pho thong|thpt)\M' and 'school:primary' = any (terms)
                        or 'school:preschool' = any (terms) and v.search_key ~ '\m(mam non|mau giao)\M'
                        or 'school:primary' = any (terms) and v.search_key ~ '\m(tieu hoc|th)\M'
                        or 'school:lower-secondary' = any (terms) and v.search_key ~ '\m(trung hoc co so|thcs)\M'
                        or 'school:upper-secondary' = any (terms) and v.search_key ~ '\m(trung hoc pho thong|thpt)\M')));
        end if;
        if 'below' = any (terms) then
            return query select v.unit_id from unit_version v where v.parent_id = issuer and (v.valid @> on_day) is true;
        end if;
        if exists (select from unnest(terms) as term where starts_with(term, 'name:')) then
            return query
            select distinct v.unit_id from unnest(terms) as term
              cross join lateral (select replace(substr(term, 6), '-', ' ') collate "C" as key) n
              join unit_version v on body_key(v.search_key) >= n.key and body_key(v.search_key) < n.key || '{' and (v.valid @> on_day) is true
             where starts_with(term, 'name:') and (body_key(v.search_key) = n.key or starts_with(body_key(v.search_key), n.key || ' '))
               and v.unit_id <> issuer and v.parent_id <> base and base in (select * from unit_line(v.unit_id, on_day));
        end if;
        return query select substr(term, 6)::bigint from unnest(terms) as term where starts_with(term, 'unit:');
    end
    $$;

-- Whom a plan of an issuer may name: its line and whoever answers to it, and all on its own ground.
create function unit_may_name(issuer bigint, named bigint, on_day date) returns boolean
    language sql stable
    return exists (
        select from unit_version v where v.unit_id = named and v.valid @> on_day and (
            v.unit_id in (select * from unit_line(issuer, on_day)) or v.parent_id in (select * from unit_line(issuer, on_day))
            or unit_territory(issuer, on_day) in (select * from unit_line(v.unit_id, on_day))
            or unit_territory(issuer, on_day) in (select * from unit_line(v.territory_id, on_day))));

-- Units found by candidate names (TuanHoc.Plans.Bodies.BodySearch): for each asked name the best answers, all of one rank. place 0 is anywhere on the ground of the issuer.
create function match_bodies(issuer bigint, names integer[], keys text[], places bigint[], ranks integer[], on_day date) returns table (name integer, unit_id bigint)
    language sql stable
    as $$
    with asked as (
        select * from unnest(names, keys, places, ranks) as a (name, key, place, rank)),
    hit as (
        select a.name, a.rank, a.place, v.unit_id, v.parent_id from asked a join unit_version v on body_key(v.search_key) = a.key and (v.valid @> on_day) is true
        union
        select a.name, a.rank, a.place, v.unit_id, v.parent_id from asked a join unit_version v on body_key(v.short_key) = a.key and (v.valid @> on_day) is true
         where v.kind not in ('nation', 'province', 'district', 'commune')),
    near as (
        select h.name, h.rank, h.unit_id from hit h
         where h.place <> 0 and (h.parent_id = h.place or h.unit_id = h.place)
            or h.place = 0 and (h.unit_id in (select * from unit_line(issuer, on_day)) or unit_territory(issuer, on_day) in (select * from unit_line(h.unit_id, on_day))))
    select distinct n.name, n.unit_id from near n where n.rank = (select min(o.rank) from near o where o.name = n.name)
    $$;

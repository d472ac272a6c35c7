-- What people who may come want to know of an activity, and whether it is shown to them (docs/decisions/0050-portal.md).
-- fee: đồng, 0 is free. seats: how many can come, null where nobody counts. why_outside: why it is held outside the days that the plans give.
-- series: what was copied from one another has it in common.
-- showing: own, for those of its branch alone; asked, waiting for the unit above; public; refused, by that unit or taken down, with the reason.
alter table activity
    add column about text,
    add column audience text not null default 'all' check (audience in ('all', 'families', 'children', 'pupils', 'adults', 'elderly')),
    add column from_age smallint check (from_age between 0 and 120),
    add column to_age smallint check (to_age between 0 and 120),
    add column fee bigint not null default 0 check (fee >= 0),
    add column conditions text,
    add column seats integer check (seats > 0),
    add column why_outside text,
    add column series uuid,
    add column showing text not null default 'own' check (showing in ('own', 'asked', 'public', 'refused')),
    add column showing_at timestamptz,
    add column showing_by bigint references person (id),
    add column showing_why text,
    add constraint activity_ages_in_order check (to_age >= from_age),
    add constraint activity_refused_why check (showing <> 'refused' or btrim(coalesce(showing_why, '')) <> ''),
    add constraint activity_showing_by check ((showing = 'own') = (showing_at is null) and (showing_at is null) = (showing_by is null));
create index activity_shown on activity (edition_id, showing) where showing in ('asked', 'public');
create index activity_of_series on activity (series) where series is not null;

-- Where a place is, for who wants to go there.
alter table activity_place
    add column address text,
    add column latitude double precision check (latitude between -90 and 90),
    add column longitude double precision check (longitude between -180 and 180),
    add constraint activity_place_on_map check ((latitude is null) = (longitude is null));

-- Who holds an activity beside its unit. It is counted once, by its unit.
create table activity_partner (
    activity_id uuid not null references activity (id) on delete cascade,
    position integer not null,
    name text not null check (btrim(name) <> ''),
    primary key (activity_id, position)
);

-- How many were reached by each organisation (its members, its workers), where that was counted.
create table activity_reach (
    activity_id uuid not null references activity (id) on delete cascade,
    position integer not null,
    name text not null check (btrim(name) <> ''),
    people integer not null check (people >= 0),
    primary key (activity_id, position)
);

-- The unit that answers for what a unit shows to everybody: the nearest above it with somebody who may; the nation where there is none. Of the nation, itself.
-- The line is that of the managing bodies: a THPT is answered for by its Sở.
create function showing_reviewer(unit bigint, on_day date) returns bigint
    language plpgsql stable parallel safe
    as $$
    declare
        here bigint := unit;
        above bigint;
    begin
        for step in 1..10 loop
            select v.parent_id into above from unit_version v where v.unit_id = here and (v.valid @> on_day) is true;
            exit when above is null;
            here := above;
            exit when exists (select from membership m where m.unit_id = here and m.role in ('coordinator', 'leader') and m.valid @> on_day);
        end loop;
        return here;
    end
    $$;

-- The ground a unit stands on, from itself upwards: its commune, its province.
create function ground_line(unit bigint, on_day date) returns setof bigint
    language plpgsql stable parallel safe rows 4
    as $$
    declare
        here bigint := unit;
    begin
        for step in 1..10 loop
            exit when here is null;
            return next here;
            select coalesce(v.territory_id, v.parent_id) into here from unit_version v where v.unit_id = here and (v.valid @> on_day) is true;
        end loop;
    end
    $$;

-- Whether a day is one of the Week: of the edition, or as a plan in force of the unit or of one above it draws it.
create function is_of_week(edition integer, unit bigint, on_day date) returns boolean
    language plpgsql stable parallel safe
    as $$
    declare
        week daterange := (select e.week from edition e where e.id = edition);
    begin
        if week @> on_day then return true; end if;
        return exists (
            select from unit_line(unit, upper(week) - 1) as l (id) join plan p on p.unit_id = l.id and p.edition_id = edition and p.state = 'saved'
             where on_day between (p.facts -> 'period' ->> 'start')::date and (p.facts -> 'period' ->> 'end')::date);
    end
    $$;

-- As in 0086, but what was held on another day than those of the Week is shown and not counted. An opening ceremony opens the Week on whatever day it is.
create or replace view activity_figures as
    select a.edition_id, a.unit_id, a.kind, t.takes, sum(t.amount)::bigint as amount
      from activity a
     cross join lateral (
           select 'held', 1::bigint union all select 'sessions', a.sessions::bigint union all select 'people', a.people::bigint
           union all select c.key, c.amount from activity_count c where c.activity_id = a.id) as t (takes, amount)
     where a.state = 'held' and t.amount is not null and (a.kind = 'ceremony' or is_of_week(a.edition_id, a.unit_id, vietnam_day(a.from_at))) group by 1, 2, 3, 4;

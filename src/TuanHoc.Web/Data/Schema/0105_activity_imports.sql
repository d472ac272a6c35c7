-- A file of activities that was read and waits to be written as a whole; the file itself is not kept.
create table activity_import (
    id uuid primary key,
    edition_id integer not null references edition (id),
    unit_id bigint not null references unit (id),
    file_name text not null,
    state text not null check (state in ('checked', 'applied', 'removed')),
    -- The cells, until they are written or put away.
    reading jsonb,
    written integer not null default 0,
    made_by bigint not null references person (id),
    made_at timestamptz not null,
    changed_at timestamptz not null,
    constraint activity_import_reading check ((reading is not null) = (state = 'checked'))
);
create index activity_import_of_unit on activity_import (unit_id, made_at);
create index activity_import_by on activity_import (made_by);

-- Which row of a file became which activity, by a hash of what the row says: the same row again, in whatever file, changes nothing.
create table activity_imported (
    edition_id integer not null references edition (id),
    unit_id bigint not null references unit (id),
    digest bytea not null check (octet_length(digest) = 32),
    activity_id uuid not null references activity (id) on delete cascade,
    import_id uuid references activity_import (id) on delete set null,
    primary key (edition_id, unit_id, digest)
);
create index activity_imported_activity on activity_imported (activity_id);
create index activity_imported_import on activity_imported (import_id);

-- What is perhaps one activity recorded twice, said in one place: of an activity that stands and of a row that is not written yet.
-- Two names are near when they share this part of their three-letter pieces.
create function near_names(one text, other text) returns boolean
    language sql immutable parallel safe
    return similarity(one, other) > 0.6;

-- Of the same unit, day and kind; there is one opening ceremony, and of another kind only what bears much the same name.
create function twins_of_unit(of_edition integer, of_unit bigint, of_kind text, begins timestamptz, named text) returns table (id uuid, title text, from_at timestamptz)
    language sql stable parallel safe
    as $$
    select a.id, a.title, a.from_at
      from activity a
     where a.edition_id = of_edition and a.unit_id = of_unit and a.kind = of_kind and a.state <> 'cancelled'
       and a.from_at >= vietnam_day(begins)::timestamp at time zone 'Asia/Ho_Chi_Minh' and a.from_at < (vietnam_day(begins) + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
       and (a.kind = 'ceremony' or near_names(a.title, named))
    $$;

-- Of other units of the same commune, or of the same province where there is none, at a place of much the same name.
create function twins_of_others(of_edition integer, of_unit bigint, of_kind text, begins timestamptz, named text, places text[]) returns table (id uuid, title text, from_at timestamptz, unit_id bigint)
    language sql stable parallel safe
    as $$
    with near as materialized (
        select t.id, t.title, t.from_at, t.unit_id
          from activity t
         where t.edition_id = of_edition and t.kind = of_kind and t.unit_id <> of_unit and t.state <> 'cancelled' and near_names(t.title, named)
           and t.from_at >= vietnam_day(begins)::timestamp at time zone 'Asia/Ho_Chi_Minh' and t.from_at < (vietnam_day(begins) + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
           and exists (select from activity_place p join unnest(places) as o (name) on near_names(o.name, p.name) where p.activity_id = t.id))
    select n.id, n.title, n.from_at, n.unit_id
      from near n
     where (select l.id from ground_line(n.unit_id, vietnam_day(begins)) as l (id) join unit u on u.id = l.id and u.kind in ('commune', 'province') limit 1)
         = (select l.id from ground_line(of_unit, vietnam_day(begins)) as l (id) join unit u on u.id = l.id and u.kind in ('commune', 'province') limit 1)
    $$;

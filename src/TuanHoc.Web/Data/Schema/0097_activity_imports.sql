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

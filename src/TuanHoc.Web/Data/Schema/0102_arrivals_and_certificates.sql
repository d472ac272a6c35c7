-- How many of a group came; null while nobody has said it.
alter table registration add column arrived integer check (arrived between 0 and people);

-- What says that somebody took part, made when it is asked for and checked by its code by anyone. It outlives the registration it was made from; its term is a setting of its own (docs/decisions/0059-certificates.md).
create table certificate (
    code text primary key check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
    activity_id uuid not null references activity (id),
    registration_id uuid references registration (id) on delete set null,
    name varchar(200) not null check (btrim(name) <> ''),
    made_at timestamptz not null
);
create unique index certificate_once on certificate (registration_id, lower(name)) where registration_id is not null;
create index certificate_of_activity on certificate (activity_id);

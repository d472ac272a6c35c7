create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- One line beside every write: who did what to which thing. Nothing is ever changed here.
create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    person_id bigint,
    unit_id bigint,
    what text not null,
    thing text not null,
    thing_id text not null,
    detail jsonb
);
create index ix_audit_thing on audit (thing, thing_id);
create index ix_audit_at on audit (at);

-- What happened, told to the rooms on the left; written in the transaction of the thing itself.
create table happening (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    unit_id bigint not null,
    edition_id bigint,
    kind text not null,
    thing text not null,
    thing_id text not null,
    -- The transaction that wrote it: readers follow the table by it without missing a late commit.
    tx xid8 not null default pg_current_xact_id()
);
create index ix_happening_unit on happening (unit_id, edition_id, kind);
create index ix_happening_tx on happening (tx);

-- Keys of cookies and antiforgery tokens.
create table data_protection_key (
    id bigint generated always as identity primary key,
    xml text not null
);

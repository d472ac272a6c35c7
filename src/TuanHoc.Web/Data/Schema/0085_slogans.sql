-- Slogans and the propaganda outline of an edition that a unit typed for itself and those below it; those of plans stand in the plans.
create table slogan_sheet (
    unit_id bigint not null references unit (id),
    edition_id integer not null references edition (id),
    slogans text[] not null check (cardinality(slogans) <= 60 and array_position(slogans, null) is null),
    outline text check (outline <> ''),
    version integer not null default 1,
    write_key uuid not null unique,
    changed_at timestamptz not null,
    changed_by bigint not null references person (id),
    primary key (unit_id, edition_id));
select audit_table('slogan_sheet', '{unit_id,edition_id}', '{slogans,outline}');

-- Plans as they are typed here: what does not yet read as facts, why a deadline is late, and who is at it.
alter table plan
    -- The fields as they were typed, while some of them do not read as what they should be ("31/9"); null once all do.
    add column typed jsonb,
    -- Why those below are given longer than the unit itself has from above.
    add column late_reason text,
    add constraint plan_typed_is_draft check (typed is null or state = 'draft');

-- Kept by a person, or by itself while one typed: of these the newest of a stretch of time is enough.
alter table plan_version add column by_hand boolean not null default true;

-- Who had a draft open last, to tell another who opens it.
create table plan_editor (
    plan_id uuid not null references plan (id) on delete cascade,
    person_id bigint not null references person (id) on delete cascade,
    at timestamptz not null,
    primary key (plan_id, person_id)
);

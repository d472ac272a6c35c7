-- A file of units brought in: checked first, then applied as a whole or not at all. What it is at, and how far, stands here, so that any
-- process can show it and another can go on after a crash.
create table unit_import (
    id uuid primary key,
    root_id bigint not null references unit (id),
    begins date not null,
    file_name text not null,
    -- Forgotten once applied or removed.
    content bytea,
    sha256 bytea not null,
    state text not null check (state in ('checking', 'refused', 'checked', 'applying', 'applied', 'failed', 'removed')),
    -- What is said of the whole: a text with places, and what stands in them.
    said text,
    said_values text[],
    done integer not null default 0,
    total integer not null default 0,
    added integer not null default 0,
    changed integer not null default 0,
    reopened integer not null default 0,
    same integer not null default 0,
    skipped integer not null default 0,
    -- What the check found would be done, as a hash: an application that would do something else is checked again instead.
    outcome bytea,
    made_by bigint not null references person (id),
    made_at timestamptz not null,
    changed_by bigint not null references person (id),
    changed_at timestamptz not null,
    constraint unit_import_keeps_its_file check ((content is null) = (state in ('applied', 'removed')))
);
create index unit_import_of_root on unit_import (root_id, made_at);
create index unit_import_at_work on unit_import (made_at) where state in ('checking', 'applying');

-- What the check says of a row: a fault, a question with its choices and the answer, a change that would be made.
create table unit_import_finding (
    import_id uuid not null references unit_import (id) on delete cascade,
    place integer not null,
    row_number integer not null,
    kind text not null check (kind in ('fault', 'question', 'change', 'note')),
    question text,
    read text not null,
    said text not null,
    said_values text[] not null,
    choices jsonb,
    answer text,
    primary key (import_id, place),
    constraint unit_import_question_has_choices check ((kind = 'question') = (question is not null) and (kind = 'question') = (choices is not null))
);
create index unit_import_finding_kind on unit_import_finding (import_id, kind, place);

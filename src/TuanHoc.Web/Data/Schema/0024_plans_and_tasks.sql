-- Plans are also written here, issued, sent to those they concern and amended; the same table holds the letters (công văn) and
-- guidances (hướng dẫn) of the Week. A document that is in force is 'saved', however it came; a draft becomes so when it is issued.
alter table plan
    add column type text not null default 'KH' check (type in ('KH', 'CV', 'HD')),
    -- What is typed here; text and facts are made from it. Null: the document came as a file.
    add column draft jsonb,
    -- The document it is written under.
    add column upper_id uuid references plan (id),
    -- The document it amends: taking its place, or correcting an error of form.
    add column amends_id uuid references plan (id),
    add column amendment text check (amendment in ('replaces', 'corrects')),
    -- The number alone, for the register; the whole, "12/KH-UBND", stands in number.
    add column serial integer check (serial > 0),
    add column issued_at timestamptz,
    add column issued_by bigint references person (id),
    -- Tasks and recipients have been told to their units.
    add column delivered_at timestamptz,
    drop constraint plan_state_check,
    add constraint plan_state_check check (state in ('read', 'draft', 'saved', 'replaced')),
    add constraint plan_draft_is_written check (state <> 'draft' or draft is not null),
    add constraint plan_amends check ((amends_id is null) = (amendment is null) and amends_id <> id),
    add constraint plan_issued_when check ((issued_at is null) = (issued_by is null));
drop index plan_of_unit_and_edition;
create unique index plan_of_unit_and_edition on plan (unit_id, edition_id) where state = 'saved' and type = 'KH';
-- One number once in a year for each unit and type of document.
create unique index plan_number_once on plan (unit_id, type, (extract(year from issued_on)), serial) where serial is not null and state in ('saved', 'replaced');
create index plan_of_upper on plan (upper_id) where upper_id is not null;
create index plan_amended on plan (amends_id) where amends_id is not null;
create index plan_undelivered on plan (id) where state = 'saved' and delivered_at is null;
-- What is in force already has been told by the old way: on the page of tasks.
update plan set delivered_at = changed_at where state = 'saved';

-- A unit that keeps its series of numbers here: the last number given in a year, for each type of document.
create table document_series (
    unit_id bigint not null references unit (id),
    type text not null check (type in ('KH', 'CV', 'HD')),
    year integer not null,
    last integer not null check (last >= 0),
    primary key (unit_id, type, year)
);

-- What stood in a draft each time it was kept by hand or by itself; the newest of a minute of one person is enough.
create table plan_version (
    plan_id uuid not null references plan (id) on delete cascade,
    version integer not null,
    at timestamptz not null,
    by bigint not null references person (id),
    draft jsonb not null,
    primary key (plan_id, version)
);

-- The signed file that came back from the office.
create table plan_signed_file (
    plan_id uuid primary key references plan (id),
    name text not null,
    sha256 bytea not null check (length(sha256) = 32),
    content bytea not null,
    -- A sentence when the text in it is not the text issued here; null when they are the same or cannot be compared.
    differs text,
    at timestamptz not null,
    by bigint not null references person (id)
);

-- Who a body named in a plan is: one unit, a group of units (grammar in TuanHoc.Plans.UnitGroup: "phuong+xa", "school:primary", …), or neither, so that it stays text.
-- Chosen by a person, or found by name when chosen_by is null.
create table plan_body (
    plan_id uuid not null references plan (id) on delete cascade,
    name text not null,
    unit_id bigint references unit (id),
    unit_group text,
    chosen_by bigint references person (id),
    primary key (plan_id, name),
    constraint plan_body_is_one check (unit_id is null or unit_group is null)
);

-- Each unit that a plan goes to, with the line of "Nơi nhận" it was found in (null: it has a task and no line).
create table plan_delivery (
    plan_id uuid not null references plan (id) on delete cascade,
    unit_id bigint not null references unit (id),
    recipient text,
    at timestamptz not null,
    opened_at timestamptz,
    opened_by bigint references person (id),
    primary key (plan_id, unit_id)
);
create index plan_delivery_of_unit on plan_delivery (unit_id, at desc);

-- What a task asks to hold in the end, and by when in which words. due stays the day as written ("trước ngày 28/9" is 28/9, bound 'before': its last day is the 27th).
alter table task
    add column bound text check (bound in ('before', 'by', 'on')),
    add column partners text,
    add column output text check (output in ('plan', 'schedule', 'ceremony', 'report', 'activity', 'news', 'money', 'inspection', 'meeting', 'document')),
    add column from_place int4range;

-- The last day on which a task or deadline can still be met.
create function last_day(due date, bound text) returns date
    language sql immutable parallel safe
    return case bound when 'before' then due - 1 else due end;

-- A task as one unit has to do it: a group's task is one of each of its units.
create table unit_task (
    id bigint generated always as identity primary key,
    task_id bigint not null references task (id) on delete cascade,
    unit_id bigint not null references unit (id),
    constraint unit_task_once unique (task_id, unit_id)
);
create index unit_task_of_unit on unit_task (unit_id);

-- What a unit says of a task that nothing else shows done, and what another, never the one who said it, answered.
create table task_account (
    id bigint generated always as identity primary key,
    unit_task_id bigint not null references unit_task (id) on delete cascade,
    at timestamptz not null,
    by bigint not null references person (id),
    sentence text not null check (btrim(sentence) <> ''),
    file_name text,
    file_sha256 bytea check (length(file_sha256) = 32),
    file_content bytea,
    write_key uuid not null unique,
    verdict text check (verdict in ('accepted', 'returned')),
    verdict_at timestamptz,
    verdict_by bigint references person (id),
    reason text,
    check ((verdict is null) = (verdict_at is null) and (verdict is null) = (verdict_by is null)),
    constraint task_account_not_own check (verdict_by <> by),
    constraint task_account_returned_why check (verdict <> 'returned' or btrim(coalesce(reason, '')) <> ''),
    check ((file_name is null) = (file_content is null) and (file_name is null) = (file_sha256 is null))
);
create index task_account_of_task on task_account (unit_task_id, id desc);

-- What a unit holds in the Week; the first kind is the opening ceremony. from_at to to_at in UTC.
create table activity (
    id uuid primary key,
    edition_id integer not null references edition (id),
    unit_id bigint not null references unit (id),
    kind text not null check (kind in ('ceremony')),
    title text not null check (btrim(title) <> ''),
    from_at timestamptz not null,
    to_at timestamptz,
    state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
    programme text,
    -- Results, once held.
    sessions integer check (sessions >= 0),
    people integer check (people >= 0),
    outcome text,
    why_cancelled text,
    version integer not null default 1,
    write_key uuid not null unique,
    made_at timestamptz not null,
    made_by bigint not null references person (id),
    changed_at timestamptz not null,
    changed_by bigint not null references person (id),
    check (to_at >= from_at),
    constraint activity_held_has_results check (state <> 'held' or people is not null),
    constraint activity_cancelled_why check (state <> 'cancelled' or btrim(coalesce(why_cancelled, '')) <> '')
);
create index activity_of_unit on activity (edition_id, unit_id);
create index activity_days on activity (edition_id, from_at);

-- The places of an activity: the first is the main one, others are remote sites; one online has its link.
create table activity_place (
    activity_id uuid not null references activity (id) on delete cascade,
    position integer not null,
    name text not null check (btrim(name) <> ''),
    link text check (link ~ '^https?://'),
    primary key (activity_id, position)
);

-- What a person is told, in the program always, by mail as each wishes.
create table message (
    id bigint generated always as identity primary key,
    person_id bigint not null references person (id),
    -- As whom: the person's unit that it concerns.
    unit_id bigint references unit (id),
    kind text not null check (kind in ('plan', 'task', 'report', 'reminder', 'escalation', 'digest')),
    -- Said once: the same thing told again for the same reason finds its key and is not told twice.
    once text not null,
    subject text not null,
    text text not null,
    href text,
    at timestamptz not null,
    read_at timestamptz,
    constraint message_once unique (person_id, once)
);
create index message_of_person on message (person_id, id desc);

-- How a person wishes to be told by mail; without a row: at once for plans and reminders, weekly digest.
create table message_wish (
    person_id bigint not null references person (id) on delete cascade,
    kind text not null,
    mail boolean not null,
    primary key (person_id, kind)
);

-- An address that letters come back from.
create table bounced_address (
    email varchar(256) primary key,
    at timestamptz not null,
    why text not null
);

-- A private address of a calendar, of a person or of a unit: the secret is known to its holder, here stands its hash.
create table calendar_feed (
    id bigint generated always as identity primary key,
    person_id bigint not null references person (id) on delete cascade,
    unit_id bigint references unit (id),
    token_hash bytea not null unique,
    made_at timestamptz not null,
    revoked_at timestamptz
);

-- An inspection: who looks, at what, and the units that the lot chose.
create table inspection (
    id uuid primary key,
    edition_id integer not null references edition (id),
    unit_id bigint not null references unit (id),
    title text not null check (btrim(title) <> ''),
    questions text[] not null check (cardinality(questions) > 0),
    -- The number from which the lot was drawn, so that anybody can draw it again.
    seed bigint not null,
    made_at timestamptz not null,
    made_by bigint not null references person (id),
    write_key uuid not null unique
);
create table inspection_visit (
    id bigint generated always as identity primary key,
    inspection_id uuid not null references inspection (id),
    unit_id bigint not null references unit (id),
    on_day date,
    -- One answer a question: yes, no, or a blank where nobody looked; and what was found.
    answers boolean[],
    found text,
    visited_by bigint references person (id),
    visited_at timestamptz,
    constraint inspection_visit_once unique (inspection_id, unit_id)
);
-- What was found becomes a task of the unit visited, followed like any other.
alter table task
    alter column plan_id drop not null,
    add column visit_id bigint references inspection_visit (id),
    add constraint task_has_one_source check ((plan_id is null) <> (visit_id is null));

select audit_table('document_series', '{unit_id,type,year}', '{last}');
select audit_table('plan_body', '{plan_id,name}', '{unit_id,unit_group}', '{update,delete}');
select audit_table('activity', '{id}', '{edition_id,unit_id,kind,title,from_at,to_at,state,sessions,people,outcome,why_cancelled}', '{update,delete}');
select audit_table('task_account', '{id}', '{verdict,reason}', '{update,delete}');

-- What somebody says is wrong with a public activity, without an account; who answers for the unit hides the activity or dismisses it with a sentence.
-- id: of the page that was filled in, so that it sent twice is one. Deleted some days after it was made.
create table activity_flag (
    id uuid primary key,
    activity_id uuid not null references activity (id) on delete cascade,
    reason text not null check (reason in ('wrong', 'indecent', 'private', 'advertising', 'danger', 'other')),
    words text check (length(words) <= 2000),
    email text check (length(email) <= 256),
    made_at timestamptz not null,
    answered_at timestamptz,
    answered_by bigint references person (id),
    answer text,
    is_hidden boolean,
    constraint activity_flag_other check (reason <> 'other' or btrim(coalesce(words, '')) <> ''),
    constraint activity_flag_answered check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (answer is null) and (answered_at is null) = (is_hidden is null))
);
create index activity_flag_open on activity_flag (activity_id) where answered_at is null;

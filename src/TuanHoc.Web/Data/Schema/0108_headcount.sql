-- People counted at the door without a name: a line for each press, under a key of its own, so that a press that is sent twice counts once and several telephones count together.
create table activity_headcount (
    activity_id uuid not null references activity (id) on delete cascade,
    key uuid not null,
    people integer not null check (people between -1000 and 1000 and people <> 0),
    at timestamptz not null,
    primary key (activity_id, key)
);

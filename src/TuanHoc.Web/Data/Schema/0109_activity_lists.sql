-- What is written down of an activity beside its programme, as its kind has it: papers, delegates, the stops of a car. Lines as they were typed.
create table activity_list (
    activity_id uuid not null references activity (id) on delete cascade,
    key text not null,
    said text not null check (said <> ''),
    primary key (activity_id, key)
);

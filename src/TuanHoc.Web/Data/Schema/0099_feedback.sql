-- What those who came say of a public activity afterwards, three questions without an account and without a name.
-- id: of the page that was filled in, so that it sent twice is one. Words are the organiser's to read and are deleted after some days; what is counted stays.
create table activity_feedback (
    id uuid primary key,
    activity_id uuid not null references activity (id) on delete cascade,
    useful smallint not null check (useful between 1 and 5),
    again text not null check (again in ('yes', 'maybe', 'no')),
    words text check (length(words) <= 1000),
    made_at timestamptz not null
);
create index activity_feedback_of on activity_feedback (activity_id);

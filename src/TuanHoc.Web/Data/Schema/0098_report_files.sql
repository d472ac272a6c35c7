-- Files that go with what a report says in words: a decision, a programme, a list. In the report from the version after "since" to the one after "until";
-- what a submission was sent with is told by its version, so that a file once sent is never lost.
create table report_file (
    id uuid primary key,
    report_id uuid not null references report (id),
    name text not null,
    content bytea not null,
    sha256 bytea not null check (sha256 = sha256(content)),
    since integer not null,
    until integer check (until >= since),
    added_at timestamptz not null,
    added_by bigint not null references person (id)
);
create unique index report_file_once on report_file (report_id, sha256) where until is null;
-- Most of them are compressed already.
alter table report_file alter column content set storage external;

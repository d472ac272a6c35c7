-- What is said of a report by those who look at it, and a report that another entered for its unit (docs/decisions/0043-reviewing.md).

-- A remark on one field, by its name on the page: a cell, a row's note, a section of the narrative.
create table report_comment (
    id bigint generated always as identity primary key,
    report_id uuid not null references report (id),
    field text not null,
    -- The version that was looked at.
    version integer not null,
    text text not null check (btrim(text) <> ''),
    -- The receiver's, or the unit's own.
    by_receiver boolean not null,
    at timestamptz not null,
    by bigint not null references person (id),
    write_key uuid not null unique
);
create index report_comment_of_report on report_comment (report_id, id);

-- Who has looked at the large figures of a version.
create table report_look (
    report_id uuid not null references report (id),
    version integer not null,
    by bigint not null references person (id),
    at timestamptz not null,
    write_key uuid not null unique,
    primary key (report_id, version, by)
);

-- Reports drawn by lot to be checked against what shows them true.
create table report_check (
    id bigint generated always as identity primary key,
    report_id uuid not null references report (id),
    -- As it stood when it was drawn.
    version integer not null,
    receiver_id bigint not null references unit (id),
    -- The number of the lot, by which anybody draws the same again.
    seed bigint not null,
    drawn_at timestamptz not null,
    drawn_by bigint not null references person (id),
    write_key uuid not null,
    result text check (result in ('agrees', 'differs')),
    found text,
    checked_at timestamptz,
    checked_by bigint references person (id),
    unique (report_id, version),
    check ((result is null) = (checked_at is null) and (result is null) = (checked_by is null)),
    constraint report_check_differs_how check (result is distinct from 'differs' or btrim(coalesce(found, '')) <> '')
);
create index report_check_of_receiver on report_check (receiver_id, id desc);
create index report_check_of_post on report_check (write_key);

-- A report that came on paper or by mail and is entered by its receiver.
create table report_behalf (
    report_id uuid primary key references report (id),
    channel text not null check (channel in ('paper', 'mail')),
    received_on date not null,
    file_name text not null,
    file_sha256 bytea not null,
    file_content bytea not null,
    at timestamptz not null,
    by bigint not null references person (id),
    write_key uuid not null unique,
    -- By its unit.
    confirmed_at timestamptz,
    confirmed_by bigint references person (id),
    check ((confirmed_at is null) = (confirmed_by is null))
);

-- A report that was entered for its unit, returned, and came on paper once more: what came before stays, with the version that was made of it.
create table report_behalf_before (
    report_id uuid not null references report (id),
    version integer not null,
    channel text not null check (channel in ('paper', 'mail')),
    received_on date not null,
    file_name text not null,
    file_sha256 bytea not null,
    file_content bytea not null,
    at timestamptz not null,
    by bigint not null references person (id),
    write_key uuid not null unique,
    confirmed_at timestamptz,
    confirmed_by bigint references person (id),
    primary key (report_id, version),
    check ((confirmed_at is null) = (confirmed_by is null))
);
alter table report_behalf_before alter column file_content set storage external;

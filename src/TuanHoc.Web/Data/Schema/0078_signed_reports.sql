-- The signed file of a report as it was sent: kept as it came back, with its hash and how its text compares with the document made here (as of plans, 0026 and 0045).
-- One a version sent; another one takes its place. It is handed to nobody by itself, so none waits for a person.
create table report_signed_file (
    report_id uuid not null,
    version integer not null,
    name text not null,
    sha256 bytea not null check (length(sha256) = 32),
    content bytea not null,
    compared boolean not null,
    recognised boolean not null,
    differs_said jsonb,
    doubts jsonb,
    at timestamptz not null,
    by bigint not null references person (id),
    primary key (report_id, version),
    foreign key (report_id, version) references report_snapshot (report_id, version)
);
select audit_table('report_signed_file', '{report_id,version}', '{name,sha256}', '{update,delete}');

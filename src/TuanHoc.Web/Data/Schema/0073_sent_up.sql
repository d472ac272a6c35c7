-- What stood below a unit when it sent its report up: its own figures are in the snapshot of that version, the sums over the reports below it are here.
-- Together they are the consolidated report as it was sent; what changed below since is told against it (docs/decisions/0043-reviewing.md).
create table report_below (
    report_id uuid not null references report (id),
    version integer not null,
    at timestamptz not null,
    -- One a column of the form of the edition; of the reports received (accepted ones among them), and of the accepted ones.
    received bigint[] not null,
    accepted bigint[] not null,
    -- How many reports were asked below, how many had come, how many were accepted.
    asked integer not null,
    counted integer not null,
    counted_accepted integer not null,
    primary key (report_id, version),
    foreign key (report_id, version) references report_snapshot (report_id, version),
    check (counted_accepted <= counted and counted <= asked and cardinality(received) = cardinality(accepted))
);

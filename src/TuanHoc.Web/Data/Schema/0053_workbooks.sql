-- Workbooks sent in: read and checked first, then each file written as drafts as a whole or not at all. What it is at, and how far, stands here, so that any
-- process can show it and another can go on after a crash.
create table workbook_upload (
    id uuid primary key,
    edition_id integer not null references edition (id),
    -- From whose page it was sent: then it may hold that report alone.
    report_id uuid references report (id) on delete set null,
    file_name text not null,
    -- Forgotten once read.
    content bytea,
    state text not null check (state in ('reading', 'refused', 'read', 'writing', 'written', 'failed', 'removed')),
    -- What is said of the whole: a text with places, and what stands in them.
    said text,
    said_values text[],
    done integer not null default 0,
    total integer not null default 0,
    made_by bigint not null references person (id),
    made_at timestamptz not null,
    changed_at timestamptz not null
);
create index workbook_upload_by on workbook_upload (made_by, made_at);
create index workbook_upload_at_work on workbook_upload (made_at) where state in ('reading', 'writing');

-- A sheet as it was read, or a file that could not be (no reading); what was answered about it, and what it comes to beside the report as that stands.
create table workbook_sheet (
    upload_id uuid not null references workbook_upload (id) on delete cascade,
    place integer not null,
    file text not null,
    name text not null,
    report_id uuid references report (id) on delete set null,
    reading jsonb,
    answer jsonb,
    -- What is asked: whose it is, which row is which, whose figure holds.
    asks text check (asks in ('report', 'match', 'conflict')),
    state text not null check (state in ('faulty', 'asking', 'ready', 'same', 'written')),
    -- The version of the report it was checked beside.
    version integer,
    changes integer not null default 0,
    primary key (upload_id, place),
    constraint workbook_sheet_asks check ((asks is not null) = (state = 'asking'))
);
create index workbook_sheet_of_report on workbook_sheet (report_id);

-- What the check says of a cell: a fault, a change that would be made, two values that differ, a note.
create table workbook_finding (
    upload_id uuid not null,
    sheet_place integer not null,
    place integer not null,
    kind text not null check (kind in ('fault', 'change', 'conflict', 'note')),
    cell text not null,
    read text not null,
    said text not null,
    said_values text[] not null,
    primary key (upload_id, sheet_place, place),
    foreign key (upload_id, sheet_place) references workbook_sheet (upload_id, place) on delete cascade
);

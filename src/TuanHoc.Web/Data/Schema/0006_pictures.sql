-- The files of the pictures, never changed: bytes that tell nothing but the picture.
create table report_picture (
    id uuid primary key,
    report_id uuid not null references report (id),
    type text not null check (type in ('image/jpeg', 'image/png')),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    content bytea not null,
    sha256 bytea not null check (sha256 = sha256(content)),
    added_at timestamptz not null,
    added_by bigint not null references person (id),
    constraint report_picture_once unique (report_id, sha256)
);
-- Pictures are compressed already.
alter table report_picture alter column content set storage external;

-- Which pictures the report has now, in order and with their captions; a submission keeps the list as it was sent: [{"id": …, "caption": …}].
alter table report add column pictures jsonb not null default '[]';
alter table report_snapshot add column pictures jsonb not null default '[]';

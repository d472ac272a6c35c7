-- The pictures of activities, kept as those of reports are (0016, 0046): the file stripped, known by its hash, never changed. small: the same in the size of a list, as the browser drew it.
-- For everybody only with what those on it said of it; one that the unit above took down is for everybody no more.
create table activity_picture (
    id uuid primary key,
    activity_id uuid not null references activity (id) on delete cascade,
    type text not null check (type in ('image/jpeg', 'image/png')),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    content bytea not null,
    sha256 bytea not null check (sha256 = sha256(content)),
    small bytea,
    small_type text check (small_type in ('image/jpeg', 'image/png')),
    caption text not null default '',
    consent text not null check (consent in ('not-asked', 'nobody', 'given', 'guardian')),
    is_public boolean not null,
    taken_down_at timestamptz,
    taken_down_by bigint references person (id),
    added_at timestamptz not null,
    added_by bigint not null references person (id),
    constraint activity_picture_once unique (activity_id, sha256),
    constraint activity_picture_consent check (not is_public or consent <> 'not-asked'),
    constraint activity_picture_taken_down check ((taken_down_at is null) = (taken_down_by is null) and (taken_down_at is null or not is_public)),
    constraint activity_picture_small check ((small is null) = (small_type is null))
);
alter table activity_picture alter column content set storage external, alter column small set storage external;

-- What shows a large count, beside pictures: the address of an article, of a list.
alter table activity add column evidence text check (evidence ~ '^https?://' and length(evidence) <= 500);

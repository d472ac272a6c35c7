-- What speaks against a signed file whose letters a machine recognised in pictures, or could not read: places and what stands in them ([{"Text", "Values"}]).
-- Until a person has confirmed it, the file is handed to nobody.
alter table plan_signed_file
    add column recognised boolean not null default false,
    add column doubts jsonb,
    add column confirmed_at timestamptz,
    add column confirmed_by bigint references person (id);

-- A unit answers to its parent: reports go there, the roll-up follows it. Where it stands on other ground than its parent governs
-- (a THPT in a commune under the Sở), its territory is named too; null means the same as the parent's.
alter table unit_version
    add territory_id bigint references unit (id),
    add constraint unit_territory_is_another check (territory_id <> unit_id and territory_id <> parent_id);
create index unit_version_of_territory on unit_version (territory_id) where territory_id is not null;

-- What changed the directory: a dated decision, applied as a whole, undone by a later one that names it.
create table unit_decision (
    id bigint generated always as identity primary key,
    number text not null check (btrim(number) <> ''),
    signed_on date not null,
    issuer text not null check (btrim(issuer) <> ''),
    kind text not null check (kind in ('rename', 'retype', 'move', 'merge', 'split', 'close', 'open', 'reversal')),
    on_day date not null,
    reverses bigint references unit_decision (id),
    -- Names one post, so that the same one sent twice changes nothing.
    write_key uuid not null unique,
    made_by bigint not null references person (id),
    made_at timestamptz not null,
    constraint unit_decision_reversal check ((kind = 'reversal') = (reverses is not null)),
    constraint unit_decision_reversed_once unique (reverses)
);

-- The signed paper, apart from the row that every history reads.
create table unit_decision_file (
    decision_id bigint primary key references unit_decision (id),
    name text not null check (btrim(name) <> ''),
    content bytea not null,
    sha256 bytea not null
);

-- What a decision did to each unit from its day on: how it stood before and how it stands after; null where it was not or is no more.
create table unit_decision_line (
    decision_id bigint not null references unit_decision (id),
    unit_id bigint not null references unit (id),
    before jsonb,
    after jsonb,
    primary key (decision_id, unit_id),
    constraint unit_decision_line_changes check (before is distinct from after)
);
create index unit_decision_line_of_unit on unit_decision_line (unit_id);

-- Edges that came with the program name no decision.
alter table succession add decision_id bigint references unit_decision (id);

-- While a report is filled in it is saved every few seconds. What one person types in one stretch is one sitting: it keeps what stood before and what
-- stands after, and becomes one line of the audit when it is over (docs/decisions/0040-sittings.md).
create table report_sitting (
    id bigint generated always as identity primary key,
    report_id uuid not null references report (id),
    person_id bigint not null references person (id),
    -- In whose name, where that is not the report's own unit.
    acting_unit_id bigint references unit (id),
    from_address inet default nullif(current_setting('tuanhoc.address', true), '')::inet,
    began_at timestamptz not null,
    last_at timestamptz not null,
    -- How often the report was written, and its version after the last time.
    saves integer not null check (saves >= 0),
    version integer not null,
    -- As in a line of the audit; a cell that was blank, or became so, is null.
    before jsonb not null,
    after jsonb not null,
    -- When each field was last changed, by its name on the page.
    touched jsonb not null,
    -- What was typed where another had typed something else: {field: {"typed": …, "at": …}}, until the person decides.
    aside jsonb not null,
    -- Of each post that was carried out, so that it counts once however late it comes again.
    keys uuid[] not null,
    closed_at timestamptz
);
create unique index report_sitting_open on report_sitting (report_id, person_id) where closed_at is null;
create index report_sitting_of_report on report_sitting (report_id);
create index report_sitting_of_person on report_sitting (person_id);
create index report_sitting_quiet on report_sitting (last_at) where closed_at is null;

-- Two changes one after the other as one; of a value in both, the later.
create function both_changes(earlier jsonb, later jsonb) returns jsonb
    language sql immutable parallel safe
    return (select coalesce(jsonb_object_agg(coalesce(e.key, l.key), case when jsonb_typeof(e.value) = 'object' and jsonb_typeof(l.value) = 'object' then e.value || l.value else coalesce(l.value, e.value) end), '{}')
              from jsonb_each(earlier) e full join jsonb_each(later) l on l.key = e.key);

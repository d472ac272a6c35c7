-- A resolution on the arrangement of units (nghị quyết sắp xếp) orders several things of one day: one decision, several steps, done and
-- undone together. What came of them stands in the lines and edges; the steps tell what was ordered.
alter table unit_decision
    drop constraint unit_decision_kind_check,
    add constraint unit_decision_kind_check check (kind in ('rename', 'retype', 'move', 'merge', 'split', 'close', 'open', 'rearrange', 'reversal'));

create table unit_decision_step (
    decision_id bigint not null references unit_decision (id),
    position integer not null check (position > 0),
    kind text not null check (kind in ('rename', 'retype', 'move', 'merge', 'split', 'close', 'open')),
    unit_id bigint not null references unit (id),
    primary key (decision_id, position)
);

-- A plan may give each group of units that it names a day of its own for the same report: schools the 5th, communes the 12th. The first of them is the day of all that it does not name
-- (plan.report_due); a unit of a group with a later one has that (group_day). What was granted as an extension stands apart, so that only that is called one. docs/decisions/0041.
alter table report rename column extended_to to granted_to;
alter table report add column group_day date, add column extended_to date generated always as (greatest(granted_to, group_day)) stored;
drop index report_extended;
create index report_extended on report (edition_id, extended_to) where extended_to is not null;

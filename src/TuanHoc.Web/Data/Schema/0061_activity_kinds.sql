-- The kind of activity that a task asks for by its words, as activities bear it ("class", "library"); null where any will do.
alter table task add column activity_kind text check (output = 'activity' or activity_kind is null);

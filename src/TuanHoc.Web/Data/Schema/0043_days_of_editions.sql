-- As in 0038, its body kept as text: servers since the autumn of 2026 refuse to add a column with a default to a table (0048) whose row a function with a parsed body takes.
create or replace function edition_due(e edition, kind text) returns date
    language sql immutable parallel safe
    as $$ select case kind when 'province' then e.due_provinces when 'commune' then e.due_communes when 'district' then e.due_communes else e.due_units end $$;

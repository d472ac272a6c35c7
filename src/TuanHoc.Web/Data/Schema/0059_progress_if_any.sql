-- task_progress for units that may be none. Written into a statement as it stands, it is made ready at every call, half a millisecond, though most who look at their
-- tasks have no unit with any; behind a step it costs nothing until there is something to ask.
create function task_progress_if_any(edition integer, units bigint[], today date) returns table (
    unit_task_id bigint, task_id bigint, unit_id bigint, plan_id uuid, visit_id bigint, output text, due date, last_day date,
    state text, late boolean, done_on date, shown_by text, shown_id text, by_account boolean)
    language plpgsql stable parallel safe rows 100
    as $$
begin
    if cardinality(units) > 0 then
        return query select * from task_progress(task_progress_if_any.edition, units, today);
    end if;
end $$;

-- The day an edition names for the reports of units of a kind; what a receiver's own documents order comes before it.
create function edition_due(e edition, kind text) returns date
    language sql immutable parallel safe
    return case kind when 'province' then e.due_provinces when 'commune' then e.due_communes when 'district' then e.due_communes else e.due_units end;

create or replace function report_due(edition_id integer, receiver bigint, kind text) returns date
    language sql stable parallel safe
    return coalesce(
        (select o.report_due from report_due_ordered o where o.receiver_id = receiver and o.edition_id = report_due.edition_id),
        (select edition_due(e, report_due.kind) from edition e where e.id = report_due.edition_id));

-- What receivers order, asked once each: for lists, whose rows have a receiver in common.
create function report_dues_ordered(edition integer, receivers bigint[]) returns table (receiver_id bigint, due date)
    language sql stable parallel safe rows 5
    as $$ select r.id, (select o.report_due from report_due_ordered o where o.receiver_id = r.id and o.edition_id = report_dues_ordered.edition) from unnest(receivers) as r (id) $$;

-- As in 0034. In plpgsql, which keeps its plan: a list looks up a hundred names, each of which took twice as long.
create or replace function unit_name(unit bigint, on_day date) returns text
    language plpgsql stable parallel safe
    as $$ begin return (select v.name from unit_version v where v.unit_id = unit and lower(v.valid) <= on_day order by v.valid desc limit 1); end $$;

-- When those below report to a receiver: what its documents of the Week in force order, the latest first: its plan, its letters and guidances,
-- and the guidances that its own agencies (a Sở, a Phòng) issue under its plan.
create view report_due_ordered as
    select distinct on (edition_id, receiver_id) edition_id, receiver_id, report_due, id as plan_id
      from (select p.edition_id, p.unit_id as receiver_id, p.report_due, p.issued_on, p.id
              from plan p where p.state = 'saved' and p.report_due is not null and p.edition_id is not null
            union all
            select d.edition_id, u.unit_id, d.report_due, d.issued_on, d.id
              from plan d
              join plan u on u.id = d.upper_id and u.edition_id = d.edition_id
              join unit_version v on v.unit_id = d.unit_id and v.parent_id = u.unit_id and v.kind = 'agency' and v.valid @> d.issued_on
             where d.state = 'saved' and d.type <> 'KH' and d.report_due is not null) ordered
     order by edition_id, receiver_id, issued_on desc nulls last, id desc;

create or replace function report_due(edition_id integer, receiver bigint, kind text) returns date
    language sql stable parallel safe
    return coalesce(
        (select o.report_due from report_due_ordered o where o.receiver_id = receiver and o.edition_id = report_due.edition_id),
        (select case kind when 'province' then e.due_provinces when 'commune' then e.due_communes when 'district' then e.due_communes else e.due_units end
           from edition e where e.id = report_due.edition_id));


-- A draft goes over to the form that is now ordered of its unit (docs/decisions/0015-form-of-the-edition.md): what the two forms both ask is carried over as it is read.
-- left_over: what could not be, each with the form and the field it stood in; it stays with the report when that is saved on the new form.
alter table report add column left_over jsonb not null default '[]' check (jsonb_typeof(left_over) = 'array');

-- The form a report is begun on: what the nearest saved plan from its receiver upwards orders, else the edition's; with the rows that a province on the way asks behind it.
-- Null: words and pictures alone.
-- Of several documents of one unit that order a form, the one issued last counts, as with days. In plpgsql, which keeps its plan: every page of a report asks.
create or replace function report_form(edition_id integer, receiver bigint) returns text
    language plpgsql stable parallel safe
    as $$
    #variable_conflict use_column
    begin
        return (
            with recursive line (id, step) as (
                select report_form.receiver, 0
                union all
                select v.parent_id, line.step + 1
                  from line join edition e on e.id = report_form.edition_id join unit_version v on v.unit_id = line.id and v.valid @> (upper(e.week) - 1)
                 where v.parent_id is not null and line.step < 10),
            ordered as (
                select o.form_key
                  from (select p.form_key, line.step, p.issued_on, p.id
                          from line join plan p on p.unit_id = line.id and p.edition_id = report_form.edition_id and p.state = 'saved' and (p.form_key is not null or p.without_form)
                        union all
                        select e.form_key, 100, null, null from edition e where e.id = report_form.edition_id) o
                 order by o.step, o.issued_on desc nulls last, o.id desc limit 1)
            select coalesce(
                (select f.key
                   from line join statistics_form f on f.owner_id = line.id join edition e on e.year = f.year and e.id = report_form.edition_id
                  where f.base_key = o.form_key order by line.step limit 1), o.form_key)
              from ordered o);
    end
    $$;

create or replace function report_form(edition_id integer, receiver bigint, state text, begun_on text) returns text
    language sql stable parallel safe
    return case when state in ('open', 'draft') then report_form(report_form.edition_id, receiver) else begun_on end;

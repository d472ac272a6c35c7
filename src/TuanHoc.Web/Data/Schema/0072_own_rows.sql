-- A province's own rows behind the nation's (docs/decisions/0042-forms.md): a form of the province for the Week of one year, once.
-- base_key: the nation's form whose rows and columns stand in front. year: by its number, since editions refer to forms.
alter table statistics_form
    add column base_key text references statistics_form (key),
    add column owner_id bigint references unit (id),
    add column year integer,
    drop constraint statistics_form_issued,
    add constraint statistics_form_issued check ((definition is null) = (issued_at is null) and num_nonnulls(former_key, base_key) = num_nonnulls(definition)),
    add constraint statistics_form_own check (num_nonnulls(base_key, owner_id, year) in (0, 3));
create unique index statistics_form_of_province on statistics_form (owner_id, year) where owner_id is not null;

alter table form_draft
    add column owner_id bigint references unit (id),
    add column year integer,
    add check (num_nonnulls(owner_id, year) in (0, 2));
create unique index form_draft_of_province on form_draft (owner_id, year) where owner_id is not null;

-- The form a report is begun on: what the nearest saved plan from its receiver upwards orders, else the edition's; with the rows that a province on the way asks behind it.
-- Null: words and pictures alone.
-- In plpgsql, which keeps its plan: every page of a report asks.
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
                  from (select p.form_key, line.step
                          from line join plan p on p.unit_id = line.id and p.edition_id = report_form.edition_id and p.state = 'saved' and (p.form_key is not null or p.without_form)
                        union all
                        select e.form_key, 100 from edition e where e.id = report_form.edition_id) o
                 order by o.step limit 1)
            select coalesce(
                (select f.key
                   from line join statistics_form f on f.owner_id = line.id join edition e on e.year = f.year and e.id = report_form.edition_id
                  where f.base_key = o.form_key order by line.step limit 1), o.form_key)
              from ordered o);
    end
    $$;

-- The form a report is filled on. A draft goes on with the rows that its province asked since it was begun: they stand behind all that it has.
create function report_form(edition_id integer, receiver bigint, state text, begun_on text) returns text
    language sql stable parallel safe
    return case state
        when 'open' then report_form(report_form.edition_id, receiver)
        when 'draft' then coalesce((select f.key from statistics_form f where f.key = report_form(report_form.edition_id, receiver) and f.base_key = begun_on), begun_on)
        else begun_on end;

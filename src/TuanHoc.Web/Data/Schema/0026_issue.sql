-- What was issued stands as it was signed. It goes out of force by being replaced, and is told to those it concerns; nothing else of it changes.
create function plan_issued_is_kept() returns trigger
    language plpgsql
    as $$
    begin
        if tg_op = 'DELETE' or (new.unit_id, new.type, new.draft, new.text, new.facts, new.number, new.serial, new.issued_on, new.title, new.report_due, new.form_key, new.without_form, new.upper_id, new.amends_id, new.amendment, new.issued_at, new.issued_by)
                is distinct from (old.unit_id, old.type, old.draft, old.text, old.facts, old.number, old.serial, old.issued_on, old.title, old.report_due, old.form_key, old.without_form, old.upper_id, old.amends_id, old.amendment, old.issued_at, old.issued_by)
            or (new.state <> old.state and not (old.state = 'saved' and new.state = 'replaced')) then
            raise exception 'Văn bản đã ban hành thì không sửa, không xóa; chỉ thay thế hoặc đính chính.' using errcode = 'restrict_violation';
        end if;
        return new;
    end
    $$;
create trigger plan_issued_is_kept before update or delete on plan for each row when (old.issued_at is not null) execute function plan_issued_is_kept();

-- Of the plans of a unit saved before their year is opened, the one saved last belongs to it; its letters and guidances all do.
create or replace function plans_of_edition() returns trigger
    language plpgsql
    as $$
    begin
        update plan set edition_id = new.id where id in (
            select distinct on (unit_id, case type when 'KH' then null else id end) id from plan
             where state = 'saved' and edition_id is null and facts -> 'header' -> 'year' ->> 'value' = new.year::text
             order by unit_id, case type when 'KH' then null else id end, changed_at desc);
        return null;
    end
    $$;

-- How far the telling of a plan has come, written beside the transaction that tells it, and what stopped it.
create table plan_delivery_progress (
    plan_id uuid primary key references plan (id) on delete cascade,
    -- The step now running, from 1, of so many; its name as the page shows it.
    step integer not null,
    steps integer not null,
    name text not null,
    units integer not null default 0,
    at timestamptz not null,
    tries integer not null default 1,
    -- Set while it waits to be tried again.
    next_at timestamptz
);

-- Whether the text of the signed file could be read and so compared with the text issued.
alter table plan_signed_file add column compared boolean not null;
select audit_table('plan_signed_file', '{plan_id}', '{name,sha256,differs}', '{update,delete}');

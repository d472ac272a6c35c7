-- Forms that were edited here (docs/decisions/0042-forms.md). definition: the form as it is written down, in the shape of the files that come with the program; null for those.
alter table statistics_form
    add column definition jsonb,
    add column former_key text references statistics_form (key),
    add column issued_at timestamptz,
    add column issued_by bigint references person (id),
    add constraint statistics_form_issued check ((definition is null) = (issued_at is null) and (definition is null) = (former_key is null));

-- A form that somebody is editing, with the form it is made from.
create table form_draft (
    id uuid primary key,
    from_key text not null references statistics_form (key),
    definition jsonb not null,
    version integer not null default 1,
    write_key uuid not null,
    made_at timestamptz not null,
    made_by bigint not null references person (id),
    changed_at timestamptz not null,
    changed_by bigint not null references person (id)
);

-- What was issued stays: reports were made on it. A correction is a new form.
create function issued_form_is_kept() returns trigger
    language plpgsql
    as $$
    begin
        if tg_table_name = 'statistics_form' then
            if old.definition is not null then raise exception 'form % was issued and does not change', old.key using errcode = 'restrict_violation'; end if;
        elsif exists (select from statistics_form f where f.key = old.form_key and f.definition is not null) then
            raise exception 'form % was issued and does not change', old.form_key using errcode = 'restrict_violation';
        end if;
        return case tg_op when 'DELETE' then old else new end;
    end
    $$;
create trigger issued_form_is_kept before update or delete on statistics_form for each row execute function issued_form_is_kept();
create trigger issued_form_is_kept before update or delete on statistics_row for each row execute function issued_form_is_kept();
create trigger issued_form_is_kept before update or delete on statistics_column for each row execute function issued_form_is_kept();

-- Who did what, for which unit, when, from where, before and after; sealed in blocks (docs/decisions/0023-audit.md).
-- A line outlives an erasure of personal data, so it names people and units by their ids and never carries a secret.
alter table audit
    -- The address of the request, told once a transaction: no writer passes it on.
    add column from_address inet default nullif(current_setting('tuanhoc.address', true), '')::inet,
    -- For which unit the person acted, where that is not the unit of the thing: who accepts a report acts for its receiver.
    add column acting_unit_id bigint,
    add column before jsonb,
    add column after jsonb,
    -- The transaction that wrote it: what it changed is told by all lines of the transaction, and blocks follow the table by it.
    add column tx xid8 not null default '0';
alter table audit alter column tx set default pg_current_xact_id();
drop index ix_audit_at;
create index ix_audit_tx on audit (tx);
create index ix_audit_unit on audit (unit_id, id);
create index ix_audit_person on audit (person_id, id);
create index ix_audit_downloaded on audit (id) where what = 'downloaded';

-- What of one value is not so in another; objects are looked into. Null: nothing.
create function jsonb_left(was jsonb, became jsonb) returns jsonb
    language plpgsql immutable parallel safe
    as $$
    begin
        if jsonb_typeof(was) <> 'object' or jsonb_typeof(became) <> 'object' then return was; end if;
        return (select jsonb_object_agg(w.key, jsonb_left(w.value, became -> w.key)) from jsonb_each(was) w where w.value is distinct from became -> w.key);
    end
    $$;

create function jsonb_kept(whole jsonb, kept text[]) returns jsonb
    language sql immutable parallel safe
    return (select jsonb_object_agg(key, value) from jsonb_each(whole) where key = any (kept) and value <> 'null');

-- Writes a line for each row that a statement added, changed or removed, beside the line of the act in the same transaction.
create function audit_rows() returns trigger
    language plpgsql
    as $$
    declare
        key text[] := tg_argv[0];
        kept text[] := tg_argv[1];
    begin
        if tg_op = 'INSERT' then
            insert into audit (what, thing, thing_id, after)
            select 'row-added', tg_table_name, array_to_string(array(select to_jsonb(n) ->> k from unnest(key) k), ' '), jsonb_kept(to_jsonb(n), kept) from new_rows n;
        elsif tg_op = 'DELETE' then
            insert into audit (what, thing, thing_id, before)
            select 'row-removed', tg_table_name, array_to_string(array(select to_jsonb(o) ->> k from unnest(key) k), ' '), jsonb_kept(to_jsonb(o), kept) from old_rows o;
        else
            insert into audit (what, thing, thing_id, before, after)
            select 'row-changed', tg_table_name, n.id, jsonb_left(o.kept, n.kept), jsonb_left(n.kept, o.kept)
              from (select array_to_string(array(select to_jsonb(r) ->> k from unnest(key) k), ' ') as id, coalesce(jsonb_kept(to_jsonb(r), kept), '{}') as kept from old_rows r) o
              join (select array_to_string(array(select to_jsonb(r) ->> k from unnest(key) k), ' ') as id, coalesce(jsonb_kept(to_jsonb(r), kept), '{}') as kept from new_rows r) n on n.id = o.id
             where o.kept <> n.kept;
        end if;
        return null;
    end
    $$;

-- Has the rows of a table audited: by which key, which columns (never a secret, nor what an erasure takes away), on which events.
create function audit_table(audited regclass, key text[], kept text[], events text[] default '{insert,update,delete}') returns void
    language plpgsql
    as $$
    declare event text;
    begin
        foreach event in array events loop
            execute format('create trigger audit_%s after %s on %s referencing %s for each statement execute function audit_rows(%L, %L)', event, event, audited,
                case event when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows' else 'old table as old_rows new table as new_rows' end, key, kept);
        end loop;
    end
    $$;

select audit_table('person', '{id}', '{is_administrator,email_confirmed,two_factor_enabled}');
select audit_table('membership', '{id}', '{person_id,unit_id,role,valid}');
select audit_table('invitation', '{id}', '{purpose,expires_at,used_at}');
select audit_table('edition', '{id}', '{year,theme,week,form_key,due_units,due_communes,due_provinces}');
select audit_table('edition_row', '{edition_id,row_key}', '{why}');
-- What is added to these is kept as it was added; a report keeps its own snapshots and tells in its line what it was before.
select audit_table('plan', '{id}', '{unit_id,edition_id,state,facts,report_due,form_key,without_form}', '{update,delete}');
select audit_table('unit_version', '{id}', '{unit_id,code,name,short_name,printed_type,parent_id,territory_id,level,valid}', '{update,delete}');
select audit_table('succession', '{from_unit,to_unit,on_day}', '{whole,share}', '{update,delete}');

-- Blocks of lines, each with the hash of the one before: a line changed, added or taken out later no longer fits.
create table audit_block (
    number integer primary key check (number > 0),
    sealed_at timestamptz not null,
    -- Every transaction before this one was over, and its lines are in this block or an earlier one.
    upto xid8 not null,
    lines integer not null check (lines > 0),
    previous bytea,
    hash bytea not null,
    check ((previous is null) = (number = 1))
);
create table audit_seal (
    line_id bigint primary key references audit (id),
    block integer not null references audit_block (number),
    hash bytea not null
);
create index ix_audit_seal_block on audit_seal (block);

-- The canonical text of a line. The number of the transaction is not in it: a database restored elsewhere counts anew.
create function audit_text(line audit) returns text
    language sql stable parallel safe
    return jsonb_build_array(line.id, extract(epoch from line.at), line.person_id, line.unit_id, line.acting_unit_id, line.what, line.thing, line.thing_id,
        line.detail, host(line.from_address), line.before, line.after)::text;

create function audit_hash(line audit) returns bytea
    language sql stable parallel safe
    return sha256(convert_to(audit_text(line), 'UTF8'));

create function audit_block_hash(number integer, sealed_at timestamptz, previous bytea, line_hashes bytea) returns bytea
    language sql stable parallel safe
    return sha256(coalesce(previous, '') || convert_to(format('%s %s ', number, extract(epoch from sealed_at)), 'UTF8') || line_hashes);

-- Seals the lines of all transactions that are over since the last block, and returns how many. Those still running, whatever the ids
-- of their lines, come into a later block; nobody waits but a second sealer.
create function seal_audit() returns integer
    language plpgsql
    as $$
    declare
        last audit_block;
        sealed integer;
    begin
        lock table audit_block in share row exclusive mode;
        select * into last from audit_block order by number desc limit 1;
        with finished as materialized (
            select a.id, audit_hash(a) as hash, pg_snapshot_xmin(pg_current_snapshot()) as upto
              from audit a where a.tx >= coalesce(last.upto, '0') and a.tx < pg_snapshot_xmin(pg_current_snapshot())),
        block as (
            insert into audit_block (number, sealed_at, upto, lines, previous, hash)
            select coalesce(last.number, 0) + 1, now(), min(upto), count(*), last.hash, audit_block_hash(coalesce(last.number, 0) + 1, now(), last.hash, string_agg(hash, '' order by id))
              from finished having count(*) > 0 returning number, lines),
        seals as (
            insert into audit_seal (line_id, block, hash) select f.id, b.number, f.hash from finished f cross join block b)
        select lines into sealed from block;
        return coalesce(sealed, 0);
    end
    $$;

create function audit_is_kept() returns trigger
    language plpgsql
    as $$ begin raise exception 'Nhật ký chỉ ghi thêm: không sửa, không xóa được (%).', tg_table_name using errcode = 'insufficient_privilege'; end $$;
create trigger audit_is_kept before update or delete or truncate on audit for each statement execute function audit_is_kept();
create trigger audit_is_kept before update or delete or truncate on audit_block for each statement execute function audit_is_kept();
create trigger audit_is_kept before update or delete or truncate on audit_seal for each statement execute function audit_is_kept();

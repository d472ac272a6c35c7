-- When the line of the ledger last changed without its report: who receives it, its longer time, the day of its group, that it is asked of nobody any more.
-- Programs that ask for what has changed are told of it; a submission touches none of these, and pays nothing.
alter table report add column ledger_at timestamptz not null default now();
create function ledger_changed() returns trigger language plpgsql as $$ begin new.ledger_at = clock_timestamp(); return new; end $$;
create trigger ledger_changed before update of receiver_id, granted_to, group_day, ended_on on report for each row
    when ((old.receiver_id, old.granted_to, old.group_day, old.ended_on) is distinct from (new.receiver_id, new.granted_to, new.group_day, new.ended_on)) execute function ledger_changed();

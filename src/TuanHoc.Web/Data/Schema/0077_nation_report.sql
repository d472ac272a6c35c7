-- The nation's own report, which the Ministry writes: nobody above receives it. It is closed by its people as others are sent, and its leaders accept it or open it again
-- (docs/decisions/0043-reviewing.md). No plan orders a day for it; a month after the provinces' last one all that it adds up is there.
create or replace function edition_due(e edition, kind text) returns date
    language sql immutable parallel safe
    as $$ select case kind when 'nation' then e.due_provinces + 30 when 'province' then e.due_provinces when 'commune' then e.due_communes when 'district' then e.due_communes else e.due_units end $$;

-- What else a consolidated report states of the units below when it is sent, so that its document can be made again as it was: what was answered in each column
-- (Boards/Said), of each kind how many were asked and had come, and who of those missing is named. Null of what was sent before this was kept.
alter table report_below add column facts jsonb;

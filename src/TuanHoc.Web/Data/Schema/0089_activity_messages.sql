-- Activities are told of too: that one waits to be shown to everybody, and what became of it.
alter table message drop constraint message_kind_check, add constraint message_kind_check check (kind in ('plan', 'task', 'report', 'activity', 'reminder', 'escalation', 'digest'));

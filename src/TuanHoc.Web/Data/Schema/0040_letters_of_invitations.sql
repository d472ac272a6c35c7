-- A letter that carries the link of an invitation goes out only while that link opens something.
alter table mail add column invitation_hash bytea;
alter table mail drop constraint mail_state_check;
alter table mail add constraint mail_state_check check (state in ('queued', 'sent', 'failed', 'withdrawn'));

-- Whether an invitation with this hash is still to be used: not withdrawn, not renewed, not taken, not past its time.
create function invitation_opens(hash bytea, now timestamptz) returns boolean
    language sql stable parallel safe
    return exists (select from invitation i where i.token_hash = hash and i.used_at is null and i.withdrawn_at is null and i.expires_at > now);

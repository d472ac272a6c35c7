-- The way back in after a lost password: a link, used once, by mail to the address of the account or printed by who manages the person. A person has one at a
-- time; only its hash is kept. Made by nobody where it was asked for at the door.
create table password_link (
    person_id bigint primary key references person (id) on delete cascade,
    token_hash bytea not null unique,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    made_by bigint references person (id)
);

-- As in 0040: the letter of a link goes out only while the link opens something.
create or replace function invitation_opens(hash bytea, now timestamptz) returns boolean
    language sql stable parallel safe
    return exists (select from invitation i where i.token_hash = hash and i.used_at is null and i.withdrawn_at is null and i.expires_at > now)
        or exists (select from password_link l where l.token_hash = hash and l.expires_at > now);

-- Whether somebody may print the link for a person: an administrator, or who manages the people of every unit in which the person holds a role or will. A link
-- opens all that the account may, so who manages a part of it alone may not; of administrators only administrators.
create function lets_in(keeper bigint, person bigint, on_day date) returns boolean
    language sql stable parallel safe
    return keeper <> person and (
        exists (select from person k where k.id = keeper and k.is_administrator)
        or (exists (select from person p where p.id = person and not p.is_administrator)
            and exists (select from membership m where m.person_id = person and (upper_inf(m.valid) or upper(m.valid) > on_day))
            and not exists (
                select from membership m
                 where m.person_id = person and (upper_inf(m.valid) or upper(m.valid) > on_day) and not manages_people(keeper, m.unit_id, on_day))));

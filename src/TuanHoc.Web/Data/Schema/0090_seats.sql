-- Registration for an activity without an account (docs/decisions/0056-registration.md).
-- The door of an activity that takes registrations. Whoever gives a seat, frees one or moves the line holds this row, so that never one seat too many is given.
-- seats: null where nobody counts. taken: people who have a seat or to whom one is held; it may be more than seats after seats were taken back, since nobody is thrown out.
-- message_key: of the last message to those who registered, so that one sent twice goes out once.
-- waiting: people in the line. closes_at: null is when the activity begins. closed_at: closed by hand. hold_hours: how long a freed seat is held for who is offered it. largest: the largest group.
create table activity_door (
    activity_id uuid primary key references activity (id) on delete cascade,
    seats integer check (seats > 0),
    taken integer not null default 0 check (taken >= 0),
    waiting integer not null default 0 check (waiting >= 0),
    opens_at timestamptz not null,
    closes_at timestamptz,
    closed_at timestamptz,
    has_queue boolean not null default true,
    hold_hours integer not null default 24 check (hold_hours between 1 and 168),
    largest integer not null default 10 check (largest between 1 and 100),
    last_place bigint not null default 0,
    message_key uuid,
    changed_at timestamptz not null
);
create index activity_door_changed on activity_door (changed_at);

-- A group that comes together: it is seated together or waits together. place: the order in which registrations came, never given twice.
-- contact_key: the same contact however it was typed; of one activity it stands once among those that are valid. consent: which text was agreed to.
create table registration (
    id uuid primary key,
    activity_id uuid not null references activity_door (activity_id),
    place bigint not null,
    write_key uuid not null unique,
    name varchar(200) not null check (btrim(name) <> ''),
    contact varchar(256) not null,
    contact_key varchar(256) not null,
    by_mail boolean not null,
    people integer not null check (people > 0),
    children integer not null default 0 check (children between 0 and people),
    state text not null check (state in ('seated', 'waiting', 'offered', 'cancelled', 'lapsed')),
    offered_until timestamptz,
    consent text not null,
    consented_at timestamptz not null,
    language text not null check (language in ('vi', 'en')),
    made_at timestamptz not null,
    changed_at timestamptz not null,
    reminded_at timestamptz,
    unique (activity_id, place),
    constraint registration_offered_until check (state <> 'offered' or offered_until is not null)
);
create unique index registration_once on registration (activity_id, contact_key) where state in ('seated', 'waiting', 'offered');
create index registration_line on registration (activity_id, place) where state = 'waiting';
create index registration_offers on registration (offered_until) where state = 'offered';

-- Secrets that open the page of a registration, as their SHA-256: the one given at first, and one more for each letter that holds a link, since the first is kept by nobody here.
create table registration_link (
    hash bytea primary key,
    registration_id uuid not null references registration (id) on delete cascade,
    made_at timestamptz not null
);
create index registration_link_of on registration_link (registration_id);

-- A letter may bring an entry for a calendar.
alter table mail add column calendar text;

-- Why nobody can register for an activity at a moment; null where one can, if there are seats.
create function why_closed(of_activity uuid, now_at timestamptz) returns text
    language sql stable
    return (
        select case
            when a.state = 'cancelled' then 'cancelled'
            when coalesce(a.to_at, a.from_at) <= now_at or a.state = 'held' then 'past'
            when a.showing <> 'public' then 'hidden'
            when (select bool_and(not upper_inf(v.valid) and upper(v.valid) <= vietnam_day(a.from_at)) from unit_version v where v.unit_id = a.unit_id) then 'ended'
            when d.activity_id is null then 'no-door'
            when d.closed_at is not null then 'closed'
            when coalesce(d.closes_at, a.from_at) <= now_at then 'late'
            when d.opens_at > now_at then 'early' end
          from activity a left join activity_door d on d.activity_id = a.id where a.id = of_activity);

-- Takes what came in for one activity, in its order, under the row of its door: {"activity", "at", "asked": [{"key", "id", "name", …}]}. Each is answered:
-- seated or waiting; same, for what came twice; known, for a contact that has a registration (known-mailed: with another link for a letter); used, for a page that registered somebody else;
-- group or never, for too many at once; full, or why nobody can register. Strict order: while somebody waits, nobody is seated past the line.
create function register(batch jsonb) returns table (key uuid, outcome text, registration_id uuid)
    language plpgsql
    as $$
    declare
        door activity_door;
        now_at timestamptz := (batch ->> 'at')::timestamptz;
        closed text;
        unit bigint;
        one jsonb;
        many integer;
        known registration;
    begin
        select * into door from activity_door d where d.activity_id = (batch ->> 'activity')::uuid for update;
        closed := why_closed((batch ->> 'activity')::uuid, now_at);
        select a.unit_id into unit from activity a where a.id = door.activity_id;
        for one in select value from jsonb_array_elements(batch -> 'asked') loop
            key := (one ->> 'key')::uuid;
            many := (one ->> 'people')::integer;
            registration_id := null;
            select * into known from registration g where g.write_key = register.key;
            if found then
                registration_id := known.id;
                outcome := case when known.contact_key = one ->> 'contact_key' then 'same' else 'used' end;
                return next;
                continue;
            end if;
            select * into known from registration g where g.activity_id = door.activity_id and g.contact_key = one ->> 'contact_key' and g.state in ('seated', 'waiting', 'offered');
            if found then
                registration_id := known.id;
                outcome := 'known';
                if known.by_mail and not exists (select from registration_link l where l.registration_id = known.id and l.made_at > now_at - interval '10 minutes') then
                    insert into registration_link values (decode(one ->> 'again', 'hex'), known.id, now_at);
                    outcome := 'known-mailed';
                end if;
                return next;
                continue;
            end if;
            outcome := case
                when closed is not null then closed
                when many > door.largest then 'group'
                when many > door.seats then 'never'
                when door.seats is null or door.waiting = 0 and door.taken + many <= door.seats then 'seated'
                when door.has_queue then 'waiting'
                else 'full' end;
            if outcome in ('seated', 'waiting') then
                registration_id := (one ->> 'id')::uuid;
                door.last_place := door.last_place + 1;
                if outcome = 'seated' then door.taken := door.taken + many; else door.waiting := door.waiting + many; end if;
                insert into registration (id, activity_id, place, write_key, name, contact, contact_key, by_mail, people, children, state, consent, consented_at, language, made_at, changed_at)
                values (registration_id, door.activity_id, door.last_place, register.key, one ->> 'name', one ->> 'contact', one ->> 'contact_key', (one ->> 'by_mail')::boolean, many, (one ->> 'children')::integer, outcome,
                        one ->> 'consent', now_at, one ->> 'language', now_at, now_at);
                insert into registration_link values (decode(one ->> 'hash', 'hex'), registration_id, now_at);
                insert into audit (at, unit_id, what, thing, thing_id, detail, from_address)
                values (now_at, unit, 'registered', 'registration', registration_id::text, jsonb_build_object('activity', door.activity_id, 'people', many, 'state', outcome), (one ->> 'address')::inet);
            end if;
            return next;
        end loop;
        update activity_door d set taken = door.taken, waiting = door.waiting, last_place = door.last_place, changed_at = clock_timestamp()
         where d.activity_id = door.activity_id and d.last_place <> door.last_place;
    end
    $$;

-- Moves the line of an activity: an offer that nobody took in time lapses, and freed seats are held for the first who waits, as long as there are enough for the whole group.
-- Returns what became of whom. An offer is held for hold_hours, and never past half the time that is left, so that the next may still be asked.
create function pass_on(of_activity uuid, now_at timestamptz) returns table (registration_id uuid, became text)
    language plpgsql
    as $$
    declare
        door activity_door;
        last timestamptz;
        one registration;
    begin
        select * into door from activity_door d where d.activity_id = of_activity for update;
        if not found then return; end if;
        select greatest(a.from_at, coalesce(door.closes_at, a.from_at)) into last from activity a where a.id = of_activity and a.state = 'planned';
        for one in select * from registration g where g.activity_id = of_activity and g.state = 'offered' and g.offered_until <= now_at order by g.place loop
            update registration g set state = 'lapsed', changed_at = now_at where g.id = one.id;
            door.taken := door.taken - one.people;
            registration_id := one.id;
            became := 'lapsed';
            return next;
        end loop;
        loop
            select * into one from registration g where g.activity_id = of_activity and g.state = 'waiting' order by g.place limit 1;
            exit when not found or last is null or last <= now_at or door.taken + one.people > door.seats;
            update registration g set state = 'offered', offered_until = now_at + least(door.hold_hours * interval '1 hour', (last - now_at) / 2), changed_at = now_at where g.id = one.id;
            door.taken := door.taken + one.people;
            door.waiting := door.waiting - one.people;
            registration_id := one.id;
            became := 'offered';
            return next;
        end loop;
        update activity_door d set taken = door.taken, waiting = door.waiting, changed_at = clock_timestamp()
         where d.activity_id = of_activity and (d.taken, d.waiting) <> (door.taken, door.waiting);
    end
    $$;

-- A step of who registered: accept an offered seat, cancel, or change how many come. Answers done, or why not: past, lapsed, gone (cancelled or lapsed already), group, never, full, line (others wait for the seats), accept (first), closed.
create function registration_step(registration uuid, act text, many integer, young integer, now_at timestamptz) returns text
    language plpgsql
    as $$
    declare
        door activity_door;
        one registration;
        more integer;
    begin
        select d.* into door from activity_door d where d.activity_id = (select g.activity_id from registration g where g.id = registration_step.registration) for update;
        select * into one from registration g where g.id = registration_step.registration;
        if not exists (select from activity a where a.id = door.activity_id and a.state = 'planned' and coalesce(a.to_at, a.from_at) > now_at) then return 'past'; end if;
        if act = 'cancel' and one.state = 'cancelled' or act = 'accept' and one.state = 'seated' then return 'done'; end if;
        if one.state in ('cancelled', 'lapsed') or act = 'accept' and one.state <> 'offered' then return 'gone'; end if;
        if one.state = 'offered' and one.offered_until <= now_at and act <> 'cancel' then return 'lapsed'; end if;
        if act = 'accept' then
            update registration g set state = 'seated', changed_at = now_at where g.id = one.id;
            return 'done';
        end if;
        if act = 'cancel' then
            update registration g set state = 'cancelled', changed_at = now_at where g.id = one.id;
            more := -one.people;
        else
            more := many - one.people;
            if more > 0 then
                if one.state = 'offered' then return 'accept'; end if;
                if why_closed(door.activity_id, now_at) is not null then return 'closed'; end if;
                if many > door.largest then return 'group'; end if;
                if many > door.seats then return 'never'; end if;
                if one.state = 'seated' and door.taken + more > door.seats then return 'full'; end if;
                if one.state = 'seated' and door.waiting > 0 then return 'line'; end if;
            end if;
            update registration g set people = many, children = young, changed_at = now_at where g.id = one.id;
        end if;
        update activity_door d set taken = d.taken + case when one.state = 'waiting' then 0 else more end, waiting = d.waiting + case when one.state = 'waiting' then more else 0 end, changed_at = clock_timestamp()
         where d.activity_id = door.activity_id;
        return 'done';
    end
    $$;

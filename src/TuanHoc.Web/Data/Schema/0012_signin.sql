-- Signing in: every sign-in a row, failures counted where they are made.

-- One sign-in on one device. It holds as long as the row stands and the person's stamp (a new one with each new password) is the one it was made with.
create table session (
    id uuid primary key,
    person_id bigint not null references person (id) on delete cascade,
    security_stamp text not null,
    -- How: password, passkey, invitation … as the program that signed in said.
    how text not null,
    device text not null,
    address text not null,
    begun_at timestamptz not null,
    -- To the quarter hour, so that reading pages does not write.
    seen_at timestamptz not null,
    -- When the person last showed a password or a second factor.
    proved_at timestamptz not null
);
create index session_of_person on session (person_id);

-- Tries to sign in under a name, by SHA-256, from an address or a device; names that nobody has are counted as well. Good ones take their row away.
create table sign_in_attempt (
    who bytea not null,
    whence text not null,
    failures integer not null,
    last_at timestamptz not null,
    next_at timestamptz not null,
    primary key (who, whence)
);
create index sign_in_attempt_last on sign_in_attempt (last_at);

-- Second factors. person.two_factor_enabled says whether there is one: an authenticator here, or a passkey.
create table authenticator (
    person_id bigint primary key references person (id) on delete cascade,
    secret bytea not null,
    -- The half minute (since 1970) of the last code taken: no code opens twice.
    last_step bigint not null,
    made_at timestamptz not null
);

-- Codes printed for the day the telephone is lost, by SHA-256; a used one is gone.
create table recovery_code (
    person_id bigint not null references person (id) on delete cascade,
    code_hash bytea not null,
    primary key (person_id, code_hash)
);

-- Since when a second factor is asked of this person, because of a role.
alter table person add column second_factor_asked_at timestamptz;

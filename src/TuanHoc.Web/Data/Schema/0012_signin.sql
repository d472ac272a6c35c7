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

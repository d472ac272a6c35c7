-- The one key that signs tickets (docs/decisions/0060-tickets.md): its public half as browsers read it (SubjectPublicKeyInfo), its private half sealed with the installation's keys.
create table ticket_key (
    is_only boolean primary key default true check (is_only),
    public_key bytea not null,
    private_key bytea not null
);

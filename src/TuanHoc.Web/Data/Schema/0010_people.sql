-- Letters that wait to be sent, written in the transaction of the thing they tell of. The text may hold a link that opens an account:
-- it is forgotten once sent, and no page shows it.
create table mail (
    id bigint generated always as identity primary key,
    recipient varchar(256) not null check (recipient like '_%@%_'),
    subject varchar(300) not null,
    text text,
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    tries integer not null default 0,
    next_try timestamptz,
    last_error varchar(300),
    made_at timestamptz not null,
    sent_at timestamptz,
    constraint mail_queued_waits check ((state = 'queued') = (next_try is not null)),
    constraint mail_queued_has_text check (state <> 'queued' or text is not null),
    constraint mail_sent_when check ((state = 'sent') = (sent_at is not null))
);
create index mail_due on mail (next_try) where state = 'queued';
create index mail_made on mail (made_at);

-- A link may invite a person: to a role in a unit with its dates, or to administer the whole. Its row is renewed with another
-- secret, or withdrawn; those made by one form share its key. Once used or withdrawn it says no longer whom it was for.
alter table invitation drop constraint invitation_purpose_check;
alter table invitation
    add column full_name varchar(200),
    add column email varchar(256),
    add column unit_id bigint references unit (id),
    add column role text,
    add column valid daterange,
    add column made_by bigint references person (id),
    add column form_key uuid,
    add column used_by bigint references person (id),
    add column withdrawn_at timestamptz,
    add constraint invitation_purpose_check check (purpose in ('first-administrator', 'person')),
    add constraint invitation_role_check check (role in ('coordinator', 'reporter', 'leader', 'viewer', 'administrator')),
    add constraint invitation_of_person check (purpose <> 'person'
        or ((full_name is not null or used_at is not null or withdrawn_at is not null) and role is not null and made_by is not null and form_key is not null and valid is not null and not isempty(valid) and (unit_id is null) = (role = 'administrator')));
create index invitation_of_unit on invitation (unit_id);
create index invitation_of_form on invitation (form_key);
create index membership_of_person on membership (person_id);

-- A successor that does not take somebody of a closed unit over; its other successors still may.
create table not_taken_over (
    membership_id bigint not null references membership (id) on delete cascade,
    unit_id bigint not null references unit (id),
    primary key (membership_id, unit_id)
);

-- An erasure also takes what later rooms hold of a person: ways to prove who they are, letters to them, invitations that name them,
-- tries to sign in under their name.
alter function erase_person(bigint, date, timestamptz) rename to erase_account;

create function erase_person(person bigint, today date, at timestamptz) returns void
    language plpgsql
    as $$
    declare
        erased bigint := person;
        was record;
    begin
        select lower(p.email) as email, sha256(convert_to(upper(p.user_name), 'UTF8')) as who into was from person p where p.id = erased;
        perform erase_account(erased, today, at);
        update person p set second_factor_asked_at = null where p.id = erased;
        delete from authenticator where person_id = erased;
        delete from recovery_code where person_id = erased;
        delete from sign_in_attempt a where a.who = was.who;
        delete from mail m where lower(m.recipient) = was.email;
        update invitation i set full_name = null, email = null where i.used_by = erased;
        update invitation i set full_name = null, email = null, withdrawn_at = at
         where i.purpose = 'person' and i.used_at is null and i.withdrawn_at is null and lower(i.email) = was.email;
    end
    $$;

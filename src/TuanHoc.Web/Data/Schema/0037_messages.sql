-- Messages: kept in the program whatever the letters; letters by the wishes of each, never in the hours of rest.
create index message_unread on message (person_id) where read_at is null;

-- How a person wishes to be told; without a row the defaults hold. The same hour twice: no hours of rest.
create table message_setting (
    person_id bigint primary key references person (id) on delete cascade,
    digest text not null default 'weekly' check (digest in ('daily', 'weekly', 'none')),
    quiet_from time not null default '21:00',
    quiet_to time not null default '06:30'
);

-- Up to where the happenings have been told.
create table message_position (
    follower text primary key,
    tx xid8 not null
);
insert into message_position (follower, tx) values ('happening', pg_snapshot_xmin(pg_current_snapshot()));

-- The days whose reminders have been told.
create table message_day (
    day date primary key,
    at timestamptz not null
);

-- The letter of a message, whose kind and address stand there.
alter table mail add column message_id bigint references message (id) on delete cascade;
create index mail_of_message on mail (message_id) where message_id is not null;

-- The moment itself, or the end of the person's hours of rest when it falls in them.
create function quiet_until(person bigint, at timestamptz) returns timestamptz
    language sql stable parallel safe
    as $$
    select case
               when q.quiet_from < q.quiet_to and l.here::time >= q.quiet_from and l.here::time < q.quiet_to then (l.here::date + q.quiet_to) at time zone 'Asia/Ho_Chi_Minh'
               when q.quiet_from > q.quiet_to and l.here::time >= q.quiet_from then (l.here::date + 1 + q.quiet_to) at time zone 'Asia/Ho_Chi_Minh'
               when q.quiet_from > q.quiet_to and l.here::time < q.quiet_to then (l.here::date + q.quiet_to) at time zone 'Asia/Ho_Chi_Minh'
               else quiet_until.at end
      from (select quiet_until.at at time zone 'Asia/Ho_Chi_Minh' as here) l
     cross join (select coalesce(s.quiet_from, '21:00') as quiet_from, coalesce(s.quiet_to, '06:30') as quiet_to
                   from (select) one left join message_setting s on s.person_id = quiet_until.person) q
    $$;

-- Every message leaves its letter here, so that no writer of messages forgets a wish: not to who wants none of the kind, not to an
-- address that letters come back from, and not at night.
create function message_mailed() returns trigger
    language plpgsql
    as $$
    begin
        insert into mail (recipient, subject, text, next_try, made_at, message_id)
        select p.email, left(regexp_replace(n.subject, '\s+', ' ', 'g'), 300), n.text, quiet_until(n.person_id, n.at), n.at, n.id
          from told n
          join person p on p.id = n.person_id and p.email like '_%@%_'
         where not exists (select from message_wish w where w.person_id = n.person_id and w.kind = n.kind and not w.mail)
           and not exists (select from bounced_address b where b.email = lower(p.email));
        return null;
    end
    $$;
create trigger message_mailed after insert on message referencing new table as told for each statement execute function message_mailed();

-- The first words of a long text, for a subject or a line of a list.
create function first_words(said text, longest integer) returns text
    language sql immutable parallel safe
    return case when length(said) <= longest then said else rtrim(left(said, longest - 1)) || '…' end;

-- Who speaks for a unit in a sentence: the committee of a territory, the Ministry for the nation.
create function who_speaks(unit bigint, on_day date) returns text
    language sql stable parallel safe
    return (select case u.kind when 'nation' then 'Bộ Giáo dục và Đào tạo'
                   when 'province' then 'UBND ' || lower(left(n.name, 1)) || substr(n.name, 2) when 'commune' then 'UBND ' || lower(left(n.name, 1)) || substr(n.name, 2) else n.name end
              from unit u cross join lateral (select v.name from unit_version v where v.unit_id = u.id and lower(v.valid) <= on_day order by v.valid desc limit 1) n where u.id = unit);

-- What units still have to do, with a last day from first to final: their tasks, and their reports where no task asks for
-- the same. What waits for another's look is nothing to remind of.
create function open_work(today date, first date, final date) returns table (edition_id integer, unit_id bigint, path text, title text, last_day date)
    language sql stable rows 10000
    as $$
    with near as materialized (
        select e.id, e.year from edition e where e.year between extract(year from open_work.today)::integer - 1 and extract(year from open_work.today)::integer + 1),
    reports_due as materialized (
        select x.*, report_due(x.edition_id, x.receiver_id, x.kind) as due
          from (select distinct r.edition_id, r.receiver_id, u.kind from report r join near e on e.id = r.edition_id join unit u on u.id = r.unit_id
                 where r.receiver_id is not null and r.state in ('open', 'draft', 'returned')) x)
    select e.id, p.unit_id, '/tasks/' || p.unit_task_id, k.text, p.last_day
      from near e
     cross join lateral task_progress(e.id, array(
               select distinct ut.unit_id from unit_task ut join task k on k.id = ut.task_id where last_day(k.due, k.bound) between open_work.first and open_work.final), open_work.today) p
      join task k on k.id = p.task_id
     where p.last_day between open_work.first and open_work.final and p.state not in ('done', 'said')
    union all
    select r.edition_id, r.unit_id, '/reports/' || r.id, 'Báo cáo Tuần lễ năm ' || e.year, d.due
      from report r
      join near e on e.id = r.edition_id
      join unit u on u.id = r.unit_id
      join reports_due d on d.edition_id = r.edition_id and d.receiver_id = r.receiver_id and d.kind = u.kind
     where r.state in ('open', 'draft', 'returned') and d.due between open_work.first and open_work.final
       and not exists (select from unit_task ut join task k on k.id = ut.task_id and k.output = 'report' and k.due is not null
                         join plan p on p.id = k.plan_id and p.edition_id = r.edition_id and p.state = 'saved' where ut.unit_id = r.unit_id)
    $$;

-- Who is to be reminded on a day of what, a line each. section: own (seven, three, one days before and on the day; one, three, seven days
-- late, from the third day the leaders too; on the day of a digest all that is open), review (on the day of a digest: reports that wait
-- for the unit), plan (sent two days ago and not opened), below (three days late,
-- to those who coordinate above). days: until the last day; late ones are below zero.
create function reminders(today date) returns table (person_id bigint, unit_id bigint, unit_name text, digest boolean, reminder_mail boolean, section text, path text, title text, last_day date, days integer)
    language sql stable rows 10000
    as $$
    with work as materialized (select w.*, w.last_day - reminders.today as days from open_work(reminders.today, reminders.today - 30, reminders.today + 14) w),
    acting as materialized (
        select m.person_id, m.unit_id, v.name as unit_name, bool_or(m.role = 'coordinator') as coordinates, bool_or(m.role in ('coordinator', 'reporter')) as fills,
               -- Of a unit without a coordinator or leader: who reports for it.
               bool_or(m.role in ('coordinator', 'leader')) or not exists (select from membership l where l.unit_id = m.unit_id and l.role in ('coordinator', 'leader') and l.valid @> reminders.today) as leads,
               case coalesce((select s.digest from message_setting s where s.person_id = m.person_id), 'weekly') when 'daily' then true when 'weekly' then extract(isodow from reminders.today) = 1 else false end
               and not exists (select from message_wish w where w.person_id = m.person_id and w.kind = 'digest' and not w.mail) as digest
          from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> reminders.today
         where m.valid @> reminders.today and m.role <> 'viewer'
         group by m.person_id, m.unit_id, v.name),
    lines as (
        select a.*, 'own' as section, w.path, w.title, w.last_day, w.days
          from work w join acting a on a.unit_id = w.unit_id
         where (a.fills or (a.leads and w.days <= -3)) and (a.digest or w.days in (7, 3, 1, 0, -1, -3, -7))
        union all
        select a.*, 'review', '/reports', r.reports || ' báo cáo chờ duyệt', null, null
          from (select receiver_id, count(*) as reports from report where state = 'submitted' and receiver_id is not null group by receiver_id) r
          join acting a on a.unit_id = r.receiver_id and a.coordinates and a.digest
        union all
        select a.*, 'plan', '/plans/' || p.id, coalesce(p.title, p.file_name), null, null
          from plan_delivery d join plan p on p.id = d.plan_id and p.state = 'saved' join acting a on a.unit_id = d.unit_id and a.leads
         where d.opened_at is null and vietnam_day(d.at) = reminders.today - 2
        union all
        select a.*, 'below', w.path, below.name || ': ' || w.title, w.last_day, w.days
          from work w
          join unit_version below on below.unit_id = w.unit_id and below.valid @> reminders.today
          join acting a on a.coordinates and a.unit_id <> w.unit_id and (a.unit_id = below.parent_id or a.unit_id in (select s.agency_id from standing_agency s where s.edition_id = w.edition_id and s.unit_id = below.parent_id))
         where w.days = -3)
    select l.person_id, l.unit_id, l.unit_name, l.digest, not exists (select from message_wish w where w.person_id = l.person_id and w.kind = 'reminder' and not w.mail),
           l.section, l.path, l.title, l.last_day, l.days
      from lines l
     order by l.person_id, l.unit_name, l.unit_id, array_position(array['own', 'review', 'plan', 'below'], l.section), l.last_day, l.title, l.path
    $$;

-- As in 0014, and what was said to the person.
create or replace function erase_person(person bigint, today date, at timestamptz) returns void
    language plpgsql
    as $$
    declare
        erased bigint := person;
        was record;
    begin
        select lower(p.email) as email, sha256(convert_to(upper(p.user_name), 'UTF8')) as who into was from person p where p.id = erased;
        update person p
           set full_name = 'Người đã xóa số ' || erased, user_name = 'da-xoa-' || erased, normalized_user_name = 'DA-XOA-' || erased,
               email = null, normalized_email = null, email_confirmed = false, phone_number = null, phone_number_confirmed = false,
               password_hash = null, security_stamp = gen_random_uuid()::text, concurrency_stamp = gen_random_uuid()::text,
               two_factor_enabled = false, second_factor_asked_at = null, is_administrator = false, erased_at = at
         where p.id = erased;
        delete from person_claim where user_id = erased;
        delete from person_login where user_id = erased;
        delete from person_token where user_id = erased;
        delete from person_passkey where user_id = erased;
        delete from authenticator where person_id = erased;
        delete from recovery_code where person_id = erased;
        delete from session where person_id = erased;
        delete from sign_in_attempt a where a.who = was.who;
        delete from mail m where lower(m.recipient) = was.email;
        delete from message m where m.person_id = erased;
        delete from message_wish w where w.person_id = erased;
        delete from message_setting s where s.person_id = erased;
        delete from calendar_feed c where c.person_id = erased;
        delete from bounced_address b where b.email = was.email;
        delete from plan_editor e where e.person_id = erased;
        update invitation i set full_name = null, email = null where i.used_by = erased;
        update invitation i set full_name = null, email = null, withdrawn_at = at
         where i.purpose = 'person' and i.used_at is null and i.withdrawn_at is null and lower(i.email) = was.email;
        delete from membership m where m.person_id = erased and lower(m.valid) >= today;
        update membership m set valid = daterange(lower(m.valid), today) where m.person_id = erased and (upper_inf(m.valid) or upper(m.valid) > today);
    end
    $$;

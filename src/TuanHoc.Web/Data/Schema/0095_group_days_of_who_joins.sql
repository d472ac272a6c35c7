-- The groups to which a document gives days of their own, so that a unit that is asked or moved after the document was delivered has the day of its group too.
create table report_order_group (
    plan_id uuid not null references plan on delete cascade,
    unit_group text not null,
    day date not null,
    -- The day on which the document counts its groups; who has joined since is counted as of today.
    counted_on date not null,
    primary key (plan_id, unit_group, day)
);

-- The days of the reports to one receiver become those that the document meant which orders them now: of each unit the first day of its groups, where that is later than the day of all.
create function settle_group_days(edition integer, receiver bigint, at timestamptz) returns void
    language sql
    as $$
    with ordered as (
        select o.plan_id, o.report_due, p.unit_id as issuer_id from report_due_ordered o join plan p on p.id = o.plan_id where o.edition_id = settle_group_days.edition and o.receiver_id = settle_group_days.receiver),
    days as (
        select m.id as unit_id, min(g.day) as day
          from ordered o
          join report_order_group g on g.plan_id = o.plan_id
         cross join lateral (
            select l.id from unit_group_members(o.issuer_id, g.unit_group, g.counted_on) n (id) cross join lateral living(n.id, vietnam_day(settle_group_days.at)) l (id)
            union
            select n.id from unit_group_members(o.issuer_id, g.unit_group, vietnam_day(settle_group_days.at)) n (id)) m
         group by m.id),
    meant as (
        select r.id, d.day
          from report r left join ordered o on true left join days d on d.unit_id = r.unit_id and d.day > o.report_due
         where r.edition_id = settle_group_days.edition and r.receiver_id = settle_group_days.receiver and r.group_day is distinct from d.day),
    moved as (update report r set group_day = m.day from meant m where r.id = m.id returning r.edition_id)
    insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
    select settle_group_days.at, settle_group_days.receiver, edition_id, 'reports-asked', 'edition', edition_id::text from moved group by edition_id
    $$;

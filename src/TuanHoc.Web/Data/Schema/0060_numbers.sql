-- A number is used once a year whether the document was issued here or came as a file: "07/KH-UBND" is 7.
create function serial_of(number text) returns integer
    language sql immutable parallel safe
    return substring(number from '^\s*0*(\d{1,9})\s*/')::integer;

-- What was brought in before this has its number too, where it stands alone; two that share one are told apart by people.
update plan set serial = nullif(serial_of(number), 0)
 where serial is null and issued_at is null
   and not exists (select from plan o where o.unit_id = plan.unit_id and o.type = plan.type and extract(year from o.issued_on) = extract(year from plan.issued_on)
                      and coalesce(o.serial, serial_of(o.number)) = serial_of(plan.number) and o.id <> plan.id);

-- The first number of a year after one given that no document in force, or once in force, has.
create function free_serial(of_unit bigint, of_type text, of_year integer, after integer) returns integer
    language sql stable
    return (with used as (select p.serial from plan p where p.unit_id = of_unit and p.type = of_type and extract(year from p.issued_on) = of_year and p.serial > after and p.state in ('saved', 'replaced'))
            select min(n) from generate_series(after + 1, after + 1 + (select count(*)::integer from used)) as n where n not in (select serial from used));

-- The id of 13 signs by which the exchange of documents knows an agency (QCVN 102:2016/BTTTT), carried as its other facts are.
alter table unit_fact
    drop constraint unit_fact_kind_check,
    add constraint unit_fact_kind_check check (kind in ('difficulty', 'learners', 'staff', 'contact', 'phone', 'email', 'address', 'organization')),
    drop constraint unit_fact_of_its_kind,
    add constraint unit_fact_of_its_kind check (case kind
        when 'difficulty' then value in ('I', 'II', 'III', 'special')
        when 'learners' then value ~ '^(0|[1-9][0-9]{0,6})$'
        when 'staff' then value ~ '^(0|[1-9][0-9]{0,6})$'
        when 'organization' then value ~ '^[0-9A-Z]{3}(\.[0-9A-Z]{2}){2}\.[0-9A-Z]{3}$'
        else btrim(value) <> '' and length(value) <= 300 end);

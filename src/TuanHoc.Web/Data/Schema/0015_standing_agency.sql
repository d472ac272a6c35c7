-- Which of its own agencies a committee (or the Ministry) has named standing agency of an edition: it gathers the reports and answers the telephone.
create table standing_agency (
    edition_id integer not null references edition (id),
    unit_id bigint not null references unit (id),
    agency_id bigint not null references unit (id),
    primary key (edition_id, unit_id),
    check (agency_id <> unit_id)
);
create index standing_agency_of_agency on standing_agency (agency_id);
select audit_table('standing_agency', '{edition_id,unit_id}', '{agency_id}');

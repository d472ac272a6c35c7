-- Names of before are looked for among versions that have ended, and those are few beside the schools of today.
create index unit_version_ended_search on unit_version (search_key) where not upper_inf(valid);
create index unit_version_ended_short on unit_version (short_key) where not upper_inf(valid);

-- "is true": with the bare condition each step down read the whole index of days beside that of the parent, 690 ms for a province of 3,000 units; now 5.
create or replace function unit_branch(unit bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$
    with recursive branch (id) as (
        select unit_branch.unit
        union
        select v.unit_id from branch join unit_version v on v.parent_id = branch.id and (v.valid @> on_day) is true)
    select id from branch
    $$;

-- Of whose branches the lot chooses: those drawn before this rule were drawn from the whole ground, which is in the nation's.
alter table inspection add column within bigint[] not null default '{1}' check (cardinality(within) > 0);

-- In whose branches a unit may inspect in an edition: in its own; where a task of a plan in force gives it an inspection, in that of who gave it;
-- and in that of the committee whose standing agency one of these is. Ground alone gives no such right: a school does not inspect its neighbours.
create function inspects_within(unit bigint, edition integer) returns bigint[]
    language sql stable parallel safe
    as $$
    with givers (id) as (
        select inspects_within.unit
        union
        select p.unit_id
          from unit_task ut join task k on k.id = ut.task_id and k.output = 'inspection' join plan p on p.id = k.plan_id
         where ut.unit_id = inspects_within.unit and p.edition_id = inspects_within.edition and p.state = 'saved')
    select array(select id from givers
                 union
                 select s.unit_id from givers g join standing_agency s on s.agency_id = g.id where s.edition_id = inspects_within.edition
                 order by 1)
    $$;

-- The units on the ground of a territory that a unit may inspect: those in one of these branches.
create function inspected_units(ground bigint, within bigint[], inspecting bigint, on_day date) returns setof bigint
    language sql stable parallel safe
    as $$
    select id from unit_ground(ground, on_day) as g (id)
     where id <> inspecting and id in (select b.id from unnest(within) as w (id) cross join unit_branch(w.id, on_day) as b (id))
    $$;

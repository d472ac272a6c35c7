-- Rules of one unit, stepped rather than planned into each statement that names them (docs/performance.md): what the page of every report asks costs nothing until there is something to ask.

-- Source: 0034_reach.sql, which plans it anew for every row.
create or replace function stood_on(unit bigint, on_day date) returns date
    language plpgsql stable parallel safe
    as $$ begin
        return (select case when v.valid @> stood_on.on_day then stood_on.on_day else upper(v.valid) - 1 end
                  from unit_version v where v.unit_id = stood_on.unit and lower(v.valid) <= stood_on.on_day order by v.valid desc limit 1);
    end $$;

-- What a unit, and those that had gone into it whole by a day, reported in an edition: [{"form": …, "figures": […]}]; null where nothing was.
create function reports_of(edition integer, unit bigint, on_day date) returns text
    language plpgsql stable parallel safe
    as $$ begin
        if edition is null then return null; end if;
        return (select jsonb_agg(jsonb_build_object('form', r.form_key, 'figures', r.figures))::text
                  from report r
                 where r.edition_id = reports_of.edition and r.unit_id = any (reports_of.unit || array(select taken_whole(reports_of.unit, reports_of.on_day)))
                   and r.state in ('submitted', 'accepted') and r.form_key is not null and r.figures is not null);
    end $$;

-- What units like this one give: of the year itself where that is learnt, else of the last year before it; on the report's own form where that is known.
create function norm_beside(unit bigint, on_day date, year integer, form text) returns setof figure_norm
    language plpgsql stable parallel safe rows 1
    as $$ begin
        return query
            select n.*
              from unit_version v join figure_norm n on n.like_key = like_key(v.kind, v.level) join edition e on e.id = n.edition_id
             where v.unit_id = norm_beside.unit and (v.valid @> norm_beside.on_day) is true and e.year <= norm_beside.year
             order by e.year < norm_beside.year desc, e.year desc, n.form_key = norm_beside.form desc nulls last, n.form_key desc limit 1;
    end $$;

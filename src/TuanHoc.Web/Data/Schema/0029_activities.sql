-- The day on which a moment falls in Vietnam.
create function vietnam_day(at timestamptz) returns date
    language sql immutable parallel safe
    return (at at time zone 'Asia/Ho_Chi_Minh')::date;

-- What a unit's own activities come to, once held; each counts for the unit that holds it.
create view activity_figures as
    select edition_id, unit_id, kind, coalesce(sum(sessions), 0) as sessions, coalesce(sum(people), 0) as people
      from activity where state = 'held' group by edition_id, unit_id, kind;

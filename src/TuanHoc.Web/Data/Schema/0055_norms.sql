-- What units of a kind usually give in each column of a form (Core, Norm), learnt by a job from the reports of an edition.
-- The arrays go by the form's columns; a count of 0 says that too few units gave a number there.
create table figure_norm (
    edition_id integer not null references edition (id),
    like_key text not null,
    form_key text not null references statistics_form (key),
    counts integer[] not null,
    middles double precision[] not null,
    spreads double precision[] not null,
    learnt_at timestamptz not null,
    primary key (edition_id, like_key, form_key),
    check (cardinality(counts) = cardinality(middles) and cardinality(counts) = cardinality(spreads))
);

-- Which units are like one another: those of a kind, and schools of one level.
create function like_key(kind text, level text) returns text
    language sql immutable parallel safe
    return kind || coalesce('/' || level, '');

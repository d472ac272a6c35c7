-- The rows of a form as they are printed, headings and rows of words among them, so that SQL can name what a column belongs to.
create table statistics_row (
    form_key text not null references statistics_form (key),
    position integer not null check (position >= 1),
    key text not null,
    code text,
    label text not null,
    unit text,
    section integer not null,
    parent_key text,
    is_text boolean not null,
    is_money boolean not null,
    district_only boolean not null,
    primary key (form_key, position),
    unique (form_key, key),
    foreign key (form_key, parent_key) references statistics_row (form_key, key)
);

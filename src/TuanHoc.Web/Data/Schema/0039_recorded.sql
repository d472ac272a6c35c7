-- What the document system of an office records of a plan brought in from it (Decree 30, Appendix VI), as it was given.
alter table plan add column recorded jsonb;

-- What differs in a signed file as a text with places and what stands in them ({"Text", "Values"}), to be worded in the reader's language.
-- Files compared before this have the worded sentence in "differs" alone.
alter table plan_signed_file add column differs_said jsonb;

-- How often a visit was recorded, so that of two people who record it at once the second is told of the first.
alter table inspection_visit add column version integer not null default 0;

-- An edge that came with the program and that the source gives no code for: joined by the name the unit had in its old district, not held against the law (docs/decisions/0010).
-- Which they are stands in the directory that the program carries; it marks them when it starts.
alter table succession add by_name boolean not null default false;

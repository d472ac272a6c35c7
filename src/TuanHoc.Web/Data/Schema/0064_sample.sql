-- Whether the data are a sample is asked with every page of totals and every file made of them.
create index person_sample on person (id) where is_sample;

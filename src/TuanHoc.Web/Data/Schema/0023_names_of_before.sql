-- Names of before are looked for among versions that have ended, and those are few beside the schools of today.
create index unit_version_ended_search on unit_version (search_key) where not upper_inf(valid);
create index unit_version_ended_short on unit_version (short_key) where not upper_inf(valid);

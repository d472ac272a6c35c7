-- A year is corrected over what one saw of it, never over what another wrote meanwhile.
alter table edition add column version integer not null default 0;

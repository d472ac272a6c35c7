-- Evidence is a file, or the address of what shows the task done: a page here ("/activities/…") or one that everybody can open ("https://…").
alter table task_account add column link text check (link ~ '^(/[a-z]|https?://)' and length(link) <= 500);

-- Whether a report to a receiver goes in copy to one of these units (report_copies). In plpgsql: the page of every report asks where nothing else lets a person in, and there alone it costs something.
create function is_copied_to(edition integer, receiver bigint, units bigint[]) returns boolean
    language plpgsql stable parallel safe
    as $$ begin return exists (select from report_copies(edition, receiver) as c (id) where c.id = any (units)); end $$;

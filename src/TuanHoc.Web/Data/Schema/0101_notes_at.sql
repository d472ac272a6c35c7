-- What a report that was handed in said in words at a moment: the notes of the version sent last by then; nothing where none was, or where it had been sent back.
-- Snapshots are never written over, so the answer stays what it was.
create function notes_at(report uuid, at timestamptz) returns setof jsonb
    language sql stable parallel safe rows 1
    as $$
    select p.notes
      from (select s.kind, s.version from report_step s where s.report_id = notes_at.report and s.at <= notes_at.at order by s.id desc limit 1) l
     cross join lateral (select p.notes from report_snapshot p where p.report_id = notes_at.report and p.version <= l.version order by p.version desc limit 1) p
     where l.kind <> 'returned'
    $$;

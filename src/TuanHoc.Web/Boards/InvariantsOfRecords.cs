namespace TuanHoc.Web.Boards;

/// <summary>Beside every write stand its audit line and, where other rooms care, what happened.</summary>
static class InvariantsOfRecords
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Mỗi bước của báo cáo có một dòng nhật ký", """
            select s.id as step, s.report_id as report, s.kind
              from report_step s
              left join audit a on a.thing = 'report' and a.thing_id = s.report_id::text and a.what = s.kind and a.detail ->> 'key' = s.write_key::text
             where a.id is null
             order by s.id
            """),
        // A line of a sitting stands for all the times it was saved; one that is not over has none yet.
        Invariant.OfRows("Mỗi bản báo cáo có một dòng nhật ký", """
            select r.id as report, r.unit_id, r.version, coalesce(a.writes, 0) as writes, coalesce(s.saves, 0) as unfinished
              from report r
              left join (select thing_id, sum(coalesce((detail ->> 'saves')::integer, 1)) as writes from audit where thing = 'report' and what in ('saved', 'submitted') group by 1) a on a.thing_id = r.id::text
              left join (select report_id, sum(saves) as saves from report_sitting where closed_at is null group by 1) s on s.report_id = r.id
             where r.version <> coalesce(a.writes, 0) + coalesce(s.saves, 0)
             order by r.unit_id
            """),
        Invariant.OfRows("Mỗi lần ghi báo cáo được báo cho các phần khác", """
            select a.thing_id as report, a.what, a.writes, coalesce(h.told, 0) as told
              from (select thing_id, what, count(*) as writes from audit where thing = 'report' and what in ('saved', 'submitted', 'returned', 'accepted') group by 1, 2) a
              left join (select thing_id, kind, count(*) as told from happening where thing = 'report' group by 1, 2) h on h.thing_id = a.thing_id and h.kind = 'report-' || a.what
             where a.writes <> coalesce(h.told, 0)
             order by 1, 2
            """),
        Invariant.OfRows("Mỗi lần lưu kế hoạch có một dòng nhật ký và được báo cho các phần khác", """
            select p.id as plan, p.unit_id, coalesce(a.saved, 0) as saved, coalesce(h.told, 0) as told
              from plan p
              left join (select thing_id, count(*) filter (where what = 'saved') as saved, count(*) filter (where what = 'read') as read from audit where thing = 'plan' group by 1) a on a.thing_id = p.id::text
              left join (select thing_id, count(*) as told from happening where kind = 'plan' group by 1) h on h.thing_id = p.id::text
             where p.draft is null and (coalesce(a.read, 0) <> 1 or coalesce(a.saved, 0) <> coalesce(h.told, 0) or p.state in ('saved', 'replaced') and coalesce(a.saved, 0) = 0)
             order by 1
            """),
        Invariant.OfRows("Mỗi văn bản soạn ở đây có một dòng nhật ký lúc bắt đầu, một lúc ban hành, và lúc ấy được báo cho các phần khác", """
            select p.id as plan, p.unit_id, coalesce(a.begun, 0) as begun, coalesce(a.issued, 0) as issued, coalesce(h.told, 0) as told
              from plan p
              left join (select thing_id, count(*) filter (where what in ('started', 'amendment-begun')) as begun, count(*) filter (where what = 'issued') as issued from audit where thing = 'plan' group by 1) a on a.thing_id = p.id::text
              left join (select thing_id, count(*) as told from happening where kind = 'plan' group by 1) h on h.thing_id = p.id::text
             where p.draft is not null and (coalesce(a.begun, 0), coalesce(a.issued, 0), coalesce(h.told, 0)) is distinct from (1, (p.issued_at is not null)::int, (p.issued_at is not null)::int)
             order by 1
            """),
        Invariant.OfRows("Mỗi đợt có dòng nhật ký lúc mở", """
            select e.id as edition, e.year from edition e where not exists (select from audit a where a.thing = 'edition' and a.what = 'opened' and a.thing_id = e.year::text) order by 2
            """),
    ];
}

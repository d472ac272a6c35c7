namespace TuanHoc.Web.Boards;

/// <summary>What is owed of reports, by when, and how they came in.</summary>
static class InvariantsOfLedger
{
    public static readonly Invariant[] All =
    [
        // A report that came on paper bears the day on which it was received.
        Invariant.OfRows("Ngày nộp của báo cáo không sau lần nộp đầu tiên", """
            select r.id as report, r.unit_id, r.handed_on::text, s.first::text
              from report r
              left join (select report_id, vietnam_day(min(at)) as first from report_step where kind = 'submitted' group by 1) s on s.report_id = r.id
             where r.handed_on is not null and (s.first is null or r.handed_on > s.first) or r.handed_on is null and s.first is not null
             order by r.unit_id
            """),
        Invariant.OfRows("Báo cáo có biểu thì phải nộp biểu, không có biểu thì phải nộp lời văn", """
            select id as report, unit_id, form_key, array_to_string(parts, ', ') as parts from report
             where parts is not null and ((form_key is not null) <> ('figures' = any (parts)) or form_key is null and not 'narrative' = any (parts))
             order by unit_id
            """),
        Invariant.OfRows("Hạn của báo cáo được gia hạn là ngày muộn nhất đã cho", """
            select r.id as report, r.unit_id, r.granted_to::text, x.until::text
              from report r
              left join (select report_id, max(until) as until from report_extension where verdict = 'granted' group by 1) x on x.report_id = r.id
             where r.granted_to is distinct from x.until
             order by r.unit_id
            """),
        // A group's day is that of the document that orders the reports now; without one there is none.
        Invariant.OfRows("Hạn riêng của nhóm sau hạn chung của văn bản đang yêu cầu báo cáo", """
            select r.id as report, r.unit_id, r.group_day::text, o.report_due::text
              from report r
              left join report_due_ordered o on o.edition_id = r.edition_id and o.receiver_id = r.receiver_id
             where r.group_day is not null and r.group_day <= coalesce(o.report_due, r.group_day)
             order by r.unit_id
            """),
        Invariant.OfRows("Mỗi lần xin, cho hoặc từ chối gia hạn có một dòng nhật ký", """
            select x.id as extension, x.report_id as report, coalesce(a.lines, 0) as lines
              from report_extension x
              left join (select detail ->> 'key' as key, count(*) as lines from audit where thing = 'report' and what in ('extended', 'extension-asked', 'extension-granted', 'extension-refused') group by 1) a on a.key = x.write_key::text
             where coalesce(a.lines, 0) <> case when x.given or x.verdict is null then 1 else 2 end
             order by x.id
            """),
        Invariant.OfRows("Văn bản có hạn báo cáo đã được ghi vào sổ báo cáo phải nộp", """
            select p.id as plan, p.unit_id, p.report_due::text
              from plan p
             where p.state = 'saved' and p.report_due is not null and p.delivered_at is not null and not exists (select from report_order o where o.plan_id = p.id)
             order by 1
            """),
    ];
}

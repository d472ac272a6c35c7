using TuanHoc.Web.Reports;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Who is asked, and how a report stands to its steps and snapshots.</summary>
static class InvariantsOfReports
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Mỗi đơn vị có một báo cáo trong mỗi đợt", """
            select edition_id, unit_id, count(*) as reports from report group by 1, 2 having count(*) > 1 order by 1, 2
            """),
        Invariant.OfRows("Chỉ đơn vị phải báo cáo mới có báo cáo", $"""
            select r.id as report, r.unit_id, u.kind from report r join unit u on u.id = r.unit_id where not u.kind = any (array['{string.Join("', '", Ledger.Kinds)}']) and r.unit_id <> {UnitDirectory.Nation} order by r.unit_id
            """),
        // Until it is accepted, a report follows its unit to another body, and an ended unit to the one that took it whole.
        Invariant.OfRows("Nơi nhận báo cáo là đơn vị cấp trên vào ngày cuối của đợt, hoặc vào một ngày khác", """
            select r.id as report, r.unit_id, r.receiver_id, v.parent_id
              from report r
              join edition e on e.id = r.edition_id
              left join unit_version v on v.unit_id = r.unit_id and v.valid @> (upper(e.week) - 1)
             where (v.unit_id is null or r.receiver_id is distinct from v.parent_id)
               and not exists (
                   select from whole_line(r.unit_id) as l (id) join unit_version w on w.unit_id = l.id
                     left join lateral whole_line(w.parent_id) as above (id) on true where r.receiver_id in (w.parent_id, above.id))
             order by r.unit_id
            """),
        Invariant.OfRows("Báo cáo không đòi nữa là của đơn vị đã kết thúc trước hạn nộp", """
            select r.id as report, r.unit_id, r.ended_on::text
              from report r join unit u on u.id = r.unit_id
             where r.ended_on is not null and not exists (select from unit_version v where v.unit_id = r.unit_id and upper(v.valid) = r.ended_on)
             order by r.unit_id
            """),
        Invariant.OfRows("Báo cáo chưa ai ghi thì còn trống", """
            select id as report, unit_id, version from report
             where (state = 'open') <> (version = 0) or state = 'open' and (figures is not null or notes <> '{}' or narrative <> '{}' or nothing_occurred)
             order by unit_id
            """),
        Invariant.OfRows("Trạng thái báo cáo là bước cuối cùng của nó", """
            select r.id as report, r.unit_id, r.state, s.kind as last_step
              from report r
              left join (select distinct on (report_id) report_id, kind from report_step order by report_id, id desc) s on s.report_id = r.id
             where s.kind is distinct from case when r.state not in ('open', 'draft') then r.state end
             order by r.unit_id
            """),
        Invariant.OfRows("Báo cáo đã nộp hoặc đã duyệt đúng như bản đã chụp khi nộp", """
            select r.id as report, r.unit_id, r.state, r.version, s.version as snapshot
              from report r
              left join report_snapshot s on s.report_id = r.id and s.version = r.version
             where r.state in ('submitted', 'accepted')
               and (s.report_id is null or (r.figures, r.notes, r.narrative, r.nothing_occurred, r.pictures) is distinct from (s.figures, s.notes, s.narrative, s.nothing_occurred, s.pictures))
             order by r.unit_id
            """),
        Invariant.OfRows("Mỗi lần nộp có một bản chụp, mỗi bản chụp có một lần nộp", """
            select coalesce(s.report_id, t.report_id) as report, s.version as snapshot, t.version as step
              from report_snapshot s
              full join (select report_id, version from report_step where kind = 'submitted') t on t.report_id = s.report_id and t.version = s.version
             where s.report_id is null or t.report_id is null
             order by 1, 2, 3
            """),
        Invariant.OfRows("Các bước của báo cáo nối nhau: nộp, rồi trả lại hoặc duyệt chính bản ấy, duyệt rồi có thể mở lại, rồi mới nộp bản sau", """
            with step as (select *, lag(kind) over w as before, lag(version) over w as version_before from report_step window w as (partition by report_id order by id))
            select s.report_id as report, s.id as step, s.kind, s.version, s.before, s.version_before
              from step s join report r on r.id = s.report_id
             where s.version > r.version
                or case when s.kind = 'submitted' then not (s.before is null or s.before = 'returned' and s.version > s.version_before)
                        else not coalesce(s.before = 'submitted' or s.kind = 'returned' and s.before = 'accepted', false) or s.version is distinct from s.version_before end
             order by s.id
            """),
    ];
}

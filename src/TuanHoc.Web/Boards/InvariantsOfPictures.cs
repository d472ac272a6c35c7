namespace TuanHoc.Web.Boards;

/// <summary>The pictures of reports and of activities: what a list names is there, and somebody put it there. That a file has its hash is a constraint.</summary>
static class InvariantsOfPictures
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Ảnh trong danh sách của báo cáo, và của mỗi lần nộp, còn được giữ", """
            select l.report_id as report, l.version, p.picture ->> 'id' as picture
              from (select id as report_id, version, pictures from report union all select report_id, version, pictures from report_snapshot) l
              cross join lateral jsonb_array_elements(l.pictures) as p (picture)
             where not exists (select from report_picture f where f.report_id = l.report_id and f.id::text = p.picture ->> 'id')
             order by 1, 2, 3
            """),
        Invariant.OfRows("Mỗi ảnh có dòng nhật ký lúc thêm", """
            select p.id as picture, p.report_id as report
              from report_picture p
             where not exists (select from audit a where a.thing = 'picture' and a.thing_id = p.id::text and a.what = 'added')
             order by 1
            """),
        Invariant.OfRows("Mỗi ảnh của hoạt động có dòng nhật ký lúc thêm", """
            select p.id as picture, p.activity_id as activity
              from activity_picture p
             where not exists (select from audit a where a.thing = 'activity-picture' and a.thing_id = p.id::text and a.what = 'added')
             order by 1
            """),
    ];
}

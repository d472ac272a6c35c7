namespace TuanHoc.Web.Boards;

/// <summary>The seats of activities: what a door counts is what its registrations come to, as long as they are kept.</summary>
static class InvariantsOfSeats
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Số người có chỗ và đang chờ của mỗi hoạt động đúng bằng các đăng ký cộng lại", """
            select d.activity_id as activity, d.taken, d.waiting, r.taken as registered, r.waiting as in_line
              from activity_door d
             cross join lateral (select count(*) as all, coalesce(sum(g.people) filter (where g.state in ('seated', 'offered')), 0) as taken, coalesce(sum(g.people) filter (where g.state = 'waiting'), 0) as waiting from registration g where g.activity_id = d.activity_id) r
             where r.all > 0 and (d.taken, d.waiting) <> (r.taken, r.waiting)
             order by 1
            """),
    ];
}

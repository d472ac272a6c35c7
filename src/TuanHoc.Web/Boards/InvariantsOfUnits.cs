namespace TuanHoc.Web.Boards;

/// <summary>Units through time, and the roles people hold in them.</summary>
static class InvariantsOfUnits
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Đơn vị cấp trên tồn tại suốt thời gian đơn vị cấp dưới tồn tại", """
            select v.unit_id, v.name, v.valid::text, v.parent_id
              from unit_version v
             where v.parent_id is not null
               and not v.valid <@ coalesce((select range_agg(p.valid) from unit_version p where p.unit_id = v.parent_id), '{}')
             order by v.id
            """),
        // Whoever stands on a cycle meets itself; a line longer than any tree of ours has met a cycle above it, whose members are named instead.
        Invariant.OfRows("Không đơn vị nào là cấp trên của chính mình", """
            with recursive line (start, at, valid, steps) as (
                select unit_id, parent_id, valid, 1 from unit_version where parent_id is not null
                union all
                select line.start, p.parent_id, line.valid * p.valid, steps + 1
                  from line join unit_version p on p.unit_id = line.at and p.valid && line.valid
                 where p.parent_id is not null and line.at <> line.start and steps < 16)
            select distinct start as unit_id, valid::text from line where at = start order by 1
            """),
        Invariant.OfRows("Thay đổi đơn vị nối một đơn vị kết thúc với một đơn vị có trong ngày ấy", """
            select s.from_unit, s.to_unit, s.on_day::text
              from succession s
             where not exists (select from unit_version o where o.unit_id = s.from_unit and upper(o.valid) = s.on_day)
                or not exists (select from unit_version n where n.unit_id = s.to_unit and n.valid @> s.on_day)
             order by 1, 2
            """),
        Invariant.OfRows("Vai trò gắn với đơn vị có trong thời gian ấy", """
            select m.id as membership, m.person_id, m.unit_id, m.role, m.valid::text
              from membership m
             where not exists (select from unit_version v where v.unit_id = m.unit_id and v.valid && m.valid)
             order by 1
            """),
    ];
}

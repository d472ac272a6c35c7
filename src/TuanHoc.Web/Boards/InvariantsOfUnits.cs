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
        Invariant.OfRows("Địa bàn nơi đơn vị đứng là một đơn vị hành chính có suốt thời gian ấy", """
            select v.unit_id, v.name, v.valid::text, v.territory_id
              from unit_version v
             where v.territory_id is not null
               and not v.valid <@ coalesce((select range_agg(t.valid) from unit_version t where t.unit_id = v.territory_id and t.kind in ('nation', 'province', 'district', 'commune')), '{}')
             order by v.id
            """),
        Invariant.OfRows("Đơn vị đi toàn bộ vào một nơi thì không đi vào nơi nào khác", """
            select from_unit, on_day::text, count(*) as edges from succession group by from_unit, on_day having bool_or(whole) and count(*) > 1 order by 1, 2
            """),
        // Shares have eight places: thirds add up to a little less than one.
        Invariant.OfRows("Tỷ lệ các phần của đơn vị chia tách cộng lại bằng 1", """
            select from_unit, on_day::text, sum(share) as shares, count(share) as known, count(*) as parts
              from succession
             group by from_unit, on_day
            having count(share) > 0 and (sum(share) > 1 + 0.00000001 * count(*) or count(share) = count(*) and sum(share) < 1 - 0.00000001 * count(*))
             order by 1, 2
            """),
        // Of several decisions of a unit and day the last one counts; what a file says from that day on may differ again.
        Invariant.OfRows("Từ ngày của quyết định, đơn vị đúng như quyết định ghi", """
            select distinct on (l.unit_id, d.on_day) l.decision_id as decision, l.unit_id, d.on_day::text, l.after ->> 'name' as decided, v.name as stands
              from (select distinct on (l.unit_id, d.on_day) l.unit_id, l.decision_id, l.after from unit_decision_line l join unit_decision d on d.id = l.decision_id order by l.unit_id, d.on_day, d.id desc) l
              join unit_decision d on d.id = l.decision_id
              left join unit_version v on v.unit_id = l.unit_id and v.valid @> d.on_day
             where (l.after ->> 'name', l.after ->> 'printedType', l.after ->> 'code', (l.after ->> 'parentId')::bigint, (l.after ->> 'territoryId')::bigint, l.after ->> 'level')
                   is distinct from (v.name, v.printed_type, v.code, v.parent_id, v.territory_id, v.level)
               and not exists (select from unit_import i where i.state = 'applied' and i.begins = d.on_day)
             order by l.unit_id, d.on_day
            """),
        Invariant.OfRows("Vai trò gắn với đơn vị có trong thời gian ấy", """
            select m.id as membership, m.person_id, m.unit_id, m.role, m.valid::text
              from membership m
             where not exists (select from unit_version v where v.unit_id = m.unit_id and v.valid && m.valid)
             order by 1
            """),
    ];
}

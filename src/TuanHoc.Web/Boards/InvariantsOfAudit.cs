namespace TuanHoc.Web.Boards;

/// <summary>The audit is as it was sealed: each line, each block, and the chain through the blocks.</summary>
static class InvariantsOfAudit
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Mỗi dòng nhật ký đã niêm phong còn nguyên, không dòng nào được chèn vào sau", """
            select s.line_id as line, s.block, case when a.id is null then 'đã mất' else 'đã bị sửa' end as fault
              from audit_seal s
              left join audit a on a.id = s.line_id
             where a.id is null or audit_hash(a) <> s.hash
            union all
            select a.id, null, 'chèn vào sau khi niêm phong'
              from audit a
             where a.tx < (select max(upto) from audit_block) and not exists (select from audit_seal s where s.line_id = a.id)
             order by 1
            """),
        Invariant.OfRows("Các khối niêm phong nhật ký nối nhau, không khối nào bị sửa, bỏ hay đổi chỗ", """
            select b.number as block,
                   case when b.previous is distinct from before.hash then 'không nối khối trước' when s.lines is distinct from b.lines then 'thiếu hoặc thừa dòng' else 'đã bị sửa hoặc đổi chỗ' end as fault
              from audit_block b
              left join audit_block before on before.number = b.number - 1
              left join lateral (select count(*)::int as lines, string_agg(s.hash, '' order by s.line_id) as hashes from audit_seal s where s.block = b.number) s on true
             where b.previous is distinct from before.hash or s.lines is distinct from b.lines or audit_block_hash(b.number, b.sealed_at, b.previous, s.hashes) is distinct from b.hash
             order by 1
            """),
    ];
}

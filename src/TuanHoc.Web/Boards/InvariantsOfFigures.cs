using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>The cells of reports and snapshots, by the columns of their form.</summary>
static class InvariantsOfFigures
{
    public static Invariant[] All =>
    [
        Invariant.OfRows("Cột của biểu trong cơ sở dữ liệu đúng như biểu của chương trình", $"""
            select coalesce(a.form_key, b.form_key) as form, coalesce(a.position, b.position) as position, a.row_key as stored, b.row_key as known
              from statistics_column a
              full join (values {string.Join(", ", Columns())}) as b (form_key, position, row_key, measure, adding, derived, counted_kinds) on a.form_key = b.form_key and a.position = b.position
             where coalesce(a.form_key, b.form_key) in (select key from statistics_form) and (a.row_key, a.measure, a.adding, a.derived, a.counted_kinds) is distinct from (b.row_key, b.measure, b.adding, b.derived, b.counted_kinds)
             order by 1, 2
            """),
        Invariant.OfRows("Dòng của biểu trong cơ sở dữ liệu đúng như biểu của chương trình", $"""
            select coalesce(a.form_key, b.form_key) as form, coalesce(a.position, b.position) as position, a.label as stored, b.label as known
              from statistics_row a
              full join (values {string.Join(", ", Rows())}) as b (form_key, position, key, code, label, unit, section, parent_key, is_text, is_money, district_only) on a.form_key = b.form_key and a.position = b.position
             where coalesce(a.form_key, b.form_key) in (select key from statistics_form) and (a.key, a.code, a.label, a.unit, a.section, a.parent_key, a.is_text, a.is_money, a.district_only)
                   is distinct from (b.key, b.code, b.label, b.unit, b.section, b.parent_key, b.is_text, b.is_money, b.district_only)
             order by 1, 2
            """),
        Invariant.OfRows("Mẫu có dòng riêng của tỉnh bắt đầu bằng đủ các cột của mẫu quốc gia", """
            select f.key as form, n.position, n.row_key as nation, o.row_key as own
              from statistics_form f
              join statistics_column n on n.form_key = f.base_key
              left join statistics_column o on o.form_key = f.key and o.position = n.position
             where (o.row_key, o.measure, o.adding, o.derived, o.counted_kinds) is distinct from (n.row_key, n.measure, n.adding, n.derived, n.counted_kinds)
             order by 1, 2
            """),
        Invariant.OfRows("Báo cáo có đúng một ô cho mỗi cột của biểu", """
            select r.id as report, r.unit_id, cardinality(r.figures) as cells, f.columns
              from report r
              left join (select form_key, count(*)::int as columns from statistics_column group by 1) f using (form_key)
             where r.state <> 'open' and cardinality(r.figures) is distinct from f.columns or array_ndims(r.figures) <> 1 or array_lower(r.figures, 1) <> 1
             order by r.unit_id
            """),
        Invariant.OfRows("Mỗi ô là số từ 0 đến 13 chữ số, để trống, hoặc “không phát sinh”", """
            select r.id as report, r.unit_id, c.position, c.figure
              from report r cross join lateral unnest(r.figures) with ordinality as c (figure, position)
             where c.figure < -1 or c.figure >= 10000000000000
             order by r.unit_id, c.position
            """),
        Invariant.OfRows("Báo cáo ghi không có hoạt động nào thì không có số nào", """
            select id as report, unit_id from report where nothing_occurred and state in ('submitted', 'accepted') and exists (select from unnest(figures) as f where f > 0) order by unit_id
            """),
        Invariant.OfRows("Ô tự cộng bằng tổng các dòng con", string.Join(" union all ", StatisticsForm.Known.Select(StatisticsForm.Load).SelectMany(Derived)) + " order by 2, 3"),
        Invariant.OfRows("Ô không hỏi thì để trống", """
            select r.id as report, r.unit_id, c.row_key, r.figures[c.position] as figure
              from report r
              join unit u on u.id = r.unit_id
              join statistics_column c on c.form_key = r.form_key
             where r.figures[c.position] is not null
               and (not u.kind = any (c.counted_kinds) or exists (select from edition_row n where n.edition_id = r.edition_id and n.row_key = c.row_key))
             order by r.unit_id, c.position
            """),
        Invariant.OfRows("Ô đếm đơn vị chỉ ghi 0 hoặc 1 khi đã nộp", """
            select r.id as report, r.unit_id, c.row_key, r.figures[c.position] as figure
              from report r
              join statistics_column c on c.form_key = r.form_key and c.adding = 'count'
             where r.state in ('submitted', 'accepted') and r.figures[c.position] > 1
             order by r.unit_id, c.position
            """),
    ];

    static IEnumerable<string> Columns() =>
        from form in StatisticsForm.Known.Select(StatisticsForm.Load)
        from column in form.Columns
        select $"('{form.Key}', {column.Index + 1}, '{column.Row.Key}', '{Forms.FormTables.Word(column.Measure)}', '{(column.AddingUp == AddingUp.Count ? "count" : "sum")}', {(column.Derived ? "true" : "false")}, {(column.Kinds.Count == 0 ? "null" : $"array[{string.Join(", ", column.Kinds.Select(kind => Quoted(UnitKinds.Word(kind))))}]")}::text[])";

    static IEnumerable<string> Rows() =>
        from form in StatisticsForm.Known.Select(StatisticsForm.Load)
        from row in form.Rows.Select((row, place) => (Row: row, Position: place + 1))
        select $"('{form.Key}', {row.Position}, {Quoted(row.Row.Key)}, {Quoted(row.Row.Code)}::text, {Quoted(row.Row.Label)}, {Quoted(row.Row.Unit)}::text, {row.Row.Group}, {Quoted(row.Row.ParentKey)}::text, {Written(row.Row.IsText)}, {Written(row.Row.IsMoney)}, {Written(row.Row.DistrictOnly)})";

    static string Quoted(string? text) => text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    static string Written(bool value) => value ? "true" : "false";

    /// <summary>The parts of a whole are numbers, blanks and "nothing occurred"; their sum is a number as soon as one of them is.</summary>
    static IEnumerable<string> Derived(StatisticsForm form) =>
        from rule in form.Rules
        where rule.Whole.Derived
        select $"""
            select r.id as report, r.unit_id, {rule.Whole.Index + 1} as position, r.figures[{rule.Whole.Index + 1}] as figure, sum.figure as parts
              from report r
             cross join lateral (
                select case when bool_or(r.figures[p] >= 0) then sum(r.figures[p]) filter (where r.figures[p] >= 0)
                            when bool_and(coalesce(r.figures[p] = -1, false)) then -1 end as figure
                  from unnest(array[{string.Join(", ", rule.Parts.Select(part => part.Index + 1))}]) as p) sum
             where r.form_key = '{form.Key}' and r.figures is not null and r.figures[{rule.Whole.Index + 1}] is distinct from sum.figure
            """;
}

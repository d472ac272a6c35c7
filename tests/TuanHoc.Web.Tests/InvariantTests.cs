using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Tests.Platform;
using TuanHoc.Web.Tests.Samples;

namespace TuanHoc.Web.Tests;

/// <summary>Each invariant is broken by SQL in a copy of the sample data, and verify names the row.</summary>
public sealed class InvariantTests(SampleDatabase sample) : IClassFixture<SampleDatabase>
{
    const string OneOf = "(select id from report where state = '{0}' order by id limit 1)";
    const string Commune = "(select unit_id from unit_version where kind = 'commune' and code = '03390' and valid @> date '2025-10-07')";

    // As whoever owns the database could: nothing that the application runs may take a line out.
    const string Unkept = "set session_replication_role = replica; ";

    // The server's other databases have transactions too, and a block waits for all that began before it.
    const string Sealed = "do $$ begin while exists (select from audit a where not exists (select from audit_seal s where s.line_id = a.id)) loop perform seal_audit(), pg_sleep(0.02); end loop; end $$; ";

    static readonly string Submitted = In("submitted"), Accepted = In("accepted"), Untouched = In("open");

    /// <summary>The invariant, and the SQL that breaks it; the last statement returns what the line must name.</summary>
    static readonly Dictionary<string, string> Breaks = new(StringComparer.Ordinal)
    {
        ["Đơn vị cấp trên tồn tại suốt thời gian đơn vị cấp dưới tồn tại"] = "update unit_version set valid = daterange('2025-06-01', null) where id = (select min(id) from unit_version where level = 'primary') returning 'unit_id = ' || unit_id",
        ["Không đơn vị nào là cấp trên của chính mình"] = $"update unit_version set parent_id = (select min(unit_id) from unit_version where parent_id = {Commune}) where unit_id = {Commune} returning 'unit_id = ' || unit_id",
        ["Thay đổi đơn vị nối một đơn vị kết thúc với một đơn vị có trong ngày ấy"] = "update succession set on_day = '2025-06-30' where ctid = (select min(ctid) from succession) returning 'from_unit = ' || from_unit",
        ["Địa bàn nơi đơn vị đứng là một đơn vị hành chính có suốt thời gian ấy"] = "update unit_version set territory_id = (select min(unit_id) from unit_version where kind = 'clc') where id = (select min(id) from unit_version where level = 'primary') returning 'unit_id = ' || unit_id",
        ["Đơn vị đi toàn bộ vào một nơi thì không đi vào nơi nào khác"] = $"insert into succession (from_unit, to_unit, on_day, whole) select from_unit, {Commune}, on_day, false from (select * from succession where whole and to_unit <> {Commune} order by from_unit limit 1) s returning 'from_unit = ' || from_unit",
        ["Tỷ lệ các phần của đơn vị chia tách cộng lại bằng 1"] = "update succession set share = 0.4 where from_unit = (select min(from_unit) from succession where not whole) and not whole returning 'from_unit = ' || from_unit",
        ["Từ ngày của quyết định, đơn vị đúng như quyết định ghi"] = $$"""
            with d as (insert into unit_decision (number, signed_on, issuer, kind, on_day, write_key, made_by, made_at) select '1', '2025-10-01', 'x', 'rename', '2025-10-02', gen_random_uuid(), min(id), now() from person returning id)
            insert into unit_decision_line (decision_id, unit_id, after) select id, {{Commune}}, '{"name": "Xã Khác"}' from d returning 'unit_id = ' || unit_id
            """,
        ["Vai trò gắn với đơn vị có trong thời gian ấy"] = "update membership set valid = daterange('2000-01-01', '2000-02-01') where id = (select min(id) from membership) returning 'membership = ' || id",
        ["Số, ngày ban hành và tên của kế hoạch đúng như nội dung đã đọc"] = "update plan set number = '1/KH-UBND' returning 'plan = ' || id",
        ["Nhiệm vụ của kế hoạch đã lưu đúng như nội dung đã đọc"] = "update task set agency = 'Sở khác' where position = 3 returning 'task = Sở khác'",
        ["Tên, số và ngày của văn bản soạn ở đây đúng như đã gõ và đã ban hành"] = Draft("draft", """{"title": "Tên khác"}"""),
        ["Nhiệm vụ của văn bản ban hành ở đây đúng như đã gõ; bản đang soạn chưa có nhiệm vụ"] = Draft("saved", """{"assignments": [{"agency": "Sở Chưa Giao", "tasks": [{"text": "Mở lớp"}]}]}"""),
        ["Kế hoạch đã được thay thế thì có một văn bản ban hành thay thế nó"] = "update plan set state = 'replaced' returning 'plan = ' || id",
        ["Việc giao sau kiểm tra là việc của đơn vị đã được kiểm tra"] = """
            with i as (insert into inspection (id, edition_id, unit_id, below_id, kinds, drawn_on, drawn_from, title, questions, seed, made_at, made_by, write_key) select gen_random_uuid(), e.id, 1, 1, '{commune}', '2025-10-01', 1, 'x', '{x}', 1, now(), (select min(id) from person), gen_random_uuid() from edition e limit 1 returning id),
            v as (insert into inspection_visit (inspection_id, unit_id) select id, 1 from i returning id)
            insert into task (visit_id, position, agency, unit_id, text) select id, 1, 'x', 1, 'x' from v returning 'task = ' || id
            """,
        ["Báo cáo không đòi nữa là của đơn vị đã kết thúc trước hạn nộp"] = $"update report set ended_on = '2025-10-09' where id = {Untouched} returning 'report = ' || id",
        ["Mỗi văn bản soạn ở đây có một dòng nhật ký lúc bắt đầu, một lúc ban hành, và lúc ấy được báo cho các phần khác"] = Draft("draft", "{}"),
        ["Mỗi đơn vị có một báo cáo trong mỗi đợt"] = "alter table report drop constraint report_once; insert into report (id, edition_id, unit_id, receiver_id, form_key) select gen_random_uuid(), edition_id, unit_id, receiver_id, form_key from report limit 1 returning 'unit_id = ' || unit_id",
        ["Chỉ đơn vị phải báo cáo mới có báo cáo"] = "with made as (insert into unit (kind) values ('neighbourhood') returning id) insert into report (id, edition_id, unit_id, form_key) select gen_random_uuid(), e.id, made.id, e.form_key from edition e, made returning 'report = ' || id",
        ["Nơi nhận báo cáo là đơn vị cấp trên vào ngày cuối của đợt, hoặc vào một ngày khác"] = $"update report set receiver_id = 1 where unit_id = {Commune} returning 'report = ' || id",
        ["Ngày nộp của báo cáo không sau lần nộp đầu tiên"] = $"update report set handed_on = '2030-01-01' where id = {Accepted} returning 'report = ' || id",
        ["Báo cáo có biểu thì phải nộp biểu, không có biểu thì phải nộp lời văn"] = $"update report set parts = '{{narrative}}' where id = {Accepted} returning 'report = ' || id",
        ["Hạn của báo cáo được gia hạn là ngày muộn nhất đã cho"] = $"update report set granted_to = '2025-12-01' where id = {Untouched} returning 'report = ' || id",
        ["Hạn riêng của nhóm sau hạn chung của văn bản đang yêu cầu báo cáo"] = $"update report set group_day = '2020-01-01' where id = {Untouched} returning 'report = ' || id",
        ["Mỗi lần xin, cho hoặc từ chối gia hạn có một dòng nhật ký"] = $"insert into report_extension (report_id, until, reason, given, at, by, write_key) select {Untouched}, '2025-12-01', 'Bão', false, now(), min(id), gen_random_uuid() from person returning 'extension = ' || id",
        ["Văn bản có hạn báo cáo đã được ghi vào sổ báo cáo phải nộp"] = "update plan set delivered_at = now() where report_due is not null; delete from report_order returning 'plan = ' || plan_id",
        ["Báo cáo chưa ai ghi thì còn trống"] = $"update report set notes = '{{\"other\": \"x\"}}' where id = {Untouched} returning 'report = ' || id",
        ["Trạng thái báo cáo là bước cuối cùng của nó"] = $"update report set state = 'accepted' where id = {Submitted} returning 'report = ' || id",
        ["Báo cáo đã nộp hoặc đã duyệt đúng như bản đã chụp khi nộp"] = $"update report set notes = notes || '{{\"other\": \"x\"}}' where id = {Accepted} returning 'report = ' || id",
        ["Ảnh trong danh sách của báo cáo, và của mỗi lần nộp, còn được giữ"] = "update report_snapshot s set pictures = jsonb_build_array(jsonb_build_object('id', r.id, 'caption', '')) from report r where r.id = s.report_id and r.id = (select min(report_id::text)::uuid from report_snapshot) returning 'picture = ' || r.id",
        ["Mỗi ảnh của hoạt động có dòng nhật ký lúc thêm"] = "insert into activity_picture (id, activity_id, type, width, height, content, sha256, consent, is_public, added_at, added_by) select gen_random_uuid(), a.id, 'image/png', 1, 1, 'x', sha256('x'), 'nobody', false, now(), a.made_by from activity a order by a.id limit 1 returning 'picture = ' || id",
        ["Mỗi ảnh có dòng nhật ký lúc thêm"] = Unkept + "delete from audit where thing = 'picture' and thing_id = (select min(thing_id) from audit where thing = 'picture') returning 'picture = ' || thing_id",
        ["Số người có chỗ và đang chờ của mỗi hoạt động đúng bằng các đăng ký cộng lại"] = "update activity_door set taken = taken + 1 where activity_id = (select min(activity_id::text)::uuid from activity_door) returning 'activity = ' || activity_id",
        ["Mỗi lần nộp có một bản chụp, mỗi bản chụp có một lần nộp"] = $"delete from report_snapshot where report_id = {Accepted} returning 'report = ' || report_id",
        ["Các bước của báo cáo nối nhau: nộp, rồi trả lại hoặc duyệt chính bản ấy, duyệt rồi có thể mở lại, rồi mới nộp bản sau"] = "update report_step set version = version - 1 where id = (select max(id) from report_step where kind = 'accepted') returning 'step = ' || id",
        ["Dòng của biểu trong cơ sở dữ liệu đúng như biểu của chương trình"] = "update statistics_row set label = 'Số cây' where form_key = '2024' and key = 'news' returning 'stored = Số cây'",
        ["Cột của biểu trong cơ sở dữ liệu đúng như biểu của chương trình"] = "update statistics_column set adding = 'count' where form_key = '2024' and position = 2 returning 'stored = ' || row_key",
        ["Mẫu có dòng riêng của tỉnh bắt đầu bằng đủ các cột của mẫu quốc gia"] = """
            insert into statistics_form (key, name, definition, base_key, owner_id, year, issued_at, issued_by) select '2024.thu', name, '{}', '2024', (select min(id) from unit where kind = 'province'), 2099, now(), (select min(id) from person) from statistics_form where key = '2024' returning 'form = ' || key
            """,
        ["Báo cáo có đúng một ô cho mỗi cột của biểu"] = $"update report set figures = array_append(figures, 1) where id = {Accepted} returning 'report = ' || id",
        ["Mỗi ô là số từ 0 đến 13 chữ số, để trống, hoặc “không phát sinh”"] = $"alter table report drop constraint report_figures_check; update report set figures[2] = -7 where id = {Accepted} returning 'report = ' || id",
        ["Báo cáo ghi không có hoạt động nào thì không có số nào"] = "update report set nothing_occurred = true where id = (select id from report where state = 'accepted' and figures[1] > 0 limit 1) returning 'report = ' || id",
        ["Ô tự cộng bằng tổng các dòng con"] = $"update report set figures[1] = coalesce(figures[1], 0) + 2 where id = {Accepted} returning 'report = ' || id",
        ["Ô không hỏi thì để trống"] = $"update report set figures[(select position from statistics_column where form_key = '2024' and row_key = 'openings.districts')] = 0 where id = {Accepted} returning 'report = ' || id",
        ["Ô đếm đơn vị chỉ ghi 0 hoặc 1 khi đã nộp"] = $"update report set figures[(select position from statistics_column where form_key = '2024' and row_key = 'openings.schools')] = 2 where id = {Accepted} returning 'report = ' || id",
        ["Mỗi bước của báo cáo có một dòng nhật ký"] = Unkept + "delete from audit where id = (select max(id) from audit where what = 'accepted') returning 'report = ' || thing_id",
        ["Mỗi bản báo cáo có một dòng nhật ký"] = Unkept + "delete from audit where id = (select max(id) from audit where thing = 'report' and what = 'saved') returning 'report = ' || thing_id",
        ["Mỗi lần ghi báo cáo được báo cho các phần khác"] = "delete from happening where id = (select max(id) from happening where thing = 'report') returning 'report = ' || thing_id",
        ["Mỗi lần lưu kế hoạch có một dòng nhật ký và được báo cho các phần khác"] = "delete from happening where thing = 'plan' returning 'plan = ' || thing_id",
        ["Mỗi đợt có dòng nhật ký lúc mở"] = Unkept + "delete from audit where thing = 'edition' and what = 'opened' returning 'year = ' || thing_id",
        ["Mỗi dòng nhật ký đã niêm phong còn nguyên, không dòng nào được chèn vào sau"] = Sealed + Unkept + "update audit set what = 'x' where id = (select max(id) from audit) returning 'line = ' || id",
        ["Các khối niêm phong nhật ký nối nhau, không khối nào bị sửa, bỏ hay đổi chỗ"] = Sealed + Unkept + "update audit_block set sealed_at = sealed_at + interval '1 second' returning 'block = ' || number",
        ["Số tổng hợp bằng tổng tính lại bằng SQL"] = $"update report set figures[1] = coalesce(figures[1], 0) + 2 where id = {Accepted} returning 'unit_id = ' || unit_id || ', accepted, position = 1'",
    };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Broken => [.. Breaks.Keys];

    [Fact]
    public void No_invariant_is_without_its_break() => Assert.Equal(Invariants.All.Select(i => i.Name).Order(StringComparer.Ordinal), Breaks.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Broken))]
    public Task Verify_ends_with_1_and_names_the_row_that_breaks(string invariant) => sample.InCopyAsync(async source =>
    {
        var named = await SampleDatabase.AskAsync<string>(source, Breaks[invariant]);
        var output = new StringWriter();
        Assert.Equal(1, await Verify.RunAsync([.. Invariants.All.Where(i => i.Name == invariant)], SampleDatabase.Services(source), output, Cancel));
        Assert.Contains(output.ToString().Split('\n'), line => line.StartsWith(invariant + ": ", StringComparison.Ordinal) && line.Contains(named, StringComparison.Ordinal));
    });

    [Fact]
    public Task The_verb_says_so_to_a_shell() => sample.InCopyAsync(async source =>
    {
        var here = new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__TuanHoc"] = source.ConnectionString };
        var (good, said, _) = await Child.RunAsync(["verify"], here);
        Assert.Equal((0, $"Đã kiểm tra {Invariants.All.Count} điều, không thấy sai."), (good, said.Trim().Split('\n')[^1]));
        Assert.Contains("dòng chưa niêm phong, từ", said, StringComparison.Ordinal);
        await SampleDatabase.AskAsync<string>(source, Breaks["Mỗi đợt có dòng nhật ký lúc mở"]);
        var (bad, named, _) = await Child.RunAsync(["verify"], here);
        Assert.Equal((1, "Mỗi đợt có dòng nhật ký lúc mở"), (bad, named.Split(':')[0]));
    });

    /// <summary>A document written here of which nothing but this is stored.</summary>
    static string Draft(string state, string draft) => $"""
        insert into plan (id, unit_id, state, file_name, text, facts, draft, title, write_key, made_at, made_by, changed_at, changed_by)
        select gen_random_uuid(), 1, '{state}', '', '', '{"{}"}', '{draft}', 'Tên', gen_random_uuid(), now(), min(id), now(), min(id) from person returning 'plan = ' || id
        """;

    static string In(string state) => string.Format(System.Globalization.CultureInfo.InvariantCulture, OneOf, state);
}

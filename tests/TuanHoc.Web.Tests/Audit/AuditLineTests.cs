using System.Net;
using Npgsql;
using TuanHoc.Web.Tests.People;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>Every write and every download leaves a line: who, for which unit, from where, before and after; and nobody takes it out.</summary>
public sealed class AuditLineTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Row = "openings.schools", Cell = Row + ".amount";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<string> LineAsync(School school, string what, string column) =>
        world.Data.ScalarAsync<string>($"select coalesce({column}::text, '∅') from audit where thing = 'report' and thing_id = $1::text and what = $2 order by id desc limit 1", school.Id, what);

    [Fact]
    public async Task A_saved_report_tells_what_it_was_before_and_from_where_it_came()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync((Cell, "1"));
        await school.SaveAsync((Cell, "0"));
        Assert.Equal($$$"""{"state": "draft", "figures": {"{{{Cell}}}": 1}}""", await LineAsync(school, "saved", "before"));
        Assert.Equal($$$"""{"state": "draft", "figures": {"{{{Cell}}}": 0}}""", await LineAsync(school, "saved", "after"));
        Assert.Equal(App.Address, await LineAsync(school, "saved", "host(from_address)"));
    }

    [Fact]
    public async Task A_submission_tells_what_it_wrote_over_and_names_its_snapshot()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync((Cell, "1"));
        await school.SubmitAsync(("nothing", "1"), (Cell, ""));
        Assert.Contains($"\"{Cell}\": 1", await LineAsync(school, "submitted", "before"), StringComparison.Ordinal);
        Assert.Equal("""{"state": "submitted", "nothing": true}""", await LineAsync(school, "submitted", "after"));
        Assert.Equal("2", await LineAsync(school, "submitted", "detail ->> 'version'"));
    }

    [Fact]
    public async Task Who_reviews_acts_for_the_receiver()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("nothing", "1"));
        await school.AcceptAsync();
        Assert.Equal($"{school.Unit} {world.Commune}", await LineAsync(school, "accepted", "unit_id || ' ' || acting_unit_id"));
        Assert.Equal("""{"state": "submitted"} {"state": "accepted"}""", await LineAsync(school, "accepted", "before::text || ' ' || after::text"));
    }

    [Fact]
    public async Task Rows_that_an_act_changes_have_lines_in_its_transaction()
    {
        await world.Data.EditionAsync(2034);
        Assert.Equal("2034", await world.Data.ScalarAsync<string>("""
            select r.after ->> 'year' from audit a join audit r on r.tx = a.tx and r.what = 'row-added' and r.thing = 'edition' where a.what = 'opened' and a.thing_id = '2034'
            """));
    }

    /// <summary>The rows of the newest act, and how many of its lines do not say from where.</summary>
    Task<string> RowsAsync(string what) => world.Data.ScalarAsync<string>("""
        select string_agg(r.what || ' ' || r.thing, ', ' order by r.id) filter (where r.what like 'row-%') || ': ' || count(*) filter (where r.from_address is distinct from $2::inet)
          from audit r where r.tx = (select tx from audit where what = $1 order by id desc limit 1)
        """, what, App.Address);

    [Fact]
    public async Task Rows_that_were_changed_before_the_line_of_the_act_also_tell_from_where()
    {
        using var coordinator = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lương Thị Điều", (world.Commune, "coordinator")));
        var link = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Hoàng Văn Đến");
        Assert.Equal("row-added invitation: 0", await RowsAsync("invited"));
        using (var joining = world.App.Visitor())
        using (var joined = await joining.SendAsync((await joining.PageAsync(link)).Form(link), to: null, ("name", "den.hoang"), ("password", TestData.Password))) Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        Assert.Equal("row-changed invitation, row-added person, row-added membership: 0", await RowsAsync("joined"));
        var membership = await world.Data.ScalarAsync<long>("select m.id from membership m join person p on p.id = m.person_id where p.user_name = 'den.hoang'");
        using (var ended = await coordinator.SendAsync((await coordinator.PageAsync($"/memberships/{membership}")).Form($"/memberships/{membership}/end"))) Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.EndsWith(" membership: 0", await RowsAsync("role-ended"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_role_tells_only_what_differs_and_a_removed_one_what_it_was()
    {
        var name = await world.Data.PersonAsync("Vi Văn Nam", (world.Province, "viewer"));
        var person = await world.Data.ScalarAsync<long>("select id from person where user_name = $1", name);
        await world.Data.RunAsync("update membership set role = 'leader' where person_id = $1", person);
        await world.Data.RunAsync("delete from membership where person_id = $1", person);
        Assert.Equal("row-added viewer, row-changed viewer leader, row-removed leader", await world.Data.ScalarAsync<string>("""
            select string_agg(concat_ws(' ', what, before ->> 'role', after ->> 'role'), ', ' order by id)
              from audit where thing = 'membership' and (before ->> 'person_id' = $1 or after ->> 'person_id' = $1 or what = 'row-changed' and before ->> 'role' = 'viewer')
            """, $"{person}"));
    }

    [Fact]
    public async Task Neither_secrets_nor_what_an_erasure_takes_away_come_into_a_line()
    {
        var name = await world.Data.PersonAsync("Đàm Thị Kín", (world.Province, "viewer"));
        await world.Data.RunAsync("update person set concurrency_stamp = 'bam-bi-mat', security_stamp = 'dau-bi-mat', email = 'kin@example.vn', full_name = 'Đàm Thị Kín Đáo' where user_name = $1", name);
        var (first, token, password) = (world.App.Visitor(), new string('7', 48), "mot cau that dai va kho doan");
        await world.Data.RunAsync("insert into invitation (token_hash, purpose, made_at, expires_at) values (sha256($1::bytea), 'first-administrator', now(), now() + interval '1 day')", System.Text.Encoding.UTF8.GetBytes(token));
        using (var answer = await first.SendAsync((await first.PageAsync("/welcome/" + token)).Form("/welcome/" + token), to: null, ("fullName", "Bế Văn Quản"), ("name", "quan.tri"), ("password", password)))
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var again = await world.Data.BrowserAsync(name);

        var lines = await world.Data.ScalarAsync<string>("select string_agg(a::text, E'\\n') from audit a");
        Assert.Contains("first-administrator", lines, StringComparison.Ordinal);
        var hash = await world.Data.ScalarAsync<string>("select password_hash from person where user_name = 'quan.tri'");
        Assert.All(new[] { token, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))), password, hash, TestData.Password, "bi-mat", "kin@example.vn", "Kín Đáo", "quan.tri" },
            secret => Assert.DoesNotContain(secret, lines, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("report.docx")]
    [InlineData("report.xlsx")]
    [InlineData("report.csv")]
    [InlineData("report.json")]
    [InlineData("report.zip")]
    public async Task A_downloaded_file_leaves_a_line_of_who_took_it(string file)
    {
        var path = $"/totals/2025/{world.Commune}/{file}";
        using (var answer = await world.Receiver.GetAsync(path, Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"Hoàng Thị Sen, {world.Commune}, {world.Commune}, {App.Address}, Báo cáo Tuần lễ 2025 - Phường Tân Mẫu{Path.GetExtension(file)}", await world.Data.ScalarAsync<string>("""
            select concat_ws(', ', p.full_name, a.unit_id, a.acting_unit_id, host(a.from_address), a.detail ->> 'name') from audit a join person p on p.id = a.person_id where a.what = 'downloaded' and a.thing_id = $1
            """, path));
    }

    [Fact]
    public async Task No_file_goes_out_when_its_line_cannot_be_written()
    {
        var path = $"/totals/2025/{world.Commune}/report.csv";
        await world.Data.RunAsync("alter table audit add constraint no_line check (what <> 'downloaded') not valid");
        try
        {
            // The test server hands on what went wrong before the first byte; there is no answer then.
            Assert.Equal("no_line", (await Assert.ThrowsAsync<PostgresException>(() => world.Receiver.GetAsync(path, Cancel))).ConstraintName);
        }
        finally
        {
            await world.Data.RunAsync("alter table audit drop constraint no_line");
        }
        using (var answer = await world.Receiver.GetAsync(path, Cancel)) Assert.NotNull(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task Who_works_for_two_units_took_a_file_for_the_one_it_is_of()
    {
        var other = await world.Data.UnitAsync("school", "Trường Thứ Hai");
        var path = $"/totals/2025/{world.Province}/report.xlsx";
        using var browser = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vừa Hai Nơi", (other, "coordinator"), (world.Province, "coordinator")));
        foreach (var file in (string[])[path, "/people/import/template", "/units/export/columns.csv"])
            using (var answer = await browser.GetAsync(file, Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{path}: {world.Province} for {world.Province}; /people/import/template: none for none; /units/export/columns.csv: 1 for none", await world.Data.ScalarAsync<string>("""
            select string_agg(format('%s: %s for %s', a.thing_id, coalesce(a.unit_id::text, 'none'), coalesce(a.acting_unit_id::text, 'none')), '; ' order by a.id)
              from audit a join person p on p.id = a.person_id where a.what = 'downloaded' and p.full_name = 'Vừa Hai Nơi'
            """));
    }

    [Fact]
    public async Task A_refused_file_and_a_page_leave_no_line()
    {
        var path = $"/totals/2025/{world.Province}/report.docx";
        using (var answer = await world.Receiver.GetAsync(path, Cancel)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await world.Receiver.PageAsync($"/totals/2025/{world.Commune}");
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'downloaded' and thing_id in ($1, $2)", path, $"/totals/2025/{world.Commune}"));
    }

    [Theory]
    [InlineData("update audit set what = 'x'")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit cascade")]
    [InlineData("delete from audit_seal")]
    [InlineData("update audit_block set hash = ''")]
    public async Task The_tables_refuse_to_be_changed(string sql) =>
        Assert.Contains("Nhật ký chỉ ghi thêm", (await Assert.ThrowsAsync<PostgresException>(() => world.Data.RunAsync(sql))).MessageText, StringComparison.Ordinal);
}

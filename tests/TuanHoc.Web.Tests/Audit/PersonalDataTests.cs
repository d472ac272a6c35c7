using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>What is held about a person is shown to that person alone, given as a file, erased on request, and forgotten in time.</summary>
public sealed class PersonalDataTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<long> IdAsync(string name) => world.Data.ScalarAsync<long>("select id from person where user_name = $1", name);

    Task<string> PersonAsync(long id) => world.Data.ScalarAsync<string>("select concat_ws(', ', full_name, email, phone_number, password_hash is null, is_administrator) from person where id = $1", id);

    /// <summary>Somebody who has submitted a report and asked to be erased.</summary>
    async Task<(School School, long Id, string Name)> AskedAsync()
    {
        var school = await world.SchoolAsync();
        var (id, name) = (await world.Data.ScalarAsync<long>("select person_id from membership where unit_id = $1", school.Unit), await world.Data.ScalarAsync<string>("select p.user_name from person p join membership m on m.person_id = p.id where m.unit_id = $1", school.Unit));
        await world.Data.RunAsync("update person set full_name = 'Lường Thị Quên', email = 'quen@example.vn', phone_number = '0900000000' where id = $1", id);
        await school.SubmitAsync(("nothing", "1"));
        using var asked = await school.Reporter.SendAsync((await school.Reporter.PageAsync("/me/data")).Form("/me/data/erasure"));
        Assert.Equal("/me/data", asked.Headers.Location!.ToString());
        return (school, id, name);
    }

    async Task<HttpResponseMessage> DecideAsync(HttpClient browser, long person, string how, params (string Name, string? Value)[] typed)
    {
        var id = await world.Data.ScalarAsync<long>("select id from erasure where person_id = $1", person);
        return await browser.SendAsync((await browser.PageAsync("/people/erasures")).Form($"/people/erasures/{id}/{how}"), to: null, typed);
    }

    [Fact]
    public async Task The_page_and_the_file_hold_account_roles_sign_ins_and_work_and_no_secret()
    {
        var (school, id, _) = await AskedAsync();
        var page = (await school.Reporter.PageAsync("/me/data")).Text();
        Assert.All(["Lường Thị Quên", "quen@example.vn", "0900000000", "Người nhập, Trường số", "từ 01/01/2021", App.Address, "1 báo cáo, 0 ảnh, 0 kế hoạch", "Xóa sau 30 ngày"], said => Assert.Contains(said, page, StringComparison.Ordinal));

        using var file = await school.Reporter.GetAsync("/me/data.json", Cancel);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        var json = await file.Content.ReadAsStringAsync(Cancel);
        var data = JsonDocument.Parse(json).RootElement;
        Assert.Equal("quen@example.vn", data.GetProperty("account").GetProperty("email").GetString());
        Assert.Equal("reporter", data.GetProperty("roles")[0].GetProperty("role").GetString());
        Assert.Equal(school.Id, data.GetProperty("reports")[0].GetProperty("id").GetGuid());
        Assert.Equal(await world.Data.ScalarAsync<long>("select count(*) - 1 from audit where person_id = $1", id), data.GetProperty("lines").GetArrayLength());
        Assert.DoesNotContain(await world.Data.ScalarAsync<string>("select password_hash from person where id = $1", id), json, StringComparison.Ordinal);
        Assert.DoesNotContain("stamp", json, StringComparison.Ordinal);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where person_id = $1 and what = 'downloaded' and thing_id = '/me/data.json'", id));
    }

    [Fact]
    public async Task A_confirmed_erasure_closes_the_account_and_leaves_the_signed_report_under_a_number()
    {
        var (school, id, name) = await AskedAsync();
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var before = (await administrator.PageAsync("/people/erasures")).Text();
        Assert.Contains("Sẽ kết thúc 1 vai trò và đóng tài khoản. Giữ lại, không còn tên: 1 báo cáo có chữ ký của người này", before, StringComparison.Ordinal);
        using (var done = await DecideAsync(administrator, id, "confirmation")) Assert.Equal("/people/erasures", done.Headers.Location!.ToString());

        Assert.Equal($"Người đã xóa số {id}, t, f", await PersonAsync(id));
        using (var open = await school.Reporter.GetAsync("/", Cancel)) Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
        using var visitor = world.App.Visitor();
        var form = (await visitor.PageAsync("/signin")).Forms.First(f => f.Elements["password"] is not null);
        using (var refused = await visitor.SendAsync(form, "/signin", ("name", name), ("password", TestData.Password))) Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from membership where person_id = $1 and valid @> current_date", id));
        Assert.Equal("submitted", await school.StateAsync());
        var lines = (await world.Receiver.PageAsync(school.Report + "/audit")).Text();
        Assert.Contains($"Người đã xóa số {id} nộp báo cáo", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Lường Thị Quên", lines, StringComparison.Ordinal);
        Assert.Contains($"xóa dữ liệu cá nhân của Người đã xóa số {id}", (await administrator.PageAsync("/audit")).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit a where a::text like '%Lường Thị Quên%' or a::text like '%quen@example.vn%'"));
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_which_the_person_reads()
    {
        var (school, id, _) = await AskedAsync();
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        using (var blank = await DecideAsync(administrator, id, "refusal")) Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);
        using (var refused = await DecideAsync(administrator, id, "refusal", ("reason", "Còn báo cáo đang chờ duyệt."))) Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Contains("chưa được chấp nhận: Còn báo cáo đang chờ duyệt.", (await school.Reporter.PageAsync("/me/data")).Text(), StringComparison.Ordinal);
        Assert.StartsWith("Lường Thị Quên", await PersonAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_withdrawn_by_the_person_and_then_cannot_be_confirmed()
    {
        var (school, id, _) = await AskedAsync();
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var erasure = await world.Data.ScalarAsync<long>("select id from erasure where person_id = $1", id);
        var form = (await administrator.PageAsync("/people/erasures")).Form($"/people/erasures/{erasure}/confirmation");
        using (var withdrawn = await school.Reporter.SendAsync((await school.Reporter.PageAsync("/me/data")).Form("/me/data/erasure/withdrawal"))) Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        using (var late = await administrator.SendAsync(form)) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.StartsWith("Lường Thị Quên", await PersonAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_confirms_the_own_request_and_only_administrators_see_the_list()
    {
        var name = await world.Data.AdministratorAsync("Bế Văn Một");
        using var administrator = await world.Data.BrowserAsync(name);
        await administrator.SendAsync((await administrator.PageAsync("/me/data")).Form("/me/data/erasure"));
        var page = await administrator.PageAsync("/people/erasures");
        var erasure = await world.Data.ScalarAsync<long>("select id from erasure where person_id = $1", await IdAsync(name));
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith($"/{erasure}/confirmation", StringComparison.Ordinal));
        using var own = await administrator.SendAsync((await administrator.PageAsync("/me/data")).Form("/me/data/erasure/withdrawal"), $"/people/erasures/{erasure}/confirmation");
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using var other = await world.Receiver.GetAsync("/people/erasures", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        using var posted = await world.Receiver.SendAsync((await world.Receiver.PageAsync("/me/data")).Form("/me/data/erasure"), $"/people/erasures/{erasure}/confirmation");
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task What_is_past_its_time_is_deleted_and_a_line_says_how_much()
    {
        var id = await IdAsync(await world.Data.PersonAsync("Người cũ"));
        await world.Data.RunAsync("insert into session (id, person_id, security_stamp, how, device, address, begun_at, seen_at, proved_at) select gen_random_uuid(), $1, 'x', 'password', 'Firefox', '203.0.113.9', at, at, at from (select now() - n * interval '20 days' as at from generate_series(0, 3) n) t", id);
        await world.App.Services.GetRequiredService<Retention>().ApplyAsync(Cancel);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from session where person_id = $1", id));
        Assert.Equal("""{"days": 30, "rows": 2}""", await world.Data.ScalarAsync<string>("select detail::text from audit where thing = 'retention' and thing_id = 'SignInDays'"));
    }
}

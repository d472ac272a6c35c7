using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Api;

/// <summary>What programs do with a key, over HTTP: within what its maker may, written once, told in sentences.</summary>
public sealed class ApiTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_kept_as_a_hash_and_ends_when_it_is_revoked()
    {
        var school = await world.SchoolAsync();
        var key = await KeyAsync(school.Reporter);
        Assert.DoesNotContain(key, (await school.Reporter.PageAsync("/me/tokens")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from api_token t where t::text like '%' || $1 || '%'", key));
        using var program = Program(key);
        using (var answer = await program.GetAsync("/api/v1/forms", Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await school.Reporter.PageAsync("/me/tokens");
        Assert.DoesNotContain("chưa dùng", page.Text(), StringComparison.Ordinal);
        using (var revoked = await school.Reporter.SendAsync(page.Forms.Single(form => form.Action.EndsWith("/revocation", StringComparison.Ordinal)))) Assert.Equal("/me/tokens", revoked.Headers.Location!.ToString());
        using (var answer = await program.GetAsync("/api/v1/forms", Cancel)) await RefusedAsync(answer, HttpStatusCode.Unauthorized, "/me/tokens");
    }

    [Fact]
    public async Task A_cookie_an_expired_key_and_one_of_before_a_new_password_open_nothing()
    {
        var school = await world.SchoolAsync();
        using (var answer = await school.Reporter.GetAsync("/api/v1/reports", Cancel)) await RefusedAsync(answer, HttpStatusCode.Unauthorized, "Cookie");
        using var program = Program(await KeyAsync(school.Reporter));
        await world.Data.RunAsync("update api_token set made_at = now() - interval '2 days', expires_at = now() - interval '1 day' where person_id = (select person_id from membership where unit_id = $1)", school.Unit);
        using (var answer = await program.GetAsync("/api/v1/forms", Cancel)) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await world.Data.RunAsync("update api_token set expires_at = now() + interval '1 day' where person_id = (select person_id from membership where unit_id = $1)", school.Unit);
        using (var answer = await program.GetAsync("/api/v1/forms", Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await world.Data.RunAsync("update person set security_stamp = 'new' where id = (select person_id from membership where unit_id = $1)", school.Unit);
        using (var answer = await program.GetAsync("/api/v1/forms", Cancel)) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Lists_hold_the_branch_alone_page_by_key_and_answer_304_to_who_has_them()
    {
        var (first, second) = (await world.SchoolAsync(), await world.SchoolAsync());
        using var school = Program(await KeyAsync(first.Reporter));
        var own = await JsonAsync(school, "/api/v1/reports?year=2025");
        Assert.Equal([first.Id], own.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        using (var other = await school.GetAsync($"/api/v1/reports/{second.Id}", Cancel)) await RefusedAsync(other, HttpStatusCode.NotFound, "ngoài quyền");

        // What a program took is in the export log like a file, with the key that took it.
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit a where a.what = 'downloaded' and a.thing_id = '/api/v1/reports' and a.detail ->> 'name' = '?year=2025' and a.token_id = (select t.id from api_token t join membership m on m.person_id = t.person_id where m.unit_id = $1)", first.Unit));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit a where a.what = 'downloaded' and a.thing_id like '%' || $1", second.Id.ToString()));

        using var commune = Program(await KeyAsync(world.Receiver));
        var (seen, after) = (new List<long>(), 0L);
        for (var pages = 0; pages < 100; pages++)
        {
            var page = await JsonAsync(commune, $"/api/v1/ledger?year=2025&limit=1&after={after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("unitId").GetInt64()));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null) break;
            after = page.GetProperty("next").GetInt64();
        }
        Assert.Equal(await world.Data.ScalarAsync<long[]>("select array_agg(r.unit_id order by r.unit_id) from report r where r.unit_id in (select unit_branch($1, '2025-10-07'))", world.Commune), seen);

        // What is owed and what of it is missing stands in it, and whether it came late.
        JsonElement Line(JsonElement ledger) => ledger.GetProperty("items").EnumerateArray().Single();
        static string Missing(JsonElement line) => string.Join(' ', line.GetProperty("missing").EnumerateArray().Select(part => part.GetString()));
        var empty = Line(await JsonAsync(commune, $"/api/v1/ledger?year=2025&unit={second.Unit}"));
        Assert.Equal(("figures", "figures", false), (empty.GetProperty("parts")[0].GetString(), Missing(empty), empty.GetProperty("late").GetBoolean()));
        using (var sent = await second.SubmitAsync(("news.amount", "3"))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var late = Line(await JsonAsync(commune, $"/api/v1/ledger?year=2025&unit={second.Unit}"));
        Assert.Equal(("", true), (Missing(late), late.GetProperty("late").GetBoolean()));
        using (var nowhere = await school.GetAsync("/api/v1/totals/2025/1", Cancel)) await RefusedAsync(nowhere, HttpStatusCode.NotFound, "ngoài quyền");

        // A longer time is the day of a report for programs too.
        await world.Data.RunAsync("update report set granted_to = '2099-01-02' where id = $1", first.Id);
        var longer = (await JsonAsync(school, "/api/v1/ledger?year=2025")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("2099-01-02", longer.GetProperty("due").GetString());

        using var asked = await commune.GetAsync("/api/v1/reports?year=2025&changed_since=2100-01-01", Cancel);
        Assert.Empty((await asked.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("items").EnumerateArray());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/reports?year=2025&changed_since=2100-01-01") { Headers = { IfNoneMatch = { asked.Headers.ETag! } } };
        using (var answer = await commune.SendAsync(again, Cancel)) Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        using (var wrong = await commune.GetAsync("/api/v1/reports?changed_since=hôm+qua", Cancel)) await RefusedAsync(wrong, HttpStatusCode.BadRequest, "2025-10-05");
    }

    [Fact]
    public async Task Figures_are_put_and_submitted_once_by_the_rules_of_the_page_and_the_audit_names_the_key()
    {
        var school = await world.SchoolAsync();
        using var program = Program(await KeyAsync(school.Reporter, "write"));
        var (path, key) = ($"/api/v1/reports/{school.Id}/figures", Guid.CreateVersion7());
        var body = new { version = 0, figures = new Dictionary<string, object?> { ["classes.professional.sessions"] = 2, ["classes.professional.people"] = 60, ["news.amount"] = "nothing", ["publications.amount"] = null }, notes = new Dictionary<string, string> { ["classes.professional"] = "Hai lớp" } };

        using (var bare = await program.PutAsJsonAsync(path, body, Cancel)) await RefusedAsync(bare, HttpStatusCode.BadRequest, "Idempotency-Key");
        using (var tried = await SendAsync(program, HttpMethod.Put, path + "?dry_run=true", key, body)) Assert.True((await tried.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("dryRun").GetBoolean());
        Assert.Equal("open", await school.StateAsync());
        for (var times = 0; times < 2; times++)
            using (var put = await SendAsync(program, HttpMethod.Put, path, key, body)) Assert.Equal(1, (await put.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("report").GetProperty("version").GetInt32());
        Assert.Equal((2, -1, null, 1), (await school.FigureAsync("classes.professional", "sessions"), await school.FigureAsync("news", "amount"), await school.FigureAsync("publications", "amount"), await school.CountAsync("audit", "saved")));

        using (var stale = await SendAsync(program, HttpMethod.Put, path, Guid.CreateVersion7(), body)) await RefusedAsync(stale, HttpStatusCode.Conflict, "phiên bản 1");
        using (var wrong = await SendAsync(program, HttpMethod.Put, path, Guid.CreateVersion7(), new { version = 1, figures = new Dictionary<string, object?> { ["classes.professional.sessions"] = 1.5, ["no.such"] = 1 } }))
        {
            var problem = await RefusedAsync(wrong, HttpStatusCode.BadRequest, "2 chỗ");
            Assert.Equal(["classes.professional.sessions", "no.such"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        }
        var submission = Guid.CreateVersion7();
        for (var times = 0; times < 2; times++)
            using (var sent = await SendAsync(program, HttpMethod.Post, $"/api/v1/reports/{school.Id}/submission", submission, new { version = 1 })) Assert.Equal((HttpStatusCode.OK, "submitted"), (sent.StatusCode, (await sent.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("report").GetProperty("state").GetString()));
        Assert.Equal((1, 1), (await school.CountAsync("report_step", "submitted"), await school.CountAsync("audit", "submitted")));
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from audit a join api_token t on t.id = a.token_id where a.thing = 'report' and a.thing_id = $1::text", school.Id));
        Assert.Contains("qua khóa API số", (await world.Receiver.PageAsync(school.Report + "/audit")).Text(), StringComparison.Ordinal);
        await TuanHoc.Web.Data.AuditSeals.SealAsync(world.Data.Source, Cancel);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit a join audit_seal s on s.line_id = a.id where s.hash <> audit_hash(a)"));
    }

    [Fact]
    public async Task A_key_that_only_reads_writes_nothing_and_nobody_writes_for_another()
    {
        var (school, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        var body = new { version = 0, figures = new Dictionary<string, object?> { ["news.amount"] = 1 } };
        using (var reader = Program(await KeyAsync(school.Reporter)))
        using (var refused = await SendAsync(reader, HttpMethod.Put, $"/api/v1/reports/{school.Id}/figures", Guid.CreateVersion7(), body)) await RefusedAsync(refused, HttpStatusCode.Forbidden, "quyền ghi");
        using var writer = Program(await KeyAsync(school.Reporter, "write"));
        using (var refused = await SendAsync(writer, HttpMethod.Put, $"/api/v1/reports/{other.Id}/figures", Guid.CreateVersion7(), body)) await RefusedAsync(refused, HttpStatusCode.NotFound, "ngoài quyền");
        using (var receiver = Program(await KeyAsync(world.Receiver, "write")))
        using (var refused = await SendAsync(receiver, HttpMethod.Put, $"/api/v1/reports/{school.Id}/figures", Guid.CreateVersion7(), body)) await RefusedAsync(refused, HttpStatusCode.NotFound, "ngoài quyền");
        Assert.Equal(("open", "open"), (await school.StateAsync(), await other.StateAsync()));
    }

    [Fact]
    public async Task DataValueSets_go_out_and_come_in_as_drafts_all_or_nothing()
    {
        var school = await world.SchoolAsync();
        using var program = Program(await KeyAsync(school.Reporter, "write"));
        object Set(params (string Element, string? Value, long Unit)[] values) => new { dataSet = "2024", period = "2025", dataValues = values.Select(value => new { dataElement = value.Element, orgUnit = value.Unit.ToString(System.Globalization.CultureInfo.InvariantCulture), value = value.Value }) };
        var good = Set(("news.amount", "7", school.Unit), ("seminars.sessions", "nothing", school.Unit));

        using (var tried = await SendAsync(program, HttpMethod.Post, "/api/v1/dataValueSets?dryRun=true", Guid.CreateVersion7(), good)) Assert.Equal("SUCCESS", (await tried.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("status").GetString());
        Assert.Equal("open", await school.StateAsync());
        using (var mixed = await SendAsync(program, HttpMethod.Post, "/api/v1/dataValueSets", Guid.CreateVersion7(), Set(("news.amount", "7", school.Unit), ("news.amount", "7", world.Commune))))
        {
            Assert.Equal(HttpStatusCode.Conflict, mixed.StatusCode);
            Assert.Single((await mixed.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("conflicts").EnumerateArray());
        }
        Assert.Equal("open", await school.StateAsync());
        var key = Guid.CreateVersion7();
        for (var times = 0; times < 2; times++)
            using (var written = await SendAsync(program, HttpMethod.Post, "/api/v1/dataValueSets", key, good)) Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal(("draft", 1, 7, -1), (await school.StateAsync(), await school.VersionAsync(), await school.FigureAsync("news", "amount"), await school.FigureAsync("seminars", "sessions")));

        var read = await JsonAsync(program, $"/api/v1/dataValueSets?period=2025&orgUnit={school.Unit}");
        Assert.Equal(("2024", "2025"), (read.GetProperty("dataSet").GetString(), read.GetProperty("period").GetString()));
        Assert.Equal(["news.amount=7", "seminars.sessions=nothing"], read.GetProperty("dataValues").EnumerateArray().Select(value => $"{value.GetProperty("dataElement").GetString()}={value.GetProperty("value").GetString()}"));
    }

    [Fact]
    public async Task The_description_names_every_call_and_totals_and_units_are_read()
    {
        var school = await world.SchoolAsync();
        var description = await JsonAsync(world.App.Visitor(), "/api/v1/openapi.json");
        Assert.Contains("/api/v1/reports/{id}/figures", description.GetProperty("paths").EnumerateObject().Select(path => path.Name));
        Assert.All(description.GetProperty("paths").EnumerateObject(), path => Assert.StartsWith("/api/v1/", path.Name, StringComparison.Ordinal));
        using var program = Program(await KeyAsync(school.Reporter));
        Assert.Equal(school.Unit, (await JsonAsync(program, $"/api/v1/totals/2025/{school.Unit}")).GetProperty("unit").GetProperty("id").GetInt64());
        Assert.Equal(school.Unit, (await JsonAsync(program, $"/api/v1/units?after={school.Unit - 1}&limit=1")).GetProperty("items")[0].GetProperty("id").GetInt64());
        Assert.Contains((await JsonAsync(program, "/api/v1/forms/2024")).GetProperty("rows").EnumerateArray(), row => row.GetProperty("key").GetString() == "news");
    }

    static Task<string> KeyAsync(HttpClient browser, string? write = null) => browser.KeyAsync(write is not null);

    HttpClient Program(string key) => world.App.Program(key);

    static async Task<HttpResponseMessage> SendAsync(HttpClient program, HttpMethod method, string path, Guid key, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key.ToString() } } };
        return await program.SendAsync(request, Cancel);
    }

    static async Task<JsonElement> JsonAsync(HttpClient program, string path) => await program.GetFromJsonAsync<JsonElement>(path, Cancel);

    /// <summary>The problem that is told.</summary>
    static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string sentence)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TuanHoc.Statistics;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Api;

/// <summary>What a program reads it can send back unchanged; what it leaves out stays; what changes without a report being touched is told to who asks for changes.</summary>
public sealed class RoundTripTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<HttpResponseMessage> SendAsync(HttpClient program, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", Guid.CreateVersion7().ToString() } } };
        return await program.SendAsync(request, Cancel);
    }

    static async Task<JsonElement> GoodAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    static Task<JsonElement> JsonAsync(HttpClient program, string path) => program.GetFromJsonAsync<JsonElement>(path, Cancel);

    Task<string> StoredAsync(School school) => world.Data.ScalarAsync<string>("select concat_ws(' | ', figures::text, (select string_agg(key || '=' || value, ',' order by key) from jsonb_each_text(notes)), (select string_agg(key || '=' || value, ',' order by key) from jsonb_each_text(narrative)), nothing_occurred) from report where id = $1", school.Id);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_goes_out_comes_in_again_by_both_ways_with_sums_notes_and_words(int seed)
    {
        var (random, school) = (new Random(seed), await world.SchoolAsync());
        using var program = world.App.Program(await school.Reporter.KeyAsync(writes: true));
        var cells = (await school.Reporter.PageAsync(school.Report)).QuerySelectorAll("table.sheet input[name]").Select(input => input.GetAttribute("name")!).ToList();
        List<(string, string?)> typed = [.. from cell in cells let kind = random.Next(4) where kind > 0 select (cell, (string?)(kind == 1 ? "k" : kind == 2 ? "0" : random.Next(1, 3000).ToString(CultureInfo.InvariantCulture)))];
        foreach (var note in (string[])["news.note", "other.note", "classes.professional.note"]) if (random.Next(3) > 0) typed.Add((note, $"Ghi chú “{random.Next(100)}”, dòng một\ndòng hai"));
        using (var saved = await school.SaveAsync([.. typed])) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using (var words = await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report + "?tab=narrative")).Form(school.Report), null, ("results", "Mở thêm lớp vào buổi tối."))) Assert.Equal(HttpStatusCode.Redirect, words.StatusCode);
        var (whole, path) = (await StoredAsync(school), $"/api/v1/reports/{school.Id}");
        var read = await JsonAsync(program, path);
        var set = await JsonAsync(program, $"/api/v1/dataValueSets?period=2025&orgUnit={school.Unit}");
        Assert.Contains("\"classes.sessions\"", read.GetProperty("figures").GetRawText(), StringComparison.Ordinal);

        // The same as it is changes nothing; without notes they stay.
        await GoodAsync(SendAsync(program, HttpMethod.Put, path + "/figures", new { version = read.GetProperty("version").GetInt32(), figures = read.GetProperty("figures") }));
        Assert.Equal(whole, await StoredAsync(school));
        await GoodAsync(SendAsync(program, HttpMethod.Post, "/api/v1/dataValueSets", set));
        Assert.Equal(whole, await StoredAsync(school));

        // Emptied, either way brings all of it back.
        var version = await school.VersionAsync();
        await GoodAsync(SendAsync(program, HttpMethod.Put, path + "/figures", new { version, figures = new { }, notes = new { } }));
        await GoodAsync(SendAsync(program, HttpMethod.Put, path + "/narrative", new { version = version + 1, narrative = new { } }));
        Assert.NotEqual(whole, await StoredAsync(school));
        await GoodAsync(SendAsync(program, HttpMethod.Put, path + "/figures", new { version = version + 2, figures = read.GetProperty("figures"), notes = read.GetProperty("notes") }));
        await GoodAsync(SendAsync(program, HttpMethod.Put, path + "/narrative", new { version = version + 3, narrative = read.GetProperty("narrative") }));
        Assert.Equal(whole, await StoredAsync(school));
        await GoodAsync(SendAsync(program, HttpMethod.Put, path + "/figures", new { version = version + 4, figures = new { }, notes = new { } }));
        await GoodAsync(SendAsync(program, HttpMethod.Post, "/api/v1/dataValueSets", set));
        Assert.Equal(whole, await StoredAsync(school));
    }

    [Fact]
    public async Task A_sum_that_its_cells_do_not_come_to_and_a_section_that_is_none_are_refused_with_a_sentence()
    {
        var school = await world.SchoolAsync();
        using var program = world.App.Program(await school.Reporter.KeyAsync(writes: true));
        using (var wrong = await SendAsync(program, HttpMethod.Put, $"/api/v1/reports/{school.Id}/figures", new { version = 0, figures = new Dictionary<string, object> { ["classes.professional.sessions"] = 2, ["classes.sessions"] = 5 } }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("“2”, không phải “5”", (await wrong.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("classes.sessions").GetString(), StringComparison.Ordinal);
        }
        using (var wrong = await SendAsync(program, HttpMethod.Put, $"/api/v1/reports/{school.Id}/narrative", new { version = 0, narrative = new { poem = "x" } })) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("open", await school.StateAsync());
        // Nothing held goes out and comes in as well.
        await GoodAsync(SendAsync(program, HttpMethod.Put, $"/api/v1/reports/{school.Id}/figures", new { version = 0, figures = new { }, nothingOccurred = true }));
        var set = await JsonAsync(program, $"/api/v1/dataValueSets?period=2025&orgUnit={school.Unit}");
        Assert.Equal("nothing", set.GetProperty("dataValues")[0].GetProperty("dataElement").GetString());
        await GoodAsync(SendAsync(program, HttpMethod.Put, $"/api/v1/reports/{school.Id}/figures", new { version = 1, figures = new { } }));
        await GoodAsync(SendAsync(program, HttpMethod.Post, "/api/v1/dataValueSets", set));
        Assert.True(await world.Data.ScalarAsync<bool>("select nothing_occurred from report where id = $1", school.Id));
    }

    [Fact]
    public async Task A_receiver_reads_what_was_sent_to_it_in_one_set_and_no_drafts()
    {
        var (sent, draft) = (await world.SchoolAsync(), await world.SchoolAsync());
        await sent.SubmitAsync(("news.amount", "12"));
        await draft.SaveAsync(("news.amount", "99"));
        using var receiver = world.App.Program(await world.Receiver.KeyAsync());
        var values = (await JsonAsync(receiver, $"/api/v1/dataValueSets?period=2025&orgUnit={world.Commune}&children=true")).GetProperty("dataValues").EnumerateArray().ToList();
        Assert.Contains(values, value => value.GetProperty("orgUnit").GetString() == sent.Unit.ToString(CultureInfo.InvariantCulture) && value.GetProperty("value").GetString() == "12");
        Assert.DoesNotContain(values, value => value.GetProperty("orgUnit").GetString() == draft.Unit.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Who_asks_for_changes_is_told_of_lines_of_the_ledger_that_changed_without_their_report()
    {
        var school = await world.SchoolAsync();
        using var program = world.App.Program(await school.Reporter.KeyAsync());
        async Task<int> ChangedAsync(string since) => (await JsonAsync(program, $"/api/v1/ledger?year=2025&unit={school.Unit}&changed_since={Uri.EscapeDataString(since)}")).GetProperty("items").GetArrayLength();
        async Task<string> NowAsync()
        {
            await Task.Delay(20, Cancel);
            return (await world.Data.ScalarAsync<DateTime>("select clock_timestamp()")).ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }

        foreach (var change in (string[])["granted_to = '2099-01-02'", "group_day = '2099-01-03'", "receiver_id = $2", "ended_on = '2025-10-09'"])
        {
            var since = await NowAsync();
            Assert.Equal(0, await ChangedAsync(since));
            await world.Data.RunAsync($"update report set {change} where id = $1 and $2::bigint is not null", school.Id, world.Province);
            Assert.True(await ChangedAsync(since) == 1, change);
        }
        // A document that orders the reports of the receiver anew.
        var other = await world.SchoolAsync();
        using var second = world.App.Program(await other.Reporter.KeyAsync());
        var before = await NowAsync();
        await world.Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, type, file_name, text, facts, report_due, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), $1, $2, 'saved', 'KH', 'ke-hoach.txt', '', '{}', '2025-10-12', gen_random_uuid(), now(), min(id), clock_timestamp(), min(id) from person
            """, world.Commune, world.Edition.Id);
        Assert.Equal(1, (await JsonAsync(second, $"/api/v1/ledger?year=2025&unit={other.Unit}&changed_since={Uri.EscapeDataString(before)}")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_description_says_what_a_write_carries_and_how_it_is_refused()
    {
        var description = await JsonAsync(world.App.Visitor(), "/api/v1/openapi.json");
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                List<(string Name, string In)> parameters = operation.Value.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray().Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("in").GetString()!))] : [];
                Assert.Equal(operation.Name is "put" or "post", parameters.Contains(("Idempotency-Key", "header")));
                Assert.All(parameters.Where(one => one.In != "header"), one => Assert.True(char.IsAsciiLetterLower(one.Name[0]), $"{path.Name}: {one.Name}"));
                Assert.Superset(new HashSet<string>(operation.Name == "get" ? ["400", "401", "403", "404"] : ["400", "401", "403", "404", "409"]), operation.Value.GetProperty("responses").EnumerateObject().Select(one => one.Name).ToHashSet());
            }
        }
    }
}

using System.Net;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>What becomes of a planned ceremony.</summary>
public sealed class ActivityStepTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    [Fact]
    public async Task What_has_not_begun_cannot_be_held()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit, "01/10/2090", 2090);
        var page = await reporter.PageAsync(path);
        Assert.Equal("true", page.Form(path + "/results").QuerySelector("button")!.GetAttribute("aria-disabled"));
        using var refused = await reporter.SendAsync(page.Form(path + "/results"), null, ("people", "120"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("120", (await refused.PageAsync()).GetElementById("people")!.GetAttribute("value"));
        Assert.Equal("planned", await StateAsync(path));
    }

    [Fact]
    public async Task A_held_one_has_results_that_are_counted_and_can_be_corrected()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        using (var blank = await reporter.SendAsync((await reporter.PageAsync(path)).Form(path + "/results"), null, ("people", ""), ("outcome", "Đông vui"))) Assert.Equal("Đông vui", (await blank.PageAsync()).GetElementById("outcome")!.TextContent);
        foreach (var people in (string[])["1200", "1250"])
        {
            var form = (await reporter.PageAsync(path)).Form(path + "/results");
            using var held = await reporter.SendAsync(form, null, ("people", people), ("outcome", "Đông vui"));
            using var again = await reporter.SendAsync(form, null, ("people", people), ("outcome", "Đông vui"));
            Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (held.StatusCode, again.StatusCode));
        }

        Assert.Equal(["1", "1.250"], (await reporter.PageAsync(path)).QuerySelectorAll("section[aria-labelledby=held] dd.num").Select(number => number.TextContent));
        Assert.Equal("held 1, people 1250, sessions 1", await world.Data.ScalarAsync<string>("select string_agg(takes || ' ' || amount, ', ' order by takes) from activity_figures where unit_id = $1 and edition_id = $2", unit, world.Past.Id));
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from happening where kind = 'activity-held' and thing_id = $1", path["/activities/".Length..]));
        foreach (var (step, typed) in ((string, string)[])[("/cancellation", "why=Mưa"), ("/removal", "")])
        {
            using var refused = await PostAsync(reporter, path, step, typed);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }
        Assert.Equal("held", await StateAsync(path));
    }

    [Fact]
    public async Task One_is_cancelled_with_a_reason_and_stays_in_the_list_of_the_cancelled()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        using (var blank = await reporter.SendAsync((await reporter.PageAsync(path)).Form(path + "/cancellation"), null, ("why", " "))) Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);
        using (var done = await reporter.SendAsync((await reporter.PageAsync(path)).Form(path + "/cancellation"), null, ("why", "Bão số 10"))) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        Assert.Contains("Bão số 10", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Null((await reporter.PageAsync($"/activities?year=2025&unit={unit}")).QuerySelector($"a[href='{path}']"));
        Assert.NotNull((await reporter.PageAsync($"/activities?year=2025&unit={unit}&state=cancelled")).QuerySelector($"a[href='{path}']"));
        Assert.Equal("activity-cancelled", await world.Data.ScalarAsync<string>("select kind from happening where thing_id = $1 order by id desc limit 1", path["/activities/".Length..]));
        using var late = await reporter.GetAsync(path + "/correction", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task One_recorded_by_mistake_is_removed_unless_it_changed_meanwhile()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        var form = (await reporter.PageAsync(path)).Form(path + "/removal");
        using (var changed = await reporter.SendAsync((await reporter.PageAsync(path + "/correction")).Form(path), null, ("title", "Lễ khác"))) Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using (var stale = await reporter.SendAsync(form)) Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using (var removed = await reporter.SendAsync((await reporter.PageAsync(path)).Form(path + "/removal"))) Assert.Equal("/activities", removed.Headers.Location?.ToString());
        using var gone = await reporter.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("activity-removed", await world.Data.ScalarAsync<string>("select kind from happening where thing_id = $1 order by id desc limit 1", path["/activities/".Length..]));
    }

    [Fact]
    public async Task A_calendar_program_takes_it_in_UTC()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit, title: "Lễ khai mạc, cả xã");
        using var file = await reporter.GetAsync(path + ".ics", TestContext.Current.CancellationToken);
        var text = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/calendar", file.Content.Headers.ContentType!.MediaType);
        foreach (var line in (string[])["DTSTART:20251001T013000Z", "SUMMARY:Lễ khai mạc\\, cả xã", $"UID:{path["/activities/".Length..]}@tuanhoc", "LOCATION:Nhà văn hóa xã", "STATUS:CONFIRMED"])
            Assert.Contains(line + "\r\n", text, StringComparison.Ordinal);
    }

    async Task<string> StateAsync(string path) => await world.Data.ScalarAsync<string>("select state from activity where id = $1", Guid.Parse(path["/activities/".Length..]));

    static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, string step, string typed)
    {
        var hidden = (await browser.PageAsync(path)).Form(path + "/results").Filled().Where(f => f.Key is "version" or "key" || f.Key.StartsWith("__", StringComparison.Ordinal));
        var fields = typed == "" ? hidden : hidden.Append(KeyValuePair.Create(typed.Split('=')[0], typed.Split('=')[1]));
        return await browser.PostAsync(path + step, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
    }
}

using System.Net;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>How a ceremony is recorded and changed.</summary>
public sealed class ActivityRecordTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    [Fact]
    public async Task A_ceremony_has_its_places_and_its_hours_in_Vietnam()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var made = await ActivityWorld.SendNewAsync(reporter, unit, 2025, ("title", "Lễ khai mạc"), ("day", "1/10/2025"), ("from", "8h30"), ("to", "10:00"), ("programme", "Chào cờ\nPhát biểu"),
            ("place.0.name", "Nhà văn hóa"), ("place.1.name", "Trực tuyến"), ("place.1.link", "https://hop.example/1"));
        var path = made.Headers.Location!.ToString();
        var page = await reporter.PageAsync(path);

        Assert.Contains("08:30–10:00, thứ Tư 01/10/2025", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Nhà văn hóa · điểm chính", page.Text(), StringComparison.Ordinal);
        Assert.Equal("https://hop.example/1", page.QuerySelector("dd a[rel~=noopener]")!.GetAttribute("href"));
        var id = path["/activities/".Length..];
        Assert.Equal(new DateTime(2025, 10, 1, 1, 30, 0, DateTimeKind.Utc), await world.Data.ScalarAsync<DateTime>("select from_at from activity where id = $1::uuid", Guid.Parse(id)));
        Assert.Equal("activity-planned", await world.Data.ScalarAsync<string>("select kind from happening where thing_id = $1 and unit_id = $2", id, unit));
        Assert.Equal("planned", await world.Data.ScalarAsync<string>("select what from audit where thing = 'activity' and thing_id = $1", id));
    }

    [Fact]
    public async Task A_guidance_sent_later_changes_the_days_within_which_ceremonies_are_held()
    {
        var province = await world.Data.UnitAsync("province", $"Tỉnh {Guid.CreateVersion7():N}");
        var agency = await world.Data.UnitAsync("agency", "Sở Hướng Dẫn", province);
        var (reporter, unit) = await world.FreshAsync(province);
        var plan = await world.PlanAsync(province, """{"openingCeremonies": [{"dateFrom": "2025-10-01", "dateTo": "2025-10-03", "at": {"from": 0, "to": 0}}]}""");
        var path = await ActivityWorld.RecordAsync(reporter, unit, "02/10/2025");
        Assert.DoesNotContain("ngoài thời gian khai mạc", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);

        var guidance = await world.PlanAsync(agency, """{"openingCeremonies": [{"dateFrom": "2025-10-04", "dateTo": "2025-10-06", "at": {"from": 0, "to": 0}}]}""", "HD", plan);
        await world.Data.RunAsync("update plan set issued_on = case id when $1 then date '2025-09-01' else date '2025-09-10' end where id in ($1, $2)", plan, guidance);
        Assert.Contains("ngoài thời gian khai mạc theo kế hoạch của Sở Hướng Dẫn: từ 04/10/2025 đến 06/10/2025", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_twice_records_one()
    {
        var (reporter, unit) = await world.FreshAsync();
        var form = (await reporter.PageAsync($"/activities/new?unit={unit}&year=2025")).Form("/activities");
        (string, string?)[] typed = [("title", "Lễ khai mạc"), ("day", "01/10/2025"), ("from", "9:00"), ("place.0.name", "Trường học")];
        using var first = await reporter.SendAsync(form, null, typed);
        using var second = await reporter.SendAsync(form, null, typed);

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1L, await world.Data.ScalarAsync<long>("select count(*) from activity where unit_id = $1", unit));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var refused = await ActivityWorld.SendNewAsync(reporter, unit, 2025, ("title", ""), ("day", "31/9/2025"), ("from", "25:00"), ("lastDay", "03/10/2025"), ("place.0.name", ""), ("place.0.link", "ftp://hop.example"), ("programme", "Chào cờ"));
        var page = await refused.PageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        foreach (var field in (string[])["title", "day", "from", "to", "place.0.name", "place.0.link"]) Assert.True(page.GetElementById(field + "-error") is not null, $"{field} is refused");
        Assert.Equal("31/9/2025", page.GetElementById("day")!.GetAttribute("value"));
        Assert.Equal("ftp://hop.example", page.GetElementById("place.0.link")!.GetAttribute("value"));
        Assert.Equal("Chào cờ", page.GetElementById("programme")!.TextContent);
    }

    [Theory]
    [InlineData("01/10/2025", "10:00", "9:00", "")]
    [InlineData("01/10/2025", "10:00", "11:00", "30/09/2025")]
    [InlineData("01/10/2026", "10:00", "11:00", "")]
    public async Task It_does_not_end_before_it_begins_nor_belong_to_another_year(string day, string from, string to, string lastDay)
    {
        var (reporter, unit) = await world.FreshAsync();
        using var refused = await ActivityWorld.SendNewAsync(reporter, unit, 2025, ("title", "Lễ khai mạc"), ("day", day), ("from", from), ("to", to), ("lastDay", lastDay), ("place.0.name", "Trường học"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Single((await refused.PageAsync()).QuerySelectorAll(".err"));
    }

    [Fact]
    public async Task More_places_come_without_losing_what_was_typed()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var answer = await ActivityWorld.SendNewAsync(reporter, unit, 2025, ("title", "Lễ khai mạc"), ("place.0.name", "Hội trường"), ("act", "add-place"));
        var page = await answer.PageAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Hội trường", page.GetElementById("place.0.name")!.GetAttribute("value"));
        Assert.NotNull(page.GetElementById("place.5.name"));
    }

    [Fact]
    public async Task Of_two_who_save_the_second_is_told_and_saves_over_it_knowingly()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        var colleague = await world.PersonAsync(unit, "coordinator", "Lò Văn Anh");
        var (mine, theirs) = ((await reporter.PageAsync(path + "/correction")).Form(path), (await colleague.PageAsync(path + "/correction")).Form(path));
        using (var saved = await colleague.SendAsync(theirs, null, ("title", "Lễ của đồng nghiệp"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using (var again = await colleague.SendAsync(theirs, null, ("title", "Lễ của đồng nghiệp"))) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        using var told = await reporter.SendAsync(mine, null, ("title", "Lễ của tôi"));
        var page = await told.PageAsync();
        Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
        Assert.Contains("Lò Văn Anh", page.Text(), StringComparison.Ordinal);
        Assert.Equal("Lễ của tôi", page.GetElementById("title")!.GetAttribute("value"));

        using (var over = await reporter.SendAsync(page.Form(path))) Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.Equal("Lễ của tôi", (await reporter.PageAsync(path)).QuerySelector("h1")!.TextContent);
        Assert.Equal("Nhà văn hóa xã", await world.Data.ScalarAsync<string>("select string_agg(name, '|') from activity_place where activity_id = $1", Guid.Parse(path["/activities/".Length..])));
    }

    [Fact]
    public async Task A_day_outside_the_Week_or_the_window_of_the_plan_above_is_said_and_taken()
    {
        var province = await world.Data.UnitAsync("province", $"Tỉnh có kế hoạch {Guid.CreateVersion7():N}");
        var (reporter, unit) = await world.FreshAsync(province);
        Assert.Contains("ngoài Tuần lễ: từ 01/10/2025 đến 07/10/2025", (await reporter.PageAsync(await ActivityWorld.RecordAsync(reporter, unit, "20/09/2025"))).Text(), StringComparison.Ordinal);

        await world.PlanAsync(province, """{"openingCeremonies":[{"dateFrom":"2025-10-02","dateTo":"2025-10-03","at":{"from":0,"to":1}}],"period":{"start":"2025-10-01","end":"2025-10-31","at":{"from":0,"to":1}}}""");
        var inside = await reporter.PageAsync(await ActivityWorld.RecordAsync(reporter, unit, "02/10/2025"));
        var outside = await reporter.PageAsync(await ActivityWorld.RecordAsync(reporter, unit, "10/10/2025"));

        Assert.Empty(inside.QuerySelectorAll(".note"));
        Assert.Contains("từ 02/10/2025 đến 03/10/2025", Assert.Single(outside.QuerySelectorAll(".note")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ceremony_of_the_units_own_plan_is_offered_and_filled_in()
    {
        var (reporter, unit) = await world.FreshAsync();
        var plan = await world.PlanAsync(unit, """{"openingCeremonies":[{"date":"2025-10-02","time":"07:30:00","venue":"Hội trường UBND xã","at":{"from":0,"to":1}}]}""");
        var link = $"/activities/new?unit={unit}&year=2025&from={plan}";
        Assert.NotNull((await reporter.PageAsync("/activities?year=2025")).QuerySelector($"a[href='{link}']"));

        var form = (await reporter.PageAsync(link)).Form("/activities");
        Assert.Equal(("02/10/2025", "07:30", "Hội trường UBND xã"), (form.Filled().First(f => f.Key == "day").Value, form.Filled().First(f => f.Key == "from").Value, form.Filled().First(f => f.Key == "place.0.name").Value));
        using (var made = await reporter.SendAsync(form)) Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Null((await reporter.PageAsync("/activities?year=2025")).QuerySelector($"a[href='{link}']"));

        using var foreign = await (await world.FreshAsync()).Reporter.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task Two_of_a_unit_on_one_day_show_each_other()
    {
        var (reporter, unit) = await world.FreshAsync();
        var (first, second) = (await ActivityWorld.RecordAsync(reporter, unit), await ActivityWorld.RecordAsync(reporter, unit));
        Assert.NotNull((await reporter.PageAsync(first)).QuerySelector($".note a[href='{second}']"));
        Assert.NotNull((await reporter.PageAsync(second)).QuerySelector($".note a[href='{first}']"));
        Assert.NotNull((await reporter.PageAsync($"/activities/new?unit={unit}&year=2025")).QuerySelector($".note a[href='{first}']"));
    }
}

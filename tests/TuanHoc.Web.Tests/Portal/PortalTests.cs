using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>What everybody sees without an account: what was passed, found by words and place and day, and nothing else.</summary>
public sealed class PortalTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A page is kept for four seconds; then it shows what changed.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task An_activity_is_shown_when_the_unit_above_says_so_and_taken_down_in_one_step()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        using var visitor = world.App.Visitor();
        var path = await OfferAsync(reporter, unit, ("title", "Đọc sách bên suối Nậm Na"));
        Assert.Contains("Chờ duyệt", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Contains("Tỉnh Thử", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
        await UntilAsync(visitor, "/week" + path, HttpStatusCode.NotFound);

        var waiting = await coordinator.PageAsync("/activities/asked");
        Assert.Contains("Đọc sách bên suối Nậm Na", waiting.Text(), StringComparison.Ordinal);
        using (var passed = await coordinator.SendAsync(waiting.Form("/activities/asked"))) Assert.Contains("shown=", passed.Headers.Location!.ToString(), StringComparison.Ordinal);
        await UntilAsync(visitor, "/week" + path, HttpStatusCode.OK);
        await UntilAsync(visitor, "/week/find?q=doc+sach+nam+na", page => page.Text().Contains("Đọc sách bên suối Nậm Na", StringComparison.Ordinal));

        var form = (await coordinator.PageAsync(path)).QuerySelectorAll("form").Single(one => one.QuerySelector("#whyNot") is not null);
        using (var down = await coordinator.SendAsync((AngleSharp.Html.Dom.IHtmlFormElement)form, null, ("whyNot", "Suối đang lũ"))) Assert.Equal(HttpStatusCode.Redirect, down.StatusCode);
        await UntilAsync(visitor, "/week" + path, HttpStatusCode.NotFound);
        Assert.Contains("Suối đang lũ", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Equal(["planned", "asked-to-show", "shown", "taken-down"], await StepsAsync(path));
    }

    [Fact]
    public async Task Only_who_answers_for_a_unit_shows_what_it_holds()
    {
        var (reporter, unit) = await world.FreshAsync();
        var (_, sibling) = await world.FreshAsync();
        var path = await OfferAsync(reporter, unit, ("title", "Lớp tin học buổi tối"));
        using var own = await world.PersonAsync(unit, "coordinator", "Người của xã");
        using var beside = await world.PersonAsync(sibling, "coordinator", "Người xã bên");
        using var elsewhere = await world.PersonAsync(world.Elsewhere, "coordinator", "Người tỉnh khác");
        foreach (var (who, status) in ((HttpClient, HttpStatusCode)[])[(own, HttpStatusCode.Conflict), (beside, HttpStatusCode.NotFound), (elsewhere, HttpStatusCode.NotFound)])
        {
            using var answer = await who.PostAsync(path + "/showing", new FormUrlEncodedContent([.. await who.TokenAsync(), new("act", "show")]), Cancel);
            Assert.Equal(status, answer.StatusCode);
        }
        Assert.Equal("asked", await world.Data.ScalarAsync<string>("select showing from activity where id = $1", Id(path)));
        Assert.DoesNotContain("Lớp tin học buổi tối", (await beside.PageAsync("/activities/asked")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_place_day_kind_age_price_and_online_each_narrow_the_list()
    {
        var (reporter, unit) = await world.FreshAsync(world.Elsewhere);
        using var coordinator = await world.PersonAsync(world.Elsewhere, "coordinator", "Người tỉnh khác");
        await ShownAsync(coordinator, await OfferAsync(reporter, unit, ("title", "Kể chuyện cổ tích"), ("kind", "reading.story_hour"), ("audience", "children"), ("fromAge", "3"), ("toAge", "6"), ("day", "02/10/2090")));
        await ShownAsync(coordinator, await OfferAsync(reporter, unit, ("title", "Thi vẽ tranh"), ("kind", "contest.book_art"), ("fee", "20000"), ("day", "03/10/2090"), ("lastDay", "04/10/2090"), ("to", "17:00")));
        await ShownAsync(coordinator, await OfferAsync(reporter, unit, ("title", "Học tiếng Anh trên mạng"), ("kind", "onlinelearning.course"), ("place.0.link", "https://hoc.example/1"), ("day", "05/10/2090")));
        using var visitor = world.App.Visitor();
        var here = $"/week/find?place={unit}";
        await UntilAsync(visitor, here, page => Titles(page).Count() == 3);

        async Task<string> ListAsync(string more) => string.Join(" | ", Titles(await visitor.PageAsync(here + more)));
        Assert.Equal("Kể chuyện cổ tích | Thi vẽ tranh | Học tiếng Anh trên mạng", await ListAsync(""));
        Assert.Equal("Kể chuyện cổ tích", await ListAsync("&q=co+tich"));
        Assert.Equal("Thi vẽ tranh", await ListAsync("&day=2090-10-04"));
        Assert.Equal("Thi vẽ tranh", await ListAsync("&kind=contest"));
        Assert.Equal("Thi vẽ tranh | Học tiếng Anh trên mạng", await ListAsync("&age=9"));
        Assert.Equal("Thi vẽ tranh | Học tiếng Anh trên mạng", await ListAsync("&for=elderly"));
        Assert.Equal("Kể chuyện cổ tích | Học tiếng Anh trên mạng", await ListAsync("&free=1"));
        Assert.Equal("Học tiếng Anh trên mạng", await ListAsync("&online=1"));
        Assert.Equal("", await ListAsync("&q=khong+co+gi"));
        Assert.Equal(3, Titles(await visitor.PageAsync($"/week/find?place={world.Elsewhere}")).Count());
        // What cannot be read is not asked.
        Assert.Equal(3, Titles(await visitor.PageAsync(here + "&day=hôm-nào&age=già&page=99&near=xa")).Count());

        using var calendar = await visitor.GetAsync($"/week/calendar.ics?place={unit}", Cancel);
        Assert.Equal(3, (await calendar.Content.ReadAsStringAsync(Cancel)).Split("BEGIN:VEVENT").Length - 1);
        using var feed = await visitor.GetAsync($"/week/feed.atom?place={unit}", Cancel);
        Assert.Equal(3, XDocument.Parse(await feed.Content.ReadAsStringAsync(Cancel)).Descendants("{http://www.w3.org/2005/Atom}entry").Count());
        using var embed = await visitor.GetAsync($"/week/embed?place={unit}", Cancel);
        Assert.Contains("frame-ancestors *", embed.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var map = await visitor.GetAsync("/sitemap.xml", Cancel);
        Assert.Contains("/week/activities/", await map.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_in_any_text_stays_text_and_search_engines_read_an_event()
    {
        const string Evil = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)>";
        var (reporter, unit) = await world.FreshAsync();
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        var path = await OfferAsync(reporter, unit, ("title", "Lớp " + Evil), ("about", Evil), ("programme", Evil), ("kind", "seminar.talk"), ("list.papers", Evil), ("list.delegates", "Đoàn của huyện: 40"), ("partners", Evil), ("conditions", Evil), ("place.0.name", "Nhà " + Evil), ("place.0.address", Evil), ("place.0.point", "22.3964, 103.4703"));
        await ShownAsync(coordinator, path);
        using var visitor = world.App.Visitor();
        await UntilAsync(visitor, "/week" + path, HttpStatusCode.OK);
        foreach (var address in new[] { "/week" + path, "/week" + path + "/notice", "/week/find?q=alert", "/week/map?q=alert", "/week/embed?q=alert", $"/week/units/{unit}", "/week/find?q=%3Cscript%3Ealert(1)%3C/script%3E" })
        {
            var page = await visitor.PageAsync(address);
            Assert.Equal([], page.QuerySelectorAll("script:not([type$='json']):not([src^='/dist/']), img[onerror]").Select(found => found.OuterHtml));
        }
        var shown = await visitor.PageAsync("/week" + path);
        // The papers are for everybody, who is delegated is not.
        Assert.Contains("Tham luận", shown.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Đoàn của huyện", shown.Text(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(shown.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal(("Event", "Lớp " + Evil), (json.RootElement.GetProperty("@type").GetString(), json.RootElement.GetProperty("name").GetString()));
        Assert.Equal("2090-10-01T08:30:00+07:00", json.RootElement.GetProperty("startDate").GetString());
        Assert.Equal(22.3964, json.RootElement.GetProperty("location")[0].GetProperty("geo").GetProperty("latitude").GetDouble());
    }

    [Fact]
    public async Task Outside_the_Week_needs_a_reason_and_counts_nothing()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var refused = await SendAsync(reporter, unit, 2025, ("kind", "class.other"), ("title", "Lớp cuối năm"), ("day", "20/11/2025"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var asked = await refused.PageAsync();
        Assert.Contains("ngoài Tuần lễ", asked.GetElementById("whyOutside-error")!.TextContent, StringComparison.Ordinal);
        using var made = await reporter.SendAsync(asked.Form("/activities"), null, ("whyOutside", "Mưa lũ trong Tuần lễ"));
        var path = made.Headers.Location!.ToString();
        var page = await reporter.PageAsync(path);
        Assert.Contains("không cộng vào báo cáo. Lý do: Mưa lũ trong Tuần lễ", page.Text(), StringComparison.Ordinal);
        using var held = await reporter.SendAsync(page.Form(path + "/results"), null, ("sessions", "1"), ("people", "30"));
        Assert.Equal(HttpStatusCode.Redirect, held.StatusCode);
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from activity_figures where unit_id = $1", unit));

        await world.PlanAsync(unit, """{"period": {"start": "2025-10-01", "end": "2025-11-30"}}""");
        Assert.Equal(30L, await world.Data.ScalarAsync<long>("select amount from activity_figures where unit_id = $1 and takes = 'people'", unit));
        Assert.DoesNotContain("không cộng vào báo cáo", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_two_units_record_of_one_activity_is_shown_to_both()
    {
        var (commune, unit) = await world.FreshAsync();
        var school = await world.Data.UnitAsync("school", "Trường Thử Cạnh Suối", unit);
        using var teacher = await world.PersonAsync(school, "reporter", "Cô Mỷ");
        var (first, second) = (await OfferAsync(commune, unit, ("title", "Ngày hội đọc sách bên suối")), await OfferAsync(teacher, school, ("title", "Ngày hội đọc sách bên suối 2090")));
        var (_, far) = await world.FreshAsync();
        using var elsewhere = await world.PersonAsync(far, "reporter", "Anh Khứ");
        await OfferAsync(elsewhere, far, ("title", "Ngày hội đọc sách bên suối"));

        Assert.Contains("Trường Thử Cạnh Suối cũng ghi một hoạt động gần như vậy", (await commune.PageAsync(first)).Text(), StringComparison.Ordinal);
        var page = await teacher.PageAsync(second);
        Assert.NotNull(page.QuerySelector($"a[href='{first}']"));
        Assert.Single(page.QuerySelectorAll(".note"), note => note.Text().Contains("cũng ghi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_are_told_by_organisation_and_never_more_than_came()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var made = await SendAsync(reporter, unit, 2025, ("kind", "seminar.talk"), ("title", "Nói chuyện về tự học"));
        var path = made.Headers.Location!.ToString();
        var form = (await reporter.PageAsync(path)).Form(path + "/results");
        foreach (var (typed, why) in ((string, string)[])[("Hội Phụ nữ: 90\nĐoàn thanh niên: 40", "nhiều hơn số lượt người dự 100"), ("Hội Phụ nữ đông", "chưa đọc được")])
        {
            using var refused = await reporter.SendAsync(form, null, ("sessions", "1"), ("people", "100"), ("reached", typed));
            var page = await refused.PageAsync();
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(why, page.GetElementById("reached-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(typed, page.GetElementById("reached")!.TextContent);
        }
        using var held = await reporter.SendAsync(form, null, ("sessions", "1"), ("people", "100"), ("reached", "Hội Phụ nữ: 60\nĐoàn thanh niên: 1.0"));
        Assert.Equal(HttpStatusCode.Redirect, held.StatusCode);
        Assert.Contains("Hội Phụ nữ: 60 Đoàn thanh niên: 10", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answers_hears_of_what_waits_and_its_unit_of_the_answer()
    {
        var province = await world.Data.UnitAsync("province", "Tỉnh Nghe Tin");
        var (reporter, unit) = await world.FreshAsync(province);
        using var coordinator = await world.PersonAsync(province, "coordinator", "Người duyệt");
        var path = await OfferAsync(reporter, unit, ("title", "Lớp thổi khèn"));
        await FollowAsync();
        Assert.Contains("Chờ duyệt để người dân xem: Lớp thổi khèn", (await coordinator.PageAsync("/messages")).Text(), StringComparison.Ordinal);
        await ShownAsync(coordinator, path);
        await FollowAsync();
        Assert.Contains("Người dân đã xem được: Lớp thổi khèn", (await reporter.PageAsync("/messages")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_is_to_what_was_read_and_who_gave_it_hears_when_it_is_changed()
    {
        var province = await world.Data.UnitAsync("province", "Tỉnh Đọc Kỹ");
        var (reporter, unit) = await world.FreshAsync(province);
        using var coordinator = await world.PersonAsync(province, "coordinator", "Người đọc kỹ");
        var path = await OfferAsync(reporter, unit, ("title", "Đọc sách dưới sàn"));
        var (list, page) = (await coordinator.PageAsync("/activities/asked"), await coordinator.PageAsync(path));
        await ChangeAsync("Bán thuốc gia truyền");
        using (var one = await coordinator.SendAsync(Showing(page), null, ("act", "show"))) Assert.Contains("sau khi bạn mở trang", (await one.PageAsync()).Text(), StringComparison.Ordinal);
        using (var many = await coordinator.SendAsync(list.Form("/activities/asked"))) Assert.Equal("/activities/asked?shown=0&changed=1", many.Headers.Location!.ToString());
        Assert.Equal("asked", await world.Data.ScalarAsync<string>("select showing from activity where id = $1", Id(path)));

        await ShownAsync(coordinator, path);
        await ChangeAsync("Bán đồng hồ");
        await FollowAsync();
        Assert.Contains("Đã sửa sau khi duyệt: Bán đồng hồ", (await coordinator.PageAsync("/messages")).Text(), StringComparison.Ordinal);

        async Task ChangeAsync(string title)
        {
            using var changed = await reporter.SendAsync((await reporter.PageAsync(path + "/correction")).Form(path), null, ("title", title));
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        }
    }

    [Fact]
    public async Task An_earlier_year_stays_itself_on_every_page_and_is_found_under_the_unit_of_then_and_of_today()
    {
        var (reporter, before) = await world.FreshAsync();
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Người giữ kho");
        using (var made = await SendAsync(reporter, before, 2025, ("kind", "class.other"), ("title", "Lớp đan lát năm ấy"), ("day", "01/10/2025"), ("from", "8:30"), ("place.0.name", "Nhà văn hóa"), ("forAll", "on"), ("about", "Ai cũng đến được.")))
            await ShownAsync(coordinator, made.Headers.Location!.ToString());
        var today = await world.Data.UnitAsync("commune", "Xã Hợp Lại", world.Province);
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2026-01-01', true)", before, today);
        using var visitor = world.App.Visitor();
        foreach (var place in (long[])[before, today])
        {
            var here = $"/week/find?year=2025&place={place}&day=all";
            await UntilAsync(visitor, here, page => page.Text().Contains("Lớp đan lát năm ấy", StringComparison.Ordinal));
            foreach (var address in (string[])[here, here.Replace("find", "map", StringComparison.Ordinal), here.Replace("find", "calendar", StringComparison.Ordinal), $"/week/units/{place}?year=2025"])
            {
                var page = await visitor.PageAsync(address);
                var lost = page.QuerySelectorAll("main a[href^='/week/find'], main a[href^='/week/map'], main a[href^='/week/calendar'], head link[href*='/week/feed'], main .pages a").Select(link => link.GetAttribute("href")!).Where(href => !href.Contains("year=2025", StringComparison.Ordinal));
                Assert.Equal([], lost);
            }
            Assert.Equal("2025", (await visitor.PageAsync(here)).QuerySelector("form.find input[name=year]")!.GetAttribute("value"));
            Assert.Contains("Lớp đan lát năm ấy", (await visitor.PageAsync($"/week/units/{place}?year=2025")).Text(), StringComparison.Ordinal);
            Assert.Contains("Lớp đan lát năm ấy", await visitor.GetStringAsync($"/week/calendar.ics?year=2025&place={place}", Cancel), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Lớp đan lát năm ấy", (await visitor.PageAsync($"/week/find?place={before}&day=all")).Text(), StringComparison.Ordinal);
        Assert.NotNull((await visitor.PageAsync($"/week/units/{today}?year=2025")).QuerySelector($"a[href='/week/units/{before}?year=2025']"));
        // A province leads to its communes, and a page to what another site can show.
        Assert.NotNull((await visitor.PageAsync($"/week/units/{world.Province}")).QuerySelector($"a[href='/week/units/{today}']"));
        Assert.Contains($"/week/embed?place={today}\"", (await visitor.PageAsync($"/week/units/{today}")).QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_narrowed_is_still_asked_when_words_are_typed()
    {
        using var visitor = world.App.Visitor();
        var form = (await visitor.PageAsync("/week/find?kind=class&free=1&online=1&seats=1&age=8")).QuerySelector("form.find")!;
        Assert.Equal(["class", "1", "1", "1", "8"], ((string[])["kind", "free", "online", "seats", "age"]).Select(name => form.QuerySelector($"input[name={name}]")!.GetAttribute("value")));
    }

    async Task FollowAsync()
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TuanHoc.Web.Messages.FollowHappenings>(scope.ServiceProvider).FollowAsync(Cancel);
    }

    [Fact]
    public async Task A_unit_that_has_ended_holds_nothing_afterwards()
    {
        var (reporter, unit) = await world.FreshAsync();
        await world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), date '2090-10-03') where unit_id = $1", unit);
        using var refused = await SendAsync(reporter, unit, 2090, ("kind", "class.other"), ("title", "Lớp sau khi sáp nhập"), ("day", "05/10/2090"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("đã kết thúc ngày 02/10/2090", (await refused.PageAsync()).GetElementById("day-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_again_has_its_times_on_one_page()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        var first = await OfferAsync(reporter, unit, ("title", "Lớp vẽ"), ("seats", "60"));
        var copy = await reporter.PageAsync($"/activities/new?unit={unit}&year=2090&copy={Id(first)}");
        Assert.Equal(("Lớp vẽ", ""), (copy.GetElementById("title")!.GetAttribute("value"), copy.GetElementById("day")!.GetAttribute("value") ?? ""));
        using var made = await reporter.SendAsync(copy.Form("/activities"), null, ("day", "06/10/2090"));
        var second = made.Headers.Location!.ToString();
        await ShownAsync(coordinator, first);
        await ShownAsync(coordinator, second);
        using var visitor = world.App.Visitor();
        await UntilAsync(visitor, "/week" + second, HttpStatusCode.OK);
        await UntilAsync(visitor, "/week" + second, page => page.QuerySelector($"a[href='/week{first}']") is not null);
        Assert.Contains("06/10/2090", (await reporter.PageAsync(first)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_in_the_language_of_the_address_and_lead_to_every_room_of_the_portal()
    {
        using var visitor = world.App.Visitor();
        using (var root = await visitor.GetAsync("/", Cancel)) Assert.Equal("/week", root.Headers.Location?.ToString());
        Assert.Equal("vi", (await visitor.PageAsync("/week")).DocumentElement.GetAttribute("lang"));
        Assert.Equal("en", (await visitor.PageAsync("/week?lang=en")).DocumentElement.GetAttribute("lang"));
        Assert.Equal("vi", (await visitor.PageAsync("/week")).DocumentElement.GetAttribute("lang"));
        foreach (var link in (await visitor.PageAsync("/week")).QuerySelectorAll("nav.nav a").Select(link => link.GetAttribute("href")!))
        {
            using var answer = await visitor.GetAsync(link, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    static IEnumerable<string> Titles(IDocument page) => page.QuerySelectorAll(".cards h3").Select(title => title.TextContent.Trim());

    static Guid Id(string path) => Guid.Parse(path["/activities/".Length..]);

    async Task<string[]> StepsAsync(string path) => await world.Data.ScalarAsync<string[]>("select array_agg(what order by id) from audit where thing = 'activity' and thing_id = $1", Id(path).ToString());

    static async Task<HttpResponseMessage> SendAsync(HttpClient reporter, long unit, int year, params (string Name, string? Value)[] typed) =>
        await ActivityWorld.SendNewAsync(reporter, unit, year, Over([("title", "Hoạt động"), ("day", $"01/10/{year}"), ("from", "8h30"), ("place.0.name", "Nhà văn hóa xã")], typed));

    /// <summary>What is typed, over what every activity has.</summary>
    static (string Name, string? Value)[] Over((string Name, string? Value)[] usual, (string Name, string? Value)[] typed) => [.. usual.Where(field => !typed.Any(over => over.Name == field.Name)), .. typed];

    /// <summary>Records an activity of the coming year that is to be shown to everybody.</summary>
    static async Task<string> OfferAsync(HttpClient reporter, long unit, params (string Name, string? Value)[] typed)
    {
        using var made = await SendAsync(reporter, unit, 2090, Over([("kind", "class.other"), ("forAll", "on"), ("about", "Ai cũng đến được.")], typed));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        return made.Headers.Location!.ToString();
    }

    static async Task ShownAsync(HttpClient coordinator, string path)
    {
        using var shown = await coordinator.SendAsync(Showing(await coordinator.PageAsync(path)), null, ("act", "show"));
        Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
    }

    static AngleSharp.Html.Dom.IHtmlFormElement Showing(IDocument page) => page.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlFormElement>("form").First(form => form.QuerySelector("button[value=show]") is not null);

    static async Task UntilAsync(HttpClient visitor, string address, HttpStatusCode status)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            using var answer = await visitor.GetAsync(address, Cancel);
            if (answer.StatusCode == status) return;
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"{address} stays {answer.StatusCode}, not {status}");
            await Task.Delay(200, Cancel);
        }
    }

    static async Task UntilAsync(HttpClient visitor, string address, Func<IDocument, bool> isSo)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var page = await visitor.PageAsync(address);
            if (isSo(page)) return;
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"{address} stays: {page.Text()}");
            await Task.Delay(200, Cancel);
        }
    }
}

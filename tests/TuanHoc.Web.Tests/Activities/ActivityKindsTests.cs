using System.Net;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>What each kind of activity asks, and how what was held stands in the sheet of its unit.</summary>
public sealed class ActivityKindsTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task What_a_school_held_fills_the_cells_of_its_report_and_each_number_opens_to_what_it_comes_from()
    {
        var school = await world.SchoolAsync();
        await HoldAsync(school, "class.literacy", "Lớp xóa mù chữ buổi tối", ("sessions", "2"), ("people", "35"));
        await HoldAsync(school, "class.literacy", "Lớp sau khi biết chữ", ("sessions", "1"), ("people", "12"));
        await HoldAsync(school, "bookdonation.drive", "Góp một cuốn sách", ("sessions", "1"), ("collectives", "6"), ("individuals", "210"), ("books", "412"));
        await HoldAsync(school, "contest.book_art", "Thi vẽ tranh theo sách", ("sessions", "3"), ("people", "90"));

        var page = await school.Reporter.PageAsync(school.Report);
        foreach (var (cell, figure) in ((string, string)[])
        [
            ("classes.literacy_and_continuing.sessions", "3"), ("classes.literacy_and_continuing.people", "47"), ("book_drive.donor_collectives.amount", "6"), ("book_drive.donor_individuals.amount", "210"),
            ("book_drive.books.amount", "412"), ("contests.sessions", "3"), ("contests.book_art.sessions", "3"), ("contests.book_art.people", "90"),
        ]) Assert.Equal(figure, page.QuerySelector($"button[name=take][value='{cell}']")?.TextContent);
        // Nothing else was held.
        Assert.Equal(8, page.QuerySelectorAll("button[name=take]").Length);
    }

    [Fact]
    public async Task News_has_its_link_publications_need_no_place_and_each_is_asked_only_what_it_has()
    {
        var school = await world.SchoolAsync();
        using (var refused = await SendAsync(school, "communication.news", "Bài về tiết đọc sách", ("place.0.name", "Trang thông tin của trường")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("liên kết", page.GetElementById("place.0.link-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("communication.news", page.QuerySelector("#kind option[selected]")!.GetAttribute("value"));
        }
        using var made = await SendAsync(school, "communication.publication", "Tờ rơi giới thiệu tủ sách", ("place.0.name", ""));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var form = (await school.Reporter.PageAsync(made.Headers.Location!.ToString())).Form(made.Headers.Location + "/results");
        Assert.Null(form.QuerySelector("#people"));
        Assert.Contains("Số quyển, tờ", form.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_drive_says_how_many_gave_before_it_is_held()
    {
        var school = await world.SchoolAsync();
        using var made = await SendAsync(school, "bookdonation.drive", "Góp một cuốn sách", ("place.0.name", "Sân trường"));
        var path = made.Headers.Location!.ToString();
        using var refused = await school.Reporter.SendAsync((await school.Reporter.PageAsync(path)).Form(path + "/results"), null, ("sessions", "1"), ("collectives", "6"), ("individuals", ""), ("books", "nhiều"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal(("6", "nhiều"), (page.GetElementById("collectives")!.GetAttribute("value"), page.GetElementById("books")!.GetAttribute("value")));
        Assert.NotNull(page.GetElementById("individuals-error"));
        Assert.Equal("planned", await world.Data.ScalarAsync<string>("select state from activity where id = $1", Guid.Parse(path["/activities/".Length..])));
    }

    [Fact]
    public async Task A_list_is_of_one_category_when_asked_and_a_kind_nobody_knows_is_no_kind()
    {
        var school = await world.SchoolAsync();
        await HoldAsync(school, "other.sport", "Chạy việt dã", ("sessions", "1"), ("people", "120"));
        using var sport = await SendAsync(school, "seminar.talk", "Gặp gỡ nhà văn", ("place.0.name", "Thư viện"));
        var titles = (await school.Reporter.PageAsync($"/activities?year={world.Edition.Year}&unit={school.Unit}&category=other")).QuerySelectorAll("table.data tbody th a").Select(link => link.TextContent);
        Assert.Equal(["Chạy việt dã"], titles);
        using var unknown = await school.Reporter.GetAsync($"/activities/new?unit={school.Unit}&year={world.Edition.Year}&kind=class.unknown", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_ceremony_has_its_papers_and_delegates_a_car_its_stops_and_what_is_typed_of_another_kind_is_not_lost()
    {
        var school = await world.SchoolAsync();
        using var made = await SendAsync(school, "ceremony", "Lễ khai mạc Tuần lễ", ("place.0.name", "Sân trường"), ("list.papers", "Học để biết – cô Lan\nSách và trẻ em – thư viện xã"), ("list.delegates", "Hội Khuyến học 3 thôn: 12"));
        var path = made.Headers.Location!.ToString();
        var page = await school.Reporter.PageAsync(path);
        var facts = page.QuerySelectorAll("#about ~ dl .as-typed").Select(one => one.TextContent);
        Assert.Equal(["Học để biết – cô Lan\nSách và trẻ em – thư viện xã", "Hội Khuyến học 3 thôn: 12"], facts);
        // A copy has them too, and the correction shows and changes them.
        Assert.Equal("Hội Khuyến học 3 thôn: 12", (await school.Reporter.PageAsync($"/activities/new?unit={school.Unit}&year={world.Edition.Year}&kind=ceremony&copy={path["/activities/".Length..]}")).GetElementById("list.delegates")!.TextContent);
        using (var changed = await school.Reporter.SendAsync((await school.Reporter.PageAsync(path + "/correction")).Form(path), null, ("list.delegates", "Hội Khuyến học 3 thôn: 15"), ("list.papers", ""))) Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(["Hội Khuyến học 3 thôn: 15"], (await school.Reporter.PageAsync(path)).QuerySelectorAll("#about ~ dl .as-typed").Select(one => one.TextContent));

        var form = (await school.Reporter.PageAsync($"/activities/new?unit={school.Unit}&year={world.Edition.Year}&kind=communication.loudspeaker")).Form("/activities");
        using var refused = await school.Reporter.SendAsync(form, null, ("title", "Xe loa cổ động"), ("day", "02/10/2025"), ("from", "07:00"), ("place.0.name", "Toàn xã"), ("list.stops", "07:00 chợ\n07:30 bến xe"), ("kind", "reading.event"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var again = await refused.PageAsync();
        Assert.Contains("không có mục này", again.GetElementById("list.stops-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("07:00 chợ\n07:30 bến xe", again.GetElementById("list.stops")!.TextContent);
        using var taken = await school.Reporter.SendAsync(again.Form("/activities"), null, ("kind", "communication.loudspeaker"));
        Assert.Contains("07:30 bến xe", (await school.Reporter.PageAsync(taken.Headers.Location!.ToString())).QuerySelector("#about ~ dl")!.TextContent, StringComparison.Ordinal);
    }

    async Task HoldAsync(School school, string kind, string title, params (string Name, string? Value)[] results)
    {
        using var made = await SendAsync(school, kind, title, ("place.0.name", "Sân trường"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        using var held = await school.Reporter.SendAsync((await school.Reporter.PageAsync(path)).Form(path + "/results"), null, results);
        Assert.Equal(HttpStatusCode.Redirect, held.StatusCode);
    }

    async Task<HttpResponseMessage> SendAsync(School school, string kind, string title, params (string Name, string? Value)[] typed)
    {
        var year = world.Edition.Year;
        var form = (await school.Reporter.PageAsync($"/activities/new?unit={school.Unit}&year={year}")).Form("/activities");
        return await school.Reporter.SendAsync(form, null, [("kind", kind), ("title", title), ("day", $"01/10/{year}"), ("from", "8h30"), .. typed]);
    }
}

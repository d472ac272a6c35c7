using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>The list by days, month and week, and the filter of free seats: the same question as the list, by links alone.</summary>
public sealed class PortalCalendarTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    /// <summary>Activities of one unit in 2090 that everybody sees: a title, a day, a last day, and whether it takes registrations for two.</summary>
    async Task<(long Unit, string[] Paths)> ShownAsync(params (string Title, string Day, string? Last, bool Takes)[] all)
    {
        var (reporter, unit) = await world.FreshAsync();
        var paths = new List<string>();
        foreach (var (title, day, last, takes) in all)
        {
            List<(string, string?)> typed = [("kind", "class.other"), ("title", title), ("day", day), ("from", "8:30"), ("to", "10:00"), ("place.0.name", "Nhà văn hóa"), ("forAll", "on"), ("about", "Ai cũng đến được.")];
            if (last is not null) typed.Add(("lastDay", last));
            if (takes) typed.AddRange([("seats", "2"), ("takes", "on"), ("queue", "on")]);
            using var made = await reporter.SendAsync((await reporter.PageAsync($"/activities/new?unit={unit}&year=2090")).Form("/activities"), null, [.. typed]);
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
            paths.Add(made.Headers.Location!.ToString());
            await world.Data.RunAsync("update activity set showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Id(paths[^1]));
            await world.Data.RunAsync("insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select now(), unit_id, edition_id, 'activity-shown', 'activity', id::text from activity where id = $1", Id(paths[^1]));
        }
        return (unit, [.. paths]);
    }

    static async Task<IDocument> UntilAsync(HttpClient visitor, string address, Func<IDocument, bool> isSo)
    {
        for (var tries = 0; ; tries++)
        {
            var page = await visitor.PageAsync(address);
            if (isSo(page)) return page;
            Assert.True(tries < 60, $"{address} stays: {page.Text()}");
            await Task.Delay(200, Cancel);
        }
    }

    static IElement Day(IDocument page, string iso) => page.QuerySelector($".sheet-days time[datetime='{iso}']")!.Closest("li")!;

    static string Titles(IElement day) => string.Join(" | ", day.QuerySelectorAll("ul a").Select(link => link.TextContent));

    [Fact]
    public async Task A_month_has_whole_weeks_what_lasts_stands_on_each_day_and_each_day_leads_to_its_list()
    {
        var (unit, paths) = await ShownAsync(("Lớp một", "02/10/2090", null, false), ("Lớp hai", "02/10/2090", null, false), ("Lớp ba", "02/10/2090", null, false), ("Lớp bốn", "02/10/2090", null, false), ("Triển lãm", "04/10/2090", "05/10/2090", false));
        using var visitor = world.App.Visitor();
        var page = await UntilAsync(visitor, $"/week/calendar?place={unit}&month=2090-10", found => found.QuerySelectorAll(".sheet-days ul a").Length == 5);

        Assert.Equal("Lịch tháng 10/2090", page.QuerySelector("h1")!.TextContent);
        var days = page.QuerySelectorAll(".sheet-days time").Select(time => time.GetAttribute("datetime")!).ToList();
        Assert.Equal(("2090-09-25", "2090-11-05", 42), (days[0], days[^1], days.Count));
        Assert.Equal(3, Day(page, "2090-10-02").QuerySelectorAll("ul a").Length);
        var more = Day(page, "2090-10-02").QuerySelector(".more")!;
        Assert.StartsWith("Cả 4 hoạt động", more.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, (await visitor.PageAsync(more.GetAttribute("href")!)).QuerySelectorAll(".card").Length);
        Assert.Equal(("08:30 Triển lãm", "Triển lãm"), (Titles(Day(page, "2090-10-04")), Titles(Day(page, "2090-10-05"))));
        Assert.Equal("/week" + paths[4], Day(page, "2090-10-05").QuerySelector("ul a")!.GetAttribute("href"));
        Assert.Contains("none", Day(page, "2090-10-20").ClassList);

        // The week by its link, and from the list to the calendar and back in the same question.
        var week = await visitor.PageAsync(page.QuerySelectorAll(".choice a").Single(link => link.TextContent == "Tuần").GetAttribute("href")!);
        Assert.StartsWith("Lịch từ 25/09/2090", week.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var after = await visitor.PageAsync(week.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal((7, 4), (after.QuerySelectorAll(".sheet-days time").Length, Day(after, "2090-10-02").QuerySelectorAll("ul a").Length));
        var list = await visitor.PageAsync($"/week/find?place={unit}&q=trien+lam");
        var calendar = await visitor.PageAsync(list.QuerySelectorAll("a").Single(link => link.TextContent == "Xem theo lịch").GetAttribute("href")!);
        Assert.Equal("Triển lãm", Assert.Single(calendar.QuerySelectorAll(".sheet-days ul a").Select(link => link.TextContent.Replace("08:30 ", "", StringComparison.Ordinal)).Distinct()));
        Assert.Equal($"/week/find?q=trien%20lam&place={unit}", calendar.QuerySelectorAll("a").First(link => link.TextContent == "Xem dạng danh sách").GetAttribute("href"));
    }

    [Theory]
    [InlineData("month=hôm-qua")]
    [InlineData("month=9999-12")]
    [InlineData("week=0001-01-01")]
    [InlineData("")]
    public async Task What_cannot_be_read_is_the_month_of_the_Week(string asked)
    {
        using var visitor = world.App.Visitor();
        Assert.Equal($"Lịch tháng {world.Next.FirstDay.Month}/2090", (await visitor.PageAsync("/week/calendar?" + asked)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Free_seats_leave_out_what_is_full_closed_or_has_a_line()
    {
        var (unit, paths) = await ShownAsync(("Còn", "02/10/2090", null, true), ("Kín", "02/10/2090", null, true), ("Đóng", "02/10/2090", null, true), ("Hàng chờ", "02/10/2090", null, true), ("Cứ đến", "02/10/2090", null, false));
        await world.Data.RunAsync("update activity_door set taken = 2 where activity_id = $1", Id(paths[1]));
        await world.Data.RunAsync("update activity_door set closed_at = now() where activity_id = $1", Id(paths[2]));
        await world.Data.RunAsync("update activity_door set taken = 1, waiting = 2 where activity_id = $1", Id(paths[3]));
        using var visitor = world.App.Visitor();
        static string Cards(IDocument page) => string.Join(" | ", page.QuerySelectorAll(".card h3").Select(title => title.TextContent).Order(StringComparer.Ordinal));
        var list = await UntilAsync(visitor, $"/week/find?place={unit}", found => found.QuerySelectorAll(".card").Length == 5);
        var seats = list.QuerySelectorAll("a.chip").Single(link => link.TextContent == "Còn chỗ").GetAttribute("href")!;
        Assert.Equal("Còn | Cứ đến", Cards(await visitor.PageAsync(seats)));
        Assert.Equal("08:30 Còn | 08:30 Cứ đến", string.Join(" | ", Titles(Day(await visitor.PageAsync($"/week/calendar?place={unit}&seats=1&month=2090-10"), "2090-10-02")).Split(" | ").Order(StringComparer.Ordinal)));

        // A seat that is given is seen within five seconds.
        await world.Data.RunAsync("update activity_door set taken = 2 where activity_id = $1", Id(paths[0]));
        await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
        Assert.Equal("Cứ đến", Cards(await visitor.PageAsync(seats)));
    }
}

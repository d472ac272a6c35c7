namespace TuanHoc.Web.Tests.Activities;

/// <summary>The list and the calendar: what a unit sees of itself and of those below.</summary>
public sealed class ActivityCalendarTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    [Fact]
    public async Task Every_number_of_the_calendar_opens_a_list_of_as_many()
    {
        var (province, with, without) = await ProvinceAsync();
        await world.ManyAsync(with, 5, "2025-10-01 08:00+07");
        await world.ManyAsync(with, 1, "2025-10-01 07:00+07", "held");
        await world.ManyAsync(with, 1, "2025-10-01 06:00+07", "cancelled");
        // An hour before midnight in Vietnam is still that day; an hour after is the next.
        await world.ManyAsync(province, 1, "2025-10-01 23:30+07");
        await world.ManyAsync(province, 1, "2025-10-02 00:30+07");
        var viewer = await world.PersonAsync(province, "viewer");

        var page = await viewer.PageAsync($"/activities/calendar?year=2025&unit={province}");
        var counts = page.QuerySelectorAll(".month .count").Select(a => (Count: int.Parse(a.QuerySelector("b")!.TextContent, System.Globalization.CultureInfo.InvariantCulture), Link: a.GetAttribute("href")!)).ToList();
        Assert.Equal([7, 1], counts.Select(c => c.Count));
        foreach (var (count, link) in counts) Assert.Equal(count, (await viewer.PageAsync(link)).QuerySelectorAll("table.data tbody tr").Length);

        var below = page.QuerySelectorAll("section[aria-labelledby=below] tbody tr").Select(row => row.Text()).ToList();
        Assert.Equal(2, below.Count);
        Assert.Contains("Chưa ghi", below[0], StringComparison.Ordinal);
        Assert.Contains($"unit={without}", page.QuerySelector("section[aria-labelledby=below] tbody a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("07:00, thứ Tư 01/10/2025 6 1", below[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nation_counts_by_province_what_lies_at_any_depth()
    {
        var (province, commune, _) = await ProvinceAsync();
        var school = await world.Data.UnitAsync("school", "Trường Tiểu học Thử", commune);
        await world.ManyAsync(school, 2, "2025-10-03 08:00+07");
        await world.ManyAsync(commune, 1, "2025-10-03 08:00+07");
        var officer = await world.PersonAsync(1, "viewer");
        var row = (await officer.PageAsync("/activities/calendar?year=2025")).QuerySelectorAll("section[aria-labelledby=below] tbody tr").Single(r => r.QuerySelector("a")!.GetAttribute("href")!.Contains($"unit={province}", StringComparison.Ordinal));
        Assert.Equal("3", row.QuerySelectorAll("td")[1].TextContent.Trim());
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_and_nothing_is_left_out_or_shown_twice()
    {
        var (province, commune, _) = await ProvinceAsync();
        await world.ManyAsync(commune, 70, "2025-10-01 08:00+07");
        await world.ManyAsync(commune, 50, "2025-10-01 08:00+07");
        var viewer = await world.PersonAsync(province, "viewer");
        var (seen, link) = (new List<string>(), $"/activities?year=2025&unit={province}");
        while (link is not null)
        {
            var page = await viewer.PageAsync(link);
            seen.AddRange(page.QuerySelectorAll("table.data tbody th a").Select(a => a.GetAttribute("href")!));
            link = page.QuerySelectorAll("a.btn").Select(a => a.GetAttribute("href")!).FirstOrDefault(href => href.Contains("after=", StringComparison.Ordinal));
        }
        Assert.Equal((120, 120), (seen.Count, seen.Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public async Task Own_and_those_below_are_told_apart_and_another_branch_is_not_there()
    {
        var (province, commune, _) = await ProvinceAsync();
        await world.ManyAsync(province, 1, "2025-10-01 08:00+07");
        await world.ManyAsync(commune, 2, "2025-10-01 08:00+07", "held");
        var viewer = await world.PersonAsync(province, "viewer");
        foreach (var (query, count) in ((string, int)[])[("whose=own", 1), ("whose=below", 2), ("whose=branch", 3), ("state=held", 2), ("day=2025-10-02", 0), ("day=1/10/2025", 3)])
            Assert.Equal(count, (await viewer.PageAsync($"/activities?year=2025&unit={province}&{query}")).QuerySelectorAll("table.data tbody tr").Length);

        foreach (var path in (string[])["/activities", "/activities/calendar"])
        {
            using var other = await viewer.GetAsync($"{path}?year=2025&unit={world.Elsewhere}", TestContext.Current.CancellationToken);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, other.StatusCode);
        }
    }

    async Task<(long Province, long With, long Without)> ProvinceAsync()
    {
        var province = await world.Data.UnitAsync("province", $"Tỉnh {Guid.CreateVersion7():N}");
        return (province, await world.Data.UnitAsync("commune", "Xã Có Lễ", province), await world.Data.UnitAsync("commune", "Xã Chưa Có Lễ", province));
    }
}

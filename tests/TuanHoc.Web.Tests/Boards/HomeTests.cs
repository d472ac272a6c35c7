using System.Net;

namespace TuanHoc.Web.Tests.Boards;

public sealed class HomeTests(BoardsWorld world) : IClassFixture<BoardsWorld>
{
    [Fact]
    public async Task A_coordinator_finds_what_waits_and_who_is_late_on_top()
    {
        var home = await world.OfProvince.PageAsync("/");
        var waiting = await world.CountAsync(world.Province, "commune", "submitted");
        var missing = await world.CountAsync(world.Province, "commune", "open", "draft", "returned");
        var overdue = home.QuerySelector("[aria-labelledby='over']")!;
        Assert.Contains($"Duyệt {waiting} báo cáo gửi tỉnh Lai Châu", overdue.TextContent, StringComparison.Ordinal);
        var link = overdue.QuerySelectorAll("h3 a").Single(one => one.TextContent.StartsWith($"{missing} đơn vị chưa nộp", StringComparison.Ordinal));
        Assert.Equal(missing, (await world.OfProvince.PageAsync(link.GetAttribute("href")!)).QuerySelectorAll("#main tbody tr").Length);
    }

    [Theory]
    [InlineData("open", "Điền báo cáo của")]
    [InlineData("draft", "Điền tiếp báo cáo của")]
    [InlineData("returned", "Sửa báo cáo của")]
    public async Task A_reporter_finds_the_report_that_is_due(string state, string act)
    {
        await world.WriteAsync(world.School, state, null);
        var link = (await world.OfSchool.PageAsync("/")).QuerySelector(".dues .over h3 a")!;
        Assert.StartsWith(act, link.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/reports/", link.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("submitted", "Đã nộp · Chờ duyệt")]
    [InlineData("accepted", "Đã duyệt")]
    public async Task A_report_that_was_sent_is_no_longer_work(string state, string word)
    {
        await world.WriteAsync(world.School, state, null);
        var home = await world.OfSchool.PageAsync("/");
        Assert.Empty(home.QuerySelectorAll(".dues li"));
        Assert.Contains(word, home.Body!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_without_units_finds_the_editions()
    {
        using var browser = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        Assert.NotNull((await browser.PageAsync("/")).QuerySelector("a[href='/totals/2025']"));
    }

    [Fact]
    public async Task Who_only_looks_finds_how_the_branch_stands_and_nothing_to_do()
    {
        using var viewer = await world.Data.BrowserAsync(await world.Data.PersonAsync("Sùng A Páo", (world.Province, "viewer")));
        var home = await viewer.PageAsync("/");
        Assert.Empty(home.QuerySelectorAll(".dues li"));
        Assert.Contains("không phải làm gì ở đây", home.Body!.Text(), StringComparison.Ordinal);
        var standing = home.QuerySelectorAll("[aria-labelledby=td] li a").Single(one => one.TextContent.StartsWith("Xã, phường", StringComparison.Ordinal));
        var (asked, missing) = (await world.CountAsync(world.Province, "commune", "open", "draft", "returned", "submitted", "accepted"), await world.CountAsync(world.Province, "commune", "open", "draft", "returned"));
        Assert.EndsWith($"{asked - missing}/{asked} đã nộp", standing.TextContent, StringComparison.Ordinal);
        foreach (var link in home.QuerySelectorAll("#main a").Select(one => one.GetAttribute("href")!).Distinct(StringComparer.Ordinal))
        {
            using var opened = await viewer.GetAsync(link, TestContext.Current.CancellationToken);
            Assert.True(opened.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{link} answered {opened.StatusCode}");
        }
    }
}

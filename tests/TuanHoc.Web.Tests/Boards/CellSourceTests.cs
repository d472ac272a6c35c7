using System.Net;
using AngleSharp.Dom;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The page of a number leads from a sum to a unit's own cell: what it was in each version that was sent, and the activities behind it.</summary>
public sealed class CellSourceTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string News = "row=news&measure=amount", Openings = "row=openings.schools&measure=amount";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_leads_down_to_the_cell_of_one_unit_and_to_what_it_was_in_each_version()
    {
        var school = await InTotalsAsync();
        await school.SubmitAsync(("news.amount", "14"));
        await school.ReturnAsync("Xem lại số tin bài.");
        await school.SaveAsync(("news.amount", "99"));
        var page = $"/totals/2025/{school.Unit}/cell?{News}";
        // What is only saved is nobody else's: the version that was sent is told, to the unit itself as to others.
        Assert.Equal(["14"], Figures(await world.Receiver.PageAsync(page)));
        await school.SubmitAsync(("news.amount", "20"));
        var link = Assert.Single((await UntilAsync($"/totals/2025/{world.Commune}/cell?{News}", "20")).QuerySelectorAll("#main tbody th a"), one => one.GetAttribute("href") == page);
        var cell = await world.Receiver.PageAsync(link.GetAttribute("href")!);
        Assert.Equal(["20", "14"], Figures(cell));
        Assert.All(cell.QuerySelectorAll("#versions tbody tr"), row => Assert.Contains("Lò Văn Phúc", row.TextContent, StringComparison.Ordinal));
        var history = await world.Receiver.PageAsync(cell.QuerySelector("#versions header a")!.GetAttribute("href")!);
        Assert.Contains("Xem lại số tin bài.", history.Body!.Text(), StringComparison.Ordinal);
        Assert.Empty(cell.QuerySelectorAll("#activities"));
    }

    [Fact]
    public async Task A_blank_cell_and_nothing_occurred_are_told_apart_in_a_version()
    {
        var (blank, nothing) = (await InTotalsAsync(), await InTotalsAsync());
        await blank.SubmitAsync(("publications.amount", "3"));
        await nothing.SubmitAsync(("nothing", "on"));
        Assert.Equal(["–"], Figures(await world.Receiver.PageAsync($"/totals/2025/{blank.Unit}/cell?{News}")));
        Assert.Equal(["k"], Figures(await world.Receiver.PageAsync($"/totals/2025/{nothing.Unit}/cell?{News}")));
    }

    [Fact]
    public async Task A_number_opens_to_the_activities_that_fill_it_for_those_who_see_them()
    {
        var school = await InTotalsAsync();
        await school.SubmitAsync(("openings.schools.amount", "1"));
        await world.Data.RunAsync("""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, why_cancelled, write_key, made_at, made_by, changed_at, changed_by)
            select k, $1, $2, 'ceremony', title, '2025-10-01 08:00+07', state, 300, 'Mưa', k, now(), p, now(), p
              from (values (gen_random_uuid(), 'Lễ khai mạc ở sân trường', 'held'), (gen_random_uuid(), 'Lễ bị hủy', 'cancelled'), (gen_random_uuid(), 'Lễ dự kiến', 'planned')) as one (k, title, state) cross join (select min(id) as p from person) who
            """, world.Edition.Id, school.Unit);
        var cell = await world.Receiver.PageAsync($"/totals/2025/{school.Unit}/cell?{Openings}");
        var link = Assert.Single(cell.QuerySelectorAll("#activities tbody a"));
        Assert.Equal("Lễ khai mạc ở sân trường", link.TextContent);
        Assert.Contains("ô này là 1.", cell.QuerySelector("#activities")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lễ khai mạc ở sân trường", (await world.Receiver.PageAsync(link.GetAttribute("href")!)).Body!.Text(), StringComparison.Ordinal);
        // A row that no activity fills leads to none.
        Assert.Empty((await world.Receiver.PageAsync($"/totals/2025/{school.Unit}/cell?{News}")).QuerySelectorAll("#activities"));
        // Who does not see the unit meets neither page.
        using var stranger = (await world.SchoolAsync()).Reporter;
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/totals/2025/{school.Unit}/cell?{Openings}", Cancel)).StatusCode);
    }

    // A unit has its pages once the totals have read that it is there: soon, not at once.
    async Task<School> InTotalsAsync()
    {
        var school = await world.SchoolAsync();
        for (var attempt = 0; attempt < 60; attempt++, await Task.Delay(250, Cancel))
        {
            using var page = await world.Receiver.GetAsync($"/totals/2025/{school.Unit}", Cancel);
            if (page.StatusCode == HttpStatusCode.OK) break;
        }
        return school;
    }

    static List<string> Figures(IDocument page) => [.. page.QuerySelectorAll("#versions tbody td.strong").Select(cell => cell.TextContent)];

    async Task<IDocument> UntilAsync(string page, string sum)
    {
        for (var attempt = 0; ; attempt++, await Task.Delay(250, Cancel))
        {
            var document = await world.Receiver.PageAsync(page);
            if (document.QuerySelectorAll("#main tbody td").Any(cell => cell.TextContent == sum) || attempt == 60) return document;
        }
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>What the own activities come to stands beside the cell that they fill: taken with one click, and how far a typed number is from it is said while it is typed.</summary>
public sealed class ActivityFigureTests(Desk desk) : IClassFixture<Desk>
{
    const string Opening = "openings.schools.amount";

    [Fact]
    public async Task The_figure_of_the_own_activities_is_taken_with_one_click_and_a_number_that_differs_is_marked()
    {
        await desk.AskAsync<Guid>("""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), e.id, m.unit_id, 'ceremony', 'Lễ khai mạc ở sân trường', '2025-10-01 01:00Z', 'held', 300, gen_random_uuid(), '2025-09-20Z', p.id, '2025-10-01Z', p.id
              from person p join membership m on m.person_id = p.id and upper_inf(m.valid) cross join edition e where p.user_name = 'tieuhoc' and e.year = 2025 returning id
            """);
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync(await desk.ReportOfAsync("tieuhoc"), new() { WaitUntil = WaitUntilState.Load });
        var (cell, apart) = (ReportJourneyTests.Cell(page, Opening), page.Locator($"[data-apart='{Opening}']"));
        await cell.FillAsync("3");
        await Expect(apart).ToHaveTextAsync("lệch +2");
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lấy 1 từ hoạt động" }).ClickAsync();
        await Expect(cell).ToHaveValueAsync("1");
        await Expect(apart).ToHaveTextAsync("");
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 15_000 });
        await page.ReloadAsync();
        await Expect(cell).ToHaveValueAsync("1");
        Assert.Empty(desk.Complaints);
    }
}

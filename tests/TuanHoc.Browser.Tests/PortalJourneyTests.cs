using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Somebody without an account finds something to learn and takes a seat; of two who want the last one, one gets it.</summary>
public sealed class PortalJourneyTests(Desk desk) : IClassFixture<Desk>
{
    Task<string> OfferAsync(string title, int seats) => OfferAsync(desk, title, seats);

    /// <summary>An activity of the commune, three days from now, that everybody sees and that takes registrations; its path.</summary>
    internal static async Task<string> OfferAsync(Desk desk, string title, int seats)
    {
        var now = desk.Service<TimeProvider>().GetUtcNow();
        var id = await desk.AskAsync<Guid>(string.Create(CultureInfo.InvariantCulture, $"""
            with who as (select m.unit_id, m.person_id from membership m join person p on p.id = m.person_id where p.user_name = 'xa.dieuphoi' and upper_inf(m.valid) limit 1),
            made as (
                insert into activity (id, edition_id, unit_id, kind, title, from_at, about, seats, showing, showing_at, showing_by, write_key, made_at, made_by, changed_at, changed_by)
                select gen_random_uuid(), (select id from edition where year = 2025), unit_id, 'class.other', '{title}', '{now.AddDays(3):O}', 'Mang kéo theo.', {seats}, 'public', now(), person_id, gen_random_uuid(), now(), person_id, now(), person_id from who
                returning id, unit_id, edition_id),
            door as (insert into activity_door (activity_id, seats, opens_at, changed_at) select id, {seats}, '{now.AddDays(-1):O}', now() from made)
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select now(), unit_id, edition_id, 'activity-shown', 'activity', id::text from made returning thing_id::uuid
            """));
        return $"/week/activities/{id}";
    }

    internal static async Task FillAsync(IPage page, string name, string phone)
    {
        await page.GetByLabel("Họ và tên người đăng ký").FillAsync(name);
        await page.GetByLabel("Thư điện tử hoặc số điện thoại").FillAsync(phone);
        await page.GetByLabel("Bao nhiêu người cùng đi").FillAsync("1");
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        // Who reads the form takes longer than a program.
        await Task.Delay(3200, TestContext.Current.CancellationToken);
    }

    Task<string> StandsAsync(string path) => desk.AskAsync<string>($"select d.taken || ' of ' || d.seats || ': ' || coalesce((select string_agg(r.state, ' ' order by r.state) from registration r where r.activity_id = d.activity_id), '') from activity_door d where d.activity_id = '{path.Split('/')[^1]}'");

    [Fact]
    public async Task A_visitor_with_scripts_off_finds_registers_and_cancels()
    {
        var path = await OfferAsync("Lớp gấp hạc giấy", 5);
        var visitor = await desk.VisitAsync(scripts: false, width: 360);
        var found = visitor.GetByRole(AriaRole.Link, new() { Name = "Lớp gấp hạc giấy" });
        // Without marks, as on an old telephone; what was shown a moment ago is found within seconds.
        for (var tries = 0; tries < 20 && await found.CountAsync() == 0; tries++)
        {
            await visitor.GotoAsync("/week");
            await visitor.GetByLabel("Bạn muốn học gì, ở đâu?").FillAsync("gap hac");
            await visitor.GetByRole(AriaRole.Button, new() { Name = "Tìm hoạt động" }).ClickAsync();
            await visitor.WaitForURLAsync("**/week/find?**");
        }
        await found.First.ClickAsync();
        await visitor.GetByRole(AriaRole.Link, new() { Name = "Đăng ký tham gia" }).ClickAsync();
        await FillAsync(visitor, "Lò Thị Ún", "0912 000 111");
        await visitor.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
        await Expect(visitor.GetByText("Đã giữ 1 chỗ cho Lò Thị Ún.")).ToBeVisibleAsync();
        Assert.Equal("1 of 5: seated", await StandsAsync(path));

        // The link that is kept opens it again; there it is cancelled.
        var link = (await visitor.Locator(".link-kept a").GetAttributeAsync("href"))!;
        var later = await desk.VisitAsync(scripts: false, width: 360);
        await later.GotoAsync(link);
        await later.GetByText("Đổi số người, hoặc hủy").ClickAsync();
        await later.GetByRole(AriaRole.Button, new() { Name = "Hủy đăng ký" }).ClickAsync();
        await Expect(later.GetByText("Đăng ký này đã hủy.")).ToBeVisibleAsync();
        Assert.Equal("0 of 5: cancelled", await StandsAsync(path));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Of_two_who_want_the_last_seat_one_has_it_and_the_other_is_first_in_line()
    {
        var path = await OfferAsync("Lớp nặn tò he", 1);
        List<IPage> pages = [await desk.VisitAsync(), await desk.VisitAsync(scripts: false, width: 360)];
        foreach (var page in pages) await page.GotoAsync(path + "/registration");
        await Task.WhenAll(pages.Select((page, index) => FillAsync(page, "Người " + index, "091200022" + index)));
        await Task.WhenAll(pages.Select(page => page.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync()));

        foreach (var page in pages) await page.WaitForURLAsync("**/week/registrations/**");
        var said = await Task.WhenAll(pages.Select(page => page.Locator(".note b").First.InnerTextAsync()));
        Assert.Single(said, one => one.StartsWith("Đã giữ 1 chỗ cho Người", StringComparison.Ordinal));
        Assert.Single(said, one => one.StartsWith("Bạn đứng đầu hàng chờ (1 người).", StringComparison.Ordinal));
        Assert.Equal("1 of 1: seated waiting", await StandsAsync(path));

        // Who has the seat gives it up; who waits is offered it.
        var (has, waits) = said[0].StartsWith("Đã giữ", StringComparison.Ordinal) ? (pages[0], pages[1]) : (pages[1], pages[0]);
        await has.GetByText("Đổi số người, hoặc hủy").ClickAsync();
        await has.GetByRole(AriaRole.Button, new() { Name = "Hủy đăng ký" }).ClickAsync();
        await Expect(has.GetByText("Đăng ký này đã hủy.")).ToBeVisibleAsync();
        await waits.ReloadAsync();
        await waits.GetByRole(AriaRole.Button, new() { Name = "Nhận chỗ" }).ClickAsync();
        await Expect(waits.GetByText("Đã giữ 1 chỗ cho Người")).ToBeVisibleAsync();
        Assert.Equal("1 of 1: cancelled seated", await StandsAsync(path));
        Assert.Empty(desk.Complaints);
    }
}

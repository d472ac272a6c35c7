using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>A ticket is read from the screen of who comes, by another program than the one that drew it; of two telephones at the door that read the same one, the second says so.</summary>
public sealed class TicketJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_ticket_is_read_from_the_screen_and_taken_once()
    {
        var own = await new Places(desk).AddressAsync("{registration}");
        var visitor = await desk.VisitAsync(scripts: false, width: 360);
        await visitor.GotoAsync(own);
        var square = visitor.GetByRole(AriaRole.Img, new() { Name = "Mã QR của vé" });
        Assert.True((await square.BoundingBoxAsync())!.Width <= 360);
        var read = new Uri(await MaterialJourneyTests.ReadAsync(await square.ScreenshotAsync()));
        var activity = Guid.Parse(read.Segments[2].TrimEnd('/'), CultureInfo.InvariantCulture);
        var now = desk.Service<TimeProvider>().GetUtcNow();
        await desk.AskAsync<Guid>($"update activity set from_at = '{now:O}', to_at = '{now.AddHours(1):O}' where id = '{activity}' returning id");

        var first = await desk.SitAsync("xa.dieuphoi", scripts: false, width: 360);
        await first.GotoAsync(read.PathAndQuery);
        await Expect(first.GetByText("Vé thật, cho 2 người, trong đó 1 trẻ em.")).ToBeVisibleAsync();
        var second = await desk.SitAsync("xa.dieuphoi", scripts: false, width: 360);
        await second.GotoAsync(read.PathAndQuery);
        await first.GetByRole(AriaRole.Button, new() { Name = "Cho vào" }).ClickAsync();
        await Expect(first.GetByText("Giàng Thị Mỷ: đã vào 2 người lúc")).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Cho vào" }).ClickAsync();
        await Expect(second.GetByText("Vé này đã được dùng để vào cửa")).ToBeVisibleAsync();
        await Expect(second.GetByText("vé đã được chép lại")).ToBeVisibleAsync();

        // To the list, where the group has come.
        await second.GetByRole(AriaRole.Link, new() { Name = "Tìm tên trong danh sách" }).ClickAsync();
        await Expect(second.GetByLabel("Bao nhiêu người của Giàng Thị Mỷ đã đến")).ToHaveValueAsync("2");
    }

    [Fact]
    public async Task Without_a_line_two_telephones_take_the_same_ticket_and_the_second_is_told_when_they_meet()
    {
        var own = await new Places(desk).AddressAsync("{registration}");
        var visitor = await desk.VisitAsync(scripts: false, width: 360);
        await visitor.GotoAsync(own);
        var read = new Uri(await MaterialJourneyTests.ReadAsync(await visitor.GetByRole(AriaRole.Img, new() { Name = "Mã QR của vé" }).ScreenshotAsync()));
        var (activity, path) = (Guid.Parse(read.Segments[2].TrimEnd('/'), CultureInfo.InvariantCulture), read.AbsolutePath);
        var now = desk.Service<TimeProvider>().GetUtcNow();
        // The telephones have the true time, beyond the day of the sample: the list is of use to them until the day after.
        await desk.AskAsync<Guid>($"update activity set from_at = '{now.AddMinutes(-5):O}', to_at = '{TimeProvider.System.GetUtcNow().AddHours(1):O}' where id = '{activity}' returning id");

        var (first, second) = (await AtTheDoorAsync("xa.dieuphoi", path), await AtTheDoorAsync("xa.dieuphoi", path));
        foreach (var telephone in (IPage[])[first, second])
        {
            await telephone.Context.SetOfflineAsync(true);
            // What the camera reads opens the kept page, which tells a forged ticket from a true one.
            await telephone.GotoAsync(read.PathAndQuery[..^4] + "AAAA");
            await Expect(telephone.GetByText("Vé này không phải do hệ thống này cấp")).ToBeVisibleAsync();
            await telephone.GotoAsync(read.PathAndQuery);
            await Expect(telephone.GetByText("Vé thật, cho 2 người.")).ToBeVisibleAsync();
            await telephone.Locator("[data-read]").GetByRole(AriaRole.Button, new() { Name = "Cho vào" }).ClickAsync();
            await Expect(telephone.GetByText("Chưa có mạng: 1 lượt nhận còn trên máy này")).ToBeVisibleAsync();
        }
        // Shown again on the same telephone it has been used, line or not.
        await first.GotoAsync(read.PathAndQuery);
        await Expect(first.GetByText("Vé này đã được dùng để vào cửa")).ToBeVisibleAsync();
        Assert.Equal(0, await ArrivedAsync(activity));

        await first.Context.SetOfflineAsync(false);
        await Expect(first.Locator("[aria-labelledby=expected]")).ToContainTextAsync("2 người đã vào");
        Assert.Equal(2, await ArrivedAsync(activity));
        await second.Context.SetOfflineAsync(false);
        await Expect(second.Locator("[data-told]")).ToContainTextAsync("Vé này đưa ra hai lần");
        await Expect(second.Locator("[aria-labelledby=again]")).ToContainTextAsync("Giàng Thị Mỷ: lần thứ hai lúc");
        await first.GotoAsync(path);
        await Expect(first.Locator("[aria-labelledby=again]")).ToContainTextAsync("Giàng Thị Mỷ");
        await first.AssertFitsEverybodyAsync();
        Assert.Equal(2, await ArrivedAsync(activity));
    }

    /// <summary>The door on a telephone of somebody, kept with all it needs.</summary>
    async Task<IPage> AtTheDoorAsync(string person, string path)
    {
        var page = await desk.SitAsync(person, width: 360);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.UntilAsync($$"""
            async () => { for (const name of await caches.keys()) if (name.startsWith("report-pages:") && await (await caches.open(name)).match("{{path}}") && await caches.has("report-parts") && (await (await caches.open("report-parts")).keys()).length > 2) return true; return false; }
            """);
        return page;
    }

    Task<int> ArrivedAsync(Guid activity) => desk.AskAsync<int>($"select coalesce(sum(arrived), 0)::int from registration where activity_id = '{activity}'");
}

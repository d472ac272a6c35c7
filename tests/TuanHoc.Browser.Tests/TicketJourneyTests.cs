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
}

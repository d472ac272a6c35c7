using Microsoft.Playwright;
using TuanHoc.Web.Portal.Seats;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Programs are at the forms of the portal: who comes with a browser notices nothing, who has no scripts is told to wait.</summary>
public sealed class SiegeJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task While_programs_are_at_the_forms_a_browser_does_its_work_unseen()
    {
        var path = await PortalJourneyTests.OfferAsync(desk, "Lớp thêu khăn", 5);
        var siege = desk.Service<Siege>();
        for (var program = 0; program < 200; program++) siege.TurnedAway();
        Assert.True(siege.IsOn);
        var visitor = await desk.VisitAsync(width: 360);
        await visitor.GotoAsync(path + "/registration");
        await Expect(visitor.Locator("[data-unproved]")).ToHaveCountAsync(0);
        await PortalJourneyTests.FillAsync(visitor, "Lò Thị Chứng", "0912000333");
        await visitor.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
        await Expect(visitor.GetByText("Đã giữ 1 chỗ cho Lò Thị Chứng.")).ToBeVisibleAsync();

        var plain = await desk.VisitAsync(scripts: false, width: 360);
        await plain.GotoAsync(path + "/registration");
        await Expect(plain.GetByText("hãy đợi 20 giây sau khi mở trang rồi mới gửi")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }
}

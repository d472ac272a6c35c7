using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>At the door without a list: heads are counted on, whether there is a connection or not; and the code of the room is typed by who is there.</summary>
public sealed class HeadCountJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Heads_are_counted_without_a_connection_and_go_up_once_it_is_back()
    {
        var path = (await PortalJourneyTests.OfferAsync(desk, "Hội sách đầu bản", 200))["/week".Length..];
        await BeginAsync(path);
        var door = await desk.SitAsync("xa.dieuphoi", width: 360);
        await door.GotoAsync(path);
        await door.GetByRole(AriaRole.Link, new() { Name = "Đếm người đến" }).ClickAsync();
        var (count, one) = (door.Locator("[data-count]"), door.GetByRole(AriaRole.Button, new() { Name = "+1 người" }));
        await one.ClickAsync();
        await Expect(count).ToHaveTextAsync("1");
        await Expect(count).ToBeInViewportAsync();
        await door.AssertFitsEverybodyAsync();

        await door.Context.SetOfflineAsync(true);
        for (var press = 0; press < 3; press++) await one.ClickAsync();
        await door.GetByRole(AriaRole.Button, new() { Name = "+10 người" }).ClickAsync();
        await Expect(count).ToHaveTextAsync("14");
        await Expect(door.GetByText("4 lượt bấm còn trên máy này")).ToBeVisibleAsync();
        Assert.Equal(1, await CountedAsync(path));

        await door.Context.SetOfflineAsync(false);
        await Expect(door.GetByText("lượt bấm còn trên máy này")).ToHaveCountAsync(0);
        for (var tries = 0; tries < 60 && await CountedAsync(path) != 14; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        Assert.Equal(14, await CountedAsync(path));
        await door.ReloadAsync();
        await Expect(count).ToHaveTextAsync("14");
        await door.GetByRole(AriaRole.Link, new() { Name = "Ghi kết quả" }).ClickAsync();
        await Expect(door.GetByLabel("Số lượt người dự")).ToHaveValueAsync("14");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_code_on_the_wall_is_typed_by_who_is_there_with_scripts_off()
    {
        var path = (await PortalJourneyTests.OfferAsync(desk, "Lớp đan gùi", 20))["/week".Length..];
        var visitor = await desk.VisitAsync(scripts: false, width: 360);
        await visitor.GotoAsync($"/week{path}/registration");
        await PortalJourneyTests.FillAsync(visitor, "Lò Thị Đến", "0912000444");
        await visitor.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
        await BeginAsync(path);

        var wall = await desk.SitAsync("xa.dieuphoi", scripts: false);
        await wall.GotoAsync(path);
        await wall.GetByRole(AriaRole.Link, new() { Name = "Nhận vé ở cửa" }).ClickAsync();
        await wall.GetByRole(AriaRole.Link, new() { Name = "Mã của phòng" }).ClickAsync();
        var code = await wall.Locator("p.code").InnerTextAsync();

        await visitor.ReloadAsync();
        await visitor.GetByLabel("Sáu chữ số đang hiện trên màn hình của phòng").FillAsync(code);
        await visitor.GetByRole(AriaRole.Button, new() { Name = "Tôi đã đến" }).ClickAsync();
        await Expect(visitor.GetByText("Đã ghi 1 người của bạn đến.")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    Task<Guid> BeginAsync(string path)
    {
        var now = desk.Service<TimeProvider>().GetUtcNow();
        return desk.AskAsync<Guid>(string.Create(CultureInfo.InvariantCulture, $"update activity set from_at = '{now.AddMinutes(-5):O}', to_at = '{now.AddHours(1):O}' where id = '{path.Split('/')[^1]}' returning id"));
    }

    Task<int> CountedAsync(string path) => desk.AskAsync<int>($"select coalesce(sum(people), 0)::int from activity_headcount where activity_id = '{path.Split('/')[^1]}'");
}

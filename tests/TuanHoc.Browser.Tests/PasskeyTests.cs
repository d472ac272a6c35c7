using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>With Chromium's own virtual authenticator: a device that checks its owner and keeps passkeys.</summary>
public sealed class PasskeyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_passkey_is_added_opens_the_account_proves_its_owner_again_and_is_removed()
    {
        var page = await desk.SitAsync("tinh.xem");
        // Passkeys belong to a name; an address in digits has none.
        var house = new UriBuilder(page.Url) { Host = "localhost", Path = "", Query = "" }.Uri.ToString().TrimEnd('/');
        await page.GotoAsync(house + "/signin");
        await page.Locator("button[name=sample][value='tinh.xem']").ClickAsync();
        await Expect(page.Locator(".who")).ToBeVisibleAsync();
        await WithAuthenticatorAsync(page);

        await page.GotoAsync(house + "/me/two-factor");
        await page.GetByLabel("Tên cho khóa mới").FillAsync("Máy ở phòng");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa truy cập" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Mã dự phòng" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Đã cất mã" }).ClickAsync();
        await Expect(page.GetByLabel("Tên khóa")).ToHaveValueAsync("Máy ở phòng");
        Assert.True(await desk.AskAsync<bool>("select two_factor_enabled from person where user_name = 'tinh.xem'"));

        await page.GetByLabel("Tên khóa").FillAsync("Máy ở nhà");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đổi tên" }).ClickAsync();
        await Expect(page.GetByLabel("Tên khóa")).ToHaveValueAsync("Máy ở nhà");

        await page.GotoAsync(house + "/signin/again?back=/me/two-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dùng khóa truy cập" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(house + "/me/two-factor");
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from audit where what = 'proved-again'"));

        await page.GotoAsync(house + "/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await page.GotoAsync(house + "/signin?back=/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(house + "/me");
        Assert.Equal("passkey", await desk.AskAsync<string>("select detail ->> 'how' from audit where what = 'signed-in' order by id desc limit 1"));

        await page.GotoAsync(house + "/me/two-factor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gỡ Máy ở nhà" }).ClickAsync();
        await Expect(page.GetByLabel("Tên khóa")).ToHaveCountAsync(0);
        Assert.False(await desk.AskAsync<bool>("select two_factor_enabled from person where user_name = 'tinh.xem'"));

        // What the device still keeps opens nothing any more.
        await page.GotoAsync(house + "/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await page.GotoAsync(house + "/signin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Chưa dùng được khóa truy cập");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_device_that_refuses_is_told_in_words_and_without_scripts_there_is_no_such_button()
    {
        var page = await desk.VisitAsync();
        await page.GotoAsync("/signin");
        var house = new UriBuilder(page.Url) { Host = "localhost" }.Uri.ToString();
        await page.GotoAsync(house);
        await WithAuthenticatorAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("dùng cách khác");

        var plain = await desk.VisitAsync(scripts: false);
        await plain.GotoAsync("/signin");
        await Expect(plain.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true })).ToBeVisibleAsync();
        await Expect(plain.GetByText("Đăng nhập bằng khóa truy cập")).ToBeHiddenAsync();
        Assert.Empty(desk.Complaints);
    }

    static async Task WithAuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}

using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class AccountTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        // The greeting of a new installation makes a link too; what a test makes comes after it.
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(30) && await data.ScalarAsync<long>("select count(*) from invitation") == 0;) await Task.Delay(50, Cancel);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_and_back_to_the_page_asked_for()
    {
        using var browser = app.Visitor();
        using var asked = await browser.GetAsync("/me", Cancel);
        Assert.Equal("/signin?back=%2Fme", new Uri(asked.Headers.Location!.ToString()).PathAndQuery);
        var form = (await browser.PageAsync("/signin?back=%2Fme")).Form("/signin");
        using var signed = await browser.SendAsync(form, "/signin", ("name", await data.PersonAsync("Lò Thị Ấm")), ("password", TestData.Password));
        Assert.Equal("/me", signed.Headers.Location!.ToString());
        Assert.Contains("Lò Thị Ấm", (await browser.PageAsync("/me")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    public async Task The_way_back_never_leads_elsewhere(string back)
    {
        using var browser = app.Visitor();
        var form = (await browser.PageAsync("/signin?back=" + Uri.EscapeDataString(back))).Form("/signin");
        using var signed = await browser.SendAsync(form, "/signin", ("back", back), ("name", await data.PersonAsync("Vàng A Páo")), ("password", TestData.Password));
        Assert.Equal("/", signed.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_words_and_the_name_stays_typed()
    {
        using var browser = app.Visitor();
        var name = await data.PersonAsync("Giàng Thị Dở");
        var form = (await browser.PageAsync("/signin")).Form("/signin");
        using var refused = await browser.SendAsync(form, "/signin", ("name", name), ("password", "sai"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains("không đúng", page.QuerySelector(".err")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(name, page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Sample_people_sign_in_with_a_button_in_sample_mode_alone()
    {
        var name = await data.PersonAsync("Người mẫu", (1, "viewer"));
        await data.RunAsync("update person set is_sample = true where user_name = $1", name);
        using var browser = app.Visitor();
        var page = await browser.PageAsync("/signin");
        Assert.DoesNotContain("Người mẫu", page.Text(), StringComparison.Ordinal);
        using var refused = await browser.PostAsync("/signin", new FormUrlEncodedContent([.. page.Form("/signin").Filled(), new("sample", name)]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Who_signs_out_is_a_stranger_again()
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Sùng A Ra"));
        using var left = await browser.SendAsync((await browser.PageAsync("/me")).Form("/signout"));
        using var asked = await browser.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
    }

    [Fact]
    public async Task The_language_is_switched_and_stays()
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Lý Thị Hai"));
        using var switched = await browser.SendAsync((await browser.PageAsync("/me")).Form("/language"), "/language", ("language", "en"));
        Assert.Equal("/me", switched.Headers.Location!.ToString());
        var page = await browser.PageAsync("/me");
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Sign out", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_switches_nobodys_language()
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Lý Thị Ba"));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/language") { Content = new FormUrlEncodedContent([new("language", "en")]), Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var switched = await browser.SendAsync(post, Cancel);
        Assert.Equal("vi", (await browser.PageAsync("/me")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_post_without_our_token_does_nothing()
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Phàn Văn Giả"));
        using var forged = await browser.PostAsync("/signout", new FormUrlEncodedContent([new("__RequestVerificationToken", "x")]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("chưa ghi gì", (await forged.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Contains("Phàn Văn Giả", (await browser.PageAsync("/me")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_administrator_is_made_by_a_link_that_works_once()
    {
        var path = await InviteAsync();
        using var browser = app.Visitor();
        var form = (await browser.PageAsync(path!)).Form(path!);
        using var weak = await browser.SendAsync(form, null, ("fullName", "Đỗ Thị Quản"), ("name", "quan.tri"), ("password", "ngan"));
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        Assert.Contains("ít nhất 10 ký tự", (await weak.PageAsync()).Text(), StringComparison.Ordinal);

        using var made = await browser.SendAsync(form, null, ("fullName", "Đỗ Thị Quản"), ("name", "quan.tri"), ("password", "một câu ngắn dễ nhớ"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Contains("Quản trị hệ thống", (await browser.PageAsync("/me")).Text(), StringComparison.Ordinal);
        using var again = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Null(await InviteAsync());
    }

    [Fact]
    public async Task A_newer_link_ends_the_older()
    {
        var (older, newer) = (await InviteAsync(), await InviteAsync());
        using var browser = app.Visitor();
        using var ended = await browser.GetAsync(older, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
        await browser.PageAsync(newer!);
    }

    async Task<string?> InviteAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().InviteAsync(Cancel);
    }
}

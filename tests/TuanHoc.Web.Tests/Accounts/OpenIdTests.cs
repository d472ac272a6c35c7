using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class OpenIdTests(Postgres postgres) : IAsyncLifetime
{
    OpenIdProvider provider = null!;
    App app = null!;
    WebApplicationFactory<Program> host = null!;
    TestData data = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await OpenIdProvider.StartAsync();
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        host = app.WithWebHostBuilder(builder => builder.UseSetting("OpenId:Name", "Cổng của tỉnh").UseSetting("OpenId:Authority", provider.Authority)
            .UseSetting("OpenId:ClientId", OpenIdProvider.ClientId).UseSetting("OpenId:ClientSecret", OpenIdProvider.ClientSecret));
    }

    [Fact]
    public async Task Who_comes_for_the_first_time_signs_in_once_with_the_password_and_confirms()
    {
        var name = await PersonAsync("Lê Thị Cổng", "le.cong@laichau.example");
        provider.Person = new { sub = "7", email = "Le.Cong@laichau.example", email_verified = true };
        using var browser = Visitor();
        Assert.Contains("Đăng nhập bằng Cổng của tỉnh", (await browser.PageAsync("/signin")).Text(), StringComparison.Ordinal);
        Assert.Equal("/signin?back=%2Fme%2Fopenid", await ComeAsync(browser));
        using (var stranger = await browser.GetAsync("/me", Cancel)) Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        // The address alone links nothing.
        Assert.Equal(0, await data.ScalarAsync<long>("select count(*) from person_login"));

        var page = await browser.PageAsync("/signin?back=%2Fme%2Fopenid");
        Assert.Contains("Đăng nhập một lần bằng mật khẩu", page.Text(), StringComparison.Ordinal);
        using (var signed = await browser.SendAsync(page.Forms.First(f => f.Elements["password"] is not null), "/signin", ("name", name), ("password", TestData.Password)))
            Assert.Equal("/me/openid", signed.Headers.Location!.ToString());
        using (var linked = await browser.SendAsync((await browser.PageAsync("/me/openid")).Form("/me/openid"))) Assert.Equal(HttpStatusCode.Redirect, linked.StatusCode);
        Assert.Contains("vào được bằng Cổng của tỉnh", (await browser.PageAsync("/me/openid")).Text(), StringComparison.Ordinal);

        using var later = Visitor();
        Assert.Equal("/units", await ComeAsync(later, "/units"));
        Assert.Contains("Lê Thị Cổng", (await later.PageAsync("/me")).Text(), StringComparison.Ordinal);

        using (await browser.SendAsync((await browser.PageAsync("/me/openid")).Form("/me/openid/remove"))) { }
        using var again = Visitor();
        Assert.Equal("/signin?back=%2Fme%2Fopenid", await ComeAsync(again));
        Assert.Equal(1, await data.ScalarAsync<long>("select count(*) from audit where what = 'openid-linked'"));
    }

    [Theory]
    [InlineData("vang.khac@laichau.example", true, "không phải của tài khoản")]
    [InlineData("vang.cu@laichau.example", false, "chưa xác minh")]
    public async Task Another_address_or_one_that_nobody_verified_links_nothing(string email, bool verified, string why)
    {
        var name = await PersonAsync("Vàng A Cũ", "vang.cu@laichau.example");
        provider.Person = new { sub = "8", email, email_verified = verified };
        using var browser = Visitor();
        await browser.SignInAsync(name);
        Assert.Equal("/me/openid", await ComeAsync(browser, "/me/openid"));
        var page = await browser.PageAsync("/me/openid");
        Assert.Contains(why, page.Text(), StringComparison.Ordinal);
        // And not by hand either.
        var form = (await browser.PageAsync("/me")).Form("/signout");
        using var forced = await browser.SendAsync(form, "/me/openid");
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.Equal(0, await data.ScalarAsync<long>("select count(*) from person_login"));
    }

    [Fact]
    public async Task A_second_factor_here_is_asked_for_all_the_same()
    {
        var name = await PersonAsync("Phàn A Hai", "phan@laichau.example");
        await data.RunAsync("insert into person_login (login_provider, provider_key, user_id) select $1, '9', id from person where user_name = $2", provider.Authority, name);
        await data.RunAsync("update person set two_factor_enabled = true where user_name = $1", name);
        provider.Person = new { sub = "9" };
        using var browser = Visitor();
        Assert.Equal("/signin/code?back=%2Funits", await ComeAsync(browser, "/units"));
        using var notIn = await browser.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, notIn.StatusCode);
    }

    [Fact]
    public async Task An_answer_nobody_asked_for_and_a_provider_that_is_away_are_told_in_words()
    {
        using var browser = Visitor();
        using (var forged = await browser.GetAsync("/signin/openid/callback?code=x&state=y", Cancel)) Assert.Equal("/signin/openid/failed", forged.Headers.Location!.ToString());
        using (var told = await browser.GetAsync("/signin/openid/failed", Cancel)) Assert.Equal(HttpStatusCode.BadRequest, told.StatusCode);
        await provider.DisposeAsync();
        using var away = await browser.GetAsync("/signin/openid", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("đăng nhập bằng mật khẩu", (await away.PageAsync()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_way_in()
    {
        using var browser = app.Visitor();
        using var missing = await browser.GetAsync("/signin/openid", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    HttpClient Visitor() => host.CreateClient(new() { AllowAutoRedirect = false });

    async Task<string> PersonAsync(string fullName, string email)
    {
        var name = await data.PersonAsync(fullName);
        await data.RunAsync("update person set email = $1, normalized_email = upper($1), email_confirmed = true where user_name = $2", email, name);
        return name;
    }

    /// <summary>Goes to the provider and comes back; where that leads in the end.</summary>
    static async Task<string> ComeAsync(HttpClient browser, string back = "/")
    {
        using var sent = await browser.GetAsync("/signin/openid?back=" + Uri.EscapeDataString(back), Cancel);
        using var outside = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var asked = await outside.GetAsync(sent.Headers.Location, Cancel);
        using var returned = await browser.GetAsync(asked.Headers.Location!.PathAndQuery, Cancel);
        using var done = await browser.GetAsync(returned.Headers.Location, Cancel);
        return done.Headers.Location!.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }
}

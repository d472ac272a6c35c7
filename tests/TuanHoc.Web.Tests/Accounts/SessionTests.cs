using System.Net;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class SessionTests(SignInWorld world) : IClassFixture<SignInWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sign_in_is_listed_with_its_device_and_address_and_ends_when_it_is_ended()
    {
        var name = await world.Data.PersonAsync("Quàng Thị Hai");
        using var desk = await world.BrowserAsync(name, "203.0.113.20");
        using var phone = world.Visitor("203.0.113.21", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
        await phone.SignInAsync(name);
        var page = await desk.PageAsync("/me/sessions");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Chrome · Windows 203.0.113.20", page.QuerySelector("tbody tr")!.Text(), StringComparison.Ordinal);
        Assert.Contains("Đang dùng", page.QuerySelector("tbody tr")!.Text(), StringComparison.Ordinal);
        Assert.Contains("Safari · iPhone 203.0.113.21", page.QuerySelectorAll("tbody tr")[1].Text(), StringComparison.Ordinal);

        using var ended = await desk.SendAsync(page.Forms.Single(f => f.Action.EndsWith("/end", StringComparison.Ordinal)));
        Assert.Equal("/me/sessions", ended.Headers.Location!.ToString());
        using var asked = await phone.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.StartsWith("/signin", new Uri(asked.Headers.Location!.ToString()).PathAndQuery, StringComparison.Ordinal);
        Assert.Single((await desk.PageAsync("/me/sessions")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task All_others_are_ended_at_once()
    {
        var name = await world.Data.PersonAsync("Thào A Nhiều");
        using var here = await world.BrowserAsync(name);
        using var second = await world.BrowserAsync(name);
        using var third = await world.BrowserAsync(name);
        using var ended = await here.SendAsync((await here.PageAsync("/me/sessions")).Form("/me/sessions/end-others"));
        await here.PageAsync("/me");
        foreach (var other in (HttpClient[])[second, third])
        {
            using var asked = await other.GetAsync("/me", Cancel);
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_ends_the_sign_in_of_another()
    {
        var victim = await world.Data.PersonAsync("Pờ Thị Yên");
        using var quiet = await world.BrowserAsync(victim);
        var id = await world.Data.ScalarAsync<Guid>("select s.id from session s join person p on p.id = s.person_id where p.user_name = $1", victim);
        var other = await world.Data.PersonAsync("Mùa A Phá");
        using var first = await world.BrowserAsync(other);
        using var second = await world.BrowserAsync(other);
        var form = (await first.PageAsync("/me/sessions")).Forms.First(f => f.Action.EndsWith("/end", StringComparison.Ordinal));
        using var refused = await first.SendAsync(form, $"/me/sessions/{id}/end");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        await quiet.PageAsync("/me");
    }

    [Fact]
    public async Task Signing_out_takes_the_sign_in_off_the_list()
    {
        using var browser = await world.BrowserAsync(await world.Data.PersonAsync("Vì Văn Ra"));
        var form = (await browser.PageAsync("/me")).Form("/signout");
        Assert.Equal(1, await CountAsync());
        using var left = await browser.SendAsync(form);
        Assert.Equal(0, await CountAsync());

        Task<long> CountAsync() => world.Data.ScalarAsync<long>("select count(*) from session s join person p on p.id = s.person_id where p.full_name = 'Vì Văn Ra'");
    }

    [Fact]
    public async Task A_new_stamp_ends_every_sign_in_whoever_wrote_it()
    {
        var name = await world.Data.PersonAsync("Đào Thị Mới");
        using var browser = await world.BrowserAsync(name);
        await world.Data.RunAsync("update person set security_stamp = 'khác' where user_name = $1", name);
        using var asked = await browser.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        // And a page open to all is shown as to a stranger.
        Assert.DoesNotContain("Đào Thị Mới", (await browser.PageAsync("/signin")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_sign_in_was_last_seen_is_known_to_the_quarter_hour()
    {
        var name = await world.Data.PersonAsync("Lê Thị Giờ");
        using var browser = await world.BrowserAsync(name);
        var begun = await SeenAsync(name);
        world.Clock.Pass(TimeSpan.FromMinutes(10));
        await browser.PageAsync("/me");
        Assert.Equal(begun, await SeenAsync(name));
        world.Clock.Pass(TimeSpan.FromMinutes(10));
        await browser.PageAsync("/me");
        Assert.InRange(await SeenAsync(name) - begun, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(25));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0", "Edge · Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/137.0.0 Chrome/131.0.0 Safari/537.36", "Cốc Cốc · Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36", "Chrome · Android")]
    [InlineData("curl/8.5", "")]
    public void A_device_is_named_in_words(string agent, string words) => Assert.Equal(words, DeviceWords.Of(agent));

    Task<DateTime> SeenAsync(string name) => world.Data.ScalarAsync<DateTime>("select s.seen_at from session s join person p on p.id = s.person_id where p.user_name = $1", name);
}

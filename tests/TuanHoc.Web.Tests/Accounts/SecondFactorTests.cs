using System.Net;
using AngleSharp.Dom;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class SecondFactorTests(SignInWorld world) : IClassFixture<SignInWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_is_set_up_with_its_first_code_and_asked_for_at_the_next_sign_in()
    {
        var name = await world.Data.PersonAsync("Lê Quang Hai");
        using var browser = await world.BrowserAsync(name);
        var page = await browser.PageAsync("/me/two-factor/authenticator");
        Assert.StartsWith("M4 4h7v1h-7z", page.QuerySelector("svg.qr path")!.GetAttribute("d"), StringComparison.Ordinal);
        var form = page.Form("/me/two-factor/authenticator");
        using (var wrong = await browser.SendAsync(form, null, ("code", "000000")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            // The picture stays the one that was scanned.
            Assert.Equal(page.QuerySelector("main code")!.TextContent, (await wrong.PageAsync()).QuerySelector("main code")!.TextContent);
        }
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me/two-factor", Cancel)).StatusCode);
        var app = new Phone(world, page);
        using var kept = await browser.SendAsync(form, null, ("code", app.Code()));
        var codes = (await kept.PageAsync()).QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(10, codes.Count);
        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("Còn 10 mã", (await browser.PageAsync("/me/two-factor")).Text(), StringComparison.Ordinal);

        using var visitor = world.Visitor();
        using var half = await SignInWorld.TryAsync(visitor, name, TestData.Password);
        Assert.Equal("/signin/code?back=%2F", half.Headers.Location!.ToString());
        using var notIn = await visitor.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, notIn.StatusCode);
        var step = (await visitor.PageAsync("/signin/code?back=%2Fme")).Form("/signin/code");
        using (var again = await visitor.SendAsync(step, null, ("code", app.Code()))) Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode); // the code that set it up is used
        world.Clock.Pass(TimeSpan.FromSeconds(30));
        using var entered = await visitor.SendAsync(step, null, ("code", app.Code()));
        Assert.Equal("/me", entered.Headers.Location!.ToString());
        await visitor.PageAsync("/me");
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        var (name, _, codes) = await WithAppAsync("Vàng Thị Mất");
        using var first = await AtTheStepAsync(name);
        using (var entered = await StepAsync(first, codes[3].ToUpperInvariant().Replace('-', ' '))) Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        using var second = await AtTheStepAsync(name);
        using (var used = await StepAsync(second, codes[3])) Assert.Equal(HttpStatusCode.BadRequest, used.StatusCode);
        using (var other = await StepAsync(second, codes[4])) Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from audit a join person p on p.id = a.person_id where p.user_name = $1 and a.what = 'recovery-code-used'", name));
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old()
    {
        var (name, browser, codes) = await WithAppAsync("Chang Thị In");
        using var renewed = await browser.SendAsync((await browser.PageAsync("/me/two-factor")).Form("/me/two-factor/codes"));
        var fresh = (await renewed.PageAsync()).QuerySelector(".codes code")!.TextContent;
        using var visitor = await AtTheStepAsync(name);
        using (var old = await StepAsync(visitor, codes[0])) Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
        using (var taken = await StepAsync(visitor, fresh)) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        // Nothing that opens an account stands in the audit, or anywhere as it is typed.
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit where detail::text like '%' || $1 || '%'", fresh));
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_from_all_addresses_together()
    {
        var (name, _, codes) = await WithAppAsync("Lò Thị Đoán");
        for (var i = 0; i < 5; i++)
        {
            using var guesser = await AtTheStepAsync(name, $"192.0.2.{i}");
            using var wrong = await StepAsync(guesser, "123456");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
        using var next = await AtTheStepAsync(name, "192.0.2.77");
        using var waiting = await StepAsync(next, codes[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
    }

    [Fact]
    public async Task Nobody_reaches_the_second_step_without_the_first_or_too_late()
    {
        using var visitor = world.Visitor();
        using var turned = await visitor.GetAsync("/signin/code", Cancel);
        Assert.Equal("/signin?back=%2F", turned.Headers.Location!.ToString());
        var (name, _, codes) = await WithAppAsync("Tẩn Thị Chậm");
        using var slow = await AtTheStepAsync(name);
        var form = (await slow.PageAsync("/signin/code")).Form("/signin/code");
        world.Clock.Pass(TimeSpan.FromMinutes(11));
        using var late = await slow.SendAsync(form, null, ("code", codes[0]));
        Assert.StartsWith("/signin?back", late.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coordinator", true)]
    [InlineData("leader", true)]
    [InlineData("reporter", false)]
    [InlineData("viewer", false)]
    public async Task A_role_that_acts_has_two_weeks_to_set_one_up(string role, bool asked)
    {
        var unit = await world.Data.UnitAsync("commune", "xã Thử " + role);
        using var browser = await world.BrowserAsync(await world.Data.PersonAsync("Người " + role, (unit, role)));
        await AssertAskedAsync(browser, asked);
    }

    [Fact]
    public async Task An_administrator_has_two_weeks_too_and_goes_on_once_it_is_set_up()
    {
        using var browser = await world.BrowserAsync(await world.Data.AdministratorAsync());
        await AssertAskedAsync(browser, asked: true);
        await BackAsync(browser);
        await SetUpAsync(browser);
        Assert.DoesNotContain("cần xác thực hai bước", (await browser.PageAsync("/me")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_gives_back_the_way_in_to_who_has_lost_everything()
    {
        var (name, lost, _) = await WithAppAsync("Giàng A Mất");
        var id = await world.Data.ScalarAsync<long>("select id from person where user_name = $1", name);
        using var administrator = await world.BrowserAsync(await world.Data.AdministratorAsync());
        var path = $"/accounts/{id}/second-factor";
        using var reset = await administrator.SendAsync((await administrator.PageAsync(path)).Form(path + "/reset"));
        Assert.Equal(HttpStatusCode.Redirect, reset.StatusCode);
        using var ended = await lost.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using var browser = await world.BrowserAsync(name);
        await browser.PageAsync("/me");
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'second-factor-reset' and thing_id = $1::text and person_id <> $1", id));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from recovery_code where person_id = $1", id));

        using var refused = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task What_guards_an_account_is_asked_for_again_before_it_is_taken_away()
    {
        var (name, browser, _) = await WithAppAsync("Phạm Thị Rời");
        var form = (await browser.PageAsync("/me/two-factor")).Form("/me/two-factor/authenticator/remove");
        world.Clock.Pass(TimeSpan.FromMinutes(11));
        browser.DefaultRequestHeaders.Referrer = new Uri("http://localhost/me/two-factor");
        using (var stopped = await browser.SendAsync(form)) Assert.Equal("/signin/again?back=%2Fme%2Ftwo-factor", stopped.Headers.Location!.ToString());
        using (var page = await browser.GetAsync("/me/two-factor/authenticator", Cancel)) Assert.Equal("/signin/again?back=%2Fme%2Ftwo-factor%2Fauthenticator", page.Headers.Location!.ToString());

        await BackAsync(browser, "sai", HttpStatusCode.BadRequest);
        using (var still = await browser.SendAsync(form)) Assert.StartsWith("/signin/again", still.Headers.Location!.ToString(), StringComparison.Ordinal);
        await BackAsync(browser);
        using (var removed = await browser.SendAsync(form)) Assert.Equal("/me/two-factor", removed.Headers.Location!.ToString());
        Assert.False(await world.Data.ScalarAsync<bool>("select two_factor_enabled from person where user_name = $1", name));
    }

    /// <summary>An app that has scanned the picture of a page.</summary>
    sealed class Phone(SignInWorld world, IDocument page)
    {
        readonly byte[] secret = Read(page.QuerySelector("main code")!.TextContent);

        public string Code() => Totp.At(secret, world.Clock.GetUtcNow());

        static byte[] Read(string written)
        {
            var bits = string.Concat(written.Where(char.IsLetterOrDigit).Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
            return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
        }
    }

    async Task<IReadOnlyList<string>> SetUpAsync(HttpClient browser)
    {
        var page = await browser.PageAsync("/me/two-factor/authenticator");
        using var kept = await browser.SendAsync(page.Form("/me/two-factor/authenticator"), null, ("code", new Phone(world, page).Code()));
        return [.. (await kept.PageAsync()).QuerySelectorAll(".codes code").Select(c => c.TextContent)];
    }

    async Task<(string Name, HttpClient Browser, IReadOnlyList<string> Codes)> WithAppAsync(string fullName)
    {
        var name = await world.Data.PersonAsync(fullName);
        var browser = await world.BrowserAsync(name, "192.0.2.200");
        return (name, browser, await SetUpAsync(browser));
    }

    async Task<HttpClient> AtTheStepAsync(string name, string address = "203.0.113.50")
    {
        var visitor = world.Visitor(address);
        using var half = await SignInWorld.TryAsync(visitor, name, TestData.Password);
        Assert.StartsWith("/signin/code", half.Headers.Location!.ToString(), StringComparison.Ordinal);
        return visitor;
    }

    static async Task<HttpResponseMessage> StepAsync(HttpClient visitor, string code) =>
        await visitor.SendAsync((await visitor.PageAsync("/signin/code")).Form("/signin/code"), null, ("code", code));

    static async Task BackAsync(HttpClient browser, string password = TestData.Password, HttpStatusCode answer = HttpStatusCode.Redirect)
    {
        var form = (await browser.PageAsync("/signin/again?back=%2Fme%2Ftwo-factor")).Forms.First(f => f.Elements["password"] is not null);
        using var proved = await browser.SendAsync(form, null, ("password", password));
        Assert.Equal(answer, proved.StatusCode);
    }

    async Task AssertAskedAsync(HttpClient browser, bool asked)
    {
        Assert.Equal(asked, (await browser.PageAsync("/me")).Text().Contains("cần xác thực hai bước", StringComparison.Ordinal));
        world.Clock.Pass(TimeSpan.FromDays(13));
        await browser.PageAsync("/units");
        world.Clock.Pass(TimeSpan.FromDays(1.01));
        using var late = await browser.GetAsync("/units", Cancel);
        Assert.Equal(asked ? HttpStatusCode.Redirect : HttpStatusCode.OK, late.StatusCode);
        if (!asked) return;
        Assert.Equal("/me/two-factor", late.Headers.Location!.ToString());
        Assert.Contains("quá hạn", (await browser.PageAsync("/me/two-factor")).Text(), StringComparison.Ordinal);
    }
}

using System.Net;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class AttemptTests(SignInWorld world) : IClassFixture<SignInWorld>
{
    [Fact]
    public async Task A_name_nobody_has_answers_like_a_wrong_password_and_costs_a_hash_too()
    {
        var name = await world.Data.PersonAsync("Lò Văn Có");
        var sample = await world.Data.PersonAsync("Lò Văn Mẫu");
        await world.Data.RunAsync("update person set password_hash = null where user_name = $1", sample);
        var answers = new List<string>();
        foreach (var asked in (string[])[name, sample, "khong.ai.ca"])
        {
            var before = world.Verified;
            using var browser = world.Visitor("198.51.100.1");
            using var refused = await SignInWorld.TryAsync(browser, asked, "sai mất rồi");
            var page = await refused.PageAsync();
            Assert.Equal(1, world.Verified - before);
            answers.Add($"{refused.StatusCode} {page.QuerySelector("main")!.Text()} {string.Join(' ', refused.Headers.Select(h => h.Key).Order(StringComparer.Ordinal))}");
        }
        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guessing_is_slowed_alike_for_a_name_that_is_and_one_that_is_not(bool exists)
    {
        var name = exists ? await world.Data.PersonAsync("Tẩn Văn Đoán") : "khong.co.nguoi.nay";
        using var browser = world.Visitor(exists ? "198.51.100.2" : "198.51.100.3");
        await FailAsync(browser, name, 5);
        using var waiting = await SignInWorld.TryAsync(browser, name, TestData.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
        Assert.Contains("Chờ 30 giây", (await waiting.PageAsync()).QuerySelector(".err")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_grows_and_ends_at_a_quarter_of_an_hour()
    {
        var name = await world.Data.PersonAsync("Sùng A Chờ");
        using var browser = world.Visitor("198.51.100.4");
        await FailAsync(browser, name, 5);
        foreach (var seconds in (int[])[30, 60, 120, 240, 480, 900, 900])
        {
            world.Clock.Pass(TimeSpan.FromSeconds(seconds - 2));
            using (var early = await SignInWorld.TryAsync(browser, name, "sai")) Assert.Equal(HttpStatusCode.TooManyRequests, early.StatusCode);
            world.Clock.Pass(TimeSpan.FromSeconds(3));
            using var late = await SignInWorld.TryAsync(browser, name, "sai");
            Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        }
        world.Clock.Pass(TimeSpan.FromSeconds(901));
        await browser.SignInAsync(name);
        using (await browser.SendAsync((await browser.PageAsync("/me")).Form("/signout"))) { }
        // The good one wiped the slate.
        await FailAsync(browser, name, 4);
        await browser.SignInAsync(name);
    }

    [Fact]
    public async Task A_stranger_who_guesses_locks_out_neither_another_address_nor_a_known_device()
    {
        var name = await world.Data.PersonAsync("Phàn Thị Yên");
        using var known = world.Visitor("198.51.100.5");
        await known.SignInAsync(name);
        using (await known.SendAsync((await known.PageAsync("/me")).Form("/signout"))) { }
        using var stranger = world.Visitor("198.51.100.5");
        await FailAsync(stranger, name, 5);
        using (var waiting = await SignInWorld.TryAsync(stranger, name, TestData.Password)) Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);

        await known.SignInAsync(name);
        using var elsewhere = world.Visitor("198.51.100.6");
        await elsewhere.SignInAsync(name);
    }

    [Fact]
    public async Task A_known_device_that_guesses_is_slowed_itself()
    {
        var name = await world.Data.PersonAsync("Chang A Lấy");
        using var taken = await world.BrowserAsync(name, "198.51.100.8");
        using (await taken.SendAsync((await taken.PageAsync("/me")).Form("/signout"))) { }
        await FailAsync(taken, name, 5);
        using var waiting = await SignInWorld.TryAsync(taken, name, TestData.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
    }

    [Fact]
    public async Task Twenty_guesses_at_once_are_twenty()
    {
        var name = await world.Data.PersonAsync("Lý A Vội");
        using var browser = world.Visitor("198.51.100.9");
        var form = (await browser.PageAsync("/signin")).Forms.First(f => f.Elements["password"] is not null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.SendAsync(form, "/signin", ("name", name), ("password", "sai"))));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Many_names_from_one_address_are_slowed_to_a_pace_that_people_do_not_feel()
    {
        using var browser = world.Visitor("198.51.100.10");
        await world.Data.RunAsync("insert into sign_in_attempt (who, whence, failures, last_at, next_at) values (sha256(''), '198.51.100.10', 150, now() + interval '1 day', $1)", world.Clock.GetUtcNow().AddSeconds(50));
        using var waiting = await SignInWorld.TryAsync(browser, "mot.ten.khac", "sai");
        Assert.Equal(HttpStatusCode.TooManyRequests, waiting.StatusCode);
        Assert.Contains("giây", (await waiting.PageAsync()).QuerySelector(".err")!.TextContent, StringComparison.Ordinal);
        world.Clock.Pass(TimeSpan.FromMinutes(1));
        using var judged = await SignInWorld.TryAsync(browser, "mot.ten.khac", "sai");
        Assert.Equal(HttpStatusCode.BadRequest, judged.StatusCode);
    }

    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    public void Who_has_an_address_of_version_six_has_its_whole_net(string address, string counted) =>
        Assert.Equal(counted, TuanHoc.Web.Accounts.Attempts.AddressOf(IPAddress.Parse(address)));

    static async Task FailAsync(HttpClient browser, string name, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var refused = await SignInWorld.TryAsync(browser, name, "sai mất rồi");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }
}

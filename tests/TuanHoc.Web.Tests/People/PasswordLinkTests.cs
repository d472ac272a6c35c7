using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Tests.People;

/// <summary>The way back in after a lost password: a link by mail, and one printed by who manages the person.</summary>
public sealed partial class PasswordLinkTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    const string New = "mot cau dai khong ai doan";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex("/password/[0-9a-f]{48}")]
    private static partial Regex Link();

    [Fact]
    public async Task By_mail_the_answer_is_the_same_for_everybody_and_the_link_opens_once_and_ends_every_sign_in()
    {
        await using var office = new PostOffice();
        await using var sending = office.Serve(world.App);
        using var visitor = sending.CreateClient(new() { AllowAutoRedirect = false });
        var name = await world.Data.PersonAsync("Lò Thị Quên", (world.School, "reporter"));
        await world.Data.RunAsync("update person set email = 'quen@truong.example', normalized_email = 'QUEN@TRUONG.EXAMPLE' where user_name = $1", name);
        using var signedIn = await world.Data.BrowserAsync(name);

        var answers = new List<string>();
        foreach (var asked in (string[])["khong.co.ai", name, "QUEN@truong.example"])
        {
            using var answer = await visitor.SendAsync((await visitor.PageAsync("/signin/forgotten")).Form("/signin/forgotten"), to: null, ("name", asked));
            answers.Add($"{answer.StatusCode} {(await answer.PageAsync()).QuerySelector("main")!.Text()}");
        }
        Assert.Contains("Nếu có tài khoản như vậy", Assert.Single(answers.Distinct(StringComparer.Ordinal)), StringComparison.Ordinal);

        // Asked twice, one letter is on its way.
        await using (var scope = sending.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SendMail>().SendDueAsync(Cancel);
        var letter = Assert.Single(office.Letters);
        Assert.Equal("quen@truong.example", letter.To);
        var link = Link().Match(letter.Text).Value;
        var secret = link.Split('/')[^1];
        Assert.Equal(0, await world.CountAsync("audit a where a::text like $1", $"%{secret}%"));

        using (var weak = await SetAsync(visitor, link, "1234567890")) Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using (var set = await SetAsync(visitor, link, New)) Assert.Contains("Đã đặt mật khẩu mới", (await set.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Contains("đã được dùng", await PeopleWorld.GoneAsync(visitor, link), StringComparison.Ordinal);
        using (var out1 = await signedIn.GetAsync("/me", Cancel)) Assert.Equal(HttpStatusCode.Redirect, out1.StatusCode);
        await SignInAsync(name, New, HttpStatusCode.Redirect);
        await SignInAsync(name, TestData.Password, HttpStatusCode.BadRequest);
        Assert.Equal("password-link-mailed password-reset", await world.Data.ScalarAsync<string>("select string_agg(what, ' ' order by id) from audit where thing = 'person' and thing_id = (select id::text from person where user_name = $1) and what like 'password%'", name));
    }

    [Fact]
    public async Task The_time_of_the_answer_tells_nobody_whether_there_is_such_an_account()
    {
        // What is done for an account (a link, a letter, a line of the audit) is over by 300 ms, which a timer keeps to within the tick of a clock; who has none waits as long.
        var least = TimeSpan.FromMilliseconds(300 - 16);
        await using var office = new PostOffice();
        await using var sending = office.Serve(world.App);
        using var visitor = sending.CreateClient(new() { AllowAutoRedirect = false });
        var name = await world.Data.PersonAsync("Lò Thị Đo Giờ", (world.School, "reporter"));
        var address = $"{name}@do-gio.example";
        await world.Data.RunAsync("update person set email = $2, normalized_email = upper($2) where user_name = $1", name, address);
        var form = (await visitor.PageAsync("/signin/forgotten")).Form("/signin/forgotten");

        foreach (var asked in (string[])[$"khong.{address}", address, $"khong.{name}", name])
        {
            var clock = Stopwatch.StartNew();
            using var answer = await visitor.SendAsync(form, to: null, ("name", asked));
            clock.Stop();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(clock.Elapsed >= least, $"asked for \"{asked}\", the answer came after {clock.Elapsed.TotalMilliseconds} ms");
        }
        await using (var scope = sending.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SendMail>().SendDueAsync(Cancel);
        Assert.Equal(address, Assert.Single(office.Letters).To);
    }

    [Fact]
    public async Task Asking_again_and_again_is_slowed_for_a_name_that_is_and_one_that_is_not()
    {
        await using var office = new PostOffice();
        await using var sending = office.Serve(world.App);
        using var visitor = sending.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var name in (string[])[await world.Data.PersonAsync("Lò Thị Hỏi"), "chang.co.nguoi.nay"])
        {
            var form = (await visitor.PageAsync("/signin/forgotten")).Form("/signin/forgotten");
            var answers = new List<HttpStatusCode>();
            for (var asked = 0; asked < 4; asked++)
            {
                using var answer = await visitor.SendAsync(form, to: null, ("name", name));
                answers.Add(answer.StatusCode);
            }
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        }
    }

    [Fact]
    public async Task A_coordinator_prints_the_link_of_who_is_theirs_alone()
    {
        var name = await world.Data.PersonAsync("Vàng Thị Giấy", (world.School, "reporter"));
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var page = await coordinator.PageAsync($"/memberships/{await world.Data.ScalarAsync<long>("select m.id from membership m join person p on p.id = m.person_id where p.user_name = $1", name)}");
        using var printed = await coordinator.SendAsync(page.Form(await PathAsync(name)));
        var slip = await printed.PageAsync();
        Assert.NotNull(slip.QuerySelector(".slip svg"));
        var first = Link().Match(slip.Text()).Value;
        // The password in use stays until the link is used; of two links the newer opens.
        await SignInAsync(name, TestData.Password, HttpStatusCode.Redirect);
        using var again = await coordinator.SendAsync(page.Form(await PathAsync(name)));
        using var visitor = world.App.Visitor();
        await PeopleWorld.GoneAsync(visitor, first);
        using (var set = await SetAsync(visitor, Link().Match((await again.PageAsync()).Text()).Value, New)) Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        await SignInAsync(name, New, HttpStatusCode.Redirect);
        Assert.Equal(2, await world.CountAsync("audit where what = 'password-link-made' and unit_id = $1 and thing_id = (select id::text from person where user_name = $2)", world.School, name));
    }

    [Fact]
    public async Task Whoever_manages_a_part_of_what_an_account_opens_prints_no_link_for_it()
    {
        var (above, boss, own) = (await world.Data.PersonAsync("Cán Bộ Hai Nơi", (world.School, "reporter"), (world.Province, "viewer")), await world.Data.PersonAsync("Quản Trị Ở Trường", (world.School, "reporter")), await world.Data.PersonAsync("Điều Phối Xã", (world.Commune, "coordinator")));
        await world.Data.RunAsync("update person set is_administrator = true where user_name = $1", boss);
        using var coordinator = await world.Data.BrowserAsync(own);
        var token = (await coordinator.TokenAsync()).Single();
        foreach (var name in (string[])[above, boss, own])
        {
            var member = await world.Data.ScalarAsync<long>("select m.id from membership m join person p on p.id = m.person_id where p.user_name = $1 order by m.id limit 1", name);
            Assert.DoesNotContain("Tạo liên kết đặt lại mật khẩu", (await coordinator.PageAsync($"/memberships/{member}")).Text(), StringComparison.Ordinal);
            using var forged = await coordinator.PostAsync(await PathAsync(name), new FormUrlEncodedContent([token]), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        }
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var page = await administrator.PageAsync($"/accounts/{(await PathAsync(boss)).Split('/')[2]}/second-factor");
        using var printed = await administrator.SendAsync(page.Form(await PathAsync(boss)));
        Assert.Matches(Link(), (await printed.PageAsync()).Text());
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_all_the_same_and_a_late_link_opens_nothing()
    {
        var name = await world.Data.PersonAsync("Sùng Hai Bước", (world.School, "reporter"));
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var token = (await coordinator.TokenAsync()).Single();
        using var visitor = world.App.Visitor();
        var late = await PrintAsync();
        await world.Data.RunAsync("update password_link set expires_at = now() - interval '1 minute'");
        await PeopleWorld.GoneAsync(visitor, late);

        await world.Data.RunAsync("update person set two_factor_enabled = true where user_name = $1", name);
        using (var set = await SetAsync(visitor, await PrintAsync(), New)) Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using var halfway = await SignInAsync(name, New, HttpStatusCode.Redirect);
        Assert.StartsWith("/signin/code", halfway.Headers.Location!.ToString(), StringComparison.Ordinal);

        async Task<string> PrintAsync()
        {
            using var printed = await coordinator.PostAsync(await PathAsync(name), new FormUrlEncodedContent([token]), Cancel);
            return Link().Match((await printed.PageAsync()).Text()).Value;
        }
    }

    static async Task<HttpResponseMessage> SetAsync(HttpClient browser, string link, string password) =>
        await browser.SendAsync((await browser.PageAsync(link)).Form(link), to: null, ("password", password), ("repeat", password));

    async Task<string> PathAsync(string name) => $"/people/{await world.Data.ScalarAsync<long>("select id from person where user_name = $1", name)}/password-link";

    async Task<HttpResponseMessage> SignInAsync(string name, string password, HttpStatusCode expected)
    {
        using var browser = world.App.Visitor();
        var answer = await browser.SendAsync((await browser.PageAsync("/signin")).Forms.First(form => form.Elements["password"] is not null), "/signin", ("name", name), ("password", password));
        Assert.Equal(expected, answer.StatusCode);
        return answer;
    }
}

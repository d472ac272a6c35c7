using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Tests.People;

public sealed class InvitationTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_opens_the_link_has_an_account_with_the_role_and_its_days()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune, name: "Lò Văn Mời");
        var last = DateTime.SpecifyKind(await world.Data.ScalarAsync<DateTime>("select (now() at time zone 'Asia/Ho_Chi_Minh')::date + interval '40 days'"), DateTimeKind.Unspecified);
        var link = await PeopleWorld.InviteAsync(coordinator, world.School, "Hà Thị Nhận", "reporter", ("last", last.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)));

        using var visitor = world.App.Visitor();
        Assert.Contains("Lò Văn Mời mời bạn làm Người nhập tại Trường Thử Người", (await visitor.PageAsync(link)).Text(), StringComparison.Ordinal);
        var (joined, answer) = await world.JoinAsync(link, "ha.nhan");
        using var _ = joined;
        using var __ = answer;
        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Contains("Trường Thử Người", (await joined.PageAsync("/me")).Text(), StringComparison.Ordinal);
        Assert.Equal(1, await world.CountAsync("membership m join person p on p.id = m.person_id where p.user_name = 'ha.nhan' and m.unit_id = $1 and m.role = 'reporter' and upper(m.valid) - 1 = $2", world.School, DateOnly.FromDateTime(last)));
        Assert.Equal(1, await world.CountAsync("audit a join person p on p.id = a.person_id where a.what = 'joined' and p.user_name = 'ha.nhan' and a.unit_id = $1", world.School));
        Assert.Contains("Hà Thị Nhận", (await coordinator.PageAsync($"/units/{world.School}/people")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_used_once_and_says_whom_to_ask_then()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune, name: "Lò Văn Hỏi");
        var link = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Tòng Thị Một");
        var (joined, answer) = await world.JoinAsync(link, "tong.mot");
        joined.Dispose();
        answer.Dispose();
        using var visitor = world.App.Visitor();
        var text = await PeopleWorld.GoneAsync(visitor, link);
        Assert.Contains("đã được dùng", text, StringComparison.Ordinal);
        Assert.Contains("Lò Văn Hỏi", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_opened_in_two_windows_makes_one_account()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var link = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Tòng Thị Hai");
        using var one = world.App.Visitor();
        using var other = world.App.Visitor();
        var (first, second) = ((await one.PageAsync(link)).Form(link), (await other.PageAsync(link)).Form(link));
        var answers = await Task.WhenAll(one.SendAsync(first, to: null, ("name", "tong.hai.a"), ("password", TestData.Password)), other.SendAsync(second, to: null, ("name", "tong.hai.b"), ("password", TestData.Password)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(1, await world.CountAsync("person where user_name like 'tong.hai.%'"));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_link_that_expired_opens_nothing()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune, name: "Lò Văn Hạn");
        var link = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Quàng Văn Muộn");
        await world.Data.RunAsync("update invitation set expires_at = now() - interval '1 minute' where full_name = 'Quàng Văn Muộn'");
        using var visitor = world.App.Visitor();
        var text = await PeopleWorld.GoneAsync(visitor, link);
        Assert.Contains("hết hạn", text, StringComparison.Ordinal);
        Assert.Contains("Lò Văn Hạn", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_link_ends_the_old_and_a_withdrawn_one_opens_nothing()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var old = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Cà Thị Mới");
        var page = await coordinator.PageAsync($"/units/{world.Commune}/people");
        var id = await world.Data.ScalarAsync<long>("select id from invitation where full_name = 'Cà Thị Mới'");
        using var renewed = await coordinator.SendAsync(page.Form($"/invitations/{id}/renew"));
        var link = PeopleWorld.Link(await renewed.PageAsync());
        using var visitor = world.App.Visitor();
        Assert.Contains("mới hơn", await PeopleWorld.GoneAsync(visitor, old), StringComparison.Ordinal);
        await visitor.PageAsync(link);
        using var withdrawn = await coordinator.SendAsync(page.Form($"/invitations/{id}/withdraw"));
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Contains("thu lại", await PeopleWorld.GoneAsync(visitor, link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_twice_invites_once_and_the_last_page_has_the_link_that_works()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var form = (await coordinator.PageAsync($"/units/{world.Commune}/people")).Form($"/units/{world.Commune}/people");
        var pages = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            using var made = await coordinator.SendAsync(form, to: null, ("fullName", "Vì Văn Đôi"));
            pages.Add(PeopleWorld.Link(await made.PageAsync()));
        }
        Assert.Equal(1, await world.CountAsync("invitation where full_name = 'Vì Văn Đôi'"));
        using var visitor = world.App.Visitor();
        await PeopleWorld.GoneAsync(visitor, pages[0]);
        await visitor.PageAsync(pages[1]);
    }

    [Fact]
    public async Task A_form_sent_again_after_its_link_was_used_invites_nobody_anew()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var form = (await coordinator.PageAsync($"/units/{world.Commune}/people")).Form($"/units/{world.Commune}/people");
        using var made = await coordinator.SendAsync(form, to: null, ("fullName", "Vì Văn Dùng"));
        var (joined, answer) = await world.JoinAsync(PeopleWorld.Link(await made.PageAsync()), "vi.dung");
        joined.Dispose();
        answer.Dispose();
        var before = await world.CountAsync("invitation");
        using var again = await coordinator.SendAsync(form, to: null, ("fullName", "Vì Văn Dùng"));
        Assert.Empty(PeopleWorld.Links(await again.PageAsync()));
        Assert.Equal(before, await world.CountAsync("invitation"));
    }

    [Fact]
    public async Task Inviting_somebody_to_lead_asks_who_proved_long_ago_again_and_keeps_what_was_typed()
    {
        var name = await world.Data.PersonAsync("Lò Thị Lâu", (world.Commune, "coordinator"));
        using var coordinator = await world.Data.BrowserAsync(name);
        var form = (await coordinator.PageAsync($"/units/{world.School}/people")).Form($"/units/{world.School}/people");
        await ProvedAsync("1 hour");
        using var stopped = await coordinator.SendAsync(form, to: null, ("fullName", "Vì Thị Dẫn"), ("role", "leader"));
        Assert.Equal(HttpStatusCode.BadRequest, stopped.StatusCode);
        var page = await stopped.PageAsync();
        Assert.NotNull(page.QuerySelector(".note a[href^='/signin/again']"));
        Assert.Equal("Vì Thị Dẫn", page.QuerySelector("[name=fullName]")!.GetAttribute("value"));
        Assert.Equal(0, await world.CountAsync("invitation where full_name = 'Vì Thị Dẫn'"));
        // Who only fills figures is invited without.
        await PeopleWorld.InviteAsync(coordinator, world.School, "Vì Thị Nhập");
        await ProvedAsync("1 minute");
        using var made = await coordinator.SendAsync(page.Form($"/units/{world.School}/people"));
        PeopleWorld.Link(await made.PageAsync());
        Assert.Equal(world.Commune, await world.Data.ScalarAsync<long>("select a.acting_unit_id from audit a join invitation i on i.id::text = a.thing_id where a.thing = 'invitation' and i.full_name = 'Vì Thị Dẫn' and a.unit_id = $1", world.School));

        Task ProvedAsync(string ago) => world.Data.RunAsync("update session set proved_at = now() - $2::interval where person_id = (select id from person where user_name = $1)", name, ago);
    }

    [Fact]
    public async Task Whoever_tries_many_names_with_one_link_waits()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var link = await PeopleWorld.InviteAsync(coordinator, world.School, "Vì Thị Dò");
        var taken = await world.Data.PersonAsync("Vì Văn Có Tên");
        for (var tried = 0; tried < 5; tried++)
        {
            var (guessing, refused) = await world.JoinAsync(link, taken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            guessing.Dispose();
            refused.Dispose();
        }
        // Another browser, another name: the link is what is counted.
        var (browser, answer) = await world.JoinAsync(link, "ten.con.trong");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Matches("Chờ [0-9]+ giây", (await answer.PageAsync()).QuerySelector(".err")!.TextContent);
        Assert.Equal(0, await world.CountAsync("person where user_name = 'ten.con.trong'"));
        browser.Dispose();
        answer.Dispose();
    }

    [Fact]
    public async Task Somebody_with_an_account_takes_the_role_with_it()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var link = await PeopleWorld.InviteAsync(coordinator, world.School, "Điêu Thị Nhiều", "leader");
        var name = await world.Data.PersonAsync("Điêu Thị Nhiều", (world.Neighbour, "reporter"));
        using var browser = await world.Data.BrowserAsync(name);
        var form = (await browser.PageAsync(link)).Form(link + "/take");
        using var taken = await browser.SendAsync(form);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal(2, await world.CountAsync("membership m join person p on p.id = m.person_id where p.user_name = $1", name));

        // A second invitation to the same role says so and stays unused.
        var again = await PeopleWorld.InviteAsync(coordinator, world.School, "Điêu Thị Nhiều", "leader");
        using var refused = await browser.SendAsync((await browser.PageAsync(again)).Form(again + "/take"));
        Assert.Contains("đã có vai trò", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Equal(1, await world.CountAsync("invitation where full_name = 'Điêu Thị Nhiều' and used_at is null"));
    }

    [Fact]
    public async Task What_was_typed_stays_when_the_account_is_refused()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var link = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Mùa A Sai");
        using var visitor = world.App.Visitor();
        using var refused = await visitor.SendAsync((await visitor.PageAsync(link)).Form(link), to: null, ("fullName", "Mùa A Sái"), ("name", "mua.sai"), ("password", "ngan"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal("Mùa A Sái", page.QuerySelector("#fullName")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("#password-error"));
        await visitor.PageAsync(link);
    }

    [Theory]
    [InlineData("Xã Thử Người 2026", "own")]
    [InlineData("truong-thu-nguoi-1", "own")]
    [InlineData("tinh thu nguoi 12/1990", "above")]
    public async Task A_password_that_the_names_of_the_unit_give_away_is_refused_before_the_account_is_made(string password, string whose)
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var link = await PeopleWorld.InviteAsync(coordinator, whose == "own" && password.StartsWith("truong", StringComparison.Ordinal) ? world.School : world.Commune, "Giàng A Đoán");
        using var visitor = world.App.Visitor();
        using var refused = await visitor.SendAsync((await visitor.PageAsync(link)).Form(link), to: null, ("name", "giang.doan"), ("password", password));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("dễ đoán", (await refused.PageAsync()).QuerySelector("#password-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("person where user_name = 'giang.doan'"));
        // The link is whole: another password opens it.
        var (joined, answer) = await world.JoinAsync(link, "giang.doan." + Guid.CreateVersion7().ToString("N")[^6..]);
        joined.Dispose();
        Assert.Equal("/", answer.Headers.Location?.ToString());
        answer.Dispose();
    }

    [Fact]
    public async Task The_link_of_a_coordinator_who_left_gives_nothing()
    {
        var name = await world.Data.PersonAsync("Lò Văn Đi", (world.Commune, "coordinator"));
        using var coordinator = await world.Data.BrowserAsync(name);
        var link = await PeopleWorld.InviteAsync(coordinator, world.Commune, "Hờ Thị Chậm");
        await world.Data.RunAsync("update membership set valid = daterange(lower(valid), vietnam_day(now()) - 1) where person_id = (select id from person where user_name = $1)", name);
        using var visitor = world.App.Visitor();
        Assert.Contains("không còn quản lý", await PeopleWorld.GoneAsync(visitor, link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_mail_server_the_link_is_sent_and_the_page_shows_it_too()
    {
        await using var office = new PostOffice();
        await using var sending = office.Serve(world.App);
        using var coordinator = sending.CreateClient(new() { AllowAutoRedirect = false });
        await coordinator.SignInAsync(await world.Data.PersonAsync("Lò Văn Thư", (world.Commune, "coordinator")));
        var link = await PeopleWorld.InviteAsync(coordinator, world.School, "Lường Thị Thư", "reporter", ("email", "thu@truong.example"));
        await using (var scope = sending.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SendMail>().SendDueAsync(Cancel);
        var letter = Assert.Single(office.Letters);
        Assert.Equal("thu@truong.example", letter.To);
        Assert.Contains(link, letter.Text, StringComparison.Ordinal);
        Assert.Contains("Lường Thị Thư", letter.Text, StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("mail where text is not null"));
        Assert.Equal(0, await world.CountAsync("audit where detail::text like '%join%' or detail::text like $1", "%" + link.Split('/')[^1] + "%"));
    }

    [Fact]
    public async Task Each_link_has_a_QR_code_to_print()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var form = (await coordinator.PageAsync($"/units/{world.Commune}/people")).Form($"/units/{world.Commune}/people");
        using var made = await coordinator.SendAsync(form, to: null, ("fullName", "Sùng A In"));
        var page = await made.PageAsync();
        Assert.StartsWith("M4 4h7v1h-7z", page.QuerySelector("svg.qr path")!.GetAttribute("d"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_invites_another_and_the_last_one_stays()
    {
        var first = await world.Data.AdministratorAsync("Quản Trị Một");
        using var administrator = await world.Data.BrowserAsync(first);
        using var made = await administrator.SendAsync((await administrator.PageAsync("/people/administrators")).Form("/people/administrators"), to: null, ("fullName", "Quản Trị Hai"));
        var (joined, answer) = await world.JoinAsync(PeopleWorld.Link(await made.PageAsync()), "quan.tri.hai");
        using var _ = joined;
        answer.Dispose();
        Assert.Equal(1, await world.CountAsync("person where user_name = 'quan.tri.hai' and is_administrator"));

        var id = await world.Data.ScalarAsync<long>("select id from person where user_name = $1", first);
        using var ended = await joined.SendAsync((await joined.PageAsync("/people/administrators")).Form($"/people/{id}/administrator/end"));
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using var gone = await administrator.GetAsync("/people", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Making_an_administrator_asks_for_the_password_again()
    {
        var name = await world.Data.AdministratorAsync("Quản Trị Lâu");
        using var administrator = await world.Data.BrowserAsync(name);
        var form = (await administrator.PageAsync("/people/administrators")).Form("/people/administrators");
        await world.Data.RunAsync("update session set proved_at = now() - interval '1 hour' where person_id = (select id from person where user_name = $1)", name);
        using var shown = await administrator.GetAsync("/people/administrators", Cancel);
        Assert.StartsWith("/signin/again", shown.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var sent = await administrator.SendAsync(form, to: null, ("fullName", "Quản Trị Lén"));
        Assert.StartsWith("/signin/again", sent.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("invitation where full_name = 'Quản Trị Lén'"));
    }
}

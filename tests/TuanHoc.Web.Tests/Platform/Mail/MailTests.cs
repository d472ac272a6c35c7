using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Tests.People;

namespace TuanHoc.Web.Tests.Platform.Mail;

public sealed class MailTests(Postgres postgres) : IAsyncLifetime
{
    readonly PostOffice office = new();
    App app = null!;
    WebApplicationFactory<Program> sending = null!;
    TestData data = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        sending = office.Serve(app);
        data = new TestData(app);
    }

    public async ValueTask DisposeAsync()
    {
        await sending.DisposeAsync();
        await app.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task A_letter_is_sent_by_the_job_and_its_text_forgotten()
    {
        await using var serving = new App(data.Source.ConnectionString, jobs: true);
        await using var posting = office.Serve(serving);
        using var _ = posting.CreateClient();
        await QueueAsync("ha@xa.example", "Mời chị Hà vào phần mềm.");
        for (var clock = Stopwatch.StartNew(); office.Letters.IsEmpty; await Task.Delay(100, Cancel)) Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "the letter came");
        var letter = Assert.Single(office.Letters);
        Assert.Equal("ha@xa.example", letter.To);
        Assert.Contains("Mời chị Hà vào phần mềm.", letter.Text, StringComparison.Ordinal);
        for (var clock = Stopwatch.StartNew(); await StateAsync() != "sent"; await Task.Delay(100, Cancel)) Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "it is kept as sent");
        Assert.Equal(0L, await data.ScalarAsync<long>("select count(text) from mail"));
    }

    [Fact]
    public async Task A_letter_of_a_write_that_did_not_happen_is_not_there()
    {
        await using var scope = sending.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using (await db.Database.BeginTransactionAsync(Cancel)) await db.QueueMailAsync("ha@xa.example", "Mời", "…", DateTimeOffset.UnixEpoch, Cancel);
        await SendAsync();
        Assert.Empty(office.Letters);
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_again_later_and_later_and_at_last_given_up_with_its_reason()
    {
        office.Refuses = _ => "451 come back later";
        await QueueAsync("dong@xa.example", "…");
        var waited = new List<TimeSpan>();
        for (var tries = 0; await StateAsync() == "queued"; tries++)
        {
            Assert.True(tries < 20, "it is given up");
            await data.RunAsync("update mail set next_try = '2000-01-01'");
            var before = await NowAsync();
            await SendAsync();
            if (await StateAsync() == "queued") waited.Add(await data.ScalarAsync<DateTime>("select next_try from mail") - before);
        }
        Assert.Equal(SendMail.Waits.Count, waited.Count);
        Assert.All(waited.Zip(SendMail.Waits), pair => Assert.InRange((pair.First - pair.Second).TotalSeconds, -1, 30));
        Assert.Equal("failed", await StateAsync());
        Assert.Contains("come back later", await data.ScalarAsync<string>("select last_error from mail"), StringComparison.Ordinal);
        Assert.Empty(office.Letters);
    }

    [Fact]
    public async Task While_the_server_is_away_letters_wait_for_it_however_often_it_was_asked()
    {
        office.IsAway = true;
        await QueueAsync("cho@xa.example", "…");
        for (var time = 0; time < 10; time++)
        {
            await data.RunAsync("update mail set next_try = '2000-01-01'");
            await SendAsync();
        }
        Assert.Equal(("queued", 0), (await StateAsync(), await data.ScalarAsync<int>("select tries from mail")));
        office.IsAway = false;
        await data.RunAsync("update mail set next_try = '2000-01-01'");
        await SendAsync();
        Assert.Equal("cho@xa.example", Assert.Single(office.Letters).To);
    }

    [Fact]
    public async Task What_failed_is_sent_again_all_at_once()
    {
        foreach (var to in (string[])["mot@xa.example", "hai@xa.example"]) await QueueAsync(to, "…");
        await data.RunAsync("update mail set state = 'failed', next_try = null, tries = 7");
        using var administrator = await SignedInAsync(await data.AdministratorAsync());
        var page = await administrator.PageAsync("/mail");
        Assert.Contains("2 thư hỏng, 0 thư đang chờ", page.Text(), StringComparison.Ordinal);
        using (var again = await administrator.SendAsync(page.Form("/mail/retries"))) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await SendAsync();
        Assert.Equal(2, office.Letters.Count);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_given_up_at_once_and_holds_up_nobody()
    {
        office.Refuses = to => to == "khong-co@xa.example" ? "550 no such mailbox" : null;
        await QueueAsync("khong-co@xa.example", "…");
        await QueueAsync("co@xa.example", "…");
        await SendAsync();
        Assert.Equal("co@xa.example", Assert.Single(office.Letters).To);
        Assert.Equal("failed", await data.ScalarAsync<string>("select state from mail where recipient like 'khong%'"));
    }

    [Fact]
    public async Task Only_administrators_see_the_mail_and_send_it_again_and_no_text_stands_on_the_page()
    {
        using var administrator = await SignedInAsync(await data.AdministratorAsync());
        using var other = await SignedInAsync(await data.PersonAsync("Lê Thị Khác", (1L, "coordinator")));
        office.Refuses = _ => "550 no such mailbox";
        await QueueAsync("khong-co@xa.example", "bí mật của liên kết");
        await SendAsync();

        using var refused = await other.GetAsync("/mail", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        var page = await administrator.PageAsync("/mail");
        Assert.Contains("no such mailbox", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("bí mật", page.Text(), StringComparison.Ordinal);

        office.Refuses = _ => null;
        using var again = await administrator.SendAsync(page.Forms.Single(form => form.Action.EndsWith("/retry", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await SendAsync();
        Assert.Equal("khong-co@xa.example", Assert.Single(office.Letters).To);
        Assert.Contains("Đã gửi", (await administrator.PageAsync("/mail")).Text(), StringComparison.Ordinal);
        Assert.Equal(1L, await data.ScalarAsync<long>("select count(*) from audit where thing = 'mail' and what = 'retried'"));
    }

    [Fact]
    public async Task A_letter_whose_invitation_was_renewed_withdrawn_or_used_is_not_sent()
    {
        var unit = await data.UnitAsync("commune", "Xã Thư Mời");
        using var coordinator = await SignedInAsync(await data.PersonAsync("Lê Thị Mời", (unit, "coordinator")));
        foreach (var name in (string[])["Mới", "Thu", "Dùng"]) await PeopleWorld.InviteAsync(coordinator, unit, name, "reporter", ("email", SearchKey.Of(name) + "@xa.example"));
        var page = await coordinator.PageAsync($"/units/{unit}/people");
        async Task<long> IdAsync(string name) => await data.ScalarAsync<long>("select id from invitation where full_name = $1", name);
        using var renewed = await coordinator.SendAsync(page.Form($"/invitations/{await IdAsync("Mới")}/renew"));
        var link = PeopleWorld.Link(await renewed.PageAsync());
        await data.RunAsync("update invitation set used_at = now() where full_name = 'Dùng'");
        using (await coordinator.SendAsync(page.Form($"/invitations/{await IdAsync("Thu")}/withdraw"))) { }
        Assert.Equal(4L, await data.ScalarAsync<long>("select count(*) from mail where state = 'queued'"));

        await SendAsync();

        var letter = Assert.Single(office.Letters);
        Assert.Contains(link, letter.Text, StringComparison.Ordinal);
        Assert.Equal("dung@xa.example withdrawn f, moi@xa.example sent f, moi@xa.example withdrawn f, thu@xa.example withdrawn f", await data.ScalarAsync<string>("select string_agg(concat_ws(' ', recipient, state, text is not null), ', ' order by recipient, state) from mail"));
        using var administrator = await SignedInAsync(await data.AdministratorAsync());
        var list = await administrator.PageAsync("/mail");
        Assert.Equal(3, list.QuerySelectorAll("tbody tr").Count(row => row.Text().Contains("lời mời đã thu lại, đã thay hoặc đã dùng", StringComparison.Ordinal)));
        Assert.Null(list.QuerySelector("form[action$='/retry']"));
    }

    [Fact]
    public async Task The_news_of_a_day_waits_for_a_server_that_was_not_named_and_older_news_does_not()
    {
        using var administrator = await data.BrowserAsync(await data.AdministratorAsync());
        // Whatever the hour is: nobody's night.
        await data.RunAsync("insert into message_setting (person_id, quiet_from, quiet_to) select min(id), '03:00', '03:00' from person");
        foreach (var (to, hours) in new[] { ("hom.nay@xa.example", 3), ("hom.kia@xa.example", 40) })
            await data.RunAsync("""
                with told as (insert into message (person_id, kind, once, subject, text, at) select min(id), 'plan', $1, 'Kế hoạch mới', 'Có kế hoạch mới.', now() - $2 * interval '1 hour' from person returning id, at)
                insert into mail (recipient, subject, text, next_try, made_at, message_id) select $1, 'Kế hoạch mới', 'Có kế hoạch mới.', at, at, id from told
                """, to, hours);
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SendMail>().SendDueAsync(Cancel);
        Assert.Contains("hom.nay@xa.example", (await administrator.PageAsync("/mail")).Text(), StringComparison.Ordinal);
        await SendAsync();
        Assert.Equal("hom.nay@xa.example", Assert.Single(office.Letters).To);
        Assert.Equal("hom.nay@xa.example sent", await data.ScalarAsync<string>("select string_agg(recipient || ' ' || state, ', ') from mail"));
    }

    async Task<HttpClient> SignedInAsync(string name)
    {
        var browser = sending.CreateClient(new() { AllowAutoRedirect = false });
        await browser.SignInAsync(name);
        return browser;
    }

    async Task QueueAsync(string to, string text)
    {
        await using var scope = sending.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().QueueMailAsync(to, "Lời mời", text, new DateTimeOffset(await NowAsync()), Cancel);
    }

    async Task SendAsync()
    {
        await using var scope = sending.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMail>().SendDueAsync(Cancel);
    }

    Task<string> StateAsync() => data.ScalarAsync<string>("select state from mail");

    Task<DateTime> NowAsync() => data.ScalarAsync<DateTime>("select clock_timestamp()");
}

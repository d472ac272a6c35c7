using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Messages;

namespace TuanHoc.Web.Tests.Messages;

/// <summary>What a person reads, what comes by mail as wished, and the private calendars.</summary>
public sealed class InboxTests(LaterWorld world) : IClassFixture<LaterWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_marked_until_it_is_opened_and_leads_to_its_thing()
    {
        var name = await world.PersonAsync("Người Đọc", "doc@tuanhoc.example", (world.First, "coordinator"));
        var person = await world.IdAsync(name);
        using var reader = await world.BrowserAsync(name);
        Assert.Contains("Chưa có tin nào", (await reader.PageAsync("/messages")).Text(), StringComparison.Ordinal);
        await MessageAsync(person, "cu", "Tin cũ", "/units/1");
        var newer = await MessageAsync(person, "moi", "Tin mới", "/plans");

        var page = await reader.PageAsync("/messages");
        Assert.Equal(["Chưa đọc Tin mới", "Chưa đọc Tin cũ"], page.QuerySelectorAll(".inbox button").Select(one => one.Text()));
        Assert.Contains("2 chưa đọc", (await reader.PageAsync("/me")).QuerySelector(".bell")!.Text(), StringComparison.Ordinal);
        using (var opened = await reader.SendAsync(page.Form($"/messages/{newer}/open"))) Assert.Equal("/plans", opened.Headers.Location!.ToString());
        Assert.Contains("1 chưa đọc", (await reader.PageAsync("/me")).QuerySelector(".bell")!.Text(), StringComparison.Ordinal);
        using (var read = await reader.SendAsync(page.Form("/messages/read"))) Assert.Equal(HttpStatusCode.Redirect, read.StatusCode);
        Assert.Equal("Tin nhắn", (await reader.PageAsync("/messages")).QuerySelector(".bell")!.Text());

        using var other = await world.BrowserAsync(await world.PersonAsync("Người Khác", email: null, (world.First, "coordinator")));
        using var refused = await other.SendAsync(page.Form($"/messages/{newer}/open"));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.DoesNotContain("Tin mới", (await other.PageAsync("/messages")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inbox_goes_on_page_by_page()
    {
        var name = await world.PersonAsync("Người Nhiều Tin", email: null);
        var person = await world.IdAsync(name);
        for (var i = 1; i <= 55; i++) await MessageAsync(person, $"tin-{i}", $"Tin số {i}", href: null);
        using var reader = await world.BrowserAsync(name);
        var page = await reader.PageAsync("/messages");
        Assert.Equal(50, page.QuerySelectorAll(".inbox > li").Length);
        var next = page.QuerySelector("a[href^='/messages?before=']")!.GetAttribute("href")!;
        Assert.Equal(["Tin số 5", "Tin số 4", "Tin số 3", "Tin số 2", "Tin số 1"], (await reader.PageAsync(next)).QuerySelectorAll(".inbox button span").Select(one => one.Text()));
    }

    [Fact]
    public async Task A_kind_that_is_not_wished_comes_by_no_letter_and_own_hours_of_rest_are_kept()
    {
        var name = await world.PersonAsync("Người Chọn", "chon@tuanhoc.example", (world.First, "coordinator"));
        var person = await world.IdAsync(name);
        using var chooser = await world.BrowserAsync(name);
        var form = (await chooser.PageAsync("/me/messages")).Form("/me/messages");
        using (var saved = await chooser.SendAsync(form, to: null, ("mail-task", null), ("digest", "none"), ("from", "08:00"), ("to", "10:30"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await chooser.PageAsync("/me/messages");
        Assert.False(page.QuerySelector("input[name=mail-task]")!.HasAttribute("checked"));
        Assert.True(page.QuerySelector("input[name=mail-plan]")!.HasAttribute("checked"));
        Assert.Equal("10:30", page.QuerySelector("input[name=to]")!.GetAttribute("value"));

        var line = (await chooser.PageAsync("/audit")).QuerySelectorAll("ol > li").Select(item => item.Text()).Single(item => item.Contains("đổi cách nhận tin", StringComparison.Ordinal));
        Assert.All(["Bản tổng hợp việc của tôi: Thứ Hai hằng tuần, khi còn việc → Không nhận", "Giờ nghỉ: 21:00-06:30 → 08:00-10:30", "Không gửi thư về: trống → Kết quả nhiệm vụ"], said => Assert.Contains(said, line, StringComparison.Ordinal));

        await MessageAsync(person, "khong-thu", "Không có thư", href: null, kind: "task");
        await MessageAsync(person, "co-thu", "Có thư", href: null);
        Assert.Equal("Có thư", await world.Data.ScalarAsync<string>("select string_agg(subject, ', ') from mail where recipient = 'chon@tuanhoc.example'"));
        // At nine it is the hour of rest.
        Assert.Equal(MessageWorld.At(2036, 8, 31, 10, 30).UtcDateTime, await world.Data.ScalarAsync<DateTime>("select next_try from mail where recipient = 'chon@tuanhoc.example'"));
        using var wrong = await chooser.SendAsync(form, to: null, ("digest", "hourly"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task The_link_in_a_letter_ends_its_kind_with_a_button_and_without_a_sign_in()
    {
        var name = await world.PersonAsync("Người Thôi", "thoi@tuanhoc.example", (world.First, "coordinator"));
        var person = await world.IdAsync(name);
        await MessageAsync(person, "mot", "Một", "/plans");
        await world.RunJobsAsync();
        var letter = Assert.Single(world.Office.Letters, one => one.To == "thoi@tuanhoc.example");
        Assert.Contains("Mở: https://tuanhoc.example/plans", letter.Text, StringComparison.Ordinal);
        var link = letter.Text.Split('\n').Single(line => line.Contains("/messages/unsubscribe/", StringComparison.Ordinal)).Split("https://tuanhoc.example")[1].Trim();

        using var visitor = world.Serving.CreateClient(new() { AllowAutoRedirect = false });
        var page = await visitor.PageAsync(link);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from message_wish where person_id = $1", person));
        using (var done = await visitor.SendAsync(page.Form(link))) Assert.Contains("Từ nay không gửi", (await done.PageAsync()).Text(), StringComparison.Ordinal);
        await MessageAsync(person, "hai", "Hai", "/plans");
        await MessageAsync(person, "ba", "Ba", "/plans", kind: "task");
        Assert.Equal("Một, Ba", await world.Data.ScalarAsync<string>("select string_agg(subject, ', ' order by id) from mail where recipient = 'thoi@tuanhoc.example'"));
        using var forged = await visitor.GetAsync("/messages/unsubscribe/CfDJ8abc", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    [Fact]
    public async Task An_address_that_refuses_gets_no_more_letters_until_it_changes()
    {
        // A unit of its own: nobody else's news is counted.
        var unit = await world.Data.UnitAsync("commune", "Xã Sai Địa Chỉ", world.Province);
        var name = await world.PersonAsync("Người Sai Địa Chỉ", "Sai@tuanhoc.example", (unit, "coordinator"));
        var person = await world.IdAsync(name);
        world.Office.Refuses = to => to == "Sai@tuanhoc.example" ? "550 no such mailbox" : null;
        await MessageAsync(person, "mot", "Một", href: null);
        await world.RunJobsAsync();
        await MessageAsync(person, "hai", "Hai", href: null);
        Assert.Equal("Một failed", await world.Data.ScalarAsync<string>("select string_agg(subject || ' ' || state, ', ') from mail where recipient = 'Sai@tuanhoc.example'"));

        using var reader = await world.BrowserAsync(name);
        Assert.Contains("no such mailbox", (await reader.PageAsync("/me")).Text(), StringComparison.Ordinal);
        Assert.Contains("no such mailbox", (await reader.PageAsync("/me/messages")).Text(), StringComparison.Ordinal);
        Assert.Equal(["Hai", "Một"], (await reader.PageAsync("/messages")).QuerySelectorAll(".inbox button span").Select(one => one.Text()));
        Assert.Contains("Thư gửi tới bị trả lại", (await reader.PageAsync($"/units/{unit}/people")).Text(), StringComparison.Ordinal);

        await world.Data.RunAsync("update person set email = 'dung@tuanhoc.example' where id = $1", person);
        await MessageAsync(person, "ba", "Ba", href: null);
        Assert.Equal("Ba", await world.Data.ScalarAsync<string>("select subject from mail where recipient = 'dung@tuanhoc.example'"));
        Assert.DoesNotContain("no such mailbox", (await reader.PageAsync("/me")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_calendar_is_read_by_its_address_until_it_is_made_anew()
    {
        var name = await world.PersonAsync("Người Xem Lịch", email: null, (world.School, "coordinator"));
        using var owner = await world.BrowserAsync(name);
        await world.PlanAsync(world.First, "CV", "9/UBND", "Công văn thử lịch", await world.IdAsync(name), [new(world.School, "Nộp ảnh; phim, tư liệu", "document", new DateOnly(2036, 9, 20), "before")]);
        var first = await MadeAsync(owner);
        using var program = world.Serving.CreateClient(new() { AllowAutoRedirect = false });
        using (var read = await program.GetAsync(first, Cancel))
        {
            Assert.Equal("text/calendar", read.Content.Headers.ContentType!.MediaType);
            var calendar = await read.Content.ReadAsStringAsync(Cancel);
            Assert.StartsWith("BEGIN:VCALENDAR\r\n", calendar, StringComparison.Ordinal);
            // "Before the 20th" stands on its last day.
            Assert.Contains("DTSTART;VALUE=DATE:20360919\r\n", calendar, StringComparison.Ordinal);
            Assert.Contains("SUMMARY:Hạn: Nộp ảnh\\; phim\\, tư liệu\r\n", calendar, StringComparison.Ordinal);
        }
        var second = await MadeAsync(owner);
        using (var ended = await program.GetAsync(first, Cancel)) Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
        using (var unknown = await program.GetAsync("/calendar/0123.ics", Cancel)) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using (var open = await program.GetAsync(second, Cancel)) Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        using (var done = await owner.SendAsync((await owner.PageAsync("/me/messages")).Forms.Single(form => form.Action.EndsWith("/end", StringComparison.Ordinal)))) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using (var closed = await program.GetAsync(second, Cancel)) Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
    }

    [Fact]
    public async Task A_unit_has_a_calendar_of_its_own_with_its_ceremonies_until_its_maker_leaves()
    {
        var name = await world.PersonAsync("Người Hai Đơn Vị", email: null, (world.School, "coordinator"), (world.Second, "coordinator"));
        using var owner = await world.BrowserAsync(name);
        await world.PlanAsync(world.First, "CV", "10/UBND", "Công văn hai nơi", await world.IdAsync(name), [new(world.School, "Việc của trường", "document", new DateOnly(2036, 9, 20)), new(world.Second, "Việc của xã", "document", new DateOnly(2036, 9, 21))]);
        foreach (var (unit, title) in ((long, string)[])[(world.School, "Lễ của trường"), (world.Second, "Lễ của xã")])
            await world.Data.RunAsync("""
                insert into activity (id, edition_id, unit_id, kind, title, from_at, state, write_key, made_at, made_by, changed_at, changed_by)
                select k, $1, $2, 'ceremony', $3, '2036-10-02 01:00+00', 'planned', k, now(), $4, now(), $4 from gen_random_uuid() as k
                """, world.Edition.Id, unit, title, await world.IdAsync(name));
        var own = await MadeAsync(owner, world.Second);
        var all = await MadeAsync(owner);
        using var program = world.Serving.CreateClient(new() { AllowAutoRedirect = false });
        var ofUnit = await program.GetStringAsync(own, Cancel);
        Assert.Contains("SUMMARY:Lễ của xã\r\n", ofUnit, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Hạn: Việc của xã\r\n", ofUnit, StringComparison.Ordinal);
        Assert.DoesNotContain("của trường", ofUnit, StringComparison.Ordinal);
        var ofPerson = await program.GetStringAsync(all, Cancel);
        Assert.All((string[])["Lễ của xã", "Lễ của trường", "Việc của xã", "Việc của trường"], title => Assert.Contains(title, ofPerson, StringComparison.Ordinal));

        await world.Data.RunAsync("update membership set valid = daterange(lower(valid), '2036-08-31') where unit_id = $1 and person_id = $2", world.Second, await world.IdAsync(name));
        using (var left = await program.GetAsync(own, Cancel)) Assert.Equal(HttpStatusCode.NotFound, left.StatusCode);
        ofPerson = await program.GetStringAsync(all, Cancel);
        Assert.Contains("Lễ của trường", ofPerson, StringComparison.Ordinal);
        Assert.DoesNotContain("của xã", ofPerson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happened_is_told_once_however_often_and_by_however_many_it_is_followed()
    {
        var person = await world.IdAsync(await world.PersonAsync("Người Theo", email: null, (world.Second, "coordinator")));
        await world.Data.LedgerAsync(world.Edition);
        await world.Data.RunAsync("insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select $1, unit_id, edition_id, 'report-accepted', 'report', id::text from report where unit_id = $2", world.Clock.GetUtcNow(), world.Second);
        await Task.WhenAll(FollowAsync(), FollowAsync(), FollowAsync());
        await FollowAsync();
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from message where person_id = $1 and kind = 'report'", person));
    }

    [Fact]
    public async Task A_unit_reminded_from_the_control_board_hears_of_it_once_a_day()
    {
        var person = await world.IdAsync(await world.PersonAsync("Người Được Nhắc", email: null, (world.Second, "leader")));
        for (var times = 0; times < 2; times++)
        {
            await world.Data.RunAsync("insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ($1, $2, $3, 'task-reminder', 'unit', $4)", world.Clock.GetUtcNow(), world.Second, world.Edition.Id, $"{world.Province}");
            await FollowAsync();
        }
        Assert.Equal("Cấp trên nhắc: Xã Thứ Hai còn việc trễ hoặc đến hạn", await world.Data.ScalarAsync<string>("select string_agg(subject, '; ') from message where person_id = $1 and kind = 'reminder'", person));
    }

    [Fact]
    public async Task Erasure_takes_what_was_said_to_the_person_with_it()
    {
        var person = await world.IdAsync(await world.PersonAsync("Người Đi", "di@tuanhoc.example", (world.First, "coordinator")));
        await MessageAsync(person, "mot", "Một", href: null);
        await world.Data.RunAsync("insert into message_wish (person_id, kind, mail) values ($1, 'task', false)", person);
        await world.Data.RunAsync("insert into message_setting (person_id) values ($1)", person);
        await world.Data.RunAsync("insert into calendar_feed (person_id, token_hash, made_at) values ($1, sha256('x'), now())", person);
        await world.Data.RunAsync("insert into bounced_address (email, at, why) values ('di@tuanhoc.example', now(), 'x')");
        await world.Data.RunAsync("select erase_person($1, vietnam_day(now()), now())", person);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select (select count(*) from message where person_id = $1) + (select count(*) from message_wish where person_id = $1) + (select count(*) from message_setting where person_id = $1) + (select count(*) from calendar_feed where person_id = $1) + (select count(*) from bounced_address where email like 'di@%') + (select count(*) from mail where recipient like 'di@%')", person));
    }

    static async Task<string> MadeAsync(HttpClient owner, long? unit = null)
    {
        using var made = await owner.SendAsync((await owner.PageAsync("/me/messages")).Form("/me/messages/calendars"), null, unit is null ? [] : [("unit", $"{unit}")]);
        return new Uri((await made.PageAsync()).QuerySelector("input[readonly]")!.GetAttribute("value")!).AbsolutePath;
    }

    async Task FollowAsync()
    {
        await using var scope = world.Serving.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FollowHappenings>().FollowAsync(Cancel);
    }

    Task<long> MessageAsync(long person, string once, string subject, string? href, string kind = "plan") => world.Data.ScalarAsync<long>(
        "insert into message (person_id, kind, once, subject, text, href, at) values ($1, $2, $3, $4, 'Nội dung', $5::text, $6) returning id", person, kind, once, subject, href, world.Clock.GetUtcNow());
}

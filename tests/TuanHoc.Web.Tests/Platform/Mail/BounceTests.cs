using System.Net;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Tests.Platform.Mail;

/// <summary>Letters that came back after they were taken, brought to the page by who keeps the sender's mailbox.</summary>
public sealed class BounceTests(Postgres postgres) : IAsyncLifetime
{
    readonly PostOffice office = new();
    App app = null!;
    WebApplicationFactory<Program> sending = null!;
    TestData data = null!;
    HttpClient administrator = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        sending = office.Serve(app);
        data = new TestData(app);
        administrator = sending.CreateClient(new() { AllowAutoRedirect = false });
        await administrator.SignInAsync(await data.AdministratorAsync());
    }

    public async ValueTask DisposeAsync()
    {
        administrator.Dispose();
        await sending.DisposeAsync();
        await app.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task A_letter_that_came_back_marks_its_address_and_nothing_more_is_sent_there_until_the_mark_is_taken_off()
    {
        var letter = await SentAsync("nghi.viec@xa.example");
        var page = await BringAsync(("tra-lai.eml", Notice("nghi.viec@xa.example", "failed", "5.1.1", letter.MessageId)));
        Assert.Contains("nghi.viec@xa.example: đã đánh dấu là địa chỉ bị trả thư (5.1.1 550 5.1.1 User unknown)", page, StringComparison.Ordinal);
        Assert.Equal("nghi.viec@xa.example", await BouncedAsync());
        Assert.Equal("failed 5.1.1 550 5.1.1 User unknown", await data.ScalarAsync<string>("select state || ' ' || last_error from mail"));
        Assert.Equal(1L, await data.ScalarAsync<long>("select count(*) from audit where thing = 'mail' and what = 'came-back' and person_id is not null"));

        await QueueAsync("nghi.viec@xa.example");
        await SendAsync();
        Assert.Single(office.Letters);

        using (await administrator.SendAsync((await administrator.PageAsync("/mail")).Form("/mail/bounced/removal"))) { }
        Assert.Equal("", await BouncedAsync());
        // The same notice once more says nothing new.
        Assert.Contains("đã được ghi là không tới từ trước", await BringAsync(("tra-lai.eml", Notice("nghi.viec@xa.example", "failed", "5.1.1", letter.MessageId))), StringComparison.Ordinal);
        Assert.Equal("", await BouncedAsync());
        await QueueAsync("nghi.viec@xa.example");
        await SendAsync();
        Assert.Equal(2, office.Letters.Count);
    }

    [Theory]
    [InlineData("delayed", "4.4.1")]
    [InlineData("failed", "4.4.7")]
    [InlineData("delivered", "2.0.0")]
    [InlineData("relayed", "2.1.5")]
    public async Task What_is_late_or_may_go_another_time_marks_nothing(string action, string status)
    {
        var letter = await SentAsync("cham@xa.example");
        Assert.Contains("cham@xa.example: chỉ là chậm hoặc chưa chuyển được lúc này", await BringAsync(("tre.eml", Notice("cham@xa.example", action, status, letter.MessageId))), StringComparison.Ordinal);
        Assert.Equal("", await BouncedAsync());
        Assert.Equal("sent", await data.ScalarAsync<string>("select state from mail"));
    }

    [Fact]
    public async Task Without_the_name_of_the_letter_only_an_address_that_was_written_to_is_marked()
    {
        await SentAsync("co@xa.example");
        var page = await BringAsync(("co.eml", Notice("CO@xa.example", "failed", "5.1.1", messageId: null)), ("khong.eml", Notice("khong-quen@xa.example", "failed", "5.1.1", messageId: null)));
        Assert.Contains("co@xa.example: đã đánh dấu", page, StringComparison.Ordinal);
        Assert.Contains("khong-quen@xa.example: ở đây không thấy lá thư nào như vậy", page, StringComparison.Ordinal);
        Assert.Equal("co@xa.example", await BouncedAsync());
    }

    [Fact]
    public async Task A_notice_that_names_the_letter_of_another_marks_nobody()
    {
        var mine = await SentAsync("mot@xa.example");
        await SentAsync("hai@xa.example");
        Assert.Contains("hai@xa.example: ở đây không thấy lá thư nào như vậy", await BringAsync(("gia.eml", Notice("hai@xa.example", "failed", "5.1.1", mine.MessageId))), StringComparison.Ordinal);
        Assert.Contains("hai@xa.example: ở đây không thấy lá thư nào như vậy", await BringAsync(("gia.eml", Notice("hai@xa.example", "failed", "5.1.1", "<987654.tuanhoc@bo.example>"))), StringComparison.Ordinal);
        Assert.Equal("", await BouncedAsync());
    }

    [Fact]
    public async Task A_forwarded_address_is_known_by_the_one_that_was_written_to_and_a_name_of_another_server_is_none_of_ours()
    {
        await SentAsync("chuyen@xa.example");
        var page = await BringAsync(("chuyen.eml", Notice("hop.thu.moi@tinh.example", "failed", "5.2.1", "<1b2c3d@mx.tinh.example>", original: "chuyen@xa.example")));
        Assert.Contains("chuyen@xa.example: đã đánh dấu", page, StringComparison.Ordinal);
        Assert.Equal("chuyen@xa.example", await BouncedAsync());
    }

    [Theory]
    [InlineData("From: ha@xa.example\r\nSubject: Re: Loi moi\r\nContent-Type: text/plain\r\n\r\nDia chi co@xa.example khong dung nua, Final-Recipient: rfc822;co@xa.example\r\n")]
    [InlineData("%PDF-1.7 khong phai thu")]
    [InlineData("")]
    [InlineData("From: a@b.example\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;co@xa.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n")]
    [InlineData("From: a@b.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n--x--\r\n")]
    public async Task What_is_no_such_notice_is_said_to_be_none(string content)
    {
        await SentAsync("co@xa.example");
        Assert.Contains("Không phải thư máy chủ báo không chuyển được", await BringAsync(("thu.eml", content)), StringComparison.Ordinal);
        Assert.Equal("", await BouncedAsync());
    }

    [Fact]
    public async Task Without_a_file_the_page_says_which_to_choose()
    {
        using var response = await PostAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Chọn một hay nhiều tệp .eml", (await response.PageAsync()).Text(), StringComparison.Ordinal);
    }

    async Task<string> BringAsync(params (string Name, string Content)[] files)
    {
        using var response = await PostAsync(files);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.PageAsync()).Text();
    }

    async Task<HttpResponseMessage> PostAsync(params (string Name, string Content)[] files)
    {
        var form = (await administrator.PageAsync("/mail")).Form("/mail/bounces");
        Assert.Equal("file", form.QuerySelector("[name=letters]")!.GetAttribute("type"));
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Filled(("letters", null))) content.Add(new StringContent(value), name);
        foreach (var (name, eml) in files) content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(eml)), "letters", name);
        return await administrator.PostAsync("/mail/bounces", content, Cancel);
    }

    async Task<Arrived> SentAsync(string to)
    {
        await QueueAsync(to);
        await SendAsync();
        return office.Letters.Last();
    }

    async Task QueueAsync(string to)
    {
        await using var scope = sending.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().QueueMailAsync(to, "Lời mời", "…", new DateTimeOffset(await data.ScalarAsync<DateTime>("select clock_timestamp()")), Cancel);
    }

    async Task SendAsync()
    {
        await using var scope = sending.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMail>().SendDueAsync(Cancel);
    }

    Task<string> BouncedAsync() => data.ScalarAsync<string>("select coalesce(string_agg(email, ' '), '') from bounced_address");

    // As Postfix writes it: words for a person, the fields, and the headers of the letter that came back.
    static string Notice(string to, string action, string status, string? messageId, string? original = null) => $"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.xa.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: tuanhoc@bo.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="9B1A/mx.xa.example"

        --9B1A/mx.xa.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --9B1A/mx.xa.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.xa.example
        Arrival-Date: Thu, 25 Sep 2025 08:00:00 +0700 (ICT)

        Final-Recipient: rfc822; {to}{(original is null ? "" : $"\nOriginal-Recipient: rfc822;{original}")}
        Action: {action}
        Status: {status}
        Remote-MTA: dns; mx.xa.example
        Diagnostic-Code: smtp; 550 5.1.1
            User unknown

        --9B1A/mx.xa.example
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        From: TuanHoc <tuanhoc@bo.example>
        To: {original ?? to}
        Subject: Loi moi{(messageId is null ? "" : $"\nMessage-ID: {messageId}")}

        --9B1A/mx.xa.example--
        """.ReplaceLineEndings("\r\n");
}

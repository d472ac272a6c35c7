using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace TuanHoc.Web.Tests.Tasks;

/// <summary>What nothing shows done is said by the unit and verified by another.</summary>
public sealed class TaskAccountTests(TaskWorld world) : IClassFixture<TaskWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task<(long Unit, long Task)> GivenAsync()
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        return (unit, await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Treo băng rôn", "news", world.Today.AddDays(3), "by")), "Treo băng rôn", unit));
    }

    async Task<string> AccountPathAsync(long task) => $"/tasks/{task}/accounts/{await world.Data.ScalarAsync<long>("select max(id) from task_account where unit_task_id = $1", task)}";

    static async Task<HttpStatusCode> AcceptAsync(HttpClient browser, long task, string path)
    {
        using var answer = await browser.SendAsync((await browser.PageAsync($"/tasks/{task}")).Form($"{path}/acceptance"));
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("coordinator", true)]
    [InlineData("leader", true)]
    [InlineData("leader", false)]
    public async Task Said_by_the_unit_and_accepted_by_who_gave_it_or_its_standing_agency(string role, bool ofIssuer)
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        using var giver = await world.SomeoneAsync((ofIssuer ? world.Province : world.Agency, role));
        await TaskWorld.SaidAsync(doer, task);
        Assert.Equal("said", await world.StateAsync(task));
        Assert.Contains("Treo băng rôn", (await giver.PageAsync("/tasks")).QuerySelector("section[aria-labelledby=waiting]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await AcceptAsync(giver, task, await AccountPathAsync(task)));
        Assert.Equal("done", await world.StateAsync(task));
        Assert.Equal("task-said task-accepted", await world.Data.ScalarAsync<string>("select string_agg(kind, ' ' order by id) from happening where thing = 'task' and thing_id = $1", task.ToString(TuanHoc.Web.Kit.Vn.Culture)));
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'task' and thing_id = $1", task.ToString(TuanHoc.Web.Kit.Vn.Culture)));
        Assert.Contains("đã xong, không cần báo nữa", (await doer.PageAsync($"/tasks/{task}")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("meeting")]
    [InlineData("document")]
    public async Task Minutes_and_documents_come_with_their_file(string output)
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        var task = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Việc có giấy", output)), "Việc có giấy", unit);
        var doer = await world.SomeoneAsync((unit, "coordinator"));
        using (var refused = await TaskWorld.SayAsync(doer, task, "Đã họp ngày 5/10."))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("kèm tệp biên bản hoặc văn bản", page.GetElementById("file-error")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Đã họp ngày 5/10.", page.GetElementById("sentence")!.TextContent, StringComparison.Ordinal);
        }
        using var said = await TaskWorld.SayAsync(doer, task, "Đã họp ngày 5/10.", "%PDF-1.7\nbiên bản"u8.ToArray());
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
    }

    [Theory]
    [InlineData("money")]
    [InlineData("news")]
    [InlineData("activity")]
    [InlineData(null)]
    public async Task Nothing_is_said_done_without_evidence(string? output)
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        var task = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Vận động kinh phí", output)), "Vận động kinh phí", unit);
        using var doer = await world.SomeoneAsync((unit, "coordinator"));
        using (var bare = await TaskWorld.SayAsync(doer, task, "Đã vận động 12 triệu đồng."))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
            var page = await bare.PageAsync();
            Assert.Contains("Chưa có minh chứng: kèm một tệp", page.GetElementById("file-error")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Đã vận động 12 triệu đồng.", page.GetElementById("sentence")!.TextContent, StringComparison.Ordinal);
        }
        Assert.NotEqual("said", await world.StateAsync(task));
        using var said = await TaskWorld.SayAsync(doer, task, "Đã vận động 12 triệu đồng.", "%PDF-1.7\nsổ thu"u8.ToArray());
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Equal("said", await world.StateAsync(task));
    }

    [Fact]
    public async Task A_page_here_or_on_the_web_is_evidence_and_who_verifies_opens_it()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        await world.CeremonyAsync(unit, "held", DateTimeOffset.UnixEpoch);
        var activity = $"/activities/{await world.Data.ScalarAsync<Guid>("select id from activity where unit_id = $1", unit)}";
        await world.CeremonyAsync(world.Communes[0], "held", DateTimeOffset.UnixEpoch);
        var foreign = $"/activities/{await world.Data.ScalarAsync<Guid>("select id from activity where unit_id = $1 limit 1", world.Communes[0])}";
        foreach (var (link, why) in new[]
        {
            (foreign, "của đơn vị: mở đúng trang ấy"), ($"/activities/{Guid.CreateVersion7()}", "của đơn vị: mở đúng trang ấy"), ("/tasks", "của đơn vị: mở đúng trang ấy"), ("http://localhost/units/1", "của đơn vị: mở đúng trang ấy"),
            ("javascript:alert(1)", "không phải địa chỉ một trang"), ("trang báo tỉnh", "không phải địa chỉ một trang"), ("//baomau.example/x", "không phải địa chỉ một trang"), ("https://" + new string('a', 600) + ".example/", "nhiều nhất 500 ký tự"),
        })
        {
            using var refused = await TaskWorld.SayAsync(doer, task, "Đã treo.", link: link);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(why, (await refused.PageAsync()).GetElementById("link-error")!.TextContent, StringComparison.Ordinal);
        }

        using (var said = await TaskWorld.SayAsync(doer, task, "Đã treo.", link: "http://localhost" + activity + "?from=list")) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        using var giver = await world.SomeoneAsync((world.Province, "coordinator"));
        var page = await giver.PageAsync($"/tasks/{task}");
        Assert.NotNull(page.QuerySelector($"a[href='{activity}']"));
        Assert.DoesNotContain("Không có minh chứng", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Lễ khai mạc", (await giver.PageAsync(activity)).Text(), StringComparison.Ordinal);
        using (await giver.SendAsync(page.Form($"{await AccountPathAsync(task)}/return"), null, ("reason", "Cần bài báo"))) { }
        using (var again = await TaskWorld.SayAsync(doer, task, "Báo đã đưa tin.", link: "https://baomau.example/tin?id=7&x=1")) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.NotNull((await giver.PageAsync($"/tasks/{task}")).QuerySelector("a[href='https://baomau.example/tin?id=7&x=1'][rel~=noreferrer]"));
    }

    [Fact]
    public async Task Returned_with_a_reason_it_is_said_again()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "leader"));
        using var giver = await world.SomeoneAsync((world.Province, "coordinator"));
        await TaskWorld.SaidAsync(doer, task);
        var path = await AccountPathAsync(task);
        var form = (await giver.PageAsync($"/tasks/{task}")).Form($"{path}/return");
        using (var silent = await giver.SendAsync(form, null, ("reason", " ")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
            Assert.Contains("Ghi lý do trả lại", (await silent.PageAsync()).Text(), StringComparison.Ordinal);
        }
        for (var press = 0; press < 2; press++)
            using (var returned = await giver.SendAsync(form, null, ("reason", "Chưa có ảnh")))
                Assert.Equal(HttpStatusCode.Redirect, returned.StatusCode);
        Assert.Equal("returned", await world.StateAsync(task));
        Assert.Contains("Chưa có ảnh", (await doer.PageAsync($"/tasks/{task}")).Text(), StringComparison.Ordinal);
        await TaskWorld.SaidAsync(doer, task, "Đã treo, có ảnh.");
        Assert.Equal(HttpStatusCode.Redirect, await AcceptAsync(giver, task, await AccountPathAsync(task)));
        // The first answer stands.
        using var late = await giver.SendAsync(form, null, ("reason", "Khác"));
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
        Assert.Equal("done", await world.StateAsync(task));
        Assert.Equal("Chưa có ảnh", await world.Data.ScalarAsync<string>("select reason from task_account where unit_task_id = $1 and verdict = 'returned'", task));
    }

    [Fact]
    public async Task Nobody_verifies_what_they_said_themselves_in_whatever_role()
    {
        var (unit, task) = await GivenAsync();
        using var both = await world.SomeoneAsync((unit, "reporter"), (world.Province, "leader"));
        await TaskWorld.SaidAsync(both, task);
        var path = await AccountPathAsync(task);
        var page = await both.PageAsync($"/tasks/{task}");
        Assert.Contains("không tự xác nhận được, kể cả với vai trò khác", page.Text(), StringComparison.Ordinal);
        using var answer = await both.PostAsync($"{path}/acceptance", new FormUrlEncodedContent(await both.TokenAsync()), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("said", await world.StateAsync(task));
        Assert.Null((await both.PageAsync("/tasks")).QuerySelector($"section[aria-labelledby=waiting] a[href='/tasks/{task}']"));
    }

    [Fact]
    public async Task Who_has_nothing_to_do_with_it_neither_sees_says_nor_verifies()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        await TaskWorld.SaidAsync(doer, task);
        var path = await AccountPathAsync(task);
        using var stranger = await world.SomeoneAsync((world.Communes[0], "coordinator"));
        using var viewer = await world.SomeoneAsync((unit, "viewer"));
        var token = await stranger.TokenAsync();
        foreach (var address in new[] { $"{path}/acceptance", $"{path}/return", $"/tasks/{task}/accounts" })
        {
            using var answer = await stranger.PostAsync(address, new FormUrlEncodedContent(token), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using (var page = await stranger.GetAsync($"/tasks/{task}", Cancel)) Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.DoesNotContain((await viewer.PageAsync($"/tasks/{task}")).Forms, form => form.Action.EndsWith("/accounts", StringComparison.Ordinal));
        // The doer's own people do not verify either.
        using var colleague = await world.SomeoneAsync((unit, "leader"));
        Assert.DoesNotContain((await colleague.PageAsync($"/tasks/{task}")).Forms, form => form.Action.EndsWith("/acceptance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_posted_twice_says_it_once_and_another_waits_for_the_answer()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        using var colleague = await world.SomeoneAsync((unit, "coordinator"));
        var form = (await doer.PageAsync($"/tasks/{task}")).Form($"/tasks/{task}/accounts");
        var other = (await colleague.PageAsync($"/tasks/{task}")).Form($"/tasks/{task}/accounts");
        for (var press = 0; press < 2; press++)
            using (var said = await doer.SendAsync(form, null, ("sentence", "Đã làm xong."), ("file", null), ("link", "https://baomau.example/da-lam")))
                Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        using var second = await colleague.SendAsync(other, null, ("sentence", "Tôi cũng báo."), ("file", null), ("link", "https://baomau.example/cung-bao"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("Tôi cũng báo.", (await second.PageAsync()).QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1L, await world.Data.ScalarAsync<long>("select count(*) from task_account where unit_task_id = $1", task));
    }

    [Fact]
    public async Task Evidence_is_known_by_its_content_and_comes_back_as_it_was_sent()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        var pdf = "%PDF-1.7\nẢnh chụp băng rôn"u8.ToArray();
        using (var said = await TaskWorld.SayAsync(doer, task, "Có ảnh kèm theo.", pdf, "băng rôn.html")) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(pdf)), (await doer.PageAsync($"/tasks/{task}")).Text(), StringComparison.Ordinal);
        using var file = await doer.GetAsync($"{await AccountPathAsync(task)}/file", Cancel);
        Assert.Equal(pdf, await file.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(("application/pdf", "attachment"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("băng rôn.pdf", file.Content.Headers.ContentDisposition.FileNameStar);
        using var stranger = await world.SomeoneAsync((world.Communes[0], "coordinator"));
        using var hidden = await stranger.GetAsync($"{await AccountPathAsync(task)}/file", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task A_file_of_another_kind_too_large_or_with_macros_is_refused_and_the_sentence_kept()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        foreach (var (bytes, status, why) in new[]
        {
            (Encoding.UTF8.GetBytes("<script>alert(1)</script>"), HttpStatusCode.BadRequest, "Tệp này không phải PDF"),
            (Office("word/document.xml", "word/vbaProject.bin"), HttpStatusCode.BadRequest, "có macro"),
            (Office("khac.txt"), HttpStatusCode.BadRequest, "Tệp này không phải PDF"),
            ([0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3], HttpStatusCode.BadRequest, "Đây không phải ảnh"),
            ([.. "%PDF-"u8, .. new byte[10_000_001]], HttpStatusCode.BadRequest, "Tệp lớn hơn 10 MB"),
            ([.. "%PDF-"u8, .. new byte[11_000_000]], HttpStatusCode.RequestEntityTooLarge, "Tệp lớn hơn 10 MB"),
        })
        {
            using var refused = await TaskWorld.SayAsync(doer, task, "Câu đã gõ.", bytes, "tep.pdf");
            Assert.Equal(status, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains(why, page.Text(), StringComparison.Ordinal);
            if (status == HttpStatusCode.BadRequest) Assert.Equal("Câu đã gõ.", page.QuerySelector("textarea#sentence")!.TextContent);
        }
        using var kept = await TaskWorld.SayAsync(doer, task, "Có văn bản.", Office("word/document.xml"), "bien-ban.docx");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal(1L, await world.Data.ScalarAsync<long>("select count(*) from task_account where unit_task_id = $1 and file_name = 'bien-ban.docx'", task));
    }

    [Fact]
    public async Task A_forged_form_writes_nothing_and_loses_nothing()
    {
        var (unit, task) = await GivenAsync();
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        var form = (await doer.PageAsync($"/tasks/{task}")).Form($"/tasks/{task}/accounts");
        using var forged = await doer.PostAsync($"/tasks/{task}/accounts", new FormUrlEncodedContent(form.Filled(("sentence", "Câu đã gõ."), ("file", null), ("__RequestVerificationToken", null))), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("Câu đã gõ.", (await forged.PageAsync()).QuerySelector("textarea#sentence")!.TextContent);
        await TaskWorld.SaidAsync(doer, task);
        using var giver = await world.SomeoneAsync((world.Province, "leader"));
        foreach (var act in new[] { "acceptance", "return" })
        {
            using var answer = await giver.PostAsync($"{await AccountPathAsync(task)}/{act}", new FormUrlEncodedContent([new("reason", "Vì sao")]), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.Equal("said", await world.StateAsync(task));
    }

    [Fact]
    public async Task What_the_program_sees_by_itself_is_not_said()
    {
        var name = $"Xã {Guid.CreateVersion7():N}";
        var unit = await world.CommuneAsync(name);
        var task = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask(name, "Lập kế hoạch", "plan")), "Lập kế hoạch", unit);
        using var doer = await world.SomeoneAsync((unit, "coordinator"));
        var page = await doer.PageAsync($"/tasks/{task}");
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/accounts", StringComparison.Ordinal));
        Assert.Contains("tự xong khi đơn vị ban hành kế hoạch", page.Text(), StringComparison.Ordinal);
        using var said = await doer.PostAsync($"/tasks/{task}/accounts", new FormUrlEncodedContent([.. await doer.TokenAsync(), new("key", Guid.CreateVersion7().ToString()), new("sentence", "Đã ban hành")]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, said.StatusCode);
    }

    [Fact]
    public async Task A_report_is_told_only_by_a_unit_that_owes_none_here()
    {
        var name = $"Ban {Guid.CreateVersion7():N}";
        var (body, commune) = (await world.Data.UnitAsync("body", name, world.Province), await world.CommuneAsync($"Xã {name}"));
        await world.Data.LedgerAsync(world.Edition);
        var plan = await world.PlanAsync(new(name, "Báo cáo kết quả bằng công văn", "report", world.Today, "by"), new($"Xã {name}", "Báo cáo kết quả", "report", world.Today, "by"));
        var (byLetter, here) = (await world.UnitTaskAsync(plan, "Báo cáo kết quả bằng công văn", body), await world.UnitTaskAsync(plan, "Báo cáo kết quả", commune));
        using var secretary = await world.SomeoneAsync((body, "reporter"));
        Assert.Contains("Báo kết quả", (await secretary.PageAsync("/tasks")).QuerySelector(".tasks li a.btn")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("không nộp báo cáo trên phần mềm", (await secretary.PageAsync($"/tasks/{byLetter}")).Text(), StringComparison.Ordinal);
        using (var said = await TaskWorld.SayAsync(secretary, byLetter, "Đã gửi báo cáo số 45/BC-BCĐ.", "%PDF-1.7\nbáo cáo"u8.ToArray())) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        using var giver = await world.SomeoneAsync((world.Province, "coordinator"));
        Assert.Equal(HttpStatusCode.Redirect, await AcceptAsync(giver, byLetter, await AccountPathAsync(byLetter)));
        Assert.Equal("done", await world.StateAsync(byLetter));

        using var doer = await world.SomeoneAsync((commune, "reporter"));
        var page = await doer.PageAsync($"/tasks/{here}");
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/accounts", StringComparison.Ordinal));
        using var refused = await doer.PostAsync($"/tasks/{here}/accounts", new FormUrlEncodedContent([.. await doer.TokenAsync(), new("key", Guid.CreateVersion7().ToString()), new("sentence", "Đã gửi công văn")]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("due", await world.StateAsync(here));
    }

    static byte[] Office(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts) zip.CreateEntry(part);
            using var types = zip.CreateEntry("[Content_Types].xml").Open();
            types.Write("<Types/>"u8);
        }
        return bytes.ToArray();
    }
}

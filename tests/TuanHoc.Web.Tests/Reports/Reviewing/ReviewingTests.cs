using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Messages;

namespace TuanHoc.Web.Tests.Reports.Reviewing;

/// <summary>What a receiver sees and does beside accepting and returning one report.</summary>
public sealed class ReviewingTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return response.StatusCode;
    }

    [Fact]
    public async Task What_changed_since_it_was_sent_last_stands_cell_by_cell_before_the_decision()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"), ("publications.amount", "1200"));
        Assert.DoesNotContain("chỗ khác bản", (await world.Receiver.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
        await school.ReturnAsync("Dòng 3 có phải 120?");
        await school.SubmitAsync(("publications.amount", "120"), ("news.note", "Đã đếm lại"));

        var panel = (await world.Receiver.PageAsync(school.Report)).QuerySelector("[aria-labelledby=review]")!.Text();
        Assert.Contains("2 chỗ khác bản 1 nộp lúc", panel, StringComparison.Ordinal);
        Assert.Contains("Dòng 3, Số quyển, tờ: 1.200 → 120", panel, StringComparison.Ordinal);
        Assert.Contains("trống → Đã đếm lại", panel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remark_on_a_cell_is_read_by_both_sides_and_counts_once()
    {
        var school = await world.SchoolAsync();
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(school.Reporter.PostAsync(school.Report + "/comments", new FormUrlEncodedContent([.. await school.Reporter.TokenAsync(), new("key", Guid.CreateVersion7().ToString())]), Cancel)));
        await school.SubmitAsync(("news.amount", "14"));
        var form = (await world.Receiver.PageAsync(school.Report + "?on=news.amount")).Form(school.Report + "/comments");
        for (var time = 0; time < 2; time++)
            using (var said = await world.Receiver.SendAsync(form, to: null, ("text", "14 tin trong một tuần? <b>"))) Assert.Equal(school.Report + "?done=commented", said.Headers.Location!.ToString());
        using (var nowhere = await world.Receiver.SendAsync(form, to: null, ("field", "no.such"), ("text", "x"), ("key", Guid.CreateVersion7().ToString())))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
            Assert.Contains("Chọn ô hoặc mục", (await nowhere.PageAsync()).Text(), StringComparison.Ordinal);
        }

        var sheet = (await school.Reporter.PageAsync(school.Report)).QuerySelector("table.sheet")!.Text();
        Assert.Contains("Hoàng Thị Sen: 14 tin trong một tuần? <b>", sheet, StringComparison.Ordinal);
        await world.Receiver.SendAsync((await world.Receiver.PageAsync(school.Report)).Form(school.Report + "/return"), to: null, ("reason", "Xem nhận xét"));
        using (await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report + "?on=")).Form(school.Report + "/comments"), to: null, ("field", "news.amount"), ("text", "Đúng, có cả bản tin xã"))) { }
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from report_comment where report_id = $1", school.Id));
        Assert.Equal(2, await school.CountAsync("audit", "commented"));
        Assert.Contains("(đơn vị,", (await world.Receiver.PageAsync(school.Report)).QuerySelector("#comment")!.Text(), StringComparison.Ordinal);
        Assert.Contains("nhận xét báo cáo của", (await world.Receiver.PageAsync(school.Report + "/audit")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_report_is_opened_again_with_a_reason_until_what_it_adds_up_to_is_accepted_above()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));
        await school.AcceptAsync();
        var commune = await world.Data.ReportAsync(world.Edition, world.Commune);
        await world.Data.RunAsync("update report set state = 'accepted', changed_at = now(), changed_by = (select min(id) from person) where '/reports/' || id = $1", commune);
        using (var locked = await school.ReturnAsync("Sửa lại"))
        {
            Assert.Equal(HttpStatusCode.Conflict, locked.StatusCode);
            Assert.Contains("đã khóa", (await locked.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.Equal("accepted", await school.StateAsync());
        await world.Data.RunAsync("update report set state = 'open', changed_at = null, changed_by = null, parts = null, handed_on = null where '/reports/' || id = $1", commune);

        await school.ReturnAsync("Thiếu bản tin tháng 9");
        Assert.Equal("returned", await school.StateAsync());
        await school.SubmitAsync(("news.amount", "15"));
        Assert.Contains("1 chỗ khác bản 1 đã duyệt trước đây", (await world.Receiver.PageAsync(school.Report)).QuerySelector("[aria-labelledby=review]")!.Text(), StringComparison.Ordinal);
        await school.AcceptAsync();

        Assert.Contains("Mở lại · Hoàng Thị Sen", (await school.Reporter.PageAsync(school.Report + "?tab=history")).Text(), StringComparison.Ordinal);
        Assert.Contains("mở lại báo cáo đã duyệt của", (await world.Receiver.PageAsync(school.Report + "/audit")).Text(), StringComparison.Ordinal);
        Assert.Equal(5, await school.CountAsync("report_step"));
    }

    [Fact]
    public async Task Large_figures_wait_for_a_third_person()
    {
        var school = await world.SchoolAsync();
        var row = await world.Data.ScalarAsync<string>("select c.row_key from statistics_column c where c.form_key = '2024' and c.measure = 'people' and not c.derived order by c.position limit 1");
        using (var first = await school.SubmitAsync((row + ".people", "6000"), (row + ".sessions", "50"), (row + ".note", "Ngày hội chung của phường"))) Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);

        using (var alone = await school.AcceptAsync())
        {
            Assert.Equal(HttpStatusCode.Conflict, alone.StatusCode);
            Assert.Contains("cần thêm một người đã xem", (await alone.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("/looks", (await school.Reporter.PageAsync(school.Report)).DocumentElement.InnerHtml, StringComparison.Ordinal);
        Assert.True((await world.Receiver.PageAsync("/reports/acceptance")).QuerySelector($"input[value^='{school.Id}']")!.HasAttribute("disabled"));
        using var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vàng Thị Máy", (world.Commune, "leader")));
        using (await leader.SendAsync((await leader.PageAsync(school.Report)).Form(school.Report + "/looks"))) { }
        Assert.Contains("Vàng Thị Máy đã xem", (await world.Receiver.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
        Assert.Equal(1, await school.CountAsync("audit", "looked"));

        // Who has looked is not who accepts.
        using (var same = await leader.SendAsync((await leader.PageAsync(school.Report)).Form(school.Report + "/acceptance"))) Assert.Equal(HttpStatusCode.Conflict, same.StatusCode);
        await school.AcceptAsync();
        Assert.Equal("accepted", await school.StateAsync());
    }

    [Fact]
    public async Task Many_are_accepted_at_once_after_a_list_and_only_as_they_were_seen()
    {
        var (plain, noted, changed) = (await world.SchoolAsync(), await world.SchoolAsync(), await world.SchoolAsync());
        await plain.SubmitAsync(("news.amount", "14"));
        await noted.SubmitAsync(("news.amount", "14"), ("news.note", "Có bản tin chung"));
        await changed.SubmitAsync(("news.amount", "14"));
        var page = await world.Receiver.PageAsync("/reports/acceptance");
        bool IsTicked(School school) => page.QuerySelector($"input[value^='{school.Id}']")!.HasAttribute("checked");
        Assert.True(IsTicked(plain));
        Assert.False(IsTicked(noted));
        Assert.Contains("1 dòng có ghi chú", page.Text(), StringComparison.Ordinal);
        await changed.ReturnAsync("Xem lại");
        await changed.SubmitAsync(("news.amount", "41"));

        List<KeyValuePair<string, string>> Posted() => [.. page.Form("/reports/acceptance").Filled().Where(field => field.Key != "report"), .. new[] { plain, noted, changed }.Select(school => new KeyValuePair<string, string>("report", page.QuerySelector($"input[value^='{school.Id}']")!.GetAttribute("value")!))];
        for (var time = 0; time < 2; time++)
            using (var done = await world.Receiver.PostAsync("/reports/acceptance", new FormUrlEncodedContent(Posted()), Cancel)) Assert.Equal("/reports/acceptance?done=2&left=1", done.Headers.Location!.ToString());
        Assert.Equal(["accepted", "accepted", "submitted"], [await plain.StateAsync(), await noted.StateAsync(), await changed.StateAsync()]);
        Assert.Equal(1, await plain.CountAsync("audit", "accepted"));
        Assert.Equal(2, await plain.CountAsync("report_step"));

        // Of another's receivers nothing is accepted.
        using var elsewhere = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người nơi khác", (await world.Data.UnitAsync("commune", "Xã Khác", world.Province), "coordinator")));
        using (await elsewhere.PostAsync("/reports/acceptance", new FormUrlEncodedContent([.. await elsewhere.TokenAsync(), new("key", Guid.CreateVersion7().ToString()), new("report", $"{changed.Id}:{await changed.VersionAsync()}")]), Cancel)) { }
        Assert.Equal("submitted", await changed.StateAsync());
    }

    [Fact]
    public async Task Reports_drawn_by_lot_are_checked_and_the_result_stands()
    {
        var commune = await world.Data.UnitAsync("commune", "Xã Rút Thăm", world.Province);
        using var receiver = await world.Data.BrowserAsync(await world.Data.PersonAsync("Giàng A Páo", (commune, "leader")));
        for (var number = 1; number <= 4; number++)
        {
            var unit = await world.Data.UnitAsync("school", $"Trường rút {number}", commune);
            await world.Data.LedgerAsync(world.Edition);
            using var reporter = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người nhập", (unit, "reporter")));
            var report = await world.Data.ReportAsync(world.Edition, unit);
            using (await reporter.SendAsync((await reporter.PageAsync(report)).Form(report), report + "/submission", ("news.amount", "3"))) { }
        }
        var form = (await receiver.PageAsync("/reports/checks")).Form("/reports/checks");
        using (var none = await receiver.SendAsync(form, to: null, ("count", "0"))) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        for (var time = 0; time < 2; time++) using (await receiver.SendAsync(form, to: null, ("count", "2"))) { }
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from report_check where receiver_id = $1", commune));

        var page = await receiver.PageAsync("/reports/checks");
        var forms = page.Forms.Where(one => one.GetAttribute("action")!.StartsWith("/reports/checks/", StringComparison.Ordinal)).ToList();
        using (var unsaid = await receiver.SendAsync(forms[0], to: null, ("result", "differs"))) Assert.Contains("Ghi lệch ở đâu", (await unsaid.PageAsync()).Text(), StringComparison.Ordinal);
        using (await receiver.SendAsync(forms[0], to: null, ("result", "differs"), ("found", "Sổ ghi 2 tin, báo cáo ghi 3"))) { }
        using (await receiver.SendAsync(forms[1], to: null, ("result", "agrees"))) { }
        var text = (await receiver.PageAsync("/reports/checks")).Text();
        Assert.Contains("Đã rút 2 báo cáo: 1 khớp, 1 lệch, 0 chưa kiểm tra", text, StringComparison.Ordinal);
        Assert.Contains("Sổ ghi 2 tin, báo cáo ghi 3", text, StringComparison.Ordinal);
        Assert.Equal("2,2", await world.Data.ScalarAsync<string>("select count(*) filter (where what = 'check-drawn') || ',' || count(*) filter (where what = 'checked') from audit a join report r on r.id::text = a.thing_id where a.thing = 'report' and r.receiver_id = $1", commune));
    }

    [Fact]
    public async Task Of_many_drawn_the_oldest_is_found_and_recorded_too()
    {
        var commune = await world.Data.UnitAsync("commune", "Xã Rút Nhiều", world.Province);
        var person = await world.Data.PersonAsync("Giàng A Sử", (commune, "leader"));
        using var receiver = await world.Data.BrowserAsync(person);
        var school = await world.SchoolAsync();
        await world.Data.RunAsync("""
            insert into report_check (report_id, version, receiver_id, seed, drawn_at, drawn_by, write_key)
            select $1, 1000 + n, $2, n, now(), (select min(id) from person), k.key from generate_series(1, 203) n cross join (select gen_random_uuid() as key) k
            """, school.Id, commune);
        var first = await receiver.PageAsync("/reports/checks");
        Assert.Contains("Đã rút 203 báo cáo: 0 khớp, 0 lệch, 203 chưa kiểm tra", first.Text(), StringComparison.Ordinal);
        var rest = await receiver.PageAsync(first.QuerySelector("a[href*='after=']")!.GetAttribute("href")!);
        Assert.Equal((200, 3), (first.QuerySelectorAll("article").Length, rest.QuerySelectorAll("article").Length));
        var oldest = rest.Forms.Last(one => one.GetAttribute("action")!.StartsWith("/reports/checks/", StringComparison.Ordinal));
        using (var unsaid = await receiver.SendAsync(oldest, to: null, ("result", "differs"))) Assert.Contains("Ghi lệch ở đâu", (await unsaid.PageAsync()).Text(), StringComparison.Ordinal);
        using (var recorded = await receiver.SendAsync(oldest, to: null, ("result", "agrees"))) Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Contains("1 khớp, 0 lệch, 202 chưa kiểm tra", (await receiver.PageAsync("/reports/checks")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_on_paper_is_entered_by_the_receiver_and_confirmed_by_its_unit()
    {
        var school = await world.SchoolAsync();
        Assert.DoesNotContain("name=\"news.amount\"", (await world.Receiver.PageAsync(school.Report)).DocumentElement.InnerHtml, StringComparison.Ordinal);

        // From the list of those who have not reported it is one step to where the paper is kept; who only reads there is not asked for it.
        var entry = $"{school.Report}?tab=due#behalf";
        for (var tries = 0; !await LeadsThereAsync(world.Receiver, entry); tries++, await Task.Delay(250, Cancel)) Assert.True(tries < 40, "the list does not lead there");
        using (var reader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Bùi Văn Xem", (world.Commune, "viewer")))) Assert.False(await LeadsThereAsync(reader, entry));
        async Task<bool> LeadsThereAsync(HttpClient browser, string to) => (await browser.PageAsync($"/totals/2025/{world.Commune}/missing")).QuerySelectorAll("tbody a").Any(link => link.GetAttribute("href") == to);

        using (var script = await school.OnPaperAsync("<script>"u8.ToArray(), "09/10/2025"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, script.StatusCode);
            Assert.Contains("không phải PDF", (await script.PageAsync()).Text(), StringComparison.Ordinal);
        }
        var received = TimeProvider.System.GetUtcNow().AddDays(-3).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        using (var kept = await school.OnPaperAsync("%PDF-1.7 bản giấy"u8.ToArray(), received)) Assert.Equal(school.Report + "?done=entering", kept.Headers.Location?.ToString() ?? string.Join("; ", (await kept.PageAsync()).QuerySelectorAll(".err, .note").Select(said => said.Text())));
        using (await world.Receiver.SendAsync((await world.Receiver.PageAsync(school.Report)).Form(school.Report), school.Report + "/submission", ("news.amount", "9"))) { }
        Assert.Equal("submitted", await school.StateAsync());
        Assert.Equal(received, await world.Data.ScalarAsync<string>("select to_char(handed_on, 'DD/MM/YYYY') from report where id = $1", school.Id));
        Assert.Equal(world.Commune, await world.Data.ScalarAsync<long>("select acting_unit_id from audit where thing = 'report' and thing_id = $1::text and what = 'submitted'", school.Id));
        using (var own = await school.AcceptAsync()) Assert.Contains("Bạn đã nhập thay báo cáo này", (await own.PageAsync()).Text(), StringComparison.Ordinal);

        await using (var scope = world.App.Services.CreateAsyncScope()) await ActivatorUtilities.CreateInstance<FollowHappenings>(scope.ServiceProvider).FollowAsync(Cancel);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from message where unit_id = $1 and subject like 'Báo cáo được nhập thay%'", school.Unit));
        var page = await school.Reporter.PageAsync(school.Report);
        Assert.Contains("Đơn vị chưa xác nhận", page.Text(), StringComparison.Ordinal);
        using (var scan = await school.Reporter.GetAsync(school.Report + "/behalf/file", Cancel)) Assert.Equal("%PDF-1.7 bản giấy", await scan.Content.ReadAsStringAsync(Cancel));
        using (await school.Reporter.SendAsync(page.Form(school.Report + "/confirmation"))) { }
        Assert.Contains("Lò Văn Phúc của đơn vị đã xác nhận", (await world.Receiver.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
        await school.AcceptAsync();
        Assert.Equal("accepted", await school.StateAsync());

        // Who receives it fills no more, until what was mended comes on paper too: what came before stays, and the unit is asked again.
        await school.ReturnAsync("Xem lại");
        Assert.DoesNotContain("name=\"news.amount\"", (await world.Receiver.PageAsync(school.Report)).DocumentElement.InnerHtml, StringComparison.Ordinal);
        using (var again = await school.OnPaperAsync("%PDF-1.7 bản sửa"u8.ToArray(), received)) Assert.Equal(school.Report + "?done=entering", again.Headers.Location?.ToString());
        using (var mended = await world.Receiver.SendAsync((await world.Receiver.PageAsync(school.Report)).Form(school.Report), school.Report + "/submission", ("news.amount", "11"))) Assert.Equal(HttpStatusCode.Redirect, mended.StatusCode);
        var due = await school.Reporter.PageAsync(school.Report + "?tab=due");
        var first = due.QuerySelector("[aria-labelledby=papers] a")!;
        Assert.Contains("cho bản 1", first.ParentElement!.Text(), StringComparison.Ordinal);
        Assert.Equal(("%PDF-1.7 bản giấy", "%PDF-1.7 bản sửa"), (await school.Reporter.GetStringAsync(first.GetAttribute("href"), Cancel), await school.Reporter.GetStringAsync(school.Report + "/behalf/file", Cancel)));
        Assert.Contains("Đơn vị chưa xác nhận", (await school.Reporter.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
        Assert.Null((await world.Receiver.PageAsync(school.Report + "?tab=due")).GetElementById("behalf"));
    }

    [Fact]
    public async Task What_changed_is_told_since_the_last_submission_and_since_what_was_accepted()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "5"));
        await school.AcceptAsync();
        await school.ReturnAsync("Mở lại");
        await school.SubmitAsync(("news.amount", "7"));
        await school.ReturnAsync("Chưa đúng");
        await school.SubmitAsync(("news.amount", "9"));
        var told = (await world.Receiver.PageAsync(school.Report)).QuerySelectorAll("section[aria-labelledby=review] > details:has(.changes)").Select(one => one.Text()).ToList();
        Assert.Equal(2, told.Count);
        Assert.Contains("1 chỗ khác bản", told[0], StringComparison.Ordinal);
        Assert.Matches("7 → 9", told[0]);
        Assert.Contains("đã duyệt trước đây", told[1], StringComparison.Ordinal);
        Assert.Matches("5 → 9", told[1]);
    }
}

using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Tests.Reports;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Forms;

/// <summary>The Ministry makes the next form from the one that is there, row by row, issues it, and a year is reported on it. Names are this test's own: a process knows all forms ever issued in it.</summary>
public sealed class FormsTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<HttpClient> MinistryAsync() => MinistryAsync("coordinator");

    async Task<HttpClient> MinistryAsync(string role) => await world.Data.BrowserAsync(await world.Data.PersonAsync("Vũ Thị Bộ", (UnitDirectory.Nation, role)));

    static async Task<string> BeginAsync(HttpClient browser, string from = "2024")
    {
        using var begun = await browser.SendAsync((await browser.PageAsync($"/forms/{from}")).Form("/forms"));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    static async Task NameAsync(HttpClient browser, string draft, string name)
    {
        using var saved = await browser.SendAsync((await browser.PageAsync(draft)).Forms.Single(form => form.Elements["title"] is not null), draft, ("name", name), ("act", null));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }

    static async Task<HttpResponseMessage> RowAsync(HttpClient browser, string draft, string query, params (string, string?)[] typed) =>
        await browser.SendAsync((await browser.PageAsync($"{draft}/row?{query}")).Form($"{draft}/row"), null, typed);

    static async Task PutAsync(HttpClient browser, string draft, string query, params (string, string?)[] typed)
    {
        using var saved = await RowAsync(browser, draft, query, typed);
        Assert.True(saved.StatusCode == HttpStatusCode.Redirect, $"{(int)saved.StatusCode} {await saved.Content.ReadAsStringAsync(Cancel)} {saved.RequestMessage}");
    }

    static async Task<HttpStatusCode> ActAsync(HttpClient browser, string draft, string act)
    {
        var form = (await browser.PageAsync(draft)).QuerySelectorAll<IHtmlButtonElement>("button[name=act]").Single(button => button.Value == act).Form!;
        using var done = await browser.PostAsync(draft, new FormUrlEncodedContent([.. form.Filled(), new("act", act)]), Cancel);
        return done.StatusCode;
    }

    static async Task<HttpResponseMessage> IssueAsync(HttpClient browser, string draft) => await browser.SendAsync((await browser.PageAsync(draft)).Form($"{draft}/issue"));

    /// <summary>A form like that of 2024 with one row more, one that asks less, and one gone.</summary>
    async Task<string> IssuedAsync(string name)
    {
        using var ministry = await MinistryAsync();
        var draft = await BeginAsync(ministry);
        await NameAsync(ministry, draft, name);
        await PutAsync(ministry, draft, "below=classes.clc_staff", ("rowKey", "classes.digital"), ("label", "Kỹ năng số cho người dân"), ("code", "1.9b"), ("unit", "Lớp/người"), ("first", "sessions"), ("firstTitle", "Số lớp"), ("second", "people"), ("secondTitle", "Lượt người"));
        await PutAsync(ministry, draft, "row=news", ("relation", "Narrowed"), ("why", "Chỉ tính báo in."));
        Assert.Equal(HttpStatusCode.Redirect, await ActAsync(ministry, draft, "remove:publications"));
        using var issued = await IssueAsync(ministry, draft);
        Assert.True(issued.StatusCode == HttpStatusCode.Redirect, (await issued.PageAsync()).QuerySelector("main")?.Text());
        return issued.Headers.Location!.ToString();
    }

    [Fact]
    public async Task The_Ministry_makes_the_next_form_and_a_year_is_reported_on_it()
    {
        const string name = "2091_nam";
        Assert.Equal($"/forms/{name}", await IssuedAsync(name));
        using var ministry = await MinistryAsync();
        var page = await ministry.PageAsync($"/forms/{name}");
        var links = page.QuerySelector(".links")!.Text();
        Assert.All(["đứt mạch Số tin bài về các hoạt động của Tuần lễ: hỏi hẹp hơn. Chỉ tính báo in.", "Ấn phẩm, thông tin (tờ rơi, áp phích, băng rôn, khẩu hiệu): không còn hỏi", "mới Kỹ năng số cho người dân"], said => Assert.Contains(said, links, StringComparison.Ordinal));
        Assert.Equal("classes.digital", page.GetElementById("classes.clc_staff")!.NextElementSibling!.Id);
        Assert.Contains($"Vũ Thị Bộ ban hành mẫu biểu {name}", (await ministry.PageAsync((await ministry.PageAsync("/audit")).QuerySelectorAll("main a").First(link => link.Text() == "Cả nước").GetAttribute("href")!)).Text(), StringComparison.Ordinal);

        // It can be chosen of a year and of a plan.
        Assert.Contains(name, (await ministry.PageAsync("/editions")).QuerySelectorAll("select[name=form] option").Select(option => option.GetAttribute("value")));
        var edition = await world.Data.EditionAsync(2091, name);
        var school = await world.SchoolAsync(edition: edition);
        var sheet = await school.Reporter.PageAsync(school.Report);
        Assert.NotNull(sheet.QuerySelector("input[name='classes.digital.people']"));
        Assert.Null(sheet.QuerySelector("input[name^='publications.']"));
        using (var sent = await school.SubmitAsync(("classes.digital.sessions", "3"), ("classes.digital.people", "90"), ("news.amount", "4"))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);

        // Everything printed follows: the totals, the table of files, the programs.
        var total = (await world.Receiver.PageAsync($"/totals/2091/{world.Commune}?all=1")).QuerySelector("[data-key='classes.digital/people:r']")!;
        Assert.Equal("90", total.TextContent);
        var csv = await (await world.Receiver.GetAsync($"/totals/2091/{world.Commune}/report.csv", Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("classes.digital,1.9b,Kỹ năng số cho người dân,Lớp/người,3,90,", csv, StringComparison.Ordinal);
        Assert.Contains("classes,1,Các lớp bồi dưỡng, tập huấn tổ chức trong Tuần lễ,Lớp,3,", csv.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var workbook = await school.Reporter.GetAsync($"{school.Report}/form.xlsx", Cancel);
        Assert.Equal(HttpStatusCode.OK, workbook.StatusCode);
        await using var output = new StringWriter();
        Assert.True(await Verify.RunAsync([.. Invariants.All.Where(one => one.Name.Contains("biểu", StringComparison.Ordinal) || one.Name.Contains("Ô ", StringComparison.Ordinal) || one.Name.StartsWith("Số tổng hợp", StringComparison.Ordinal))], world.App.Services, output, Cancel) == 0, output.ToString());
    }

    [Fact]
    public async Task What_was_issued_never_changes_and_its_name_is_taken()
    {
        const string name = "2092_giu";
        await IssuedAsync(name);
        foreach (var change in (string[])["update statistics_form set name = 'x' where key = $1", "delete from statistics_form where key = $1", "update statistics_row set label = 'x' where form_key = $1", "delete from statistics_column where form_key = $1"])
            Assert.Contains("was issued and does not change", (await Assert.ThrowsAsync<PostgresException>(() => world.Data.RunAsync(change, name))).MessageText, StringComparison.Ordinal);
        using var ministry = await MinistryAsync("leader");
        var draft = await BeginAsync(ministry, name);
        using (var taken = await ministry.SendAsync((await ministry.PageAsync(draft)).Forms.Single(form => form.Elements["title"] is not null), draft, ("name", name), ("act", null)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
            Assert.Contains($"Đã có mẫu {name}.", (await taken.PageAsync()).GetElementById("name-error")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Redirect, await ActAsync(ministry, draft, "put-away"));
        Assert.Equal(HttpStatusCode.NotFound, (await ministry.GetAsync(draft, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("below=news", "rowKey", "news", "rowKey", "đã có ở dòng khác")]
    [InlineData("below=news", "label", "", "label", "Ghi nội dung của dòng.")]
    [InlineData("row=news", "relation", "Changed", "why", "vì sao không còn so được")]
    [InlineData("row=news", "from", "khong_co", "from", "không có dòng “khong_co”")]
    [InlineData("row=news", "sum", "Computed", null, "bên dưới không có dòng nào để cộng")]
    [InlineData("row=classes", "first", "", "sum", "không có ô để ghi")]
    [InlineData("row=news", "parent", "culture", null, "phải đứng sau và cùng nhóm")]
    public async Task A_row_that_cannot_be_is_refused_and_what_was_typed_stays(string query, string field, string typed, string? at, string why)
    {
        using var ministry = await MinistryAsync();
        var draft = await BeginAsync(ministry);
        using var refused = await RowAsync(ministry, draft, query, [(field, typed), .. query.StartsWith("below", StringComparison.Ordinal) && field != "rowKey" ? [("rowKey", "moi.dong")] : Array.Empty<(string, string?)>(), .. query.StartsWith("below", StringComparison.Ordinal) && field != "label" ? [("label", "Dòng mới")] : Array.Empty<(string, string?)>(), .. query.StartsWith("below", StringComparison.Ordinal) ? [("firstTitle", "Số lớp")] : Array.Empty<(string, string?)>()]);
        var page = await refused.PageAsync();
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(why, at is null ? page.QuerySelector(".note.late")!.TextContent : page.GetElementById(at + "-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, page.GetElementById(field) switch { IHtmlSelectElement select => select.Value ?? "", var input => input!.GetAttribute("value") ?? "" });
    }

    [Fact]
    public async Task What_a_form_asks_of_unusual_figures_and_what_activities_fill_is_chosen_and_holds()
    {
        const string name = "2095_hoi";
        using var ministry = await MinistryAsync();
        var draft = await BeginAsync(ministry);
        await NameAsync(ministry, draft, name);
        using (var refused = await ministry.SendAsync((await ministry.PageAsync($"{draft}/checks")).Form($"{draft}/checks"), null, ("roundHeaps.percent", "140"), ("People.school", "nhiều"), ("People.commune", "30.000")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("từ 1 đến 100", page.GetElementById("roundHeaps.percent-error")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.GetElementById("People.school-error"));
            Assert.Equal(("140", "30.000"), (page.GetElementById("roundHeaps.percent")!.GetAttribute("value"), page.GetElementById("People.commune")!.GetAttribute("value")));
        }
        using (var kept = await ministry.SendAsync((await ministry.PageAsync($"{draft}/checks")).Form($"{draft}/checks"), null, ("roundHeaps", null), ("likelyThousands.below", "50.000"), ("People.school", "700"), ("People.agency", ""))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var said = (await ministry.PageAsync(draft)).GetElementById("checks")!.ParentElement!.ParentElement!.Text();
        Assert.All(["dưới (đồng) 50.000", "700 (trường)"], part => Assert.Contains(part, said, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("số tròn", said, StringComparison.Ordinal);

        // The museum visits of a new row are those of the visits, and the row of the news takes nothing any more.
        await PutAsync(ministry, draft, "below=classes.clc_staff", ("rowKey", "classes.walks"), ("label", "Buổi học ở bảo tàng"), ("code", "1.9b"), ("unit", "Buổi/người"), ("first", "sessions"), ("firstTitle", "Số buổi"), ("second", "people"), ("secondTitle", "Lượt người"), ("firstFrom", "excursion.museum:held"), ("secondFrom", "excursion.museum:people"));
        await PutAsync(ministry, draft, "row=news", ("firstFrom", null));
        Assert.Equal(["excursion.museum:people"], (await ministry.PageAsync($"{draft}/row?row=classes.walks")).QuerySelectorAll<IHtmlInputElement>("input[name=secondFrom]").Where(box => box.IsChecked).Select(box => box.Value));
        using (var issued = await IssueAsync(ministry, draft)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);

        var form = StatisticsForm.Load(name);
        Assert.DoesNotContain(form.Checks, check => check is RoundHeaps);
        Assert.Contains(form.Checks, check => check is LikelyThousands { Below: 50_000 });
        Assert.Equal((700L, false), (form.SecondLooks.Single(look => look.Measure == Measure.People).Above["school"], form.SecondLooks.Single(look => look.Measure == Measure.People).Above.ContainsKey("agency")));
        Assert.Equal([("excursion.museum", Measure.Sessions, "held"), ("excursion.museum", Measure.People, "people")], form.Activities.Where(cell => cell.Row == "classes.walks").Select(cell => (cell.Kind, cell.Measure, cell.Takes)));
        Assert.DoesNotContain(form.Activities, cell => cell.Row == "news");

        // Who fills it in is asked by it: 800 in a school need a second person, 90.000 đồng is no slip.
        var school = await world.SchoolAsync(edition: await world.Data.EditionAsync(2095, name));
        using (var sent = await school.SubmitAsync(("classes.walks.sessions", "3"), ("classes.walks.people", "800"))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("Dòng 1.9b, Lượt người", (await world.Receiver.PageAsync(school.Report)).GetElementById("large")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_edit_are_told_of_each_other_and_the_same_post_is_one()
    {
        using var ministry = await MinistryAsync();
        using var other = await MinistryAsync();
        var draft = await BeginAsync(ministry);
        var form = (await ministry.PageAsync($"{draft}/row?row=news")).Form($"{draft}/row");
        await PutAsync(other, draft, "row=seminars", ("label", "Hội thảo"));
        using (var stale = await ministry.SendAsync(form, null, ("label", "Tin, bài")))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            Assert.Contains("Tin, bài", (await stale.PageAsync()).GetElementById("label")!.GetAttribute("value"), StringComparison.Ordinal);
        }
        var again = (await ministry.PageAsync($"{draft}/row?row=news")).Form($"{draft}/row");
        for (var press = 0; press < 2; press++)
            using (var saved = await ministry.SendAsync(again, null, ("label", "Tin, bài"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(3, await world.Data.ScalarAsync<int>("select version from form_draft where id = $1", Guid.Parse(draft["/forms/drafts/".Length..], System.Globalization.CultureInfo.InvariantCulture)));
        using var province = await world.Data.BrowserAsync(await world.Data.PersonAsync("Tòng Văn Tỉnh", (world.Province, "coordinator")));
        Assert.Equal(HttpStatusCode.NotFound, (await province.GetAsync(draft, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await ActAsync(ministry, draft, "up:classes.informatics"));
    }

    [Fact]
    public async Task A_process_that_did_not_issue_it_learns_it_from_the_table()
    {
        const string name = "2093_hoc";
        await IssuedAsync(name);
        var stored = FormDefinition.Parse(await world.Data.ScalarAsync<string>("select definition::text from statistics_form where key = $1", name)) with { Key = name + "_b" };
        await world.Data.RunAsync("insert into statistics_form (key, name, definition, former_key, issued_at, issued_by) select $1, name, $2::jsonb, former_key, issued_at, issued_by from statistics_form where key = $3", stored.Key, stored.ToJson(), name);
        Assert.DoesNotContain(stored.Key, StatisticsForm.Known);
        await world.Data.RunAsync("insert into happening (at, unit_id, kind, thing, thing_id) values (now(), 1, 'form-issued', 'form', $1)", stored.Key);
        for (var wait = 0; wait < 40 && !StatisticsForm.Known.Contains(stored.Key); wait++) await Task.Delay(250, Cancel);
        Assert.Equal("Kỹ năng số cho người dân", StatisticsForm.Load(stored.Key).Row("classes.digital").Label);
        await world.Data.RunAsync("alter table statistics_form disable trigger user");
        await world.Data.RunAsync("delete from statistics_form where key = $1", stored.Key);
        await world.Data.RunAsync("alter table statistics_form enable trigger user");
    }
}

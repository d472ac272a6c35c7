using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Tests.Api;
using TuanHoc.Web.Tests.Plans;
using TuanHoc.Web.Tests.Plans.Issue;

namespace TuanHoc.Web.Tests.Forms;

/// <summary>A province asks rows of its own behind the nation's: its units fill in both, its sums have both, the nation's have the nation's alone.</summary>
public sealed class OwnRowsTests(Postgres postgres) : IAsyncLifetime
{
    OwnRowsWorld world = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Bookcases => world.Row("bookcases");

    public async ValueTask InitializeAsync() => world = await OwnRowsWorld.MakeAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Units_of_the_province_fill_in_its_rows_and_its_sums_have_them_and_the_nations_do_not()
    {
        var edition = await world.YearAsync(2094);
        // Sums that are held already hear of the rows as of a report.
        await world.AssertSumAsync(world.Nation, "/totals/2094/1?all=1", "news/amount:r", "–");
        await world.AssertSumAsync(world.Nation, $"/totals/2094/{world.Province}", $"{Bookcases}/amount:r", null);
        var form = await world.IssuedAsync();
        var (one, two, far) = (await world.SchoolAsync(edition, world.Communes[0]), await world.SchoolAsync(edition, world.Communes[1]), await world.SchoolAsync(edition, world.CommuneElsewhere));
        Assert.False(await OwnRowsWorld.AsksAsync(far, Bookcases + ".amount"));
        await OwnRowsWorld.SubmitAsync(one, (Bookcases + ".amount", "5"), (Bookcases + ".people", "40"), ("news.amount", "3"));
        await OwnRowsWorld.SubmitAsync(two, (Bookcases + ".amount", "7"), ("news.amount", "4"));
        await OwnRowsWorld.SubmitAsync(far, ("news.amount", "10"));
        using (var commune = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hoàng Thị Sen", (world.Communes[0], "coordinator"))))
        {
            using var accepted = await commune.SendAsync((await commune.PageAsync(one.Report)).Form(one.Report + "/acceptance"));
            Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
            await world.AssertSumAsync(commune, $"/totals/2094/{world.Communes[0]}", $"{Bookcases}/amount:r", "5");
            Assert.Contains("3 tin, bài, cuộc tuyên truyền.", (await commune.PageAsync(await world.Data.ReportAsync(edition, world.Communes[0]) + "?tab=narrative")).Text(), StringComparison.Ordinal);
        }

        var province = $"/totals/2094/{world.Province}";
        await world.AssertSumAsync(world.Keeper, province, $"{Bookcases}/amount:r", "12");
        await world.AssertSumAsync(world.Keeper, province, $"{Bookcases}/amount:a", "5");
        await world.AssertSumAsync(world.Keeper, province, $"{Bookcases}/people:r", "40");
        await world.AssertSumAsync(world.Keeper, province, "news/amount:r", "7");
        await world.AssertSumAsync(world.Nation, "/totals/2094/1?all=1", "news/amount:r", "17");
        await world.AssertSumAsync(world.Nation, "/totals/2094/1?all=1", $"{Bookcases}/amount:r", null);
        await world.AssertSumAsync(world.Nation, $"/totals/2094/{world.Elsewhere}?all=1", $"{Bookcases}/amount:r", null);
        var page = await world.Nation.PageAsync(province);
        Assert.DoesNotContain("biểu khác", page.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".crumb a[href='/totals/2094/1']"));

        // Every number opens, down to the report.
        Assert.Contains("12", (await world.Keeper.PageAsync($"{province}/cell?row={Bookcases}&measure=amount")).QuerySelector("main")!.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Nation.GetAsync($"/totals/2094/1/cell?row={Bookcases}&measure=amount", Cancel)).StatusCode);
        await world.AssertSoundAsync();

        // So do the writers of the table and the programs.
        Assert.Contains($"{Bookcases},12,Tủ sách gia đình,Tủ/người,12,40,", await TextAsync(world.Keeper, $"{province}/report.csv"), StringComparison.Ordinal);
        var nation = await TextAsync(world.Nation, "/totals/2094/1/report.csv");
        Assert.Contains(",17,", nation.Split('\n').Single(line => line.StartsWith("news,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("own", nation, StringComparison.Ordinal);
        Assert.Equal((form, "2024"), (await FormOfAsync(world.Keeper, province), await FormOfAsync(world.Nation, "/totals/2094/1")));
        foreach (var (browser, file, says) in new[] { (world.Keeper, $"{province}/report.docx", true), (world.Keeper, $"{province}/report.xlsx", true), (one.Reporter, $"{one.Report}/form.xlsx", true), (world.Nation, "/totals/2094/1/report.docx", false), (world.Nation, "/totals/2094/1/report.xlsx", false) })
            Assert.True(says == (await PartsAsync(browser, file)).Contains("Tủ sách gia đình", StringComparison.Ordinal), file);
        using var program = await ProgramAsync(one.Reporter);
        Assert.Equal(5, (await JsonAsync(program, $"/api/v1{one.Report}")).GetProperty("figures").GetProperty(Bookcases + ".amount").GetInt64());
        Assert.Contains((await JsonAsync(program, $"/api/v1/forms/{form}")).GetProperty("rows").EnumerateArray(), row => row.GetProperty("key").GetString() == Bookcases);
    }

    [Fact]
    public async Task Drafts_go_on_with_the_rows_and_what_was_sent_stays()
    {
        var edition = await world.YearAsync(2095);
        var (draft, sent, open) = (await world.SchoolAsync(edition, world.Communes[0]), await world.SchoolAsync(edition, world.Communes[0]), await world.SchoolAsync(edition, world.Communes[0]));
        using (var saved = await draft.Reporter.SendAsync((await draft.Reporter.PageAsync(draft.Report)).Form(draft.Report), to: null, ("news.amount", "3"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await OwnRowsWorld.SubmitAsync(sent, ("news.amount", "4"));
        var (opened, openedDraft) = ((await open.Reporter.PageAsync(open.Report)).Form(open.Report), (await draft.Reporter.PageAsync(draft.Report)).Form(draft.Report));
        var form = await world.IssuedAsync();

        // What was typed on a page from before is carried over, and nothing is lost.
        foreach (var (school, before, typed) in new[] { (open, opened, "6"), (draft, openedDraft, "9") })
        {
            using var told = await school.Reporter.SendAsync(before, to: null, ("news.amount", typed));
            var page = await told.PageAsync();
            Assert.Equal((HttpStatusCode.Conflict, typed), (told.StatusCode, page.QuerySelector("input[name='news.amount']")!.GetAttribute("value")));
            Assert.NotNull(page.QuerySelector($"input[name='{Bookcases}.amount']"));
        }
        Assert.Equal("3", (await draft.Reporter.PageAsync(draft.Report)).QuerySelector("input[name='news.amount']")!.GetAttribute("value"));
        await world.AssertSoundAsync();
        await OwnRowsWorld.SubmitAsync(draft, (Bookcases + ".amount", "2"));
        await OwnRowsWorld.SubmitAsync(open, (Bookcases + ".amount", "k"), ("news.amount", "6"));
        Assert.Equal([form, "2024", form], [await FormKeyAsync(draft.Report), await FormKeyAsync(sent.Report), await FormKeyAsync(open.Report)]);
        Assert.Null((await sent.Reporter.PageAsync(sent.Report)).GetElementById("r" + Bookcases));
        await world.AssertSumAsync(world.Keeper, $"/totals/2095/{world.Province}", $"{Bookcases}/amount:r", "2");
        await world.AssertSumAsync(world.Keeper, $"/totals/2095/{world.Province}", "news/amount:r", "13");
        await world.AssertSoundAsync();
    }

    [Fact]
    public async Task The_nations_rows_are_read_and_the_own_ones_issued_once()
    {
        await world.YearAsync(2096);
        var draft = await world.BeginAsync();
        using (var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Quàng Thị Lãnh", (world.Province, "leader"))))
            Assert.EndsWith(draft, (await leader.PageAsync("/forms")).QuerySelectorAll("a").Single(link => link.Text() == "Soạn tiếp dòng riêng cho Tuần lễ 2096").GetAttribute("href"), StringComparison.Ordinal);
        using (var empty = await world.IssueAsync(draft)) Assert.Equal((HttpStatusCode.Conflict, "Chưa có dòng riêng nào có ô số."), (empty.StatusCode, (await empty.PageAsync()).QuerySelector("#faults + ul")!.Text()));

        Assert.Equal(HttpStatusCode.NotFound, (await world.Keeper.GetAsync($"{draft}/row?row=news", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Keeper.GetAsync($"{draft}/row?below=news", Cancel)).StatusCode);
        var page = await world.Keeper.PageAsync(draft);
        Assert.DoesNotContain(page.QuerySelectorAll("button[name=act]"), button => button.GetAttribute("value") != "put-away");
        foreach (var act in (string[])["remove:news", "up:news", "save"])
            using (var refused = await world.Keeper.PostAsync(draft, new FormUrlEncodedContent([.. page.Form(draft).Filled(), new("act", act), new("name", "2096_x"), new("title", "x")]), Cancel)) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using (var under = await world.Keeper.PostAsync($"{draft}/row", new FormUrlEncodedContent([.. (await world.Keeper.PageAsync($"{draft}/row")).Form($"{draft}/row").Filled(("rowKey", "sub"), ("label", "Dòng"), ("firstTitle", "Số")).Where(field => field.Key != "parent"), new("parent", "news")]), Cancel))
            Assert.Equal("Dòng riêng chỉ đứng dưới một dòng riêng khác.", (await under.PageAsync()).GetElementById("parent-error")!.Text());

        await world.BookcasesAsync(draft);
        using (var again = await world.RowAsync(draft, ("rowKey", Bookcases), ("label", "Tủ khác"), ("firstTitle", "Số tủ"))) Assert.Contains("đã có ở dòng khác", (await again.PageAsync()).GetElementById("rowKey-error")!.TextContent, StringComparison.Ordinal);
        using (var part = await world.RowAsync(draft, ("rowKey", "school_cases"), ("label", "Trong đó: ở trường"), ("parent", Bookcases), ("firstTitle", "Số tủ"))) Assert.Equal(HttpStatusCode.Redirect, part.StatusCode);
        using var issued = await world.IssueAsync(draft);
        var key = issued.Headers.Location!.ToString()["/forms/".Length..];
        Assert.Equal([Bookcases, world.Row("school_cases")], (await world.Nation.PageAsync($"/forms/{key}")).QuerySelectorAll("tbody tr").TakeLast(2).Select(row => row.Id));
        Assert.Contains($"Tòng Văn Tỉnh ban hành mẫu biểu {key}", (await world.Keeper.PageAsync($"/audit?unit={world.Province}")).Text(), StringComparison.Ordinal);

        using (var second = await world.Keeper.PostAsync($"/forms/own/{world.Province}", new FormUrlEncodedContent([.. await world.Keeper.TokenAsync(), new("key", Guid.CreateVersion7().ToString())]), Cancel)) Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(PostgresErrorCodes.UniqueViolation, (await Assert.ThrowsAsync<PostgresException>(() => world.Data.RunAsync(
            "insert into statistics_form (key, name, definition, base_key, owner_id, year, issued_at, issued_by) select key || '_b', name, definition, base_key, owner_id, year, issued_at, issued_by from statistics_form where key = $1", key))).SqlState);
        // It is of this province: neither a year nor another form begins with it.
        Assert.DoesNotContain((await world.Nation.PageAsync($"/forms/{key}")).Forms, form => form.Action.EndsWith("/forms", StringComparison.Ordinal));
        using var ministry = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vũ Thị Bộ", (1, "coordinator")));
        Assert.DoesNotContain(key, (await ministry.PageAsync("/editions")).QuerySelectorAll("select[name=form] option").Select(option => option.GetAttribute("value")));
        await world.AssertSoundAsync();
    }

    [Fact]
    public async Task The_next_year_goes_on_with_the_rows_and_is_compared_by_their_keys()
    {
        var first = await world.YearAsync(2097);
        await world.IssuedAsync();
        var school = await world.SchoolAsync(first, world.Communes[0]);
        await OwnRowsWorld.SubmitAsync(school, (Bookcases + ".amount", "5"));

        var second = await world.YearAsync(2098);
        var report = await world.Data.ReportAsync(second, school.Unit);
        Assert.False(await OwnRowsWorld.AsksAsync(school with { Report = report }, Bookcases + ".amount"));
        var draft = await world.BeginAsync();
        using (var changed = await world.Keeper.SendAsync((await world.Keeper.PageAsync($"{draft}/row?row={Bookcases}")).Form($"{draft}/row"), to: null, ("label", "Tủ sách của gia đình"))) Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using (var added = await world.RowAsync(draft, ("rowKey", "readers"), ("label", "Câu lạc bộ đọc sách"), ("firstTitle", "Số câu lạc bộ"))) Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        using (var issued = await world.IssueAsync(draft)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Contains(await EarlierAsync(school.Reporter, report), earlier => earlier == "5");
        await OwnRowsWorld.SubmitAsync(school with { Report = report }, (Bookcases + ".amount", "8"), (world.Row("readers") + ".amount", "2"));

        await world.AssertSumAsync(world.Keeper, $"/totals/2098/{world.Province}", $"{Bookcases}/amount:r", "8");
        Assert.Equal(["5", "8", "+3"], Compared(await world.Keeper.PageAsync($"/totals/compare/{world.Province}?from=2097&to=2098"), "Tủ sách của gia đình: số tủ", "Tủ sách của gia đình").Take(3));
        Assert.Equal(["không hỏi", "2", "–"], Compared(await world.Keeper.PageAsync($"/totals/compare/{world.Province}?from=2097&to=2098"), "Câu lạc bộ đọc sách").Take(3));
        Assert.Empty(Compared(await world.Nation.PageAsync("/totals/compare/1?from=2097&to=2098"), "Tủ sách của gia đình"));
        await world.AssertSoundAsync();

        async Task<IEnumerable<string>> EarlierAsync(HttpClient browser, string of) => (await browser.PageAsync(of)).GetElementById("r" + Bookcases)!.ParentElement!.QuerySelectorAll("td.ly").Select(cell => cell.Text());
    }

    [Fact]
    public async Task A_plan_that_orders_another_form_asks_no_own_rows_and_none_are_begun_on_it()
    {
        var edition = await world.YearAsync(2025);
        await world.IssuedAsync();
        Assert.True(await OwnRowsWorld.AsksAsync(await world.SchoolAsync(edition, world.Communes[0]), Bookcases + ".amount"));
        var plan = await PlanWorld.BringAsync(world.Keeper);
        using (var saved = await PlanWorld.PressAsync(world.Keeper, await world.Keeper.PageAsync(plan), "save", ("form", "2021"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var school = await world.SchoolAsync(edition, world.Communes[1]);
        Assert.False(await OwnRowsWorld.AsksAsync(school, Bookcases + ".amount"));
        Assert.True(await OwnRowsWorld.AsksAsync(school, "book_drive.donors.individuals"));
        await OwnRowsWorld.SubmitAsync(school, ("news.amount", "12"));
        await world.AssertSumAsync(world.Keeper, $"/totals/2025/{world.Province}", "news/amount:r", "12");
        Assert.Contains("1 báo cáo làm theo biểu khác", (await world.Keeper.PageAsync($"/totals/2025/{world.Province}")).Text(), StringComparison.Ordinal);
        await world.AssertSoundAsync();

        await world.Data.RunAsync("set session_replication_role = replica; delete from statistics_form where owner_id is not null; set session_replication_role = origin");
        using var refused = await world.Keeper.PostAsync($"/forms/own/{world.Province}", new FormUrlEncodedContent([.. await world.Keeper.TokenAsync(), new("key", Guid.CreateVersion7().ToString())]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Kế hoạch của Tỉnh Riêng không dùng mẫu 2024", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_orders_the_form_has_the_rows_in_its_annex_as_it_is_issued()
    {
        await world.YearAsync(2025);
        await world.IssuedAsync();
        var id = Guid.CreateVersion7();
        var plan = Written.Plan() with { FormKey = "2024" };
        await world.Data.RunAsync("""
            insert into plan (id, unit_id, state, type, file_name, text, facts, draft, title, form_key, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, 'draft', 'KH', '', '', $3::jsonb, $4::jsonb, $5, '2024', $1, now(), p.id, now(), p.id from (select min(id) as id from person) p
            """, id, world.Province, PlanFacts.Write(TuanHoc.Plans.PlanReader.Read("")), DraftJson.Write(plan), plan.Title);
        Assert.Contains("Tủ sách gia đình", (await world.Keeper.PageAsync($"/plans/{id}/preview")).Text(), StringComparison.Ordinal);
        using (var issued = await world.Keeper.IssueAsync($"/plans/{id}")) Assert.True(issued.StatusCode == HttpStatusCode.Redirect, (await issued.PageAsync()).QuerySelector("main")?.Text());
        Assert.Contains("Tủ sách gia đình", await world.Data.ScalarAsync<string>("select text from plan where id = $1", id), StringComparison.Ordinal);
        using var file = WordprocessingDocument.Open(new MemoryStream(await world.Keeper.GetByteArrayAsync($"/plans/{id}/document.docx", Cancel)), isEditable: false);
        var rows = file.MainDocumentPart!.Document!.Body!.Descendants<DocumentFormat.OpenXml.Wordprocessing.TableRow>().Select(row => row.InnerText).ToList();
        Assert.Contains(rows, row => row.StartsWith("12Tủ sách gia đìnhTủ/người", StringComparison.Ordinal));
        Assert.Equal("2024", await world.Data.ScalarAsync<string>("select form_key from plan where id = $1", id));
    }

    [Fact]
    public async Task A_draft_goes_over_to_the_rows_and_from_them_to_another_form_that_is_ordered()
    {
        var edition = await world.YearAsync(2025);
        var school = await world.SchoolAsync(edition, world.Communes[0]);
        using (var saved = await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report)).Form(school.Report), to: null, ("news.amount", "12"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await world.IssuedAsync();
        var page = await school.Reporter.PageAsync(school.Report);
        Assert.Equal("12", page.QuerySelector("input[name='news.amount']")!.GetAttribute("value"));
        Assert.Contains("sang mẫu 2024 với dòng riêng của tỉnh", page.Text(), StringComparison.Ordinal);
        using (var saved = await school.Reporter.SendAsync(page.Form(school.Report), to: null, (Bookcases + ".amount", "5"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        var plan = await PlanWorld.BringAsync(world.Keeper);
        using (var ordered = await PlanWorld.PressAsync(world.Keeper, await world.Keeper.PageAsync(plan), "save", ("form", "2021"))) Assert.Equal(HttpStatusCode.Redirect, ordered.StatusCode);
        page = await school.Reporter.PageAsync(school.Report);
        Assert.Equal("12", page.QuerySelector("input[name='news.amount']")!.GetAttribute("value"));
        Assert.EndsWith(": 5", Assert.Single(page.QuerySelectorAll("details.panel li")).Text(), StringComparison.Ordinal);
        await OwnRowsWorld.SubmitAsync(school);
        Assert.Equal("2021", await world.Data.ScalarAsync<string>("select form_key from report where unit_id = $1", school.Unit));
        await world.AssertSoundAsync();
    }

    [Fact]
    public async Task What_like_units_give_is_learnt_from_those_with_and_without_the_rows()
    {
        var edition = await world.YearAsync(2090);
        var form = await world.IssuedAsync();
        foreach (var number in Enumerable.Range(0, 24))
        {
            var within = number < 22;
            var unit = await world.Data.UnitAsync("library", $"Thư viện {number}", within ? world.Communes[0] : world.CommuneElsewhere);
            await world.Data.LedgerAsync(edition);
            await world.Data.RunAsync("""
                update report set state = 'submitted', form_key = $3, changed_at = now(), version = 1,
                       figures = (select array_agg(case when c.row_key in ('book_drive.books', $4) and c.measure = 'amount' then 30 + $5 end order by c.position) from statistics_column c where c.form_key = $3)
                 where edition_id = $1 and unit_id = $2
                """, edition.Id, unit, within ? form : "2024", Bookcases, number);
        }
        await ActivatorUtilities.CreateInstance<LearnNorms>(world.App.Services).LearnAsync(Cancel);
        var (here, there) = (await LibraryAsync(world.Communes[1]), await LibraryAsync(world.CommuneElsewhere));
        using (var saved = await here.Reporter.SendAsync((await here.Reporter.PageAsync(here.Report)).Form(here.Report), to: null, ("book_drive.books.amount", "40.000"), (Bookcases + ".amount", "50.000"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using (var saved = await there.Reporter.SendAsync((await there.Reporter.PageAsync(there.Report)).Form(there.Report), to: null, ("book_drive.books.amount", "40.000"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("40.000, trong khi 24 đơn vị cùng loại thường ghi từ", (await here.Reporter.PageAsync(here.Report)).Text(), StringComparison.Ordinal);
        Assert.Contains("50.000, trong khi 22 đơn vị cùng loại thường ghi từ", (await here.Reporter.PageAsync(here.Report)).Text(), StringComparison.Ordinal);
        Assert.Contains("40.000, trong khi 24 đơn vị cùng loại thường ghi từ", (await there.Reporter.PageAsync(there.Report)).Text(), StringComparison.Ordinal);

        async Task<(string Report, HttpClient Reporter)> LibraryAsync(long commune)
        {
            var unit = await world.Data.UnitAsync("library", "Thư viện Mới", commune);
            await world.Data.LedgerAsync(edition);
            return (await world.Data.ReportAsync(edition, unit), await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Văn Phúc", (unit, "reporter"))));
        }
    }

    [Fact]
    public async Task A_process_that_did_not_issue_them_opens_a_report_on_them()
    {
        var edition = await world.YearAsync(2099);
        var school = await world.SchoolAsync(edition, world.Communes[0]);
        var definition = StatisticsForm.Load("2024").Definition.WithOwnRows($"2024.own{world.Province.ToString(CultureInfo.InvariantCulture)}_2099", before: null);
        definition = definition with { Rows = [.. definition.Rows, new(Bookcases, 12, "Tủ sách gia đình", Columns: [new(Measure.Amount, "Số tủ", AddingUp.Sum)])] };
        await world.Data.RunAsync("insert into statistics_form (key, name, definition, base_key, owner_id, year, issued_at, issued_by) select $1, $2, $3::jsonb, '2024', $4, 2099, now(), min(id) from person", definition.Key, definition.Title, definition.ToJson(), world.Province);
        Assert.True(await OwnRowsWorld.AsksAsync(school, Bookcases + ".amount"));
    }

    Task<string> FormKeyAsync(string report) => world.Data.ScalarAsync<string>("select form_key from report where id = $1", Guid.Parse(report["/reports/".Length..], CultureInfo.InvariantCulture));

    static IEnumerable<string> Compared(IDocument page, params string[] labels) =>
        page.QuerySelectorAll("tbody tr").FirstOrDefault(row => labels.Any(label => row.QuerySelector("th")!.TextContent.StartsWith(label, StringComparison.Ordinal)))?.QuerySelectorAll("td").Select(cell => cell.TextContent) ?? [];

    static async Task<string> TextAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    static async Task<string?> FormOfAsync(HttpClient browser, string place) => JsonDocument.Parse(await TextAsync(browser, $"{place}/report.json")).RootElement.GetProperty("form").GetString();

    /// <summary>All the text of a Word file or a workbook.</summary>
    static async Task<string> PartsAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel));
        var parts = await Task.WhenAll(zip.Entries.Where(entry => entry.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(entry => new StreamReader(entry.Open()).ReadToEndAsync(Cancel)));
        return string.Concat(parts);
    }

    async Task<HttpClient> ProgramAsync(HttpClient browser) => world.App.Program(await browser.KeyAsync());

    static async Task<JsonElement> JsonAsync(HttpClient program, string path) => JsonDocument.Parse(await TextAsync(program, path)).RootElement;
}

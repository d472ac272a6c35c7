using System.Net;
using System.Text.Json;
using TuanHoc.Statistics;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Tests.Plans;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A report is made on the form that the nearest plan above orders; the edition's is that of 2024.</summary>
public sealed class OrderedFormTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;
    Edition edition = null!;
    long province, commune;
    HttpClient keeper = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        province = await data.UnitAsync("province", "Tỉnh Thử");
        commune = await data.UnitAsync("commune", "Xã Thử", province);
        edition = await data.EditionAsync(2025);
        keeper = await data.BrowserAsync(await data.PersonAsync("Vàng Thị Mẩy", (province, "coordinator")));
    }

    public async ValueTask DisposeAsync()
    {
        keeper.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>A school of the commune, its report and its reporter.</summary>
    async Task<(string Report, HttpClient Reporter)> SchoolAsync(string name = "Trường Thử")
    {
        var unit = await data.UnitAsync("school", name, commune);
        await data.LedgerAsync(edition);
        return (await data.ReportAsync(edition, unit), await data.BrowserAsync(await data.PersonAsync("Lò Văn Phúc", (unit, "reporter"))));
    }

    /// <summary>The province's plan, saved with an order for those below; again when it is saved already.</summary>
    async Task OrderAsync(string form, string? path = null)
    {
        path ??= await PlanWorld.BringAsync(keeper);
        var page = await keeper.PageAsync(await data.ScalarAsync<string>("select state from plan where id = $1", Guid.Parse(path.Split('/')[^1])) == "saved" ? path + "/correction" : path);
        using var saved = await PlanWorld.PressAsync(keeper, page, "save", ("form", form));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        ordered = path;
    }

    string ordered = "";

    [Fact]
    public async Task A_plan_that_orders_no_form_is_reported_on_in_words()
    {
        await OrderAsync("none");
        var (report, reporter) = await SchoolAsync();
        var page = await reporter.PageAsync(report);
        Assert.Null(page.QuerySelector("input[name='news.amount']"));
        using var submitted = await reporter.SendAsync(page.Form(report), report + "/submission", ("results", "Trường mở một buổi đọc sách cho cả xã."));
        Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        Assert.Equal(("submitted", true), (await data.ScalarAsync<string>("select state from report where id = $1", Id(report)), await data.ScalarAsync<bool>("select form_key is null and figures is null from report where id = $1", Id(report))));
        Assert.Contains("Không có biểu số liệu", (await keeper.PageAsync(ordered)).Body!.Said(), StringComparison.Ordinal);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Figures_on_the_older_form_count_where_both_forms_ask_the_same()
    {
        await OrderAsync("2021");
        var (report, reporter) = await SchoolAsync();
        var page = await reporter.PageAsync(report);
        // Books collected in 2021 are not books given in 2024; news are news.
        using var submitted = await reporter.SendAsync(page.Form(report), report + "/submission", ("news.amount", "12"), ("book_drive.books.amount", "300"), ("book_drive.donors.individuals", "7"));
        Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        Assert.Equal("2021", await data.ScalarAsync<string>("select form_key from report where id = $1", Id(report)));

        var totals = await TotalsReader.LoadAsync(data.Source, edition.Id, map: default, Cancel);
        var sums = totals.Received(totals.Tree.IndexOf(province)).ToArray();
        long Sum(string row) => sums[totals.Form!.Column(row, Measure.Amount)!.Index];
        Assert.Equal((12, 0, 7), (Sum("news"), Sum("book_drive.books"), Sum("book_drive.donor_individuals")));
        Assert.Contains("1 báo cáo làm theo biểu khác", (await keeper.PageAsync($"/totals/2025/{province}")).Body!.Said(), StringComparison.Ordinal);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_draft_goes_over_to_the_form_that_a_plan_comes_to_order_with_a_list_of_what_could_not_and_back()
    {
        var (report, reporter) = await SchoolAsync();
        var opened = (await reporter.PageAsync(report)).Form(report);
        // Books given in 2024 are not books collected in 2021; who gave them is the same question under another key.
        using (var saved = await reporter.SendAsync(opened, to: null, ("news.amount", "5"), ("book_drive.books.amount", "300"), ("book_drive.donor_individuals.amount", "7"), ("news.note", "Đài xã đọc ba kỳ")))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await OrderAsync("2021");

        var page = await reporter.PageAsync(report);
        Assert.Equal(("5", "7", "Đài xã đọc ba kỳ"), (Typed(page, "news.amount"), Typed(page, "book_drive.donors.individuals"), Typed(page, "news.note")));
        Assert.Contains("từ mẫu 2024 sang mẫu 2021", page.Body!.Said(), StringComparison.Ordinal);
        Assert.EndsWith(": 300", Assert.Single(Left(page)), StringComparison.Ordinal);
        // Until somebody saves, what is stored stays as it was.
        Assert.Equal("2024", await data.ScalarAsync<string>("select form_key from report where id = $1", Id(report)));

        using (var saved = await reporter.SendAsync(page.Form(report), to: null, ("news.amount", "6"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("2021", await data.ScalarAsync<string>("select form_key from report where id = $1", Id(report)));
        page = await reporter.PageAsync(report);
        Assert.DoesNotContain("từ mẫu 2024 sang", page.Body!.Said(), StringComparison.Ordinal);
        Assert.EndsWith(": 300", Assert.Single(Left(page)), StringComparison.Ordinal);
        await AssertSoundAsync();

        await OrderAsync("2024", ordered);
        page = await reporter.PageAsync(report);
        Assert.Equal(("6", "7", "300"), (Typed(page, "news.amount"), Typed(page, "book_drive.donor_individuals.amount"), Typed(page, "book_drive.books.amount")));
        Assert.Empty(Left(page));
        using var submitted = await reporter.SendAsync(page.Form(report), report + "/submission");
        Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        Assert.Equal(("2024", "[]"), (await data.ScalarAsync<string>("select form_key from report where id = $1", Id(report)), await data.ScalarAsync<string>("select left_over::text from report where id = $1", Id(report))));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_draft_of_figures_that_a_plan_comes_to_ask_in_words_keeps_them_beside_it()
    {
        var (report, reporter) = await SchoolAsync();
        using (var saved = await reporter.SendAsync((await reporter.PageAsync(report)).Form(report), to: null, ("news.amount", "5"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await OrderAsync("none");
        var page = await reporter.PageAsync(report);
        Assert.Null(page.QuerySelector("input[name='news.amount']"));
        Assert.EndsWith(": 5", Assert.Single(Left(page)), StringComparison.Ordinal);
        using var submitted = await reporter.SendAsync(page.Form(report), report + "/submission", ("results", "Trường mở một buổi đọc sách cho cả xã."));
        Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        Assert.True(await data.ScalarAsync<bool>("select form_key is null and figures is null and left_over @> '[{\"Value\": \"5\"}]' from report where id = $1", Id(report)));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task What_was_sent_stays_on_its_form_and_a_page_opened_before_is_told()
    {
        var (sent, one) = await SchoolAsync("Trường Một");
        var (begun, two) = await SchoolAsync("Trường Hai");
        using (var submitted = await one.SendAsync((await one.PageAsync(sent)).Form(sent), sent + "/submission", ("news.amount", "5"))) Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);
        using (var saved = await two.SendAsync((await two.PageAsync(begun)).Form(begun), to: null, ("news.amount", "5"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var opened = (await two.PageAsync(begun)).Form(begun);
        await OrderAsync("2021");
        Assert.NotNull((await one.PageAsync(sent)).GetElementById("rbook_drive.donor_individuals"));

        using (var asked = await two.SendAsync(opened, begun + "/sync", ("news.amount", "6")))
        using (var answer = JsonDocument.Parse(await asked.Content.ReadAsStringAsync(Cancel)))
            Assert.Contains("Cấp trên vừa đổi biểu số liệu", answer.RootElement.GetProperty("said").GetString(), StringComparison.Ordinal);
        using var refused = await two.SendAsync(opened, to: null, ("news.amount", "6"), ("book_drive.books.amount", "40"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal("6", Typed(page, "news.amount"));
        Assert.Contains(": 40", page.QuerySelector(".note.late")!.Text(), StringComparison.Ordinal);
        using var again = await two.SendAsync(page.Form(begun));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal("6", Typed(await two.PageAsync(begun), "news.amount"));
        await AssertSoundAsync();
    }

    static string? Typed(AngleSharp.Dom.IDocument page, string field) => page.QuerySelector($"[name='{field}']") is { } input ? input.GetAttribute("value") ?? input.TextContent : null;

    static IEnumerable<string> Left(AngleSharp.Dom.IDocument page) => page.QuerySelectorAll("details.panel li").Select(line => line.Text());

    [Fact]
    public async Task The_nearest_plan_decides()
    {
        await OrderAsync("2021");
        await data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, file_name, text, facts, form_key, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), $1, edition_id, state, file_name, text, facts, '2024', gen_random_uuid(), made_at, made_by, changed_at, changed_by from plan where unit_id = $2
            """, commune, province);
        var (report, reporter) = await SchoolAsync();
        Assert.NotNull((await reporter.PageAsync(report)).QuerySelector("input[name='book_drive.donor_individuals.amount']"));
    }

    [Fact]
    public async Task A_page_opened_before_the_plan_changed_is_not_saved_on_another_form()
    {
        var (report, reporter) = await SchoolAsync();
        var opened = (await reporter.PageAsync(report)).Form(report);
        await OrderAsync("2021");
        using var refused = await reporter.SendAsync(opened, to: null, ("news.amount", "5"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("vừa đổi biểu số liệu", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("open", await data.ScalarAsync<string>("select state from report where id = $1", Id(report)));
    }

    [Fact]
    public async Task An_order_that_is_no_form_is_refused()
    {
        var path = await PlanWorld.BringAsync(keeper);
        using var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("form", "1999"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Chọn một mẫu trong danh sách.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    async Task AssertSoundAsync()
    {
        var output = new StringWriter();
        Assert.True(await Verify.RunAsync(Invariants.All, app.Services, output, Cancel) == 0, output.ToString());
    }

    static Guid Id(string report) => Guid.Parse(report["/reports/".Length..]);
}

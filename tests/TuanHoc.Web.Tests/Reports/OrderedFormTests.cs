using System.Net;
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
    public async Task A_report_already_begun_keeps_its_form_when_the_plan_changes()
    {
        await OrderAsync("2021");
        var (begun, one) = await SchoolAsync("Trường Một");
        var (untouched, two) = await SchoolAsync("Trường Hai");
        using var saved = await one.SendAsync((await one.PageAsync(begun)).Form(begun), to: null, ("news.amount", "5"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await OrderAsync("", ordered);

        Assert.NotNull((await one.PageAsync(begun)).QuerySelector("input[name='book_drive.donors.individuals']"));
        Assert.Null((await two.PageAsync(untouched)).QuerySelector("input[name='book_drive.donors.individuals']"));
        Assert.NotNull((await two.PageAsync(untouched)).QuerySelector("input[name='book_drive.donor_individuals.amount']"));
    }

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

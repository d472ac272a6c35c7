using System.Net;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests.Editions;

/// <summary>A year that was opened is corrected through its page.</summary>
public sealed class EditionCorrectionTests(Postgres postgres) : IAsyncLifetime
{
    const string Page = "/editions/2025/correction";

    App app = null!;
    TestData data = null!;
    Edition edition = null!;
    long province, school;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        edition = await data.EditionAsync(2025);
        province = await data.UnitAsync("province", "Tỉnh Sửa Năm");
        school = await data.UnitAsync("school", "Trường Sửa Năm", province);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task<HttpClient> MinistryAsync() => MinistryAsync("Điều phối của Bộ");

    async Task<HttpClient> MinistryAsync(string name) => await data.BrowserAsync(await data.PersonAsync(name, (1, "coordinator")));

    [Fact]
    public async Task The_Ministry_corrects_what_stands_and_the_audit_tells_what_was_before()
    {
        using var ministry = await MinistryAsync();
        var page = await ministry.PageAsync((await ministry.PageAsync("/editions")).QuerySelector($"a[href='{Page}']")!.GetAttribute("href")!);
        Assert.Equal(["Chủ đề thử", "01/10/2025", "07/10/2025", "10/10/2025", "15/10/2025", "30/10/2025"], new[] { "theme", "first", "last", "dueUnits", "dueCommunes", "dueProvinces" }.Select(field => page.QuerySelector("#" + field)!.GetAttribute("value")));
        Assert.Equal("2024", page.QuerySelector("#form option[selected]")!.GetAttribute("value"));
        var form = page.Form(Page);
        using (var wrong = await ministry.SendAsync(form, null, ("theme", "Chủ đề đúng"), ("last", "31/9/2025")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Equal(["Chủ đề đúng", "31/9/2025"], await ShownAsync(wrong, "theme", "last"));
        }
        for (var press = 0; press < 2; press++)
            using (var saved = await ministry.SendAsync(form, null, ("theme", "Chủ đề đúng"), ("first", "02/10/2025"), ("last", "09/10/2025"), ("dueProvinces", "05/11/2025")))
                Assert.Equal("/editions", saved.Headers.Location?.ToString());
        var text = (await ministry.PageAsync("/editions")).Text();
        Assert.Contains("Chủ đề đúng", text, StringComparison.Ordinal);
        Assert.Contains("Từ 02/10/2025 đến 09/10/2025", text, StringComparison.Ordinal);
        Assert.Contains("cấp tỉnh 05/11/2025", text, StringComparison.Ordinal);

        using var administrator = await data.BrowserAsync(await data.AdministratorAsync());
        var line = Assert.Single((await administrator.PageAsync("/audit")).QuerySelectorAll("ol > li"), item => item.Text().Contains("sửa Tuần lễ năm 2025", StringComparison.Ordinal)).Text();
        Assert.Contains("Chủ đề thử → Chủ đề đúng", line, StringComparison.Ordinal);
        Assert.Contains("từ 01/10/2025 đến 07/10/2025 → từ 02/10/2025 đến 09/10/2025", line, StringComparison.Ordinal);
        // It is the Ministry's act: those who answer for the nation read it among the nation's.
        Assert.Contains("Điều phối của Bộ sửa Tuần lễ năm 2025", (await ministry.PageAsync("/audit?unit=1")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_correct_it_the_second_is_told_and_keeps_what_was_typed()
    {
        using var first = await MinistryAsync();
        using var second = await MinistryAsync("Lãnh đạo của Bộ");
        var (mine, theirs) = ((await first.PageAsync(Page)).Form(Page), (await second.PageAsync(Page)).Form(Page));
        using (var saved = await first.SendAsync(mine, null, ("theme", "Của người thứ nhất"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var late = await second.SendAsync(theirs, null, ("theme", "Của người thứ hai"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.PageAsync();
        Assert.Contains("Người khác vừa sửa năm này", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Đang ghi: Của người thứ nhất", page.Text(), StringComparison.Ordinal);
        Assert.Equal("Của người thứ hai", page.QuerySelector("#theme")!.GetAttribute("value"));
        using var over = await second.SendAsync(page.Form(Page));
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.Contains("Của người thứ hai", (await first.PageAsync("/editions")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_first_submitted_report_on_the_week_and_the_form_stand_and_the_rest_is_corrected()
    {
        await data.LedgerAsync(edition);
        using var ministry = await MinistryAsync();
        var early = (await ministry.PageAsync(Page)).Form(Page);
        var report = await data.ReportAsync(edition, school);
        using var reporter = await data.BrowserAsync(await data.PersonAsync("Người nhập", (school, "reporter")));
        using (var submitted = await reporter.SendAsync((await reporter.PageAsync(report)).Form(report), report + "/submission", ("news.amount", "12"))) Assert.Equal(HttpStatusCode.Redirect, submitted.StatusCode);

        using (var late = await ministry.SendAsync(early, null, ("theme", "Chủ đề muộn"), ("last", "09/10/2025")))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Equal(["Chủ đề muộn"], await ShownAsync(late, "theme"));
        }
        var page = await ministry.PageAsync(Page);
        Assert.Contains("Đã có đơn vị nộp báo cáo", page.Text(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("#first, #last, #form"));
        using (var saved = await ministry.SendAsync(page.Form(Page), null, ("theme", "Chủ đề muộn"), ("dueUnits", "12/10/2025"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var text = (await ministry.PageAsync("/editions")).Text();
        Assert.Contains("Chủ đề muộn", text, StringComparison.Ordinal);
        Assert.Contains("Từ 01/10/2025 đến 07/10/2025 · hạn báo cáo: đơn vị 12/10/2025", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_that_ends_on_another_day_asks_the_units_of_that_day_and_its_totals_follow()
    {
        // One ends with the old last day, one begins after it.
        var (ended, begun) = (await data.UnitAsync("school", "Trường Sắp Nhập", province), await data.UnitAsync("school", "Trường Mới Lập", province));
        await data.RunAsync("update unit_version set valid = '[2021-01-01,2025-10-08)' where unit_id = $1", ended);
        await data.RunAsync("update unit_version set valid = '[2025-10-08,)' where unit_id = $1", begun);
        await data.LedgerAsync(edition);
        using var ministry = await MinistryAsync();
        var path = $"/totals/2025/{province}/missing";
        Assert.Contains("Trường Sắp Nhập", (await ministry.PageAsync(path)).Text(), StringComparison.Ordinal);
        using (var saved = await ministry.SendAsync((await ministry.PageAsync(Page)).Form(Page), null, ("last", "09/10/2025"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        for (var wait = 0; wait < 60 && !(await ministry.PageAsync(path)).Text().Contains("Trường Mới Lập", StringComparison.Ordinal); wait++) await Task.Delay(250, TestContext.Current.CancellationToken);
        var text = (await ministry.PageAsync(path)).Text();
        Assert.Contains("Trường Mới Lập", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Trường Sắp Nhập", text, StringComparison.Ordinal);
        foreach (var invariant in Invariants.All) Assert.Empty(await invariant.FindAsync(app.Services, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_else_finds_the_page()
    {
        using var leader = await data.BrowserAsync(await data.PersonAsync("Lãnh đạo", (province, "leader")));
        using var missing = await leader.GetAsync(Page, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Empty((await leader.PageAsync("/editions")).QuerySelectorAll($"a[href='{Page}']"));
        using var ministry = await MinistryAsync();
        using var never = await ministry.GetAsync("/editions/2031/correction", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);
    }

    static async Task<IEnumerable<string?>> ShownAsync(HttpResponseMessage answer, params string[] fields)
    {
        var page = await answer.PageAsync();
        return fields.Select(field => page.QuerySelector("#" + field)!.GetAttribute("value"));
    }
}

using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Editions;

/// <summary>A province names one of its own agencies for the Week of a year, and everybody reads it on the pages of both.</summary>
public sealed class StandingAgencyTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_coordinator_names_an_own_agency_year_by_year_and_nobody_elses()
    {
        await data.EditionAsync(2025);
        await data.EditionAsync(2026);
        var province = await data.UnitAsync("province", "Tỉnh Giao Việc", 1);
        var (education, culture) = (await data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", province), await data.UnitAsync("agency", "Sở Văn hóa", province));
        var elsewhere = await data.UnitAsync("agency", "Sở của tỉnh khác", await data.UnitAsync("province", "Tỉnh Khác", 1));
        using var browser = await data.BrowserAsync(await data.PersonAsync("Hà Thị Nga", (province, "coordinator")));
        var path = (await browser.PageAsync($"/units/{province}")).QuerySelector("a[href$='/standing-agency']")!.GetAttribute("href")!;

        (await NameAsync(2025, culture)).Dispose();
        (await NameAsync(2026, education)).Dispose();
        (await NameAsync(2026, education)).Dispose();
        using var refused = await NameAsync(2026, elsewhere);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("không trực thuộc Tỉnh Giao Việc", (await refused.PageAsync()).QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);

        using var reader = await data.BrowserAsync(await data.PersonAsync("Người đọc"));
        var named = (await reader.PageAsync($"/units/{province}")).QuerySelectorAll("section[aria-labelledby=agency] li").Select(li => li.Text());
        Assert.Equal(["Sở Giáo dục và Đào tạo2026", "Sở Văn hóa2025"], named);
        Assert.Contains("Cơ quan thường trực Tuần lễ 2026", (await reader.PageAsync($"/units/{education}")).QuerySelector(".head")!.TextContent, StringComparison.Ordinal);

        (await NameAsync(2026, null)).Dispose();
        Assert.DoesNotContain("thường trực", (await reader.PageAsync($"/units/{education}")).QuerySelector(".head")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, await data.ScalarAsync<long>("select count(*) from audit where thing = 'standing-agency' and unit_id = $1", province));
        Assert.Equal(1, await data.ScalarAsync<long>("select count(*) from standing_agency"));

        async Task<HttpResponseMessage> NameAsync(int year, long? agency)
        {
            var form = (await browser.PageAsync(path)).QuerySelectorAll<AngleSharp.Html.Dom.IHtmlFormElement>($"form[action='{path}']").Single(one => one.QuerySelector("[name=year]")!.GetAttribute("value") == $"{year}");
            return await browser.SendAsync(form, null, [("agency", agency is null ? "" : $"{agency}")]);
        }
    }
}

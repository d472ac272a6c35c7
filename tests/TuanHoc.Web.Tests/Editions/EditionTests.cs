using System.Net;

namespace TuanHoc.Web.Tests.Editions;

public sealed class EditionTests(Postgres postgres) : IAsyncLifetime
{
    static readonly (string, string?)[] Week2025 =
    [
        ("year", "2025"), ("theme", "Học để phát triển bản thân"), ("first", "01/10/2025"), ("last", "07/10/2025"), ("form", "2024"),
        ("dueUnits", "10/10/2025"), ("dueCommunes", "15/10/2025"), ("dueProvinces", "2025-10-30"),
    ];

    App app = null!;
    TestData data = null!;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_administrator_opens_an_edition_which_no_longer_asks_of_districts()
    {
        using var browser = await data.BrowserAsync(await data.AdministratorAsync());
        using var opened = await browser.SendAsync((await browser.PageAsync("/editions")).Form("/editions"), null, Week2025);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.Contains("Từ 01/10/2025 đến 07/10/2025", (await browser.PageAsync("/editions")).Text(), StringComparison.Ordinal);
        Assert.Equal("openings.districts", await data.ScalarAsync<string>("select row_key from edition_row"));
        Assert.Equal(1L, await data.ScalarAsync<long>("select count(*) from audit where what = 'opened' and thing = 'edition' and thing_id = '2025'"));
    }

    [Fact]
    public async Task An_edition_of_the_districts_time_asks_of_them()
    {
        using var browser = await data.BrowserAsync(await data.AdministratorAsync());
        var form = (await browser.PageAsync("/editions")).Form("/editions");
        (await browser.SendAsync(form, null, [.. Week2025.Select(f => (f.Item1, f.Item2?.Replace("2025", "2024", StringComparison.Ordinal)))])).Dispose();
        Assert.Equal(1L, await data.ScalarAsync<long>("select count(*) from edition where year = 2024"));
        Assert.Equal(0L, await data.ScalarAsync<long>("select count(*) from edition_row"));
    }

    [Theory]
    [InlineData("year", "hai nghìn", "Ghi một số nguyên")]
    [InlineData("first", "32/10/2025", "Ghi ngày theo mẫu")]
    [InlineData("last", "30/09/2025", "Ngày cuối phải sau ngày đầu")]
    [InlineData("dueProvinces", "01/10/2025", "Hạn của cấp trên")]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays(string field, string typed, string why)
    {
        using var browser = await data.BrowserAsync(await data.AdministratorAsync());
        using var refused = await browser.SendAsync((await browser.PageAsync("/editions")).Form("/editions"), null, [.. Week2025.Where(f => f.Item1 != field), (field, typed)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains(why, page.Text(), StringComparison.Ordinal);
        Assert.Equal(typed, page.QuerySelector($"#{field}")!.GetAttribute("value"));
        Assert.Equal("Học để phát triển bản thân", page.QuerySelector("#theme")!.GetAttribute("value"));
        Assert.Equal(0L, await data.ScalarAsync<long>("select count(*) from edition"));
    }

    [Fact]
    public async Task A_year_is_opened_once_and_by_an_administrator_alone()
    {
        await data.EditionAsync(2025);
        using var administrator = await data.BrowserAsync(await data.AdministratorAsync());
        var form = (await administrator.PageAsync("/editions")).Form("/editions");
        using var twice = await administrator.SendAsync(form, null, Week2025);
        Assert.Contains("Năm này đã mở", (await twice.PageAsync()).Text(), StringComparison.Ordinal);

        using var leader = await data.BrowserAsync(await data.PersonAsync("Lãnh đạo", (1, "leader")));
        Assert.Empty((await leader.PageAsync("/editions")).QuerySelectorAll("form[action$='/editions'], #year"));
        var token = (await leader.PageAsync("/me")).Form("/signout").Filled();
        using var refused = await leader.PostAsync("/editions", new FormUrlEncodedContent([.. token, .. Week2025.Select(f => KeyValuePair.Create(f.Item1, f.Item2!))]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Two_who_open_a_year_at_the_same_moment_open_it_once()
    {
        using var browser = await data.BrowserAsync(await data.AdministratorAsync());
        var form = (await browser.PageAsync("/editions")).Form("/editions");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SendAsync(form, null, Week2025)));
        Assert.Equal([HttpStatusCode.Redirect, .. Enumerable.Repeat(HttpStatusCode.BadRequest, 5)], answers.Select(answer => answer.StatusCode).Order());
        foreach (var answer in answers) answer.Dispose();
        Assert.Equal(1L, await data.ScalarAsync<long>("select count(*) from audit where what = 'opened'"));
    }

    [Fact]
    public async Task A_plan_saved_before_its_year_is_opened_belongs_to_it_from_then_on()
    {
        var province = await data.UnitAsync("province", "Tỉnh Thử");
        using var keeper = await data.BrowserAsync(await data.PersonAsync("Vàng Thị Mẩy", (province, "coordinator")));
        var path = await Plans.PlanWorld.BringAsync(keeper);
        (await Plans.PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("form", "2021"))).Dispose();
        Assert.Equal(1L, await data.ScalarAsync<long>("select count(*) from plan where state = 'saved' and edition_id is null"));

        var edition = await data.EditionAsync(2025);

        Assert.Equal(edition.Id, await data.ScalarAsync<int>("select edition_id from plan"));
        Assert.Equal("2021", await data.ScalarAsync<string>("select report_form($1, $2)", edition.Id, province));
    }
}

using System.Net;
using TuanHoc.Plans;
using TuanHoc.Web.Plans;

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
        // The line, the edition and its row: each with from where.
        Assert.Equal(3L, await data.ScalarAsync<long>("select count(*) from audit where tx = (select tx from audit where what = 'opened') and host(from_address) = $1", App.Address));
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
    public async Task A_year_is_opened_once_by_the_Ministry_or_an_administrator_alone()
    {
        await data.EditionAsync(2025);
        using var administrator = await data.BrowserAsync(await data.AdministratorAsync());
        var form = (await administrator.PageAsync("/editions")).Form("/editions");
        using var twice = await administrator.SendAsync(form, null, Week2025);
        Assert.Contains("Năm này đã mở", (await twice.PageAsync()).Text(), StringComparison.Ordinal);

        using var ministry = await data.BrowserAsync(await data.PersonAsync("Điều phối của Bộ", (1, "coordinator")));
        Assert.NotNull((await ministry.PageAsync("/editions")).QuerySelector("#year"));
        using var leader = await data.BrowserAsync(await data.PersonAsync("Lãnh đạo", (await data.UnitAsync("province", "Tỉnh Không Mở"), "leader")));
        Assert.Empty((await leader.PageAsync("/editions")).QuerySelectorAll("form[action$='/editions'], #year"));
        var token = (await leader.PageAsync("/me")).Form("/signout").Filled();
        using var refused = await leader.PostAsync("/editions", new FormUrlEncodedContent([.. token, .. Week2025.Select(f => KeyValuePair.Create(f.Item1, f.Item2!))]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task The_Ministry_s_letter_fills_in_the_year_it_opens_and_stands_beside_it()
    {
        var name = await data.PersonAsync("Điều phối của Bộ", (1, "coordinator"));
        using var ministry = await data.BrowserAsync(name);
        var letter = Guid.CreateVersion7();
        var facts = PlanFacts.Write(PlanReader.Read("KẾ HOẠCH\nTổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\n\nI. NỘI DUNG\n\n1. Chủ đề: “Học để phát triển bản thân”.\n\n2. Thời gian: Từ ngày 01/10/2025 đến ngày 07/10/2025."));
        await data.RunAsync("""
            insert into plan (id, unit_id, type, state, file_name, text, facts, number, issued_on, title, report_due, write_key, made_at, made_by, changed_at, changed_by)
            select $1, 1, 'CV', 'saved', 'cong-van.txt', '', $2::jsonb, '5607/BGDĐT', '2025-08-20', 'V/v tổ chức Tuần lễ', '2025-10-30', $1, now(), id, now(), id from person where user_name = $3
            """, letter, facts, name);
        var page = await ministry.PageAsync($"/plans/{letter}");
        page = await ministry.PageAsync(page.QuerySelector($"a[href='/plans/{letter}/edition']")!.GetAttribute("href")!);
        Assert.Equal(["2025", "Học để phát triển bản thân", "01/10/2025", "07/10/2025", "30/10/2025"], new[] { "year", "theme", "first", "last", "dueProvinces" }.Select(field => page.QuerySelector("#" + field)!.GetAttribute("value")));
        using (var opened = await ministry.SendAsync(page.Form("/editions"), null, ("dueUnits", "10/10/2025"), ("dueCommunes", "15/10/2025"))) Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.NotNull((await ministry.PageAsync("/editions")).QuerySelector($"a[href='/plans/{letter}']"));
        using var again = await ministry.GetAsync($"/plans/{letter}/edition", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_guidance_of_the_standing_agency_amends_the_day_of_those_below()
    {
        var edition = await data.EditionAsync(2025);
        var province = await data.UnitAsync("province", "Tỉnh Dời Hạn");
        await data.PersonAsync("Người soạn", (province, "coordinator"));
        var (office, commune) = (await data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", province), await data.UnitAsync("commune", "Xã Dời Hạn", province));
        var plan = await DocumentAsync(province, "KH", new(2025, 9, 1), new(2025, 10, 15), upper: null);
        Assert.Equal(new DateOnly(2025, 10, 15), await DueAsync());
        await DocumentAsync(commune, "HD", new(2025, 9, 20), new(2025, 10, 10), plan);
        Assert.Equal(new DateOnly(2025, 10, 15), await DueAsync());
        await DocumentAsync(office, "HD", new(2025, 9, 25), new(2025, 10, 20), plan);
        Assert.Equal(new DateOnly(2025, 10, 20), await DueAsync());

        Task<DateOnly> DueAsync() => data.ScalarAsync<DateOnly>("select report_due($1, $2, 'commune')", edition.Id, province);

        async Task<Guid> DocumentAsync(long unit, string type, DateOnly issued, DateOnly due, Guid? upper)
        {
            var id = Guid.CreateVersion7();
            await data.RunAsync("""
                insert into plan (id, unit_id, type, edition_id, state, file_name, text, facts, issued_on, report_due, upper_id, write_key, made_at, made_by, changed_at, changed_by)
                select $1, $2, $3, $4, 'saved', 'a.txt', '', '{}', $5, $6, $7, $1, now(), p.id, now(), p.id from (select min(id) as id from person) p
                """, id, unit, type, edition.Id, issued, due, upper);
            return id;
        }
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

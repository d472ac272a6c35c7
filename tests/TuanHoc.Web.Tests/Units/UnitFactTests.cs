using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Data;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Units;

public sealed class UnitFactTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;
    long commune, school;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        commune = await data.ScalarAsync<long>("select unit_id from unit_on('2025-10-01') where kind = 'commune' and code = '27043'");
        school = await data.UnitAsync("school", "Trường Tiểu học Sông Đào", commune);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<HttpClient> BrowserAsync(long unit, string role) => await data.BrowserAsync(await data.PersonAsync("Hồ Thị Lan", (unit, role)));

    async Task<HttpResponseMessage> EnterAsync(HttpClient browser, long unit, params (string, string?)[] typed)
    {
        var path = $"/units/{unit}/facts";
        return await browser.SendAsync((await browser.PageAsync(path)).Form(path), path, typed);
    }

    async Task<string> FactsAsync(string onDay)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var facts = await scope.ServiceProvider.GetRequiredService<AppDb>().UnitFactsAsync(school, DateOnly.ParseExact(onDay, "yyyy-MM-dd", CultureInfo.InvariantCulture), Cancel);
        return string.Join(", ", facts.Values.OrderBy(f => f.Kind, StringComparer.Ordinal).Select(f => $"{f.Kind} {f.Value}"));
    }

    [Fact]
    public async Task A_fact_stands_until_the_next_of_its_kind_and_earlier_days_keep_theirs()
    {
        using var reporter = await BrowserAsync(school, "reporter");
        Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(reporter, school, ("learners", "1.204"), ("phone", "0213 3876 543"), ("from", "05/09/2024"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(reporter, school, ("learners", "1198"), ("from", "05/09/2025"))).StatusCode);
        Assert.Equal("", await FactsAsync("2024-09-04"));
        Assert.Equal("learners 1204, phone 0213 3876 543", await FactsAsync("2024-09-05"));
        Assert.Equal("learners 1204, phone 0213 3876 543", await FactsAsync("2025-09-04"));
        Assert.Equal("learners 1198, phone 0213 3876 543", await FactsAsync("2025-09-05"));
    }

    [Theory]
    [InlineData("2020-01-01", "2021-01-01")]
    [InlineData("2021-05-01", "2021-05-01")]
    [InlineData("2022-05-01", "2021-12-31")] // closed, and not opened again yet
    [InlineData("2023-05-01", "2023-05-01")]
    [InlineData("2025-05-01", "2023-12-31")]
    public async Task A_unit_that_was_opened_again_stands_on_the_days_it_was_there(string day, string standing)
    {
        await data.RunAsync("update unit_version set valid = '[2021-01-01,2022-01-01)' where unit_id = $1", school);
        await data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) select unit_id, kind, name, short_name, parent_id, search_key, short_key, '[2023-01-01,2024-01-01)' from unit_version where unit_id = $1", school);
        await using var scope = app.Services.CreateAsyncScope();
        var history = await scope.ServiceProvider.GetRequiredService<AppDb>().UnitHistoryAsync(school, Cancel);
        Assert.Equal(DateOnly.ParseExact(standing, "yyyy-MM-dd", CultureInfo.InvariantCulture), history.StandingDay(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_year_entered_afterwards_ends_where_the_known_one_begins_and_an_emptied_field_ends_what_stood()
    {
        using var reporter = await BrowserAsync(school, "reporter");
        await EnterAsync(reporter, school, ("learners", "500"), ("from", "05/09/2025"));
        await EnterAsync(reporter, school, ("learners", "450"), ("from", "05/09/2023"));
        Assert.Equal("learners 450", await FactsAsync("2025-09-04"));
        Assert.Equal("learners 500", await FactsAsync("2026-01-01"));
        await EnterAsync(reporter, school, ("learners", ""), ("from", "01/06/2026"));
        Assert.Equal("learners 500", await FactsAsync("2026-05-31"));
        Assert.Equal("", await FactsAsync("2026-06-01"));
    }

    [Fact]
    public async Task What_was_entered_wrongly_is_replaced_for_its_day_and_kept()
    {
        using var reporter = await BrowserAsync(school, "reporter");
        await EnterAsync(reporter, school, ("staff", "94"), ("from", "05/09/2025"));
        await EnterAsync(reporter, school, ("staff", "49"), ("from", "05/09/2025"));
        Assert.Equal("staff 49", await FactsAsync("2025-09-05"));
        Assert.Equal("94", await data.ScalarAsync<string>("select value from unit_fact where unit_id = $1 and replaced_at is not null", school));
        Assert.Equal("94 49", await data.ScalarAsync<string>("select (before ->> 'staff') || ' ' || (after ->> 'staff') from audit where thing = 'unit-fact' and unit_id = $1 and before ->> 'staff' is not null", school));

        using var administrator = await data.BrowserAsync(await data.AdministratorAsync());
        var line = (await administrator.PageAsync($"/audit?unit={school}")).QuerySelector("ol > li")!.Text();
        Assert.Contains("Hồ Thị Lan ghi thông tin của Trường Tiểu học Sông Đào, từ 05/09/2025", line, StringComparison.Ordinal);
        Assert.Contains("Số cán bộ, giáo viên, nhân viên: 94 → 49", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_list_of_many_units_twice_changes_nothing()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        FactEntry[] list = [new(school, UnitFactKind.Learners, "300"), new(commune, UnitFactKind.Difficulty, "III"), new(school, UnitFactKind.Email, null)];
        Assert.Equal(2, (await db.EnterFactsAsync(list, new(2025, 9, 5), person: null, DateTimeOffset.UnixEpoch, Cancel)).Count);
        Assert.Empty(await db.EnterFactsAsync(list, new(2025, 9, 5), person: null, DateTimeOffset.UnixEpoch, Cancel));
        Assert.Empty(await db.EnterFactsAsync(list, new(2025, 10, 5), person: null, DateTimeOffset.UnixEpoch, Cancel));
    }

    [Theory]
    [InlineData("learners", "1.5", "Ghi một số nguyên từ 0 đến 9.999.999, ví dụ 412 hoặc 1.204.")]
    [InlineData("staff", "-3", "Ghi một số nguyên từ 0 đến 9.999.999, ví dụ 412 hoặc 1.204.")]
    [InlineData("phone", "gọi cô Hà", "Ghi số điện thoại có mã vùng, ví dụ 0213 3876 543 hoặc +84 912 345 678.")]
    [InlineData("email", "truong@", "Ghi địa chỉ thư đầy đủ, ví dụ vanphong@donvi.edu.vn.")]
    [InlineData("from", "31/02/2025", "Ghi ngày theo mẫu 05/10/2025.")]
    [InlineData("from", "31/12/2020", "Đơn vị này có từ 01/01/2021; ghi ngày đó hoặc một ngày sau.")]
    [InlineData("from", "01/01/2099", "Ngày này còn hơn một năm nữa; kiểm tra lại năm.")]
    public async Task A_wrong_value_is_refused_with_a_sentence_and_all_that_was_typed_stays(string field, string typed, string sentence)
    {
        using var reporter = await BrowserAsync(school, "reporter");
        using var answer = await EnterAsync(reporter, school, ("address", "Số 5 đường Sông Đào"), (field, typed));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(sentence, page.GetElementById(field + "-error")!.Text());
        Assert.Equal(typed, page.GetElementById(field)!.GetAttribute("value"));
        Assert.Equal("Số 5 đường Sông Đào", page.GetElementById("address")!.GetAttribute("value"));
        Assert.Equal("", await FactsAsync("2026-12-31"));
    }

    [Theory]
    [InlineData("III", "III")]
    [InlineData("khu vực 2", "II")]
    [InlineData("KV I", "I")]
    [InlineData("ĐẶC BIỆT KHÓ KHĂN", "special")]
    public void Classes_of_difficult_areas_are_read_as_files_write_them(string typed, string value) => Assert.Equal((value, null), UnitFactKind.Difficulty.Read(typed));

    [Fact]
    public async Task The_units_own_people_and_the_coordinators_above_enter_and_nobody_else()
    {
        var neighbour = await data.UnitAsync("school", "Trường Tiểu học Bên Kia Sông", commune);
        foreach (var (unit, role, may) in new[]
        {
            (school, "coordinator", true), (school, "reporter", true), (commune, "coordinator", true), (1L, "coordinator", true),
            (school, "leader", false), (school, "viewer", false), (commune, "reporter", false), (neighbour, "coordinator", false),
        })
        {
            using var browser = await BrowserAsync(unit, role);
            using var answer = await browser.GetAsync($"/units/{school}/facts", Cancel);
            Assert.True(answer.StatusCode == (may ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{role} of {unit}: {answer.StatusCode}");
        }
        using var administrator = await data.BrowserAsync(await data.AdministratorAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(administrator, school, ("staff", "12"), ("from", "05/09/2025"))).StatusCode);
    }

    [Fact]
    public async Task A_library_is_not_asked_for_learners()
    {
        var library = await data.UnitAsync("library", "Thư viện phường", commune);
        using var reporter = await BrowserAsync(library, "reporter");
        var page = await reporter.PageAsync($"/units/{library}/facts");
        Assert.Null(page.GetElementById("learners"));
        Assert.NotNull(page.GetElementById("staff"));
    }
}

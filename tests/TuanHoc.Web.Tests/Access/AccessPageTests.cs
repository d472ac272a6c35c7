using System.Net;
using System.Text.Json;
using TuanHoc.Web.Tests.Api;

namespace TuanHoc.Web.Tests.Access;

/// <summary>A refused person reads why, and the name of somebody who can help.</summary>
public sealed class AccessPageTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;
    long province, commune, school, sibling, elsewhere;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        province = await data.UnitAsync("province", "Tỉnh Một");
        commune = await data.UnitAsync("commune", "Xã Một", province);
        school = await data.UnitAsync("school", "Trường Một", commune);
        sibling = await data.UnitAsync("commune", "Xã Hai", province);
        elsewhere = await data.UnitAsync("province", "Tỉnh Hai");
        await data.AdministratorAsync("Bùi Quản Trị");
        await data.PersonAsync("Vàng Điều Phối", (province, "coordinator"));
        await data.PersonAsync("Sìn Xã Hai", (sibling, "coordinator"));
    }

    [Fact]
    public async Task A_missing_page_names_the_coordinator_of_the_own_unit()
    {
        await data.PersonAsync("Lò Cùng Xã", (commune, "coordinator"));
        var page = await MissingAsync(await PersonAsync((commune, "reporter")), "/khong-co");

        Assert.Contains("Hỏi người điều phối của Xã Một: Lò Cùng Xã", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Vàng Điều Phối", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_coordinator_beside_oneself_the_nearest_above_is_named_and_at_last_the_administrator()
    {
        Assert.Contains("Hỏi người điều phối của Tỉnh Một: Vàng Điều Phối", await MissingAsync(await PersonAsync((school, "coordinator")), "/khong-co"), StringComparison.Ordinal);
        Assert.Contains("Hỏi người quản trị hệ thống: Bùi Quản Trị", await MissingAsync(await PersonAsync((elsewhere, "coordinator")), "/khong-co"), StringComparison.Ordinal);
        Assert.Contains("Hỏi người quản trị hệ thống: Bùi Quản Trị", await MissingAsync(await PersonAsync(), "/totals/2025/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_whose_role_has_ended_is_not_named()
    {
        await data.PersonAsync("Người Đã Chuyển", (commune, "coordinator"));
        await data.RunAsync("update membership set valid = daterange('2021-01-01', vietnam_day(now()) - 1) where unit_id = $1", commune);

        Assert.DoesNotContain("Người Đã Chuyển", await MissingAsync(await PersonAsync((commune, "reporter")), "/khong-co"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_is_told_to_sign_in_and_learns_no_name()
    {
        var page = await MissingAsync(app.Visitor(), "/khong-co");

        Assert.Contains("Đăng nhập", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bùi Quản Trị", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_that_refuses_says_why_and_whom_to_ask_and_a_visitor_learns_no_name()
    {
        var reporter = await PersonAsync((school, "reporter"));
        using var coordinator = await PersonAsync((commune, "coordinator"));
        await data.PersonAsync("Lò Cùng Xã", (commune, "coordinator"));

        // An address that cannot be read, a form from elsewhere, a link that is over.
        await AskedAsync(HttpStatusCode.BadRequest, "Địa chỉ có chỗ sai", await reporter.GetAsync("/decisions?before=hôm-qua", Cancel), "Hỏi người điều phối của Xã Một: Lò Cùng Xã");
        await AskedAsync(HttpStatusCode.BadRequest, "Trang này mở đã lâu", await coordinator.PostAsync("/people/import", new FormUrlEncodedContent([]), Cancel), "Hỏi người điều phối của Xã Một: Lò Cùng Xã");
        await AskedAsync(HttpStatusCode.Gone, "Liên kết đặt lại mật khẩu này", await (await PersonAsync()).GetAsync("/password/khong-co", Cancel), "Hỏi người quản trị hệ thống: Bùi Quản Trị");
        using var visitor = app.Visitor();
        await AskedAsync(HttpStatusCode.Gone, "Liên kết đặt lại mật khẩu này", await visitor.GetAsync("/password/khong-co", Cancel), ask: null);

        static async Task AskedAsync(HttpStatusCode status, string why, HttpResponseMessage refused, string? ask)
        {
            using (refused)
            {
                var page = (await refused.PageAsync()).QuerySelector("main")!.Text();
                Assert.Equal(status, refused.StatusCode);
                Assert.Contains(why, page, StringComparison.Ordinal);
                if (ask is null) Assert.DoesNotContain("Hỏi người", page, StringComparison.Ordinal);
                else Assert.Contains(ask, page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_program_is_refused_in_one_sentence()
    {
        var program = app.Program(await (await PersonAsync((school, "reporter"))).KeyAsync());
        using var refused = await program.GetAsync("/api/v1/dataValueSets?period=nam-nay&orgUnit=1", Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Địa chỉ có chỗ sai", JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own", "Bạn xem được: bạn giữ vai trò Người nhập ở chính đơn vị này.")]
    [InlineData("below", "Bạn xem được: bạn giữ vai trò Người nhập ở Xã Một, đơn vị trên nó.")]
    [InlineData("beside", "Bạn không xem được: không vai trò nào của bạn ở Xã Hai hay ở đơn vị trên nó.")]
    public async Task The_page_says_why_a_unit_is_seen_or_not(string which, string says)
    {
        var unit = which switch { "own" => commune, "below" => school, _ => sibling };
        var page = (await (await PersonAsync((commune, "reporter"))).PageAsync($"/access?unit={unit}")).Text();

        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.Contains("Xã Một và 1 đơn vị bên dưới", page, StringComparison.Ordinal);
        // Nobody in the commune coordinates: the province sees both communes. Those of the other commune are not named.
        Assert.Contains("Hỏi người điều phối của Tỉnh Một: Vàng Điều Phối", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Sìn Xã Hai", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_unit_is_seen_through_what_it_has_become_and_a_branch_through_its_standing_agency()
    {
        var old = await data.UnitAsync("commune", "Xã Cũ", elsewhere);
        await data.RunAsync("update unit_version set valid = '[2021-01-01,2025-07-01)' where unit_id = $1", old);
        await data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2025-07-01', true)", old, commune);
        var agency = await data.UnitAsync("agency", "Sở Một", province);
        await data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", (await data.EditionAsync(2026)).Id, province, agency);

        Assert.Contains("Bạn xem được: đơn vị này nay thuộc Xã Một; bạn giữ vai trò Điều phối ở Xã Một.", await WhyAsync((commune, "coordinator")), StringComparison.Ordinal);
        Assert.Contains("Bạn xem được: đơn vị này nay thuộc Xã Một; bạn giữ vai trò Người xem ở Tỉnh Một.", await WhyAsync((province, "viewer")), StringComparison.Ordinal);
        Assert.Contains("Bạn xem được: đơn vị này nay thuộc Xã Một; Sở Một, nơi bạn giữ vai trò, là cơ quan thường trực của Tỉnh Một.", await WhyAsync((agency, "reporter")), StringComparison.Ordinal);

        var follower = await PersonAsync((agency, "reporter"));
        var page = (await follower.PageAsync($"/access?unit={sibling}")).Text();
        Assert.Contains("Bạn xem được: Sở Một, nơi bạn giữ vai trò, là cơ quan thường trực của Tỉnh Một.", page, StringComparison.Ordinal);
        Assert.Contains("Tỉnh Một và 4 đơn vị bên dưới: Sở Một là cơ quan thường trực", page, StringComparison.Ordinal);

        async Task<string> WhyAsync((long, string) role) => (await (await PersonAsync(role)).PageAsync($"/access?unit={old}")).Text();
    }

    [Fact]
    public async Task A_unit_of_another_province_is_asked_of_the_administrator()
    {
        var page = (await (await PersonAsync((commune, "reporter"))).PageAsync($"/access?unit={elsewhere}")).QuerySelector("section")!;

        Assert.Contains("Hỏi người quản trị hệ thống: Bùi Quản Trị", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_is_found_by_its_name_and_one_that_never_was_is_missing()
    {
        var person = await PersonAsync((commune, "reporter"));

        Assert.NotNull((await person.PageAsync("/access?q=xa+hai")).QuerySelector($"a[href='/access?unit={sibling}']"));
        await MissingAsync(person, "/access?unit=999999999");
    }

    async Task<HttpClient> PersonAsync(params (long Unit, string Role)[] roles) => await data.BrowserAsync(await data.PersonAsync("Người Hỏi", roles));

    static async Task<string> MissingAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        return (await response.PageAsync()).Body!.Text();
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

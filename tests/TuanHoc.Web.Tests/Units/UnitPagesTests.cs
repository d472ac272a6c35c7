using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Units;

public sealed class UnitPagesTests(DirectoryDatabase data, Postgres postgres) : IClassFixture<DirectoryDatabase>, IAsyncLifetime
{
    const string Password = "một mật khẩu chỉ để thử";
    App app = null!;
    HttpClient officer = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        await using (var scope = app.Services.CreateAsyncScope())
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().CreateAsync(new Person { UserName = "canbo", FullName = "Lò Thị Mai" }, Password)).Succeeded);
        officer = app.Visitor();
        var form = (await PageAsync("/signin")).Forms.Single(f => f.Elements["password"] is not null);
        var token = ((IHtmlInputElement)form.Elements["__RequestVerificationToken"]!).Value;
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = token, ["name"] = "canbo", ["password"] = Password });
        Assert.Equal(HttpStatusCode.Found, (await officer.PostAsync("/signin", fields, Cancel)).StatusCode);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<IDocument> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await officer.GetAsync(path, Cancel);
        Assert.Equal(status, answer.StatusCode);
        return await BrowsingContext.New().OpenAsync(r => r.Content(answer.Content.ReadAsStream(Cancel)).Address("http://localhost" + path), Cancel);
    }

    static string[] Texts(IParentNode page, string selector) => [.. page.QuerySelectorAll(selector).Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    Task<long> IdAsync(string day, string name) => data.AskAsync<long>($"select unit_id from unit_on('{day}') where name = '{name}'");

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in()
    {
        using var stranger = app.Visitor();
        Assert.StartsWith("/signin", (await stranger.GetAsync("/units", Cancel)).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01/06/2021", "63 đơn vị cấp tỉnh ngày 01/06/2021")]
    [InlineData("2025-07-01", "34 đơn vị cấp tỉnh ngày 01/07/2025")]
    public async Task The_list_shows_the_provinces_of_its_day(string on, string heading) =>
        Assert.Contains(heading, Texts(await PageAsync($"/units?on={on}"), "h2"));

    [Fact]
    public async Task What_is_typed_without_marks_is_found_and_leads_to_the_page_of_the_unit_on_the_same_day()
    {
        var page = await PageAsync("/units?q=duc+nhuan&on=20/11/2026");
        var row = page.QuerySelector("tbody tr")!;
        Assert.Equal(["Phường Đức Nhuận", "Thành phố Hồ Chí Minh", "27043"], Texts(row, "th, td"));
        var unit = await PageAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal(["Phường Đức Nhuận"], Texts(unit, "h1"));
        Assert.Equal("20/11/2026", ((IHtmlInputElement)unit.GetElementById("on")!).Value);
    }

    [Fact]
    public async Task A_code_that_is_typed_finds_its_unit_of_the_day() =>
        Assert.Equal(["Phường Đức Nhuận", "Thành phố Hồ Chí Minh", "27043"], Texts((await PageAsync("/units?q=27043&on=20/11/2026")).QuerySelector("tbody tr")!, "th, td"));

    [Fact]
    public async Task A_unit_that_has_ended_says_when_and_what_it_is_now()
    {
        var page = await PageAsync($"/units/{await IdAsync("2021-06-01", "Quận 7")}?on=20/11/2026");
        Assert.Contains("Đã kết thúc ngày 30/06/2025", Texts(page, ".st"));
        Assert.Equal(["Đơn vị", "Cả nước", "Thành phố Hồ Chí Minh", "Quận 7"], Texts(page, ".crumb li"));
        Assert.Contains("Trực thuộc: 10 đơn vị", Texts(page, "h2"));
        string[] now = ["Phường Phú Thuận", "Phường Tân Hưng", "Phường Tân Mỹ", "Phường Tân Thuận"];
        Assert.All(now, name => Assert.Contains($"{name} · một phần · 01/07/2025", Texts(page, "#words li")));
        Assert.Contains("nay là " + string.Join(", ", now), Texts(page, ".note")[0]);
    }

    [Fact]
    public async Task A_page_as_of_a_day_names_the_unit_as_it_was_called()
    {
        var bacNinh = await IdAsync("2026-11-20", "Thành phố Bắc Ninh");
        Assert.Equal(["Tỉnh Bắc Ninh"], Texts(await PageAsync($"/units/{bacNinh}?on=19/09/2026"), "h1"));
        Assert.Equal(["Thành phố Bắc Ninh"], Texts(await PageAsync($"/units/{bacNinh}?on=20/09/2026"), "h1"));
        Assert.Contains("Chưa có ngày 01/06/2021; dưới đây là khi bắt đầu", Texts(await PageAsync($"/units/{bacNinh}?on=01/06/2021"), ".st"));
    }

    [Fact]
    public async Task A_commune_whose_successor_is_unknown_says_so() =>
        Assert.Contains("Chưa rõ nay thuộc đơn vị nào: đã kết thúc trước 01/07/2025.", Texts(await PageAsync($"/units/{await IdAsync("2021-06-01", "Xã Sóc Đăng")}"), ".st"));

    [Theory]
    [InlineData("/units?on=31/02/2025")]
    [InlineData("/units/1?on=31/02/2025")]
    public async Task A_day_that_does_not_exist_is_refused_and_kept(string path)
    {
        var page = await PageAsync(path, HttpStatusCode.BadRequest);
        Assert.Equal("31/02/2025", ((IHtmlInputElement)page.GetElementById("on")!).Value);
        Assert.Equal(["Ghi ngày theo mẫu 05/10/2025."], Texts(page, "[role=alert]"));
    }

    [Fact]
    public async Task A_unit_that_never_was_is_not_there() => await PageAsync("/units/999999", HttpStatusCode.NotFound);

    [Fact]
    public async Task The_nation_has_a_page() => Assert.Equal(["Cả nước"], Texts(await PageAsync($"/units/{UnitDirectory.Nation}"), "h1"));
}

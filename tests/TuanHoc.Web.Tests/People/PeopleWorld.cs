using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.People;

/// <summary>A commune with a school and a library below it, beneath a province; each test class has a country of its own.</summary>
public sealed partial class PeopleWorld(Postgres postgres) : IAsyncLifetime
{
    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;

    public long Province { get; private set; }
    public long Commune { get; private set; }
    public long School { get; private set; }
    public long Neighbour { get; private set; }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = new App(await postgres.CloneAsync());
        Data = new TestData(App);
        Province = await Data.UnitAsync("province", "Tỉnh Thử Người");
        Commune = await Data.UnitAsync("commune", "Xã Thử Người", Province);
        Neighbour = await Data.UnitAsync("commune", "Xã Hàng Xóm", Province);
        School = await Data.UnitAsync("school", "Trường Thử Người", Commune);
        await Data.RunAsync("update unit_version set code = '98' where unit_id = $1", Province);
        await Data.RunAsync("update unit_version set code = '00002' where unit_id = $1", Commune);
        await Data.RunAsync("update unit_version set code = '00003' where unit_id = $1", Neighbour);
        await Data.RunAsync("update unit_version set code = 'TH-1' where unit_id = $1", School);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A browser of somebody with this role in a unit.</summary>
    public async Task<HttpClient> WithRoleAsync(long unit, string role = "coordinator", string name = "Người Thử") => await Data.BrowserAsync(await Data.PersonAsync(name, (unit, role)));

    /// <summary>Invites somebody from the page of a unit and gives the path of the link.</summary>
    public static async Task<string> InviteAsync(HttpClient browser, long unit, string name, string role = "reporter", params (string Name, string? Value)[] typed)
    {
        var form = (await browser.PageAsync($"/units/{unit}/people")).Form($"/units/{unit}/people");
        using var made = await browser.SendAsync(form, to: null, [("fullName", name), ("role", role), .. typed]);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        return Link(await made.PageAsync());
    }

    public static string Link(IDocument page) => Links(page).Single();

    public static IEnumerable<string> Links(IDocument page) => Join().Matches(page.Text()).Select(match => match.Value);

    /// <summary>Opens a link and makes an account of it; the browser is signed in then.</summary>
    public async Task<(HttpClient Browser, HttpResponseMessage Answer)> JoinAsync(string link, string name, string? fullName = null)
    {
        var browser = App.Visitor();
        var form = (await browser.PageAsync(link)).Form(link);
        (string, string?)[] typed = [("name", name), ("password", TestData.Password)];
        return (browser, await browser.SendAsync(form, to: null, fullName is null ? typed : [.. typed, ("fullName", fullName)]));
    }

    public static async Task<string> GoneAsync(HttpClient browser, string link)
    {
        using var answer = await browser.GetAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        return (await answer.PageAsync()).Text();
    }

    public Task<long> CountAsync(string sql, params object?[] values) => Data.ScalarAsync<long>("select count(*) from " + sql, values);

    [GeneratedRegex("/join/[0-9a-f]{48}")]
    private static partial Regex Join();
}

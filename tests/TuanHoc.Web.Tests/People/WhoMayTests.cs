using System.Net;

namespace TuanHoc.Web.Tests.People;

/// <summary>A coordinator manages the people of the own unit and of those directly below; nobody else but an administrator does.</summary>
public sealed class WhoMayTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Commune", "coordinator", "Commune", true)]
    [InlineData("Commune", "coordinator", "School", true)]
    [InlineData("Province", "coordinator", "Commune", true)]
    [InlineData("Province", "coordinator", "School", false)]
    [InlineData("Commune", "coordinator", "Neighbour", false)]
    [InlineData("Commune", "coordinator", "Province", false)]
    [InlineData("School", "coordinator", "Commune", false)]
    [InlineData("Commune", "leader", "Commune", false)]
    [InlineData("Commune", "reporter", "Commune", false)]
    [InlineData("Commune", "viewer", "School", false)]
    public async Task People_are_managed_in_the_own_unit_and_directly_below(string at, string role, string of, bool may)
    {
        using var browser = await world.WithRoleAsync(Unit(at), role);
        using var shown = await browser.GetAsync($"/units/{Unit(of)}/people", Cancel);
        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, shown.StatusCode);

        // The form of a page of one's own, sent to another unit.
        var token = (await browser.PageAsync("/me")).Form("/signout").Elements["__RequestVerificationToken"]!.GetAttribute("value")!;
        using var invited = await browser.PostAsync($"/units/{Unit(of)}/people", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = token,
            ["fullName"] = "Ai Đó",
            ["role"] = "viewer",
        }), Cancel);
        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, invited.StatusCode);
    }

    [Fact]
    public async Task An_administrator_manages_everybody_and_a_stranger_is_led_to_sign_in()
    {
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        await administrator.PageAsync($"/units/{world.School}/people");
        using var stranger = world.App.Visitor();
        using var asked = await stranger.GetAsync($"/units/{world.School}/people", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
    }

    // A coordinator may do whatever the other roles of a unit may, so gives each of them; the administration of the whole is an administrator's alone.
    [Theory]
    [InlineData("administrator", "coordinator leader reporter viewer administrator")]
    [InlineData("coordinator", "coordinator leader reporter viewer")]
    [InlineData("leader", "")]
    [InlineData("reporter", "")]
    [InlineData("viewer", "")]
    public async Task Nobody_gives_what_is_not_theirs_to_give(string role, string given)
    {
        using var browser = role == "administrator" ? await world.Data.BrowserAsync(await world.Data.AdministratorAsync()) : await world.WithRoleAsync(world.Commune, role);
        var token = (await browser.PageAsync("/me")).Form("/signout").Elements["__RequestVerificationToken"]!.GetAttribute("value")!;
        foreach (var offered in (string[])["coordinator", "leader", "reporter", "viewer", "administrator"])
        {
            var (to, name) = (offered == "administrator" ? "/people/administrators" : $"/units/{world.Commune}/people", $"Được Mời {role} {offered}");
            using var answer = await browser.PostAsync(to, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("fullName", name), new("role", offered)]), Cancel);
            var may = given.Split(' ').Contains(offered);
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal(may ? 1 : 0, await world.CountAsync("invitation where full_name = $1 and role = $2", name, offered));
        }
    }

    [Fact]
    public async Task A_role_that_is_no_role_of_a_unit_is_refused_and_what_was_typed_stays()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var form = (await coordinator.PageAsync($"/units/{world.Commune}/people")).Form($"/units/{world.Commune}/people");
        using var refused = await coordinator.SendAsync(form, to: null, ("fullName", "Ai Đó"), ("role", "administrator"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Ai Đó", (await refused.PageAsync()).QuerySelector("#fullName")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("30/12/2099", "01/12/2099", "last", "không được trước")]
    [InlineData("01/01/2020", "", "since", "hôm nay hoặc")]
    [InlineData("32/13/2099", "", "since", "theo mẫu")]
    public async Task Days_the_wrong_way_round_are_refused_in_a_sentence(string since, string last, string field, string told)
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var form = (await coordinator.PageAsync($"/units/{world.Commune}/people")).Form($"/units/{world.Commune}/people");
        using var refused = await coordinator.SendAsync(form, to: null, ("fullName", "Ngược Ngày"), ("since", since), ("last", last));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains(told, page.QuerySelector($"#{field}-error")!.Text(), StringComparison.Ordinal);
        Assert.Equal(since, page.QuerySelector("#since")!.GetAttribute("value"));
        Assert.Equal(0, await world.CountAsync("invitation where full_name = 'Ngược Ngày'"));
    }

    [Fact]
    public async Task The_page_of_a_coordinator_lists_own_and_lower_units_first_those_without_anybody()
    {
        using var coordinator = await world.WithRoleAsync(world.Province);
        var rows = (await coordinator.PageAsync("/people")).QuerySelectorAll("tbody tr").Select(row => row.Text()).ToList();
        Assert.Contains("Tỉnh Thử Người", rows[0], StringComparison.Ordinal);
        Assert.Contains(rows, row => row.Contains("Xã Hàng Xóm", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains("Trường Thử Người", StringComparison.Ordinal));
        using var reporter = await world.WithRoleAsync(world.Province, "reporter");
        using var missing = await reporter.GetAsync("/people", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task An_administrator_finds_people_by_name_without_marks_and_by_unit()
    {
        await world.Data.PersonAsync("Đặng Thị Ướm", (world.Neighbour, "viewer"));
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        foreach (var text in (string[])["dang thi uom", "Ướm", "xa hang xom"])
            Assert.Contains("Đặng Thị Ướm", (await administrator.PageAsync("/people?q=" + Uri.EscapeDataString(text))).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Đặng Thị Ướm", (await administrator.PageAsync("/people?q=100%25")).Text(), StringComparison.Ordinal);
    }

    long Unit(string name) => name switch { "Province" => world.Province, "Commune" => world.Commune, "School" => world.School, _ => world.Neighbour };
}

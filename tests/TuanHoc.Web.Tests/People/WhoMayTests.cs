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
            ["__RequestVerificationToken"] = token, ["fullName"] = "Ai Đó", ["role"] = "viewer",
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

    [Fact]
    public async Task Nobody_gives_what_is_not_theirs_to_give()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var form = (await coordinator.PageAsync($"/units/{world.Commune}/people")).Form($"/units/{world.Commune}/people");
        using var refused = await coordinator.SendAsync(form, to: null, ("fullName", "Ai Đó"), ("role", "administrator"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var administrators = await coordinator.SendAsync(form, to: "/people/administrators", ("fullName", "Ai Đó"));
        Assert.Equal(HttpStatusCode.NotFound, administrators.StatusCode);
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

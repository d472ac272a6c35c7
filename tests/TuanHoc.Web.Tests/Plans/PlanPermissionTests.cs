using System.Net;

namespace TuanHoc.Web.Tests.Plans;

/// <summary>Who may do what with a plan of the province: every role, in the province, under it, above it and beside it.</summary>
public sealed class PlanPermissionTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static readonly string[] Roles = ["coordinator", "leader", "reporter", "viewer"], Places = ["province", "commune", "nation", "elsewhere"];

    public static TheoryData<string, string> Everybody => [.. from role in Roles from place in Places select (role, place)];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task A_plan_is_seen_in_its_branch_and_kept_by_its_unit(string role, string place)
    {
        var (keeper, unit) = await world.FreshAsync();
        var read = await PlanWorld.BringAsync(keeper);
        var saved = await PlanWorld.BringAsync(keeper, "ke-hoach-mau");
        var form = await keeper.PageAsync(saved);
        using (var done = await PlanWorld.PressAsync(keeper, form, "save")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var stands = place switch { "province" => unit, "commune" => await world.Data.UnitAsync("commune", "Xã dưới", unit), "nation" => 1, _ => world.Elsewhere };
        var person = await world.Data.BrowserAsync(await world.Data.PersonAsync("Ai đó", (stands, role)));

        var (keeps, sees) = (place == "province" && role is "coordinator" or "leader" && place == "province", place is "province" or "nation");

        Assert.Equal(Answer(keeps), await Get(person, read));
        Assert.Equal(Answer(sees), await Get(person, saved));
        Assert.Equal(Answer(keeps), await Get(person, saved + "/correction"));
        Assert.Equal(sees, (await person.PageAsync("/plans")).QuerySelector($"a[href='{saved}']") is not null);
        Assert.Equal(keeps, (await person.PageAsync("/plans")).QuerySelector($"a[href='{read}']") is not null);
        Assert.Equal(sees, (await person.PageAsync("/tasks?plan=" + saved["/plans/".Length..])).QuerySelector(".tasks li") is not null);
        Assert.Equal(keeps ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, await Post(person, read, ("key", $"{Guid.CreateVersion7()}"), ("version", "1"), ("act", "draft")));
        Assert.Equal(keeps ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, await Post(person, read + "/removal"));
    }

    [Fact]
    public async Task Nobody_sees_plans_without_signing_in()
    {
        var visitor = world.App.Visitor();
        foreach (var path in (string[])["/plans", "/tasks", $"/plans/{Guid.CreateVersion7()}"])
        {
            using var response = await visitor.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Contains("/signin", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    static HttpStatusCode Answer(bool allowed) => allowed ? HttpStatusCode.OK : HttpStatusCode.NotFound;

    static async Task<HttpStatusCode> Get(HttpClient person, string path)
    {
        using var response = await person.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    // With a token of the person's own.
    static async Task<HttpStatusCode> Post(HttpClient person, string path, params (string Name, string Value)[] fields)
    {
        using var response = await person.PostAsync(path, new FormUrlEncodedContent([.. await person.TokenAsync(), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

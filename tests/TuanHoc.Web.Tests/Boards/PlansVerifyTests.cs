using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Tests.Plans;
using TuanHoc.Web.Tests.Plans.Issue;
using TuanHoc.Web.Tests.Plans.Writing;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>Documents written here, as verify finds them after each step of theirs.</summary>
public sealed partial class PlansVerifyTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_finds_nothing_after_a_draft_its_issue_its_replacement_and_an_inspection()
    {
        var (keeper, unit) = await world.FreshAsync();
        using var _ = keeper;
        await PlanWorld.BringAsync(keeper);
        var begun = IdOf(await WritingWorld.BeginAsync(keeper, unit));
        await AssertWholeAsync("a draft");

        // What a person would type into the many fields.
        await world.Data.RunAsync("update plan set draft = $2::jsonb, title = $3 where id = $1", begun, DraftJson.Write(Written.Plan()), Written.Plan().Title);
        using (var issued = await keeper.IssueAsync($"/plans/{begun}", "5")) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        await AssertWholeAsync("an issued plan");

        using var amending = await keeper.SendAsync((await keeper.PageAsync($"/plans/{begun}")).Form($"/plans/{begun}/amendment"), null, ("amendment", "replaces"));
        var next = IdOf(amending.Headers.Location!.ToString());
        await AssertWholeAsync("a draft that is to replace it");
        await world.Data.RunAsync("update plan set draft = jsonb_set(draft, '{assignments,0,tasks,0,text}', '\"Xây dựng kế hoạch mới\"'), version = version + 1 where id = $1", next);
        using (var replaced = await keeper.IssueAsync($"/plans/{next}", "13", "02/09/2025")) Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        await AssertWholeAsync("a replaced plan");

        await InspectAsync(unit);
        await AssertWholeAsync("an inspection");
    }

    async Task InspectAsync(long unit)
    {
        await world.Data.UnitAsync("commune", "Xã Được Kiểm Tra", unit);
        using var inspector = await world.KeeperAsync("leader", unit);
        using var drawn = await inspector.PostAsync("/inspections",
            new FormUrlEncodedContent([.. (await inspector.PageAsync("/inspections/new")).Form("/inspections").Filled(("count", "1")), new("kinds", "commune")]), Cancel);
        var visit = new Uri((await inspector.PageAsync(drawn.Headers.Location!.ToString())).QuerySelector<IHtmlAnchorElement>("section[aria-labelledby=visits] li p a")!.Href).AbsolutePath;
        using var recorded = await inspector.SendAsync((await inspector.PageAsync(visit)).Form(visit), null, ("answer.0", "no"), ("findings", "Lập kế hoạch\nTreo băng rôn"),
            ("due", world.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(6).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from task where visit_id is not null"));
    }

    async Task AssertWholeAsync(string after)
    {
        foreach (var invariant in Invariants.All)
        {
            var faults = await invariant.FindAsync(world.App.Services, Cancel);
            Assert.True(faults.Count == 0, $"after {after}: {invariant.Name}: {string.Join("; ", faults)}");
        }
    }

    static Guid IdOf(string path) => Guid.Parse(Id().Match(path).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}

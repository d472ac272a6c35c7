using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using static TuanHoc.Web.Tests.Plans.Writing.WritingWorld;

namespace TuanHoc.Web.Tests.Plans.Writing;

public sealed class StartTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    [Fact]
    public async Task A_commune_begins_from_the_plan_above()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var choices = await keeper.PageAsync($"/plans/new?unit={unit}");
        Assert.Equal($"{world.UpperPlan}", choices.QuerySelector("input[name=from][checked]")!.GetAttribute("value"));

        var path = await BeginAsync(keeper, unit, $"{world.UpperPlan}");

        var page = await keeper.PageAsync(path);
        Assert.Equal($"{world.UpperPlan}", await world.StoredAsync(path, "upper_id"));
        Assert.NotEqual("", Value(page, "bases.0.number"));
        Assert.StartsWith("Ủy ban nhân dân xã Thử", Value(page, "head.0.issuer"), StringComparison.Ordinal);
        Assert.Equal($"{Year}", Value(page, "week.0.year"));
        Assert.Equal("draft", await world.StoredAsync(path, "state"));
        Assert.Equal("1", await world.StoredAsync(path, "select count(*) from plan_version where plan_id = plan.id"));
        Assert.Equal("1", await world.StoredAsync(path, "select count(*) from audit where what = 'started' and thing_id = plan.id::text"));
        // What the plan above asks of communes is there: its tasks with what they leave to hold, and what is to be handed up.
        Assert.Contains("Plan", Choices(page, "assignments.", ".output"));
        Assert.All(page.QuerySelectorAll("input[name^='deadlines.'][name$='.who']"), who => Assert.Equal(Value(page, "head.0.issuer"), who.GetAttribute("value")));
        Assert.Equal(["Plan 27/09/2025 Before", "Report 15/10/2025 Before"], Choices(page, "deadlines.", ".what").Select((what, i) => $"{what} {Value(page, $"deadlines.{i}.date")} {Value(page, $"deadlines.{i}.bound")}"));
        Assert.Contains("KẾ HOẠCH", page.QuerySelector("#preview")!.Said(), StringComparison.Ordinal);
    }

    static IEnumerable<string?> Choices(IDocument page, string list, string field) => page.QuerySelectorAll<IHtmlSelectElement>($"select[name^='{list}'][name$='{field}']").Select(choice => choice.Value);

    [Fact]
    public async Task The_page_of_a_plan_offers_those_it_went_to_a_plan_of_their_own()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var viewer = await world.KeeperAsync(unit, "viewer");
        await world.Data.RunAsync("insert into plan_delivery (plan_id, unit_id, at) values ($1, $2, now())", world.UpperPlan, unit);
        var (plan, start) = ($"/plans/{world.UpperPlan}", $"/plans/new?unit={unit}&from={world.UpperPlan}");

        Assert.Contains(start, Links(await keeper.PageAsync(plan)));
        Assert.DoesNotContain(start, Links(await viewer.PageAsync(plan)));
        var draft = await BeginAsync(keeper, unit, $"{world.UpperPlan}");

        var links = Links(await keeper.PageAsync(plan));
        Assert.Contains(draft, links);
        Assert.DoesNotContain(start, links);
        Assert.Contains($"/activities/new?unit={unit}&year={Year}", links);
    }

    [Fact]
    public async Task The_plan_one_comes_from_is_offered_though_another_stands_nearer()
    {
        var (_, commune) = await world.CommuneAsync();
        await world.InForceAsync(commune, Year, PlanWorld.Sample("xa-2025"));
        var school = await world.Data.UnitAsync("school", "Trường Thử", commune);
        var page = await (await world.KeeperAsync(school)).PageAsync($"/plans/new?unit={school}&from={world.UpperPlan}");
        Assert.Equal($"{world.UpperPlan}", page.QuerySelector("input[name=from][checked]")!.GetAttribute("value"));
    }

    static IReadOnlyList<string?> Links(AngleSharp.Dom.IDocument page) => [.. page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href"))];

    [Fact]
    public async Task A_blank_has_the_usual_parts_and_the_editions_theme_and_days()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var page = await keeper.PageAsync(path);
        Assert.Equal("Chủ đề thử", Value(page, "week.0.theme"));
        Assert.Equal("01/10/2025", Value(page, "week.0.start"));
        Assert.True(page.QuerySelectorAll("textarea[name^='sections.'][name$='.words']").Length > 4);
        Assert.Contains(page.QuerySelectorAll("#preview h3"), h => h.Said().StartsWith("I. ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Last_years_own_plan_is_moved_to_this_year()
    {
        var (keeper, unit) = await world.CommuneAsync();
        await world.InForceAsync(unit, Year - 1, PlanWorld.Sample("xa-2025"));
        var path = await BeginAsync(keeper, unit, "last");
        var page = await keeper.PageAsync(path);
        Assert.Equal($"{Year}", Value(page, "week.0.year"));
        Assert.NotEmpty(page.QuerySelectorAll("textarea[name^='assignments.'][name$='.text']"));
        // The words of the file are there with its headings; what its facts state is not said twice.
        var words = page.QuerySelectorAll<AngleSharp.Html.Dom.IHtmlTextAreaElement>("textarea[name^='sections.'][name$='.words']").Select(area => area.Value).ToList();
        Assert.Contains(words, part => part.Contains("- Đưa việc học đến từng thôn, buôn", StringComparison.Ordinal));
        Assert.Contains(words, part => part.Contains("# Hoạt động ở thôn, buôn\n+ Phát thanh bài viết", StringComparison.Ordinal));
        Assert.DoesNotContain(words, part => part.Contains("Trang trí hội trường, âm thanh", StringComparison.Ordinal));
        Assert.Equal("Mục đích, yêu cầu", Value(page, "sections.0.title"));
        Assert.Contains(page.QuerySelectorAll("select[name$='.kind'] option[selected]"), option => option.GetAttribute("value") == "Assignments");
    }

    [Fact]
    public async Task A_letter_has_addressees_and_no_annexes()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit, type: "CV");
        var page = await keeper.PageAsync(path);
        Assert.Equal("CV", await world.StoredAsync(path, "type"));
        Assert.Contains(page.QuerySelectorAll("button[name=act]"), b => b.GetAttribute("value") == "add:addressees");
        Assert.Empty(page.QuerySelectorAll("[name^='annexes.']"));
    }

    [Fact]
    public async Task A_form_posted_twice_begins_one_draft()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var form = (await keeper.PageAsync($"/plans/new?unit={unit}")).Form("/plans/new");
        using var first = await keeper.SendAsync(form, null, ("from", "blank"));
        using var again = await keeper.SendAsync(form, null, ("from", "blank"));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1", unit));
    }

    [Fact]
    public async Task A_plan_above_of_another_year_is_refused()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var old = await world.InForceAsync(world.Province, Year - 1, PlanWorld.Sample("tinh-2025"));
        var form = (await keeper.PageAsync($"/plans/new?unit={unit}")).Form("/plans/new");
        using var refused = await keeper.SendAsync(form, null, ("from", $"{old}"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"Tuần lễ {Year - 1}", (await refused.PageAsync()).QuerySelector(".note.late")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_keep_the_units_plans_may_begin()
    {
        var (_, unit) = await world.CommuneAsync();
        var other = await world.CommuneAsync();
        foreach (var stranger in new[] { other.Keeper, await world.KeeperAsync(unit, "reporter"), await world.KeeperAsync(world.Province), await world.Data.BrowserAsync(await world.Data.AdministratorAsync()) })
        {
            using var page = await stranger.GetAsync($"/plans/new?unit={unit}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }
        var form = (await other.Keeper.PageAsync($"/plans/new?unit={other.Unit}")).Form("/plans/new");
        using var posted = await other.Keeper.SendAsync(form, null, ("unit", $"{unit}"), ("from", "blank"));
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }
}

using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>What the nation came to, as everybody sees it.</summary>
public sealed class PublicFiguresTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    // A page is kept for four seconds.
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Figures_are_public_when_they_are_accepted_with_how_many_reports_of_how_many()
    {
        using var visitor = world.App.Visitor();
        var school = await world.SchoolAsync();
        using (var sent = await school.SubmitAsync(("classes.life_skills.sessions", "7"), ("classes.life_skills.people", "4321"))) Assert.Equal(System.Net.HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Null((await visitor.PageAsync("/week")).QuerySelector(".nation"));
        using (var accepted = await school.AcceptAsync()) Assert.Equal(System.Net.HttpStatusCode.Redirect, accepted.StatusCode);
        await Task.Delay(Kept, TestContext.Current.CancellationToken);

        var nation = (await visitor.PageAsync("/week")).QuerySelector(".nation")!.TextContent;
        Assert.Contains("4.321", nation, StringComparison.Ordinal);
        Assert.Contains("Chỉ tính 1 báo cáo đã duyệt trong", nation, StringComparison.Ordinal);
        Assert.Contains("4.321", (await visitor.PageAsync($"/week/units/{world.Commune}")).QuerySelector(".nation")!.TextContent, StringComparison.Ordinal);
        // A school's own figures are its receiver's business.
        Assert.Null((await visitor.PageAsync($"/week/units/{school.Unit}")).QuerySelector(".nation"));
    }
}

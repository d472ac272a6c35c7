using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Messages;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A longer time for a report: asked and granted or refused, or given; the day moves everywhere, and only then.</summary>
public sealed class ExtensionTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static readonly DateOnly Later = TimeProvider.System.Today().AddDays(30);

    static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    static async Task<HttpResponseMessage> ExtendAsync(HttpClient browser, string report, DateOnly until, string reason) =>
        await browser.SendAsync((await browser.PageAsync(report + "?tab=due")).Form(report + "/extensions"), to: null, ("until", Written(until)), ("reason", reason));

    static async Task<HttpResponseMessage> AnswerAsync(HttpClient browser, string report, string verdict, string? answer = null)
    {
        var page = await browser.PageAsync(report + "?tab=due");
        var form = page.Forms.Single(one => one.GetAttribute("action")!.StartsWith(report + "/extensions/", StringComparison.Ordinal));
        return await browser.SendAsync(form, to: null, ("verdict", verdict), ("answer", answer));
    }

    Task<DateOnly> DueAsync(School school) => world.Data.ScalarAsync<DateOnly>("select greatest(report_due(r.edition_id, r.receiver_id, 'school'), r.extended_to) from report r where r.id = $1", school.Id);

    [Fact]
    public async Task What_the_unit_asks_the_receiver_grants_and_the_day_moves_on_every_page_and_in_the_reminders()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Gia Hạn");
        var school = place.School;
        using (var asked = await ExtendAsync(school.Reporter, school.Report, Later, "Mưa lũ, trường nghỉ học.")) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal(new DateOnly(2025, 10, 10), await DueAsync(school));
        using (var twice = await school.Reporter.PostAsync(school.Report + "/extensions", new FormUrlEncodedContent(await school.Reporter.TokenAsync()), Cancel)) Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);

        // Who is to answer is told while there is something to answer.
        await FollowAsync();
        Assert.Contains("“Mưa lũ, trường nghỉ học.”", (await place.Receiver.PageAsync("/reports/extensions")).QuerySelector("[aria-labelledby=waiting]")!.TextContent, StringComparison.Ordinal);
        using (var granted = await AnswerAsync(place.Receiver, school.Report, "granted")) Assert.Equal(HttpStatusCode.Redirect, granted.StatusCode);
        using (var again = await place.Receiver.GetAsync("/reports/extensions", Cancel)) Assert.DoesNotContain("verdict", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        Assert.Equal(Later, await DueAsync(school));
        Assert.Contains($"hạn {Written(Later)} (đã gia hạn)", await place.HeadAsync(), StringComparison.Ordinal);
        Assert.Equal([place.Name], await place.ListedAsync("mark=extended"));
        Assert.Contains(Written(Later), (await school.Reporter.PageAsync("/")).Text(), StringComparison.Ordinal);
        await SoonAsync(place, Written(Later));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from open_work($1, $1, $1) where path = $2", Later, school.Report));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from open_work($1, $1, $1) where path = $2", new DateOnly(2025, 10, 10), school.Report));
        await FollowAsync();
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from message where unit_id = $1 and subject like 'Báo cáo được gia hạn%'", school.Unit));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from message where unit_id = $1 and subject like 'Xin gia hạn báo cáo%'", place.Commune));
        var lines = (await place.Receiver.PageAsync(school.Report + "/audit")).Text();
        Assert.Contains($"xin gia hạn báo cáo của {place.Name} đến {Written(Later)}", lines, StringComparison.Ordinal);
        Assert.Contains($"đồng ý gia hạn báo cáo của {place.Name} đến {Written(Later)}", lines, StringComparison.Ordinal);
    }

    async Task FollowAsync()
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<FollowHappenings>(scope.ServiceProvider).FollowAsync(Cancel);
    }

    // Totals follow what happens within a fraction of a second.
    async Task SoonAsync(LedgerPlace place, string day)
    {
        for (var attempt = 0; attempt < 40; attempt++, await Task.Delay(250, Cancel))
            if ((await place.Receiver.PageAsync($"/totals/2025/{place.Commune}/missing?state=extended")).Text().Contains(day, StringComparison.Ordinal)) break;
        var page = (await place.Receiver.PageAsync($"/totals/2025/{place.Commune}/missing?state=extended")).QuerySelector("[aria-labelledby=who]")!.Text();
        Assert.Contains(day, page, StringComparison.Ordinal);
        Assert.Contains(place.Name, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_leaves_the_day()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Không Cho");
        var school = place.School;
        using (var asked = await ExtendAsync(school.Reporter, school.Report, Later, "Chưa làm kịp.")) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using (var blank = await AnswerAsync(place.Receiver, school.Report, "refused")) Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);
        using (var refused = await AnswerAsync(place.Receiver, school.Report, "refused", "Đã gia hạn chung.")) Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        Assert.Equal(new DateOnly(2025, 10, 10), await DueAsync(school));
        Assert.Contains("“Đã gia hạn chung.”", (await school.Reporter.PageAsync(school.Report + "?tab=due")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receiver_gives_time_unasked_and_a_report_that_came_late_is_in_time_by_it()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Cho Thêm");
        var school = place.School;
        using (var early = await ExtendAsync(place.Receiver, school.Report, new(2025, 10, 9), "Bão.")) Assert.Contains("Chọn ngày sau hạn hiện nay là 10/10/2025.", (await early.PageAsync()).Text(), StringComparison.Ordinal);
        using (var given = await ExtendAsync(place.Receiver, school.Report, Later, "Bão số 10.")) Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Assert.Equal(Later, await DueAsync(school));
        await school.SubmitAsync(("classes.professional.sessions", "2"), ("classes.professional.people", "60"));
        Assert.Equal([place.Name], await place.ListedAsync("mark=on-time"));
        using var late = await place.Receiver.PostAsync(school.Report + "/extensions", new FormUrlEncodedContent([.. await place.Receiver.TokenAsync(), new("key", Guid.CreateVersion7().ToString()), new("until", Written(Later)), new("reason", "x")]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }
}

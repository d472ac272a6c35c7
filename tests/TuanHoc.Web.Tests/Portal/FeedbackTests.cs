using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>Three questions after an activity: answered without a name, read by its organiser, seen in sum by those above.</summary>
public sealed class FeedbackTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Who reads a form takes at least this long.
    static readonly TimeSpan Reading = TimeSpan.FromSeconds(3.2);

    static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    async Task<(HttpClient Reporter, long Unit, string Path)> HeldAsync(int hoursAgo = 2)
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit, title: "Ngày hội đọc sách");
        await world.Data.RunAsync("update activity set about = 'Ai cũng đến được.', showing = 'public', showing_at = now(), showing_by = changed_by, from_at = now() - $2 * interval '1 hour', to_at = null where id = $1", Id(path), hoursAgo);
        return (reporter, unit, path);
    }

    static async Task<IHtmlFormElement> FormAsync(HttpClient visitor, string path) => (await visitor.PageAsync($"/week{path}/feedback")).Form($"/week{path}/feedback");

    async Task SayAsync(string path, params (string Name, string? Value)[] typed)
    {
        using var visitor = world.App.Visitor();
        var form = await FormAsync(visitor, path);
        await Task.Delay(Reading, Cancel);
        // Sent twice it is one.
        for (var press = 0; press < 2; press++)
        {
            using var sent = await visitor.SendAsync(form, null, typed);
            Assert.Contains("Cảm ơn bạn", (await sent.PageAsync()).Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_came_answers_without_a_name_the_organiser_reads_it_and_those_above_see_the_sum()
    {
        var (reporter, unit, path) = await HeldAsync();
        using (var visitor = world.App.Visitor()) Assert.Equal($"/week{path}/feedback", (await visitor.PageAsync("/week" + path)).QuerySelectorAll("a").Single(a => a.TextContent.Contains("Góp ý ba câu", StringComparison.Ordinal)).GetAttribute("href"));
        await SayAsync(path, ("useful", "5"), ("again", "yes"), ("words", "Nên có thêm <b>sách</b> thiếu nhi."));
        await SayAsync(path, ("useful", "2"), ("again", "maybe"));

        var own = (await reporter.PageAsync(path)).GetElementById("feedback")!.ParentElement!;
        Assert.Contains("2 người trả lời: 50 % thấy có ích, 50 % muốn dự tiếp; trung bình 3,5 trên 5.", own.Text(), StringComparison.Ordinal);
        Assert.Contains("Nên có thêm <b>sách</b> thiếu nhi.", own.Text(), StringComparison.Ordinal);
        using var above = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Trên");
        var seen = (await above.PageAsync(path)).GetElementById("feedback")!.ParentElement!.Text();
        Assert.Contains("2 người trả lời", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("thiếu nhi", seen, StringComparison.Ordinal);
        Assert.Contains("2 người trả lời", (await reporter.PageAsync($"/activities?year=2025&unit={unit}")).Text(), StringComparison.Ordinal);
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'activity' and what = 'feedback' and thing_id = $1::text and person_id is null", Id(path)));
    }

    [Fact]
    public async Task What_is_not_answered_is_asked_again_with_what_was_typed()
    {
        var (_, _, path) = await HeldAsync();
        using var visitor = world.App.Visitor();
        var form = await FormAsync(visitor, path);
        using (var soon = await visitor.SendAsync(form, null, ("useful", "5"), ("again", "yes"))) Assert.Contains("Gửi nhanh quá", (await soon.PageAsync()).Text(), StringComparison.Ordinal);
        await Task.Delay(Reading, Cancel);
        using (var half = await visitor.SendAsync(form, null, ("useful", "9"), ("again", null), ("words", "Hay lắm")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
            var page = await half.PageAsync();
            Assert.Equal(("Chọn một mức, từ 1 đến 5.", "Chọn một câu trả lời.", "Hay lắm"), (page.GetElementById("useful-error")!.TextContent, page.GetElementById("again-error")!.TextContent, page.GetElementById("words")!.TextContent));
        }
        using (var robot = await visitor.SendAsync(form, null, ("useful", "5"), ("again", "yes"), ("website", "http://x"))) Assert.Equal(HttpStatusCode.BadRequest, robot.StatusCode);
        using (var forged = await visitor.SendAsync(form, null, ("useful", "5"), ("again", "yes"), ("page", "giả"))) Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from activity_feedback where activity_id = $1", Id(path)));
    }

    [Theory]
    [InlineData(-5, "chưa diễn ra")]
    [InlineData(24 * 31, "quá 30 ngày")]
    public async Task Before_it_and_long_after_nothing_is_asked(int hoursAgo, string why)
    {
        var (_, _, path) = await HeldAsync(hoursAgo);
        using var visitor = world.App.Visitor();
        using var closed = await visitor.GetAsync($"/week{path}/feedback", Cancel);
        Assert.Equal(HttpStatusCode.Conflict, closed.StatusCode);
        Assert.Contains(why, (await closed.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Góp ý ba câu", (await visitor.PageAsync("/week" + path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_forgotten_in_time_and_the_numbers_stay()
    {
        var (_, _, path) = await HeldAsync();
        await SayAsync(path, ("useful", "4"), ("again", "no"), ("words", "Xa quá."));
        await world.Data.RunAsync("update activity_feedback set made_at = now() - interval '401 days' where activity_id = $1", Id(path));
        await using var scope = world.App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<Retention>(scope.ServiceProvider).ApplyAsync(Cancel);
        Assert.Equal("1 0", await world.Data.ScalarAsync<string>("select concat(count(*), ' ', count(words)) from activity_feedback where activity_id = $1", Id(path)));
    }
}

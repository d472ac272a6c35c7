using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>What everybody reports of a public activity: taken without an account, kept from programs, answered by who answers for the unit.</summary>
public sealed class FlagTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Who reads a form takes at least this long.
    static readonly TimeSpan Reading = TimeSpan.FromSeconds(3.2);

    static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    async Task<(HttpClient Reporter, long Unit, string Path)> ShownAsync(string title = "Ngày hội")
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit, title: title);
        await world.Data.RunAsync("update activity set about = 'Ai cũng đến được.', showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Id(path));
        return (reporter, unit, path);
    }

    static async Task<IHtmlFormElement> FormAsync(HttpClient visitor, string path) => (await visitor.PageAsync($"/week{path}/flag")).Form($"/week{path}/flag");

    async Task FlagAsync(string path, params (string Name, string? Value)[] typed)
    {
        using var visitor = world.App.Visitor();
        var form = await FormAsync(visitor, path);
        await Task.Delay(Reading, Cancel);
        using var sent = await visitor.SendAsync(form, null, typed);
        Assert.Contains("Cảm ơn bạn", (await sent.PageAsync()).Text(), StringComparison.Ordinal);
    }

    Task<long> CountAsync(string path) => world.Data.ScalarAsync<long>("select count(*) from activity_flag where activity_id = $1", Id(path));

    static IHtmlFormElement AnswerForm(IDocument page, string title) => (IHtmlFormElement)page.QuerySelectorAll("section").Single(section => section.QuerySelector("h2")!.TextContent == title).QuerySelector("form")!;

    static async Task<HttpResponseMessage> PressAsync(HttpClient browser, IHtmlFormElement form, string act, string answer) =>
        await browser.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent([.. await browser.TokenAsync(), new("act", act), new("answer", answer)]), Cancel);

    [Fact]
    public async Task A_visitor_reports_and_who_answers_for_the_unit_hides_the_activity_in_one_step()
    {
        var (reporter, _, path) = await ShownAsync("Bán sách giá rẻ");
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        using (var visitor = world.App.Visitor())
        {
            var link = (await visitor.PageAsync("/week" + path)).QuerySelectorAll("a").Single(a => a.TextContent == "Báo nội dung không phù hợp");
            Assert.Equal($"/week{path}/flag", link.GetAttribute("href"));
        }
        await FlagAsync(path, ("reason", "advertising"), ("words", "Bán hàng, không phải học."), ("email", "ba.con@example.vn"));
        await FlagAsync(path, ("reason", "wrong"));

        Assert.Contains("nội dung không phù hợp", (await coordinator.PageAsync("/activities?year=2025")).QuerySelector("a[href='/activities/flags']")!.TextContent, StringComparison.Ordinal);
        var page = await coordinator.PageAsync("/activities/flags");
        Assert.All(["Bán hàng, không phải học.", "ba.con@example.vn", "Quảng cáo, lừa đảo"], said => Assert.Contains(said, page.Text(), StringComparison.Ordinal));
        var form = (IHtmlFormElement)page.QuerySelectorAll("section").First(section => section.QuerySelector("h2")!.TextContent == "Bán sách giá rẻ").QuerySelector("form")!;
        using (var wordless = await PressAsync(coordinator, form, "hide", "")) Assert.Equal(HttpStatusCode.BadRequest, wordless.StatusCode);
        using (var hidden = await PressAsync(coordinator, form, "hide", "Quảng cáo không phải học tập")) Assert.Equal("/activities/flags?done=hidden", hidden.Headers.Location!.ToString());

        Assert.Equal("refused", await world.Data.ScalarAsync<string>("select showing from activity where id = $1", Id(path)));
        Assert.Contains("Quảng cáo không phải học tập", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Bán sách giá rẻ", (await coordinator.PageAsync("/activities/flags")).Text(), StringComparison.Ordinal);
        Assert.Equal("flagged flagged taken-down flag-upheld", await world.Data.ScalarAsync<string>("select string_agg(what, ' ' order by id) from audit where thing = 'activity' and thing_id = $1::text and (what like 'flag%' or what = 'taken-down')", Id(path)));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit a where a::text like '%ba.con@example.vn%'"));
    }

    [Fact]
    public async Task One_is_dismissed_with_a_sentence_and_the_activity_stays()
    {
        var (_, _, path) = await ShownAsync("Lớp học nhảy");
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        await FlagAsync(path, ("reason", "other"), ("words", "Ồn quá."));
        using (var dismissed = await PressAsync(coordinator, AnswerForm(await coordinator.PageAsync("/activities/flags"), "Lớp học nhảy"), "dismiss", "Lớp tan lúc 20 giờ")) Assert.Equal("/activities/flags?done=dismissed", dismissed.Headers.Location!.ToString());
        Assert.Equal("public", await world.Data.ScalarAsync<string>("select showing from activity where id = $1", Id(path)));
        Assert.DoesNotContain("Lớp học nhảy", (await coordinator.PageAsync("/activities/flags")).Text(), StringComparison.Ordinal);
        Assert.Equal("Lớp tan lúc 20 giờ", await world.Data.ScalarAsync<string>("select answer from activity_flag where activity_id = $1", Id(path)));
    }

    [Fact]
    public async Task Nobody_but_who_answers_for_the_unit_reads_or_answers_one()
    {
        var (reporter, unit, path) = await ShownAsync("Hội chợ sách cũ");
        await FlagAsync(path, ("reason", "wrong"));
        using var own = await world.PersonAsync(unit, "coordinator", "Người của xã");
        using var elsewhere = await world.PersonAsync(world.Elsewhere, "coordinator", "Người tỉnh khác");
        var to = "/activities/flags/" + await world.Data.ScalarAsync<Guid>("select id from activity_flag where activity_id = $1", Id(path));
        foreach (var who in new[] { reporter, own, elsewhere })
        {
            using var answer = await who.PostAsync(to, new FormUrlEncodedContent([.. await who.TokenAsync(), new("act", "hide"), new("answer", "Ẩn")]), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            using var list = await who.GetAsync("/activities/flags", Cancel);
            Assert.DoesNotContain("Hội chợ sách cũ", await list.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        Assert.Equal("public", await world.Data.ScalarAsync<string>("select showing from activity where id = $1", Id(path)));
    }

    [Fact]
    public async Task Programs_wrong_pages_and_hidden_activities_leave_nothing_and_the_same_page_twice_is_one()
    {
        var (_, _, path) = await ShownAsync();
        var (_, _, other) = await ShownAsync();
        using var visitor = world.App.Visitor();
        async Task RefusedAsync(IHtmlFormElement form, string says, params (string Name, string? Value)[] typed)
        {
            using var refused = await visitor.SendAsync(form, null, typed);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(says, (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
        var form = await FormAsync(visitor, path);
        await RefusedAsync(form, "Gửi nhanh quá", ("reason", "wrong"));
        await RefusedAsync(form, "ô không dùng đến", ("reason", "wrong"), ("website", "http://thu-rac.example"));
        await RefusedAsync(form, "Trang này mở đã lâu hoặc được gửi từ nơi khác", ("reason", "wrong"), ("page", "tự làm"));
        var sealedForOther = (await FormAsync(visitor, other)).Filled().Single(field => field.Key == "page").Value;
        await Task.Delay(Reading, Cancel);
        await RefusedAsync(form, "Trang này mở đã lâu hoặc được gửi từ nơi khác", ("reason", "wrong"), ("page", sealedForOther));
        await RefusedAsync(form, "Chọn một việc trong danh sách", ("reason", ""));
        await RefusedAsync(form, "Ghi một câu: có gì không phù hợp", ("reason", "other"));
        await RefusedAsync(form, "Địa chỉ thư chưa đúng", ("reason", "wrong"), ("email", "không phải thư"));
        Assert.Equal(0, await CountAsync(path));

        for (var time = 0; time < 2; time++)
        {
            using var sent = await visitor.SendAsync(form, null, ("reason", "wrong"));
            Assert.Contains("Cảm ơn bạn", (await sent.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.Equal(1, await CountAsync(path));

        await world.Data.RunAsync("update activity set showing = 'refused', showing_why = 'Thôi' where id = $1", Id(path));
        using var gone = await visitor.SendAsync(form, null, ("reason", "wrong"));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task What_was_sent_is_deleted_in_time_with_the_address_in_it()
    {
        var (_, _, path) = await ShownAsync();
        await FlagAsync(path, ("reason", "wrong"), ("email", "ba.con@example.vn"));
        async Task ApplyAsync()
        {
            using var scope = world.App.Services.CreateScope();
            await ActivatorUtilities.CreateInstance<Retention>(scope.ServiceProvider).ApplyAsync(Cancel);
        }
        await world.Data.RunAsync("update activity_flag set made_at = now() - interval '89 days' where activity_id = $1", Id(path));
        await ApplyAsync();
        Assert.Equal(1, await CountAsync(path));
        await world.Data.RunAsync("update activity_flag set made_at = now() - interval '91 days' where activity_id = $1", Id(path));
        await ApplyAsync();
        Assert.Equal(0, await CountAsync(path));
    }
}

using System.Net;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Posts that come twice, too late, from elsewhere, too large or beside another's.</summary>
public sealed class ReportConflictTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task The_same_post_twice_has_its_effect_once_and_the_same_answer()
    {
        var school = await world.SchoolAsync();
        var draft = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);
        var saved = await school.Reporter.SendAsync(draft, to: null, ("news.amount", "14"));
        var again = await school.Reporter.SendAsync(draft, to: null, ("news.amount", "14"));
        Assert.Equal(saved.Headers.Location, again.Headers.Location);

        var sheet = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);
        var sent = await school.Reporter.SendAsync(sheet, school.Report + "/submission");
        var resent = await school.Reporter.SendAsync(sheet, school.Report + "/submission");
        Assert.Equal(HttpStatusCode.Redirect, resent.StatusCode);
        Assert.Equal(sent.Headers.Location, resent.Headers.Location);
        var late = await school.Reporter.SendAsync(draft, to: null, ("news.amount", "14"));
        Assert.Equal(saved.Headers.Location, late.Headers.Location);

        Assert.Equal(2, await school.VersionAsync());
        Assert.Equal(2, await school.CountAsync("audit"));
        Assert.Equal(2, await school.CountAsync("happening"));
        Assert.Equal(1, await school.CountAsync("report_snapshot"));
        Assert.Equal(1, await school.CountAsync("report_step"));
    }

    [Fact]
    public async Task A_key_that_saved_a_draft_submits_nothing()
    {
        var school = await world.SchoolAsync();
        var form = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);
        await school.Reporter.SendAsync(form, to: null, ("news.amount", "14"));

        var back = await school.Reporter.SendAsync(form, school.Report + "/submission", ("news.amount", "14"));

        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        Assert.Equal("draft", await school.StateAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Submissions_at_the_same_moment_have_one_effect(bool sameKey)
    {
        var school = await world.SchoolAsync();
        var forms = new List<AngleSharp.Html.Dom.IHtmlFormElement>();
        for (var i = 0; i < 8; i++) forms.Add((await school.Reporter.PageAsync(school.Report)).Form(school.Report));

        var answers = await Task.WhenAll(forms.Select(form => school.Reporter.SendAsync(sameKey ? forms[0] : form, school.Report + "/submission", ("news.amount", "14"))));

        Assert.Equal(sameKey ? 8 : 1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Redirect));
        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Conflict }));
        Assert.Equal(1, await school.VersionAsync());
        Assert.Equal(1, await school.CountAsync("report_snapshot"));
        Assert.Equal(1, await school.CountAsync("report_step"));
        Assert.Equal(1, await school.CountAsync("audit"));
        Assert.Equal(1, await school.CountAsync("happening"));
    }

    [Fact]
    public async Task A_stale_page_is_told_who_saved_when_and_what_and_can_save_on_top()
    {
        var school = await world.SchoolAsync();
        var other = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vàng Thị Mẩy", (school.Unit, "coordinator")));
        var mine = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);
        await other.SendAsync((await other.PageAsync(school.Report)).Form(school.Report), to: null, ("news.amount", "12"), ("seminars.sessions", "3"), ("news.note", "của Mẩy"));

        var stale = await school.Reporter.SendAsync(mine, to: null, ("news.amount", "14"), ("publications.amount", "60"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var page = await stale.PageAsync();
        Assert.Matches(@"Vàng Thị Mẩy lúc \d\d:\d\d", page.Text());
        Assert.Contains("Trên máy chủ, Số tin, bài, cuộc: 12", page.Text());
        Assert.Contains("Trên máy chủ, ghi chú: của Mẩy", page.Text());
        var form = page.Form(school.Report);
        Assert.Equal("14", form.Filled().Single(field => field.Key == "news.amount").Value);
        Assert.Equal(12, await school.FigureAsync("news", "amount"));

        Assert.Equal(HttpStatusCode.Redirect, (await school.Reporter.SendAsync(form)).StatusCode);
        Assert.Equal(14, await school.FigureAsync("news", "amount"));
        Assert.Null(await school.FigureAsync("seminars", "sessions"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_submission_and_after_acceptance_nothing_is_saved_and_what_was_typed_is_shown(bool accepted)
    {
        var school = await world.SchoolAsync();
        var old = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);
        await school.SubmitAsync(("news.amount", "14"));
        if (accepted) await school.AcceptAsync();

        foreach (var to in new[] { school.Report, school.Report + "/submission" })
        {
            var refused = await school.Reporter.SendAsync(old, to, ("news.amount", "99"), ("news.note", "muộn"));

            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains(accepted ? "đã được duyệt nên không sửa được" : "đã nộp nên không sửa được", page.Text());
            Assert.Equal("99", page.Form(school.Report).Filled().Single(field => field.Key == "news.amount").Value);
        }
        Assert.Equal(14, await school.FigureAsync("news", "amount"));
        Assert.Equal(1, await school.CountAsync("report_snapshot"));
    }

    [Fact]
    public async Task A_forged_token_is_refused_with_everything_typed_and_a_good_token_beside_it()
    {
        var school = await world.SchoolAsync();
        var form = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);

        foreach (var to in new[] { school.Report, school.Report + "/submission" })
        {
            var refused = await school.Reporter.SendAsync(form, to, ("__RequestVerificationToken", "CfDJ8forged"), ("news.amount", "14"), ("news.note", "báo tường"));

            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("gửi từ nơi khác", page.Text());
            Assert.Equal("báo tường", page.Form(school.Report).Filled().Single(field => field.Key == "news.note").Value);
            Assert.Equal("open", await school.StateAsync());
            if (to == school.Report) continue;
            Assert.Equal(HttpStatusCode.Redirect, (await school.Reporter.SendAsync(page.Form(school.Report))).StatusCode);
            Assert.Equal(14, await school.FigureAsync("news", "amount"));
        }
    }

    [Theory]
    [InlineData("key", null)]
    [InlineData("key", "không phải khóa")]
    [InlineData("version", null)]
    [InlineData("version", "-1")]
    public async Task A_page_that_is_not_ours_writes_nothing(string field, string? value)
    {
        var school = await world.SchoolAsync();
        var form = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);

        Assert.Equal(HttpStatusCode.BadRequest, (await school.Reporter.SendAsync(form, to: null, (field, value), ("news.amount", "14"))).StatusCode);
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task A_huge_post_is_refused_as_too_large()
    {
        var school = await world.SchoolAsync();
        var form = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);

        var refused = await school.Reporter.SendAsync(form, to: null, ("news.note", new string('x', 5_000_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("chưa ghi gì", (await refused.PageAsync()).Text());
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task A_post_with_thousands_of_fields_is_refused_as_too_large()
    {
        var school = await world.SchoolAsync();
        var fields = (await school.Reporter.PageAsync(school.Report)).Form(school.Report).Filled();
        for (var i = 0; i < 3000; i++) fields.Add(KeyValuePair.Create("x" + i, "1"));

        var refused = await school.Reporter.PostAsync(school.Report, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task A_key_of_another_report_writes_nothing_and_breaks_nothing()
    {
        var (one, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        var form = (await one.Reporter.PageAsync(one.Report)).Form(one.Report);
        await one.Reporter.SendAsync(form, one.Report + "/submission", ("news.amount", "1"));
        var key = form.Filled().Single(field => field.Key == "key").Value;

        var refused = await other.SubmitAsync(("key", key), ("news.amount", "2"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("open", await other.StateAsync());
    }
}

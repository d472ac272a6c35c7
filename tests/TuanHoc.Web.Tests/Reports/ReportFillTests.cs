using System.Net;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Drafts and submissions, as the reporter of a school makes them.</summary>
public sealed class ReportFillTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task A_draft_keeps_number_zero_blank_and_nothing_occurred_apart()
    {
        var school = await world.SchoolAsync();

        var saved = await school.SaveAsync(("classes.professional.sessions", "1.234"), ("classes.professional.people", "0"), ("classes.informatics.sessions", "k"), ("publications.note", "60 tờ rơi"), ("other.note", "Một điểm đọc sách"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(school.Report + "?done=saved", saved.Headers.Location!.ToString());
        Assert.Equal("draft", await school.StateAsync());
        Assert.Equal(1234, await school.FigureAsync("classes.professional", "sessions"));
        Assert.Equal(0, await school.FigureAsync("classes.professional", "people"));
        Assert.Equal(-1, await school.FigureAsync("classes.informatics", "sessions"));
        Assert.Null(await school.FigureAsync("classes.informatics", "people"));
        Assert.Equal(1234, await school.FigureAsync("classes", "sessions"));

        var page = await school.Reporter.PageAsync(saved.Headers.Location.ToString());
        var form = page.Form(school.Report);
        var filled = form.Filled().ToDictionary(field => field.Key, field => field.Value);
        Assert.Equal("1.234", filled["classes.professional.sessions"]);
        Assert.Equal("0", filled["classes.professional.people"]);
        Assert.Equal("không phát sinh", filled["classes.informatics.sessions"]);
        Assert.Equal("", filled["classes.informatics.people"]);
        Assert.Equal("60 tờ rơi", filled["publications.note"]);
        Assert.Equal("Một điểm đọc sách", filled["other.note"]);
        Assert.Contains("Đã lưu trên máy chủ", page.Text());
        Assert.Equal("1.234", page.QuerySelector("output[data-of='classes.sessions']")!.TextContent);
    }

    [Fact]
    public async Task The_page_sent_back_unchanged_changes_no_figure()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync(("news.amount", "14"), ("contests.sessions", "k"), ("funding.state_budget.amount", "18.500.000"));
        const string stored = "select figures::text || notes::text || narrative::text from report where id = $1";
        var before = await world.Data.ScalarAsync<string>(stored, school.Id);

        await school.SaveAsync();

        Assert.Equal(before, await world.Data.ScalarAsync<string>(stored, school.Id));
        Assert.Equal(2, await school.VersionAsync());
    }

    [Theory]
    [InlineData("abc", "không phải là số")]
    [InlineData("-3", "là số âm")]
    [InlineData("123456789012345", "quá lớn")]
    [InlineData("1,5", "Lượt người không có phần lẻ")]
    [InlineData("1.50", "Lượt người không có phần lẻ")]
    public async Task A_figure_that_is_none_is_refused_beside_everything_typed(string typed, string why)
    {
        var school = await world.SchoolAsync();

        foreach (var to in new[] { school.Report, school.Report + "/submission" })
        {
            var form = (await school.Reporter.PageAsync(school.Report)).Form(school.Report);
            var refused = await school.Reporter.SendAsync(form, to, ("classes.professional.people", typed), ("news.amount", "14"), ("news.note", "báo tường"));

            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            var shown = page.Form(school.Report).Filled().ToDictionary(field => field.Key, field => field.Value);
            Assert.Equal(typed, shown["classes.professional.people"]);
            Assert.Equal("14", shown["news.amount"]);
            Assert.Equal("báo tường", shown["news.note"]);
            Assert.Contains(why, page.Text());
            Assert.Equal("true", page.GetElementById("classes.professional.people")!.GetAttribute("aria-invalid"));
            Assert.Equal("#rclasses.professional", page.QuerySelector(".dock a")!.GetAttribute("href"));
        }
        Assert.Equal("open", await school.StateAsync());
        Assert.Equal(0, await school.CountAsync("audit"));
    }

    [Fact]
    public async Task A_sum_too_large_to_store_is_refused_at_its_largest_part()
    {
        var school = await world.SchoolAsync();

        var refused = await school.SaveAsync(("classes.professional.sessions", "9999999999999"), ("classes.informatics.sessions", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("true", (await refused.PageAsync()).GetElementById("classes.professional.sessions")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_submission_is_kept_as_it_was_sent()
    {
        var school = await world.SchoolAsync();

        var sent = await school.SubmitAsync(("news.amount", "14"), ("contests.sessions", "k"), ("news.note", "báo tường"));

        Assert.Equal(school.Report + "?done=submitted", sent.Headers.Location!.ToString());
        Assert.Equal("submitted", await school.StateAsync());
        Assert.True(await world.Data.ScalarAsync<bool>("""
            select s.figures = r.figures and s.notes = r.notes and s.narrative = r.narrative and s.notes ->> 'news' = 'báo tường' from report_snapshot s join report r on r.id = s.report_id and r.version = s.version where r.id = $1
            """, school.Id));
        Assert.Equal(1, await school.CountAsync("report_step", "submitted"));
        Assert.Equal(1, await school.CountAsync("audit", "submitted"));
        Assert.Equal(1, await school.CountAsync("happening", "submitted"));
        var page = await school.Reporter.PageAsync(sent.Headers.Location.ToString());
        Assert.Contains("Đã nộp báo cáo", page.Text());
        Assert.DoesNotContain(page.Forms, form => form.Action.Contains("/reports/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_report_is_not_submitted_unless_it_says_that_nothing_occurred()
    {
        var school = await world.SchoolAsync();

        var refused = await school.SubmitAsync();
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Biểu còn trống", (await refused.PageAsync()).Text());

        var contradicted = await school.SubmitAsync(("nothing", "on"), ("news.amount", "14"));
        Assert.Equal(HttpStatusCode.Conflict, contradicted.StatusCode);
        Assert.Equal("open", await school.StateAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await school.SubmitAsync(("nothing", "on"))).StatusCode);
        Assert.True(await world.Data.ScalarAsync<bool>("select nothing_occurred from report where id = $1", school.Id));
    }

    [Fact]
    public async Task A_submission_with_errors_is_refused_with_the_sentence_and_everything_typed()
    {
        var school = await world.SchoolAsync();

        var refused = await school.SubmitAsync(("contests.sessions", "6"), ("contests.book_fairs.sessions", "5"), ("contests.exhibitions.sessions", "3"), ("news.note", "báo tường"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains("Dòng 5 ghi 6, nhưng cộng các dòng con đã là 8", page.Text());
        Assert.Contains("Đến lỗi đầu tiên", page.Text());
        Assert.Equal("báo tường", page.Form(school.Report).Filled().Single(field => field.Key == "news.note").Value);
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task An_unusual_figure_is_submitted_once_a_note_explains_it()
    {
        var school = await world.SchoolAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await school.SubmitAsync(("funding.state_budget.amount", "500"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await school.SubmitAsync(("funding.state_budget.amount", "500"), ("funding.state_budget.note", "Đúng là đồng"))).StatusCode);
    }

    [Fact]
    public async Task A_row_the_edition_does_not_ask_says_so_and_takes_no_figure()
    {
        var school = await world.SchoolAsync();

        var page = await school.Reporter.PageAsync(school.Report);
        Assert.Null(page.GetElementById("openings.districts.amount"));
        Assert.NotNull(page.GetElementById("openings.schools.amount"));
        Assert.Contains("không áp dụng", page.Text());
        Assert.Contains("không còn cấp huyện", page.Text());

        var forged = page.Form(school.Report).Filled(("news.amount", "1"));
        forged.Add(KeyValuePair.Create("openings.districts.amount", "1"));
        await school.Reporter.PostAsync(school.Report, new FormUrlEncodedContent(forged), TestContext.Current.CancellationToken);
        Assert.Null(await school.FigureAsync("openings.districts", "amount"));
        Assert.Equal(1, await school.FigureAsync("news", "amount"));
    }

    [Fact]
    public async Task Figures_and_narrative_are_saved_apart_and_neither_loses_the_other()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync(("news.amount", "14"), ("news.note", "báo tường"));

        var form = (await school.Reporter.PageAsync(school.Report + "?tab=narrative")).Form(school.Report);
        var saved = await school.Reporter.SendAsync(form, to: null, ("leadership", "Đã ban hành kế hoạch.\r\nĐã họp."), ("weaknesses", "Ít người."));
        Assert.Equal(school.Report + "?done=saved&tab=narrative", saved.Headers.Location!.ToString());
        Assert.Equal(14, await school.FigureAsync("news", "amount"));
        await school.SaveAsync(("publications.amount", "60"));

        Assert.Equal("Đã ban hành kế hoạch.\nĐã họp.", await world.Data.ScalarAsync<string>("select narrative ->> 'leadership' from report where id = $1", school.Id));
        Assert.Equal("Ít người.", await world.Data.ScalarAsync<string>("select narrative ->> 'weaknesses' from report where id = $1", school.Id));
        Assert.Equal("báo tường", await world.Data.ScalarAsync<string>("select notes ->> 'news' from report where id = $1", school.Id));
    }

    [Fact]
    public async Task Without_a_form_the_narrative_is_the_report()
    {
        var edition = await world.Data.EditionAsync(2023, form: null);
        var school = await world.SchoolAsync(edition: edition);

        Assert.Contains("Báo cáo còn trống", (await (await school.SubmitAsync()).PageAsync()).Text());
        var sent = await school.SubmitAsync(("results", "Hai lớp đọc sách."));

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.Receiver.GetAsync(school.Report, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_note_too_long_is_refused_and_kept()
    {
        var school = await world.SchoolAsync();
        var note = new string('a', 1001);

        var refused = await school.SaveAsync(("news.note", note));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(note, (await refused.PageAsync()).Form(school.Report).Filled().Single(field => field.Key == "news.note").Value);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TuanHoc.Web.Reports.Drafts;

namespace TuanHoc.Web.Tests.Reports.Drafts;

/// <summary>A report that keeps itself while it is filled in: merged cell by cell, once however often it is sent, one line of the audit for a sitting.</summary>
public sealed class SyncTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Classes = "classes.professional.sessions", News = "news.amount", Note = "news.note";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A page of the report as somebody opened it: its token, its form, and the version it shows.</summary>
    sealed record Page(HttpClient Browser, string Report, string Token, string Form, int Version)
    {
        public static async Task<Page> OpenAsync(HttpClient browser, string report)
        {
            var fields = (await browser.PageAsync(report)).Form(report).Filled().ToDictionary(field => field.Key, field => field.Value);
            return new(browser, report, fields["__RequestVerificationToken"], fields["form"], int.Parse(fields["version"], System.Globalization.CultureInfo.InvariantCulture));
        }

        public async Task<(HttpStatusCode Status, Synced Said)> SendAsync(Guid key, params (string Field, string Was, string Now)[] typed)
        {
            using var answer = await PostAsync(key, [.. typed.SelectMany(field => new[] { (field.Field, field.Now), ("was." + field.Field, field.Was) })]);
            return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Synced>(JsonSerializerOptions.Web, Cancel))!);
        }

        public Task<HttpResponseMessage> PostAsync(Guid key, params (string Name, string Value)[] fields) => Browser.PostAsync(Report + "/sync", new FormUrlEncodedContent(
            [new("__RequestVerificationToken", Token), new("form", Form), new("version", $"{Version}"), new("key", $"{key}"), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]), Cancel);

        public Task<(HttpStatusCode Status, Synced Said)> SendAsync(params (string Field, string Was, string Now)[] typed) => SendAsync(Guid.CreateVersion7(), typed);
    }

    async Task<(School School, Page One, Page Other)> TwoPeopleAsync()
    {
        var school = await world.SchoolAsync();
        var other = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vàng Thị Mẩy", (school.Unit, "coordinator")));
        return (school, await Page.OpenAsync(school.Reporter, school.Report), await Page.OpenAsync(other, school.Report));
    }

    /// <summary>Ends what there is to end, so long after now.</summary>
    Task CloseAsync(TimeSpan later = default) => new CloseSittings(world.Data.Source, new Later(later)).CloseAsync(Cancel);

    sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    [Fact]
    public async Task What_is_wrong_or_unusual_is_said_with_each_answer_until_it_is_mended()
    {
        var school = await world.SchoolAsync();
        var page = await Page.OpenAsync(school.Reporter, school.Report);
        var (_, said) = await page.SendAsync(("openings.schools.amount", "", "3"));
        var finding = Assert.Single(said.Findings);
        Assert.Equal(("openings.schools", "openings.schools.amount", true), (finding.Row, finding.Field, finding.IsError));
        Assert.Matches("^Lỗi: Dòng .+ tính mỗi đơn vị một lần", finding.Said);
        Assert.Equal("Chưa nộp được: Còn 1 lỗi phải sửa trước khi nộp.", said.WhyNot);
        // As the page says it.
        Assert.Contains((await school.Reporter.PageAsync(school.Report)).QuerySelectorAll("tr.say"), line => line.Said().Contains(finding.Said, StringComparison.Ordinal));
        var (_, mended) = await page.SendAsync(("openings.schools.amount", "3", "1"));
        Assert.Empty(mended.Findings);
        Assert.Equal("", mended.WhyNot);
    }

    [Fact]
    public async Task Two_people_in_one_report_are_merged_cell_by_cell_and_where_they_differ_both_values_are_kept_and_shown()
    {
        var (school, mine, theirs) = await TwoPeopleAsync();
        await theirs.SendAsync((News, "", "12"), ("publications.amount", "", "60"));

        var (status, said) = await mine.SendAsync((Classes, "", "2"), (News, "", "14"), (Note, "", "báo tường"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((2, "60", "12", "2"), (said.Version, said.Values["publications.amount"], said.Values[News], said.Values[Classes]));
        var differing = Assert.Single(said.Differing);
        Assert.Equal((News, "14", "12"), (differing.Field, differing.Mine, differing.Theirs));
        Assert.Matches(@"^Lò Văn Phúc gõ “14” lúc .+; trên máy chủ là “12”, Vàng Thị Mẩy ghi lúc \d\d:\d\d", differing.Said);
        Assert.Equal((2, 12, 60), (await school.FigureAsync("classes.professional", "sessions"), await school.FigureAsync("news", "amount"), await school.FigureAsync("publications", "amount")));
        Assert.Equal(2, await school.FigureAsync("classes", "sessions"));

        // Whoever opens the page, on whichever device, sees both.
        Assert.Contains(differing.Said, (await theirs.Browser.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
        // The one who typed it decides for their own; it begins from what stands.
        var (_, decided) = await mine.SendAsync((News, "12", "14"));
        Assert.Empty(decided.Differing);
        Assert.Equal(14, await school.FigureAsync("news", "amount"));
        Assert.DoesNotContain("trên máy chủ là", (await theirs.Browser.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_what_stands_ends_the_difference_and_what_was_typed_stays_in_no_bodys_way()
    {
        var (school, mine, theirs) = await TwoPeopleAsync();
        await theirs.SendAsync(("leadership", "", "Đã họp."));
        var (_, said) = await mine.SendAsync(("leadership", "", "Đã ban hành kế hoạch."));
        Assert.Equal("Đã ban hành kế hoạch.", Assert.Single(said.Differing).Mine);
        Assert.Contains("Đã ban hành kế hoạch.", (await mine.Browser.PageAsync(school.Report + "?tab=narrative")).Text(), StringComparison.Ordinal);

        using var taken = await mine.PostAsync(Guid.CreateVersion7(), ("settled", "leadership"));

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.DoesNotContain("Đã ban hành kế hoạch.", (await mine.Browser.PageAsync(school.Report + "?tab=narrative")).Text(), StringComparison.Ordinal);
        Assert.Equal(1, await school.VersionAsync());
    }

    [Fact]
    public async Task The_same_post_counts_once_however_late_it_comes_again()
    {
        var (school, mine, theirs) = await TwoPeopleAsync();
        var key = Guid.CreateVersion7();
        await mine.SendAsync(key, (News, "", "14"));
        await mine.SendAsync(key, (News, "", "14"));
        Assert.Equal(1, await school.VersionAsync());
        await theirs.SendAsync((News, "14", "15"));
        await CloseAsync(TimeSpan.FromHours(1));

        var (status, said) = await mine.SendAsync(key, (News, "", "14"));

        Assert.Equal((HttpStatusCode.OK, "15", 0), (status, said.Values[News], said.Differing.Count));
        Assert.Equal((2, 15), (await school.VersionAsync(), await school.FigureAsync("news", "amount")));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_and_the_rest_is_kept()
    {
        var (school, mine, _) = await TwoPeopleAsync();

        var (_, said) = await mine.SendAsync((News, "", "mười"), (Classes, "", "9999999999999"), ("classes.informatics.sessions", "", "1"), (Note, "", new string('a', 1001)), ("publications.amount", "", "k"));

        Assert.Contains("không phải là số", said.Faults[News], StringComparison.Ordinal);
        Assert.Contains("số quá lớn", said.Faults[Classes], StringComparison.Ordinal);
        Assert.Contains("Viết ngắn hơn", said.Faults[Note], StringComparison.Ordinal);
        Assert.Equal((null, null, -1), (await school.FigureAsync("news", "amount"), await school.FigureAsync("classes.professional", "sessions"), await school.FigureAsync("publications", "amount")));
    }

    [Fact]
    public async Task A_forged_post_and_one_that_is_not_ours_write_nothing()
    {
        var (school, mine, _) = await TwoPeopleAsync();
        var (status, said) = await (mine with { Token = "CfDJ8forged" }).SendAsync((News, "", "14"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("còn nguyên", said.Said, StringComparison.Ordinal);
        using (var unkeyed = await mine.PostAsync(Guid.Empty, ("key", "khác"), (News, "14"))) Assert.Equal(HttpStatusCode.BadRequest, unkeyed.StatusCode);
        using (var huge = await mine.PostAsync(Guid.CreateVersion7(), (Note, new string('x', 3_000_000)))) Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        // A computed sum and a row that is not asked are nobody's to type.
        using (var forged = await mine.PostAsync(Guid.CreateVersion7(), ("classes.sessions", "7"), ("openings.districts.amount", "7"), ("settled", "drop table"))) Assert.Equal(HttpStatusCode.OK, forged.StatusCode);
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task Nobody_keeps_anything_in_a_report_that_is_not_theirs_to_fill()
    {
        var (school, mine, _) = await TwoPeopleAsync();
        var stranger = await world.SchoolAsync();
        foreach (var browser in (HttpClient[])[world.Receiver, stranger.Reporter])
        {
            var token = (await browser.TokenAsync())[0].Value;
            using var refused = await (mine with { Browser = browser, Token = token }).PostAsync(Guid.CreateVersion7(), (News, "14"));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task After_submission_nothing_is_kept_any_more_and_the_page_is_told_who_submitted()
    {
        var (school, mine, _) = await TwoPeopleAsync();
        await school.SubmitAsync(("nothing", "on"));

        var (status, said) = await mine.SendAsync((News, "", "14"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Matches("Lò Văn Phúc lúc .*đã nộp nên không sửa được", said.Said);
        Assert.Null(await school.FigureAsync("news", "amount"));
    }

    [Fact]
    public async Task A_page_of_another_form_keeps_nothing()
    {
        var (school, mine, _) = await TwoPeopleAsync();
        var (status, said) = await (mine with { Form = "2021" }).SendAsync((News, "", "14"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("đổi biểu số liệu", said.Said, StringComparison.Ordinal);
        Assert.Equal("open", await school.StateAsync());
    }

    [Fact]
    public async Task At_the_same_moment_nothing_is_lost()
    {
        var (school, mine, theirs) = await TwoPeopleAsync();
        string[] fields = [Classes, News, "publications.amount", "seminars.sessions", "contests.sessions", "classes.informatics.sessions"];

        var answers = await Task.WhenAll(fields.Select((field, at) => (at % 2 == 0 ? mine : theirs).SendAsync((field, "", $"{at + 1}"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(6, await school.VersionAsync());
        var page = (await school.Reporter.PageAsync(school.Report)).Form(school.Report).Filled().ToDictionary(field => field.Key, field => field.Value);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], fields.Select(field => page[field]));
    }

    [Fact]
    public async Task A_sitting_is_one_line_of_the_audit_with_what_stood_before_and_after_and_from_where()
    {
        var (school, mine, _) = await TwoPeopleAsync();
        await mine.SendAsync((News, "", "14"), (Note, "", "báo"));
        await mine.SendAsync((News, "14", "15"), (Note, "báo", ""));
        await mine.SendAsync((News, "15", "16"), ("nothing", "", "on"));
        await CloseAsync();
        Assert.Equal(0, await school.CountAsync("audit", "saved"));

        var later = CloseSittings.Quiet + TimeSpan.FromMinutes(1);
        await Task.WhenAll(CloseAsync(later), CloseAsync(later));

        Assert.Equal((1L, 1L), (await school.CountAsync("audit", "saved"), await school.CountAsync("happening", "saved")));
        Assert.Equal($$$"""{"state": "open"} {"state": "draft", "figures": {"news.amount": 16}, "nothing": true} 3 3 {{{App.Address}}}""", (await world.Data.ScalarAsync<string>("""
            select concat_ws(' ', (before - 'nothing' - 'figures' - 'notes')::text, (after - 'notes')::text, detail ->> 'saves', detail ->> 'version', host(from_address)) from audit where thing = 'report' and thing_id = $1::text and what = 'saved'
            """, school.Id)));
        Assert.Contains("lưu báo cáo của", (await world.Receiver.PageAsync(school.Report + "/audit")).Text(), StringComparison.Ordinal);
        // What is typed later is another sitting.
        await mine.SendAsync((News, "16", "17"));
        await school.SubmitAsync(("nothing", null));
        await CloseAsync();
        Assert.Equal((2L, 1L, 5), (await school.CountAsync("audit", "saved"), await school.CountAsync("audit", "submitted"), await school.VersionAsync()));
    }
}

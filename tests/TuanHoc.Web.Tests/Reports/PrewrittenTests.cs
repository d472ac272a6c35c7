using System.Net;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Sentences for the narrative, written from plans, tasks, activities and figures: a person takes them, edits them or leaves them.</summary>
public sealed class PrewrittenTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Held = "Tổ chức Lễ khai mạc ngày 01/10/2025 tại Sân trường, 1.250 người tham dự.";

    static string[] Offered(IDocument page, string section) =>
        [.. page.QuerySelectorAll($"button[name=write][value='{section}']").SelectMany(button => button.Closest("[data-offer]")!.QuerySelectorAll("li")).Select(line => line.TextContent)];

    async Task<School> BusyAsync()
    {
        var school = await world.SchoolAsync();
        await world.Data.RunAsync("""
            with who as (select min(id) as id from person),
            held as (insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, outcome, write_key, made_at, made_by, changed_at, changed_by)
                     select gen_random_uuid(), r.edition_id, r.unit_id, 'ceremony', 'Lễ khai mạc', '2025-10-01T01:00:00Z', 'held', 1250, 'Trao 20 suất học bổng', gen_random_uuid(), now(), who.id, now(), who.id from report r, who where r.id = $1 returning id)
            insert into activity_place (activity_id, position, name) select id, 1, 'Sân trường' from held
            """, school.Id);
        await world.Data.RunAsync("""
            with who as (select min(id) as id from person),
            given as (insert into plan (id, unit_id, edition_id, state, file_name, text, facts, type, number, issued_on, write_key, made_at, made_by, changed_at, changed_by)
                      select gen_random_uuid(), r.unit_id, r.edition_id, 'saved', 'kh.txt', 'Văn bản', '{}', 'KH', '12/KH-TH', '2025-09-05', gen_random_uuid(), now(), who.id, now(), who.id from report r, who where r.id = $1 returning id, unit_id),
            asked as (insert into task (plan_id, position, agency, text, due) select id, n, 'Trường', case n when 1 then 'Treo băng rôn;' else 'Tặng sách' end, date '2025-10-02' from given, generate_series(1, 2) n returning id)
            insert into unit_task (task_id, unit_id) select asked.id, given.unit_id from asked, given
            """, school.Id);
        return school;
    }

    [Fact]
    public async Task What_stands_elsewhere_is_offered_as_sentences_and_nothing_of_it_is_stored()
    {
        var school = await BusyAsync();
        await school.SaveAsync(("classes.professional.sessions", "1200"), ("news.amount", "14"));
        var page = await school.Reporter.PageAsync(school.Report + "?tab=narrative");

        Assert.Equal(["Đã ban hành Kế hoạch số 12/KH-TH ngày 05/09/2025.", "Được giao 2 nhiệm vụ; chưa hoàn thành nhiệm vụ nào."], Offered(page, "leadership"));
        Assert.Equal([Held, "1.200 lớp bồi dưỡng, tập huấn.", "14 tin, bài, cuộc tuyên truyền."], Offered(page, "activities"));
        Assert.Equal(["Lễ khai mạc: Trao 20 suất học bổng."], Offered(page, "results"));
        Assert.Equal(["Chưa hoàn thành nhiệm vụ “Treo băng rôn” (hạn 02/10/2025).", "Chưa hoàn thành nhiệm vụ “Tặng sách” (hạn 02/10/2025)."], Offered(page, "weaknesses"));
        Assert.Empty(Offered(page, "strengths"));
        Assert.Equal("{}", await world.Data.ScalarAsync<string>("select narrative::text from report where id = $1", school.Id));
    }

    [Fact]
    public async Task One_press_puts_them_below_what_is_typed_and_what_stands_there_is_not_offered_again()
    {
        var school = await BusyAsync();
        await school.SaveAsync(("news.amount", "14"));
        var page = await school.Reporter.PageAsync(school.Report + "?tab=narrative");
        using (var taken = await school.Reporter.SendAsync(page.Form(school.Report), to: null, ("activities", "Nhà trường phát động trong tháng 9."), ("write", "activities")))
            Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        page = await school.Reporter.PageAsync(school.Report + "?tab=narrative");
        Assert.Equal($"Nhà trường phát động trong tháng 9.\n{Held}\n14 tin, bài, cuộc tuyên truyền.", page.QuerySelector("textarea[name=activities]")!.TextContent.ReplaceLineEndings("\n"));
        Assert.Empty(Offered(page, "activities"));

        // A figure that has changed since is another sentence, and offered.
        await school.SaveAsync(("news.amount", "15"));
        Assert.Equal(["15 tin, bài, cuộc tuyên truyền."], Offered(await school.Reporter.PageAsync(school.Report + "?tab=narrative"), "activities"));
    }

    [Fact]
    public async Task A_section_that_has_none_takes_none()
    {
        var school = await world.SchoolAsync();
        var page = await school.Reporter.PageAsync(school.Report + "?tab=narrative");
        Assert.Empty(page.QuerySelectorAll("button[name=write]"));
        using var posted = await school.Reporter.PostAsync(school.Report, new FormUrlEncodedContent([.. page.Form(school.Report).Filled(("strengths", "Đông vui.")), new("write", "no.such")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.Equal("Đông vui.", await world.Data.ScalarAsync<string>("select narrative ->> 'strengths' from report where id = $1", school.Id));
    }

    [Fact]
    public async Task Who_receives_has_the_sums_of_all_and_who_is_missing()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "7"));
        var own = await world.Data.ReportAsync(world.Edition, world.Commune);
        var sum = await world.Data.ScalarAsync<decimal>("select sum(r.figures[c.position]) from report r join statistics_column c on c.form_key = r.form_key and c.row_key = 'news' where r.receiver_id = $1 and r.state in ('submitted', 'accepted')", world.Commune);
        string[] offered = [];
        // What was just sent is added up within a second.
        for (var wait = 0; wait < 100 && !offered.Contains($"{sum} tin, bài, cuộc tuyên truyền."); wait++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            offered = Offered(await world.Receiver.PageAsync(own + "?tab=narrative"), "activities");
        }
        Assert.Contains($"{sum} tin, bài, cuộc tuyên truyền.", offered);
        var page = await world.Receiver.PageAsync(own + "?tab=narrative");
        Assert.Contains(Offered(page, "weaknesses"), said => said.EndsWith("đơn vị trực thuộc chưa nộp báo cáo.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_document_has_the_unit_s_own_words_where_it_wrote_them_and_the_sentences_where_it_did_not()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));
        Assert.Contains("14 tin, bài, cuộc tuyên truyền.", await DocumentAsync("14 tin"), StringComparison.Ordinal);
        await school.ReturnAsync("Viết thêm phần hoạt động.");
        using (var written = await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report + "?tab=narrative")).Form(school.Report), school.Report + "/submission", ("activities", "Mười bốn tin bài trên bảng tin.")))
            Assert.Equal(HttpStatusCode.Redirect, written.StatusCode);
        Assert.DoesNotContain("14 tin, bài", await DocumentAsync("Mười bốn tin bài"), StringComparison.Ordinal);

        async Task<string> DocumentAsync(string until)
        {
            var text = "";
            for (var wait = 0; wait < 100 && !text.Contains(until, StringComparison.Ordinal); wait++)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
                using var file = WordprocessingDocument.Open(new MemoryStream(await world.Receiver.GetByteArrayAsync($"/totals/2025/{school.Unit}/report.docx", TestContext.Current.CancellationToken)), isEditable: false);
                text = file.MainDocumentPart!.Document!.Body!.InnerText;
            }
            return text;
        }
    }
}

using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Npgsql;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>Issuing: numbers, refusals, what stands from then on, what amends it.</summary>
public sealed class IssueTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_issued_with_the_number_of_the_office()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());

        using (var issued = await keeper.IssueAsync(path)) Assert.Equal((HttpStatusCode.Redirect, path), (issued.StatusCode, issued.Headers.Location?.ToString()));

        Assert.Equal(("saved", "12/KH-UBND", "2025-09-01", "12", "2025-10-14"), (await world.StoredAsync(path, "state"), await world.StoredAsync(path, "number"), await world.StoredAsync(path, "issued_on"), await world.StoredAsync(path, "serial"), await world.StoredAsync(path, "report_due")));
        Assert.Contains("Số: 12/KH-UBND", await world.StoredAsync(path, "text"), StringComparison.Ordinal);
        Assert.Equal("Mỗi ngày một trang sách", await world.StoredAsync(path, "facts->'theme'->>'value'"));
        Assert.Equal("2025", await world.StoredAsync(path, "(select year from edition where id = edition_id)"));
        Assert.Equal("Sở Giáo dục và Đào tạo|Giao|before|plan", await world.StoredAsync(path, "(select concat_ws('|', agency, mode, bound, output) from task where plan_id = plan.id and position = 1)"));
        Assert.Equal("Xây dựng kế hoạch và lịch khai mạc", await world.StoredAsync(path, "(select substr(plan.text, lower(from_place) + 1, upper(from_place) - lower(from_place)) from task where plan_id = plan.id and position = 1)"));
        Assert.Equal("Đề nghị", await world.StoredAsync(path, "(select mode from task where plan_id = plan.id and agency = 'Hội Khuyến học tỉnh')"));
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from audit where what = 'issued' and thing_id = plan.id::text)"));
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from happening where kind = 'plan' and thing_id = plan.id::text)"));
        Assert.Contains("12/KH-UBND", (await keeper.PageAsync(path)).QuerySelector("section[aria-labelledby=issued]")!.Said(), StringComparison.Ordinal);
        // The page that issues has nothing more to say.
        using var again = await keeper.GetAsync($"{path}/issue", Cancel);
        Assert.Equal(path, again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_body_is_known_by_the_name_typed_though_its_sentence_begins_it_small()
    {
        var (keeper, unit) = await world.FreshAsync();
        await world.Data.UnitAsync("school", "Trường Được Giao", unit);
        var path = await world.DraftAsync(unit, Written.Plan() with { Assignments = [new("Các trường học trên địa bàn", IsAsked: false, [new("Treo khẩu hiệu tại cổng trường", null, null, DeadlineBound.By, null, null)])] });
        using (var issued = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Contains("Giao các trường học trên địa bàn", await world.StoredAsync(path, "text"), StringComparison.Ordinal);
        Assert.Equal("Các trường học trên địa bàn", await world.StoredAsync(path, "facts #>> '{assignments,0,agency}'"));
    }

    [Fact]
    public async Task A_letterhead_of_before_a_new_name_is_corrected_before_the_document_is_issued()
    {
        var (keeper, unit) = await world.FreshAsync();
        await world.Data.RunAsync("update unit_version set name = 'Tỉnh Tên Cũ', valid = '[2021-01-01,2025-08-15)' where unit_id = $1", unit);
        await world.Data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) select unit_id, kind, 'Tỉnh Tên Mới', short_name, parent_id, search_key, short_key, '[2025-08-15,)' from unit_version where unit_id = $1", unit);
        var path = await world.DraftAsync(unit, Written.Plan() with { Issuer = "Ủy ban nhân dân tỉnh Tên Cũ" });
        using var refused = await keeper.IssueAsync(path);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("“Ủy ban nhân dân tỉnh Tên Cũ”, tên trước đây; ngày 01/09/2025 là “Ủy ban nhân dân tỉnh Tên Mới”", (await refused.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);

        await world.Data.RunAsync("update plan set draft = draft || '{\"issuer\": \"Ủy ban nhân dân tỉnh Tên Mới\"}' where id = $1", Guid.Parse(path.Split('/')[2]));
        using (var issued = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        // A list of later names it as it was called on the day.
        await world.Data.RunAsync("update unit_version set valid = '[2025-08-15,2025-12-01)' where unit_id = $1 and name = 'Tỉnh Tên Mới'", unit);
        await world.Data.RunAsync("insert into unit_version (unit_id, kind, name, short_name, parent_id, search_key, short_key, valid) select unit_id, kind, 'Thành phố Sau Này', short_name, parent_id, search_key, short_key, '[2025-12-01,)' from unit_version where unit_id = $1 and name = 'Tỉnh Tên Mới'", unit);
        var list = (await keeper.PageAsync("/plans")).QuerySelector($"a[href='{path}']")!.Closest("li, tr")!.Text();
        Assert.Contains("Tỉnh Tên Mới", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Thành phố Sau Này", list, StringComparison.Ordinal);
        // And so does its letterhead, whenever the file is made.
        using var file = WordprocessingDocument.Open(new MemoryStream(await keeper.GetByteArrayAsync($"{path}/document.docx", Cancel)), isEditable: false);
        var text = file.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.StartsWith("ỦY BAN NHÂN DÂNTỈNH TÊN MỚI", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sau Này", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_task_with_partners_is_found_where_the_plan_states_it()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan() with { Assignments = [new("Sở Giáo dục và Đào tạo", IsAsked: false, [new("Treo khẩu hiệu tại cổng trường.", null, new(2025, 9, 30), DeadlineBound.By, null, "Hội Khuyến học tỉnh")])] });
        using (var issued = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Equal("Chủ trì, phối hợp với Hội Khuyến học tỉnh treo khẩu hiệu tại cổng trường", await world.StoredAsync(path, "(select substr(plan.text, lower(from_place) + 1, upper(from_place) - lower(from_place)) from task where plan_id = plan.id and position = 1)"));
    }

    [Fact]
    public async Task A_task_that_asks_for_an_activity_names_its_kind_where_its_words_do()
    {
        var (keeper, unit) = await world.FreshAsync();
        var agency = await world.Data.UnitAsync("agency", "Sở Mở Lớp", unit);
        DraftTask Activity(string text) => new(text, TaskOutput.Activity, null, DeadlineBound.By, null, null);
        var path = await world.DraftAsync(unit, Written.Plan() with { Assignments = [new("Sở Mở Lớp", IsAsked: false, [Activity("Mở các lớp xóa mù chữ cho người lớn"), Activity("Tổ chức các hoạt động thiết thực trong Tuần lễ")])] });
        using (var issued = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Equal("class,any", await world.StoredAsync(path, "(select string_agg(coalesce(activity_kind, 'any'), ',' order by position) from task where plan_id = plan.id)"));
        await world.Data.RunAsync("insert into unit_task (task_id, unit_id) select id, $2 from task where plan_id = $1 and position = 1", Written.Id(path), agency);
        var task = await world.Data.ScalarAsync<long>("select u.id from unit_task u join task t on t.id = u.task_id where t.plan_id = $1", Written.Id(path));
        Assert.Contains("Hoạt động: lớp học, tập huấn", (await keeper.PageAsync($"/tasks/{task}")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_number_day_or_signer_nothing_is_issued()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan() with { Signature = null });

        using var blank = await keeper.IssueAsync(path, number: "", day: "");
        Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);
        var said = (await blank.PageAsync()).Text();
        Assert.Contains("Ghi số đã lấy ở sổ văn thư.", said, StringComparison.Ordinal);
        Assert.Contains("Ghi ngày ban hành.", said, StringComparison.Ordinal);

        using var unsigned = await keeper.IssueAsync(path);
        Assert.Equal(HttpStatusCode.Conflict, unsigned.StatusCode);
        var page = await unsigned.PageAsync();
        Assert.Contains("Chưa có người ký", page.QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
        Assert.Equal("12", page.GetElementById("number")!.GetAttribute("value"));
        Assert.Equal("draft", await world.StoredAsync(path, "state"));
    }

    [Fact]
    public async Task Groups_that_have_nobody_on_the_day_are_named_and_nothing_is_issued()
    {
        var (keeper, unit) = await world.FreshAsync();
        DraftTask[] tasks = [new("Tổ chức lễ khai mạc", null, null, DeadlineBound.By, null, null)];
        var path = await world.DraftAsync(unit, Written.Plan() with { Assignments = [new("UBND các đặc khu", IsAsked: false, tasks), new("Các trường mầm non", IsAsked: false, tasks)] });
        using var refused = await keeper.IssueAsync(path);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("“UBND các đặc khu”, “các trường mầm non”: ngày", (await refused.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
        Assert.Equal("draft", await world.StoredAsync(path, "state"));
    }

    [Fact]
    public async Task A_deadline_of_nobody_is_refused_as_a_task_of_nobody_is()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan() with { Deadlines = [new(Deliverable.Plan, new(2025, 9, 30), null, DeadlineBound.Before, "UBND các đặc khu", null, null, null)] });
        using var refused = await keeper.IssueAsync(path);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("“UBND các đặc khu”: ngày", (await refused.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
        Assert.Equal("draft", await world.StoredAsync(path, "state"));
    }

    [Fact]
    public async Task Who_has_something_to_do_and_is_no_unit_is_named_before_it_is_issued()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan() with { Assignments = [new("Câu lạc bộ Những người yêu sách", IsAsked: true, [new("Tổ chức ngày hội đọc sách", null, null, DeadlineBound.By, null, null)])] });
        var page = await keeper.PageAsync(path + "/issue");
        Assert.Contains("hoặc có nhiều đơn vị cùng tên: Câu lạc bộ Những người yêu sách", page.Text(), StringComparison.Ordinal);
        using var issued = await keeper.IssueAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
    }

    [Fact]
    public async Task A_deadline_before_the_day_of_issue_and_a_day_to_come_are_refused()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using var late = await keeper.IssueAsync(path, day: "25/09/2025");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("trước ngày ban hành", (await late.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
        using var early = await keeper.IssueAsync(path, day: "01/09/2099");
        Assert.Contains("chưa đến", (await early.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
        Assert.Equal("draft", await world.StoredAsync(path, "state"));
    }

    [Fact]
    public async Task A_deadline_before_the_day_of_issue_passes_with_a_reason_that_the_plan_shows()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (var kept = await Writing.WritingWorld.PressAsync(keeper, await keeper.PageAsync(path + "/draft"), "save", ("lateReason", "Các đơn vị đã được báo trước bằng điện thoại"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        using (var issued = await keeper.IssueAsync(path, day: "25/09/2025")) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Contains("Các đơn vị đã được báo trước bằng điện thoại", (await keeper.PageAsync(path)).QuerySelector("section[aria-labelledby=issued]")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_told_that_the_plan_above_was_replaced_and_is_held_against_the_new_one()
    {
        var (above, province) = await world.FreshAsync();
        var upper = await world.DraftAsync(province, Written.Plan());
        using (await above.IssueAsync(upper)) { }
        var commune = await world.Data.UnitAsync("commune", "Xã Soạn Dở", province);
        var keeper = await world.KeeperAsync(unit: commune);
        var draft = Written.Plan() with { Deadlines = [Written.Plan().Deadlines[0] with { Who = "Các trường học" }] };
        var path = await world.DraftAsync(commune, draft, upper);
        Assert.DoesNotContain("đã được thay thế", (await keeper.PageAsync(path + "/draft")).Text(), StringComparison.Ordinal);
        var next = await BeginAsync(above, upper, "replaces");
        await world.Data.RunAsync("update plan set draft = jsonb_set(draft, '{deadlines,0,date}', '\"2025-10-10\"'), version = version + 1 where id = $1", Written.Id(next));
        using (var done = await above.IssueAsync(next, "13", "02/09/2025")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        var page = await keeper.PageAsync(path + "/draft");
        Assert.Contains("đã được thay thế bằng văn bản số 13/KH-UBND", page.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($".note a[href='{next}']"));
        var issue = (await keeper.PageAsync(path + "/issue")).Text();
        Assert.Contains("đã được thay thế bằng văn bản số 13/KH-UBND", issue, StringComparison.Ordinal);
        Assert.Contains("Hạn ngày 15/10/2025 muộn hơn hạn của kế hoạch trên (09/10/2025).", issue, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_programmes_that_a_plan_links_to_the_Week_are_handed_down()
    {
        var (above, province) = await world.FreshAsync();
        var upper = await world.DraftAsync(province, Written.Plan() with { StandingPlans = [new(new("Đề án", "1373/QĐ-TTg", new(2021, 7, 30), null, null), "đạt chỉ tiêu người dân học ngoại ngữ")] });
        using (await above.IssueAsync(upper)) { }
        var commune = await world.Data.UnitAsync("commune", "Xã Nhận Đề Án", province);
        var keeper = await world.KeeperAsync(unit: commune);
        var page = await keeper.PageAsync(await Writing.WritingWorld.BeginAsync(keeper, commune, $"{Written.Id(upper)}"));
        Assert.Equal(("1373/QĐ-TTg", "đạt chỉ tiêu người dân học ngoại ngữ"), (Writing.WritingWorld.Value(page, "standing.0.number"), Writing.WritingWorld.Value(page, "standing.0.asks")));
    }

    [Fact]
    public async Task A_plan_under_a_plan_of_another_year_is_refused()
    {
        var (above, province) = await world.FreshAsync();
        var upper = await world.DraftAsync(province, Written.Plan());
        using (await above.IssueAsync(upper)) { }
        var commune = await world.Data.UnitAsync("commune", "Xã dưới", province);
        var keeper = await world.KeeperAsync(unit: commune);
        var path = await world.DraftAsync(commune, Written.Plan(2024), upper);
        using var refused = await keeper.IssueAsync(path, day: "01/09/2024");
        Assert.Contains("Kế hoạch trên là của năm 2025, kế hoạch này là của năm 2024.", (await refused.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_used_once_a_year()
    {
        var (keeper, unit) = await world.FreshAsync();
        var (first, second) = (await world.DraftAsync(unit, Written.Letter("mở đầu")), await world.DraftAsync(unit, Written.Letter("nhắc lại")));
        using (await keeper.IssueAsync(first, "7")) { }

        using (var refused = await keeper.IssueAsync(second, "7"))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("Số 07/UBND-VX của năm 2025 đã cấp cho “mở đầu”, ban hành ngày 01/09/2025", page.Text(), StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"a[href='{first}']"));
        }
        var earlier = await world.DraftAsync(unit, Written.Letter("năm trước", 2024));
        using (var done = await keeper.IssueAsync(earlier, "7", "01/09/2024")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var plan = await world.DraftAsync(unit, Written.Plan());
        using (var done = await keeper.IssueAsync(plan, "7")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    [Fact]
    public async Task A_number_of_a_document_that_came_as_a_file_is_used_too()
    {
        var (keeper, unit) = await world.FreshAsync();
        var (first, second) = (await PlanWorld.BringAsync(keeper), await PlanWorld.BringAsync(keeper));
        using (var kept = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(first), "save", ("number.0.value", "7/KH-UBND"), ("issuedOn.0.value", "01/09/2025"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal("7", await world.StoredAsync(first, "serial"));

        // A file and a file, however the number is written; beside a plan of the same year it must be another year's.
        (string, string?)[] other = [("year.0.value", "2024"), ("issuedOn.0.value", "02/09/2025")];
        using (var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(second), "save", [("number.0.value", "07/KH-UBND"), .. other]))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("Số 07/KH-UBND của năm 2025 đã cấp cho", page.Text(), StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"a[href='{first}']"));
        }
        using (var kept = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(second), "save", [("number.0.value", "09/KH-UBND"), .. other])) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);

        // What is issued here, and a series that is kept here.
        var written = await world.DraftAsync(unit, Written.Plan(2025) with { Type = DocumentType.Guidance, Notation = "HD-UBND" });
        await world.Data.RunAsync("update plan set type = 'HD' where id = any ($1)", new[] { Written.Id(first), Written.Id(second) });
        using (var refused = await keeper.IssueAsync(written, "7")) Assert.Contains("Số 07/HD-UBND của năm 2025 đã cấp cho", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        await world.Data.RunAsync("insert into document_series (unit_id, type, year, last) values ($1, 'HD', 2025, 6)", unit);
        var next = await world.DraftAsync(unit, Written.Plan(2025) with { Type = DocumentType.Guidance, Notation = "HD-UBND" });
        foreach (var path in (string[])[written, next]) using (var issued = await keeper.IssueAsync(path, number: null)) Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Equal(("08/HD-UBND", "10/HD-UBND"), (await world.StoredAsync(written, "number"), await world.StoredAsync(next, "number")));
    }

    [Fact]
    public async Task A_form_sent_twice_issues_once()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        var form = (await keeper.PageAsync($"{path}/issue")).Form($"{path}/issue");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => keeper.SendAsync(form, null, ("number", "3"), ("day", "01/09/2025"))));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Redirect, path), (answer.StatusCode, answer.Headers.Location?.ToString())));
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from audit where what = 'issued' and thing_id = plan.id::text)"));
        using var other = await keeper.SendAsync(form, null, ("number", "4"), ("day", "01/09/2025"), ("key", $"{Guid.CreateVersion7()}"));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("3", await world.StoredAsync(path, "serial"));
    }

    [Fact]
    public async Task Twenty_who_issue_at_once_in_a_series_kept_here_get_consecutive_numbers()
    {
        var (keeper, unit) = await world.FreshAsync();
        var drafts = new List<string>();
        for (var i = 0; i < 20; i++) drafts.Add(await world.DraftAsync(unit, Written.Letter($"việc thứ {i + 1}")));
        var failing = await world.DraftAsync(unit, Written.Letter() with { Signature = null });
        using (var kept = await keeper.SendAsync((await keeper.PageAsync($"{failing}/issue")).Form($"{failing}/series"), null, ("keep", "here"), ("last", "0"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var forms = new List<AngleSharp.Html.Dom.IHtmlFormElement>();
        foreach (var path in drafts.Append(failing)) forms.Add((await keeper.PageAsync($"{path}/issue")).Form($"{path}/issue"));

        var answers = await Task.WhenAll(forms.Select(form => keeper.SendAsync(form, null, ("day", "01/09/2025"))));

        Assert.All(answers.Take(20), answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Conflict, answers[20].StatusCode);
        Assert.Equal(string.Join(',', Enumerable.Range(1, 20)), await world.Data.ScalarAsync<string>("select string_agg(serial::text, ',' order by serial) from plan where unit_id = $1 and state = 'saved'", unit));
        Assert.Equal(20, await world.Data.ScalarAsync<int>("select last from document_series where unit_id = $1 and type = 'CV' and year = 2025", unit));
        // Another year begins again; and a number of the register below the last is no start.
        var earlier = await world.DraftAsync(unit, Written.Letter("năm trước", 2024));
        using (await keeper.IssueAsync(earlier, number: null, day: "31/12/2024")) { }
        Assert.Equal("01/UBND-VX", await world.StoredAsync(earlier, "number"));
        // A letter is known by what was typed, not by what a reader of plans makes of it.
        Assert.Equal("Ủy ban nhân dân tỉnh Thử|01/UBND-VX|2024", await world.StoredAsync(earlier, "concat_ws('|', facts->'header'->'issuer'->>'value', facts->'header'->'number'->>'value', facts->'header'->'year'->>'value')"));
        Assert.StartsWith("Công văn của", (await keeper.PageAsync(earlier)).QuerySelector("h1")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_issued_no_longer_changes()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (await keeper.IssueAsync(path)) { }
        using (var refused = await keeper.GetAsync(path + "/correction", Cancel)) Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using (var refused = await PostAsync(keeper, path, ("key", $"{Guid.CreateVersion7()}"), ("version", "2"), ("act", "save"))) Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using (var refused = await PostAsync(keeper, path + "/draft", ("key", $"{Guid.CreateVersion7()}"), ("version", "2"), ("act", "save"))) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        foreach (var change in (string[])["text = 'khác'", "draft = '{}'", "number = '13/KH-UBND'", "state = 'draft'", "issued_on = '2025-09-02'", "facts = '{}'"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => world.Data.RunAsync($"update plan set {change} where id = $1", Written.Id(path)));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        }
        await Assert.ThrowsAsync<PostgresException>(() => world.Data.RunAsync("delete from plan where id = $1", Written.Id(path)));
    }

    [Fact]
    public async Task A_plan_is_replaced_by_another_whose_equal_tasks_keep_what_was_said()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (await keeper.IssueAsync(path)) { }
        var task = await world.StoredAsync(path, "(select id from task where plan_id = plan.id and text = 'Kiểm tra ít nhất 5 đơn vị và có biên bản')");
        await world.Data.RunAsync("insert into unit_task (task_id, unit_id) values ($1::bigint, $2)", long.Parse(task, System.Globalization.CultureInfo.InvariantCulture), unit);

        var next = await BeginAsync(keeper, path, "replaces");
        Assert.Equal(next, await BeginAsync(keeper, path, "replaces"));
        await world.Data.RunAsync("update plan set draft = jsonb_set(draft, '{assignments,0,tasks,0,text}', '\"Xây dựng kế hoạch mới\"'), version = version + 1 where id = $1", Written.Id(next));
        Assert.Contains("thay thế văn bản số 12/KH-UBND", (await keeper.PageAsync($"{next}/issue")).Text(), StringComparison.Ordinal);
        using (var done = await keeper.IssueAsync(next, "13", "02/09/2025")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        Assert.Equal(("replaced", "saved"), (await world.StoredAsync(path, "state"), await world.StoredAsync(next, "state")));
        Assert.Equal(task, await world.StoredAsync(next, "(select t.id from task t join unit_task u on u.task_id = t.id where t.plan_id = plan.id)"));
        Assert.Equal("3", await world.StoredAsync(next, "(select count(*) from task where plan_id = plan.id)"));
        Assert.NotNull((await keeper.PageAsync(path)).QuerySelector($".note a[href='{next}']"));
        Assert.NotNull((await keeper.PageAsync(next)).QuerySelector($".note a[href='{path}']"));
        using var refused = await PostAsync(keeper, path + "/amendment", ("amendment", "replaces"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task A_letter_corrects_a_plan_and_both_say_so()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (await keeper.IssueAsync(path)) { }
        var letter = await BeginAsync(keeper, path, "corrects");
        using (var done = await keeper.IssueAsync(letter, "40", "03/09/2025")) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(("CV", "saved", "saved"), (await world.StoredAsync(letter, "type"), await world.StoredAsync(letter, "state"), await world.StoredAsync(path, "state")));
        Assert.Contains("Đã được đính chính bằng văn bản số 40/", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Contains("Đính chính văn bản số 12/KH-UBND", (await keeper.PageAsync(letter)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_came_as_a_file_is_replaced_and_corrected_by_what_is_written_here()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper, System.Text.Encoding.UTF8.GetBytes(PlanWriter.Write(Written.Plan() with { Number = 12, IssuedOn = Written.Day }).ToText()));
        var review = await keeper.PageAsync(path);
        Assert.Null(review.QuerySelector($"form[action='{path}/amendment']"));
        using (var early = await PostAsync(keeper, path + "/amendment", ("amendment", "replaces"))) Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        using (await PlanWorld.PressAsync(keeper, review, "save", ("form", "2021"))) { }

        var letter = await BeginAsync(keeper, path, "corrects");
        Assert.Contains("đính chính văn bản số 12/KH-UBND", await world.StoredAsync(letter, "draft::text"), StringComparison.Ordinal);
        var next = await BeginAsync(keeper, path, "replaces");
        var draft = await keeper.PageAsync(next + "/draft");
        Assert.Equal(("KH-UBND", "2021"), (Writing.WritingWorld.Value(draft, "head.0.notation"), Writing.WritingWorld.Value(draft, "form")));
        Assert.Equal("Sở Giáo dục và Đào tạo", Writing.WritingWorld.Value(draft, "assignments.0.agency"));
        Assert.Equal("Nâng cao nhận thức của người dân về học tập suốt đời.", Writing.WritingWorld.Value(draft, "sections.0.words"));
        using (var refused = await PostAsync(await world.KeeperAsync(unit: world.Elsewhere), path + "/amendment", ("amendment", "replaces"))) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        using (var done = await keeper.IssueAsync(next, "13", "02/09/2025"))
        {
            var why = done.StatusCode == HttpStatusCode.Redirect ? "" : (await done.PageAsync()).Text();
            Assert.Equal((HttpStatusCode.Redirect, ""), (done.StatusCode, why));
        }
        Assert.Equal(("replaced", "saved"), (await world.StoredAsync(path, "state"), await world.StoredAsync(next, "state")));
        Assert.Contains("Đã được thay thế bằng văn bản số 13/KH-UBND", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    async Task<string> BeginAsync(HttpClient keeper, string path, string amendment)
    {
        using var begun = await keeper.SendAsync((await keeper.PageAsync(path)).Form($"{path}/amendment"), null, ("amendment", amendment));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    static async Task<HttpResponseMessage> PostAsync(HttpClient person, string path, params (string Name, string Value)[] fields)
    {
        return await person.PostAsync(path, new FormUrlEncodedContent([.. await person.TokenAsync(), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]), Cancel);
    }
}

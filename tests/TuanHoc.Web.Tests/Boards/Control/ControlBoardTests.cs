using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Boards.Control;

/// <summary>The board turns green by what happens, and red by the days that pass; nobody types progress. Each test has a world of its own: they move its clock.</summary>
public sealed class ControlBoardTests(Postgres postgres) : IAsyncLifetime
{
    readonly ControlWorld world = new(postgres);

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    async Task<string[]> LineAsync(string unit, string query = "")
    {
        var page = await world.Coordinator.PageAsync("/control?year=2090" + query);
        return [.. page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a")!.TextContent == unit).QuerySelectorAll("td").Take(6).Select(cell => cell.Text())];
    }

    async Task<string[]> NamesAsync(string query = "") => [.. (await world.Coordinator.PageAsync("/control?year=2090" + query)).QuerySelectorAll("tbody th a").Select(name => name.TextContent)];

    [Fact]
    public async Task A_commune_turns_green_from_nothing_to_a_report_accepted()
    {
        Assert.Equal(["Chưa có", "Chưa có lịch", "Chưa tổ chức", "Chưa có", "Chưa nộp", "0/1"], await LineAsync("Xã An"));
        await world.PlanAsync(world.First, "draft");
        await world.SetDayAsync(9, 20);
        Assert.Equal("Đang soạn · Còn 2 ngày", (await LineAsync("Xã An"))[0]);
        await world.SetDayAsync(9, 25);
        Assert.Equal(("Đang soạn · Trễ 3 ngày", "Chưa có · Trễ 3 ngày"), ((await LineAsync("Xã An"))[0], (await LineAsync("Xã Bình"))[0]));
        await world.Data.RunAsync("update plan set state = 'saved', issued_on = '2090-09-21' where unit_id = $1", world.First);
        Assert.Equal("21/09", (await LineAsync("Xã An"))[0]);
        // Who is late stands on top, though its name comes second.
        Assert.Equal(["Xã Bình", "Xã An"], await NamesAsync());
        await world.CeremonyAsync(world.First, new(2090, 10, 2));
        Assert.Equal(("Dự kiến 02/10", "0/1"), ((await LineAsync("Xã An"))[2], (await LineAsync("Xã An"))[3]));
        await world.SetDayAsync(10, 4);
        Assert.Equal("Chưa ghi kết quả · Trễ 1 ngày", (await LineAsync("Xã An"))[2]);
        await world.Data.RunAsync("update activity set state = 'held', people = 40 where unit_id = $1", world.First);
        Assert.Equal(("Đã tổ chức 02/10", "1/1"), ((await LineAsync("Xã An"))[2], (await LineAsync("Xã An"))[3]));
        await world.SayDoneAsync(world.First);
        await world.ReportAsync(world.First, "submitted");
        Assert.Equal(("Chờ duyệt", "1/1"), ((await LineAsync("Xã An"))[4], (await LineAsync("Xã An"))[5]));
        await world.ReportAsync(world.First, "accepted");
        await world.SetDayAsync(10, 18);
        Assert.Equal(["Xã An"], await NamesAsync("&state=done"));
        Assert.Equal(["Xã Bình"], await NamesAsync("&state=late"));
        Assert.Equal(6, (await world.Coordinator.PageAsync("/control?year=2090&state=done")).QuerySelectorAll("tbody .st.ok").Length);
        Assert.Equal("Chưa nộp · Trễ 3 ngày", (await LineAsync("Xã Bình"))[4]);
    }

    [Fact]
    public async Task An_activity_and_a_report_by_letter_follow_what_is_told_and_confirmed()
    {
        var body = await world.Data.UnitAsync("body", "Ban Chỉ Đạo", world.Province);
        await world.AskAsync(world.Upper, "activity", new(2090, 9, 12), world.First, world.Second, body);
        await world.AskAsync(world.Upper, "report", new(2090, 9, 12), body);
        Assert.Equal("Chưa có · Còn 2 ngày", (await LineAsync("Xã An"))[3]);
        Assert.Equal(["Chưa có · Còn 2 ngày", "Chưa có · Còn 2 ngày", "Không giao"], (await LineAsync("Ban Chỉ Đạo", "&kind=body"))[3..]);
        await world.SayAsync(world.First, "activity");
        await world.SayAsync(body, "report");
        Assert.Equal(("Chờ xác nhận", "Chờ xác nhận"), ((await LineAsync("Xã An"))[3], (await LineAsync("Ban Chỉ Đạo", "&kind=body"))[4]));
        Assert.Equal(["Xã An"], await NamesAsync("&output=activities&state=sent"));
        await world.Data.RunAsync("update task_account set verdict = 'accepted', verdict_at = now(), verdict_by = (select max(id) from person)");
        await world.SetDayAsync(9, 15);
        Assert.Equal(("Đã xác nhận", "Đã xác nhận"), ((await LineAsync("Xã An"))[3], (await LineAsync("Ban Chỉ Đạo", "&kind=body"))[4]));
        Assert.Equal("Chưa có · Trễ 3 ngày", (await LineAsync("Xã Bình"))[3]);
        Assert.Equal(["Xã An"], await NamesAsync("&output=activities&state=done"));
    }

    [Fact]
    public async Task A_task_without_a_day_is_asked_and_waits_for_nobody()
    {
        await world.Data.RunAsync("update task set due = null, bound = null where plan_id = $1 and output = 'news'", world.Upper);
        var page = await world.Coordinator.PageAsync("/control?year=2090&output=tasks");
        Assert.Equal("0/1", (await LineAsync("Xã An"))[5]);
        Assert.Empty(page.QuerySelectorAll("tbody .st.sent"));
        Assert.Contains("0/1", page.QuerySelector("nav.strip a[aria-current]")!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plans_are_followed_down_the_cascade_with_what_they_have_of_their_own()
    {
        await world.PlanAsync(world.First, "saved", new(2090, 9, 18), """{"theme": {"value": "Chủ đề của xã", "at": [0, 1]}, "period": {"start": "2090-10-02", "end": "2090-10-09"}}""");
        await world.PlanAsync(world.Second, "draft");
        Assert.Equal(["Xã Bình"], await NamesAsync("&output=plan&state=drafted"));
        Assert.Empty(await NamesAsync("&output=plan&state=missing"));
        var own = (await LineAsync("Xã An"))[0];
        Assert.All(["18/09", "chủ đề riêng", "ngày riêng 02/10–09/10"], word => Assert.Contains(word, own, StringComparison.Ordinal));
        var page = await world.Coordinator.PageAsync("/control?year=2090");
        Assert.NotNull(page.QuerySelector($"a[href='/activities/calendar?year=2090&unit={world.Province}']"));
        // A unit with units below leads down, any other to its page; schools are a group of their own.
        Assert.Contains($"unit={world.First}", page.QuerySelectorAll("tbody th a").Single(a => a.TextContent == "Xã An").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["Trường An"], await NamesAsync("&kind=school"));
        Assert.Equal(["Trường An"], await NamesAsync($"&unit={world.First}"));
    }

    [Fact]
    public async Task Who_is_late_is_reminded_once_a_day()
    {
        await world.SetDayAsync(9, 25);
        await world.PlanAsync(world.First, "saved", new(2090, 9, 18));
        Assert.Equal(HttpStatusCode.Redirect, await RemindAsync(world.Coordinator, world.Second));
        Assert.Equal(HttpStatusCode.Conflict, await RemindAsync(world.Coordinator, world.Second));
        Assert.Equal(HttpStatusCode.Conflict, await RemindAsync(world.Coordinator, world.School));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from happening where kind = 'task-reminder' and unit_id = $1 and thing_id = $2::text", world.Second, world.Province.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'unit' and what = 'reminded' and detail ->> 'units' = '1'"));
        Assert.Contains("Đã nhắc hôm nay", (await world.Coordinator.PageAsync("/control?year=2090")).Text(), StringComparison.Ordinal);
        await world.SetDayAsync(9, 26);
        await world.Data.RunAsync("insert into unit_fact (unit_id, kind, value, valid, entered_at) values ($1, 'phone', '0213 3876 543', '[2021-01-01,)', now())", world.Second);
        Assert.NotNull((await world.Coordinator.PageAsync("/control?year=2090")).QuerySelector("a[href='tel:02133876543']"));
        Assert.Equal(HttpStatusCode.Redirect, await RemindAsync(world.Coordinator, world.Second));
    }

    [Fact]
    public async Task A_unit_without_people_is_marked_and_is_called_not_reminded()
    {
        await world.AskAsync(world.Upper, "plan", new(2090, 9, 20), world.School);
        await world.SetDayAsync(9, 25);
        await world.Data.RunAsync("insert into unit_fact (unit_id, kind, value, valid, entered_at) values ($1, 'phone', '0213 3876 543', '[2021-01-01,)', now()), ($1, 'email', 'truong@an.edu.vn', '[2021-01-01,)', now())", world.School);
        Assert.Empty(await NamesAsync("&state=nobody"));
        Assert.Equal(["Trường An"], await NamesAsync("&kind=school&state=nobody"));
        var row = (await world.Coordinator.PageAsync("/control?year=2090&kind=school")).QuerySelector("tbody tr")!;
        Assert.Contains("Chưa có người dùng", row.Text(), StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector("a[href='tel:02133876543']"));
        Assert.NotNull(row.QuerySelector("a[href='mailto:truong@an.edu.vn']"));
        Assert.Null(row.QuerySelector("button, input"));
        Assert.Equal(HttpStatusCode.Conflict, await RemindAsync(world.Coordinator, world.School));
        using (await world.SomeoneAsync(world.School, "reporter")) { }
        Assert.Empty(await NamesAsync("&kind=school&state=nobody"));
    }

    [Fact]
    public async Task The_schedule_has_its_own_column_and_units_are_found_by_name()
    {
        await world.AskAsync(world.Upper, "schedule", new(2090, 9, 22), world.First, world.Second);
        await world.CeremonyAsync(world.First, new(2090, 10, 2));
        await world.SetDayAsync(9, 25);
        Assert.Equal(("Đã có lịch", "Dự kiến 02/10"), ((await LineAsync("Xã An"))[1], (await LineAsync("Xã An"))[2]));
        Assert.Equal(("Chưa có lịch · Trễ 3 ngày", "Chưa tổ chức"), ((await LineAsync("Xã Bình"))[1], (await LineAsync("Xã Bình"))[2]));
        Assert.Equal(["Xã Bình"], await NamesAsync("&output=schedule&state=late"));
        Assert.Equal(["Xã Bình"], await NamesAsync("&name=XA+BINH"));
        Assert.Empty(await NamesAsync("&name=kh%C3%B4ng"));
    }

    [Fact]
    public async Task The_standing_agency_sees_and_reminds_for_its_committee_and_a_viewer_only_sees()
    {
        await world.SetDayAsync(9, 25);
        using var agency = await world.SomeoneAsync(world.Agency, "coordinator");
        var page = await agency.PageAsync("/control?year=2090");
        Assert.Contains("Bảng theo dõi của Tỉnh Theo Dõi", page.Text(), StringComparison.Ordinal);
        // It reads the branch it follows, calendar and tasks included.
        foreach (var path in (string[])[page.QuerySelector("a[href^='/activities/calendar']")!.GetAttribute("href")!, $"/units/{world.First}", $"/tasks?unit={world.First}"])
        {
            using var read = await agency.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }
        Assert.Equal(HttpStatusCode.Redirect, await RemindAsync(agency, world.Second));
        Assert.Equal(world.Agency, await world.Data.ScalarAsync<long>("select acting_unit_id from audit where what = 'reminded' and unit_id = $1 order by id desc limit 1", world.Province));
        using var viewer = await world.SomeoneAsync(world.Province, "viewer");
        Assert.Empty((await viewer.PageAsync("/control?year=2090")).QuerySelectorAll("button[name='only']"));
        Assert.Equal(HttpStatusCode.NotFound, await RemindAsync(viewer, world.First));
        using var below = await world.SomeoneAsync(world.Second, "coordinator");
        using var hidden = await below.GetAsync($"/control?year=2090&unit={world.Province}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task The_board_of_an_earlier_year_shows_the_units_of_its_Week()
    {
        var gone = await world.Data.UnitAsync("commune", "Xã Đã Nhập Vào An", world.Province);
        await world.Data.RunAsync("update unit_version set valid = '[2021-01-01,2085-01-01)' where unit_id = $1", gone);
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2085-01-01', true)", gone, world.First);
        await world.Data.EditionAsync(2080);
        var before = (await world.Coordinator.PageAsync($"/control?year=2080&unit={world.Province}")).QuerySelector("main")!.Text();
        Assert.Contains("Xã Đã Nhập Vào An", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Xã Đã Nhập Vào An", (await world.Coordinator.PageAsync($"/control?year=2090&unit={world.Province}")).QuerySelector("main")!.Text(), StringComparison.Ordinal);
        // What it was is its own board, seen by those above what it has become.
        Assert.Contains("Bảng theo dõi của Xã Đã Nhập Vào An", (await world.Coordinator.PageAsync($"/control?year=2080&unit={gone}")).Text(), StringComparison.Ordinal);
        using var below = await world.SomeoneAsync(world.Second, "coordinator");
        using var hidden = await below.GetAsync($"/control?year=2080&unit={gone}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task Home_shows_the_unit_s_tasks_and_what_is_left_open_overdue_on_top()
    {
        await world.SetDayAsync(10, 9);
        var draft = await world.PlanAsync(world.First, "draft");
        await world.CeremonyAsync(world.First, new(2090, 10, 2));
        using var coordinator = await world.SomeoneAsync(world.First, "coordinator");
        var overdue = (await coordinator.PageAsync("/")).QuerySelector("[aria-labelledby='over']")!;
        Assert.NotNull(overdue.QuerySelector($"a[href='/plans/{draft}/draft']"));
        Assert.Contains("Ghi kết quả: Lễ khai mạc xã", overdue.Text(), StringComparison.Ordinal);
        Assert.Contains("Việc news", overdue.Text(), StringComparison.Ordinal);
        // A plan asked for is one thing to do, not two.
        Assert.DoesNotContain("Việc plan", overdue.Text(), StringComparison.Ordinal);
        await world.Data.RunAsync("insert into task_account (unit_task_id, at, by, sentence, write_key) select u.id, now(), (select max(id) from person), 'Đã đưa tin.', gen_random_uuid() from unit_task u join task t on t.id = u.task_id where u.unit_id = $1 and t.output = 'news'", world.First);
        Assert.Contains("Xác nhận 1 kết quả nhiệm vụ gửi", (await world.Coordinator.PageAsync("/")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Việc news", (await coordinator.PageAsync("/")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_counts_what_it_does_not_list_and_leads_the_standing_agency_to_its_board()
    {
        for (var i = 0; i < 25; i++) await world.AskAsync(world.Upper, "document", new(2090, 9, 20), world.First);
        await world.SetDayAsync(9, 25);
        using var commune = await world.SomeoneAsync(world.First, "coordinator");
        var home = await commune.PageAsync("/");
        var (listed, unlisted) = (home.QuerySelectorAll("ul.dues a[href^='/tasks/'].btn").Length, home.QuerySelectorAll("a[href='/tasks']").Single(a => a.Text().StartsWith("Còn ", StringComparison.Ordinal)).Text());
        Assert.Equal((20, "Còn 7 nhiệm vụ nữa: xem hết"), (listed, unlisted));
        // 25 documents and the plan, all late.
        Assert.Contains("hôm nay có 26 việc cần làm", home.QuerySelector("h1")!.Text(), StringComparison.Ordinal);
        Assert.NotNull(home.QuerySelector($"ul.dues a[href='/plans/new?unit={world.First}&year=2090']"));

        await world.SetDayAsync(10, 20);
        using var agency = await world.SomeoneAsync(world.Agency, "coordinator");
        home = await agency.PageAsync("/");
        Assert.Contains("2 đơn vị chưa nộp báo cáo cho tỉnh Theo Dõi", home.QuerySelector("[aria-labelledby='over']")!.Text(), StringComparison.Ordinal);
        Assert.NotNull(home.QuerySelector("a[href='/control']"));
        await world.ReportAsync(world.First, "submitted");
        Assert.DoesNotContain("Duyệt 1 báo cáo", (await agency.PageAsync("/")).Text(), StringComparison.Ordinal);
    }

    async Task<HttpStatusCode> RemindAsync(HttpClient browser, long unit)
    {
        var page = await browser.PageAsync($"/control?year=2090&unit={world.Province}");
        var token = page.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        using var answer = await browser.PostAsync("/control/reminders", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("year", "2090"), new("unit", world.Province.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("only", unit.ToString(System.Globalization.CultureInfo.InvariantCulture))]), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Tests.Messages;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Tests.Plans.Issue.PlanHands;
using static TuanHoc.Web.Tests.Plans.Writing.WritingWorld;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>From the Ministry's letter to the tasks of a commune, through the pages alone. Each test has a world of its own: they move its clock.</summary>
public sealed class CascadeTests(Postgres postgres) : IAsyncLifetime
{
    readonly LaterWorld world = new(postgres);

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task From_the_letter_of_the_Ministry_to_the_tasks_of_a_commune()
    {
        var letter = await LetterAsync();

        using var province = await CoordinatorAsync(world.Province);
        var start = (await province.PageAsync(letter)).QuerySelector("main a[href^='/plans/new?unit=']")!;
        Assert.Equal("Soạn kế hoạch theo văn bản này", start.Said());
        var choices = await province.PageAsync(start.GetAttribute("href")!);
        Assert.Equal(letter["/plans/".Length..], choices.QuerySelector("input[name=from][checked]")!.GetAttribute("value"));
        // It is offered, too, to who does not come from its page.
        Assert.Contains("Từ công văn của Bộ Giáo dục và Đào tạo", (await province.PageAsync($"/plans/new?unit={world.Province}")).Text(), StringComparison.Ordinal);
        var draft = await BeginAsync(province, choices);
        var page = await province.PageAsync(draft);
        Assert.Equal(("Công văn", "05/BGDĐT"), (Value(page, "bases.0.kind"), Value(page, "bases.0.number")));
        Assert.Equal(["Plan 15/09/2036 By", "Report 30/10/2036 Before"], Deadlines(page));
        Assert.Equal("Ủy ban nhân dân tỉnh Nghe", Value(page, "deadlines.0.who"));
        Assert.Equal(["Plan", "Report"], page.QuerySelectorAll<IHtmlSelectElement>("select[name^='assignments.0.tasks.'][name$='.output']").Select(output => output.Value));

        // The communes get longer than the province has: allowed, with a reason that the plan shows.
        await WriteAsync(province, page, [], ("Plan", "", "20/09/2036"), ("CeremonySchedule", "", "25/09/2036"), ("Report", "Before", "20/10/2036"));
        var plan = draft[..^"/draft".Length];
        using (var refused = await province.IssueAsync(plan, "12", "31/08/2036"))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("Hạn ngày 20/9/2036 muộn hơn hạn của kế hoạch trên (15/9/2036).", (await refused.PageAsync()).QuerySelector("section[aria-labelledby=why]")!.Said(), StringComparison.Ordinal);
        }
        using (var kept = await PressAsync(province, await province.PageAsync(draft), "save", ("lateReason", "Các xã mới sắp xếp lại"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        await world.IssueAsync(province, plan, "12", "31/08/2036");
        Assert.Contains("Các xã mới sắp xếp lại", (await province.PageAsync(plan)).Text(), StringComparison.Ordinal);

        using var commune = await CoordinatorAsync(world.First);
        choices = await commune.PageAsync($"/plans/new?unit={world.First}");
        Assert.Equal(plan["/plans/".Length..], choices.QuerySelector("input[name=from][checked]")!.GetAttribute("value"));
        draft = await BeginAsync(commune, choices);
        page = await commune.PageAsync(draft);
        Assert.Equal("12/KH-UBND", Value(page, "bases.0.number"));
        Assert.Equal(["Plan 20/09/2036 By", "CeremonySchedule 25/09/2036 By", "Report 20/10/2036 Before"], Deadlines(page));
        Assert.Contains("Báo cáo kết quả thực hiện", Value(page, "assignments.0.tasks.1.text"), StringComparison.Ordinal);
        Assert.Equal("Report", Value(page, "assignments.0.tasks.1.output"));

        // What was entered as a deadline is followed: on the list of the commune, and on the board of the province.
        var tasks = (await commune.PageAsync("/tasks")).Text();
        Assert.Contains("Gửi lịch tổ chức lễ khai mạc", tasks, StringComparison.Ordinal);
        Assert.Contains("chậm nhất ngày 25/09/2036", tasks, StringComparison.Ordinal);
        Assert.Contains("chậm nhất ngày 20/09/2036", (await commune.PageAsync("/tasks?output=plan")).Text(), StringComparison.Ordinal);
        world.Clock.Now = MessageWorld.At(2036, 9, 19, 9);
        Assert.Equal(["Đang soạn · Còn 1 ngày", "Chưa có lịch · Còn 6 ngày"], (await LineAsync("Xã Thứ Nhất")).Take(2));

        using var later = await CoordinatorAsync(world.First);
        await WriteAsync(later, await later.PageAsync(draft), []);
        await world.IssueAsync(later, draft[..^"/draft".Length], "3", "19/09/2036");
        Assert.Equal("19/09", (await LineAsync("Xã Thứ Nhất"))[0]);
        Assert.Contains("Xây dựng kế hoạch", (await later.PageAsync("/tasks?output=plan&state=done")).Text(), StringComparison.Ordinal);
        using var school = await CoordinatorAsync(world.School);
        Assert.Contains("Báo cáo kết quả thực hiện", (await school.PageAsync("/tasks?output=report")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guidance_moves_the_days_of_the_plan_and_what_reminds_of_them()
    {
        using var province = await CoordinatorAsync(world.Province);
        var draft = await BeginAsync(province, await province.PageAsync($"/plans/new?unit={world.Province}"), "blank");
        var page = await (await PressAsync(province, await province.PageAsync(draft), "add:bases")).PageAsync();
        await WriteAsync(province, page, [("bases.0.kind", "Quyết định"), ("bases.0.number", "1373/QĐ-TTg"), ("assignments.1.tasks.1.due", "20/10/2036"), ("assignments.1.tasks.1.bound", "Before")],
            ("Plan", "", "20/09/2036"), ("Report", "Before", "20/10/2036"));
        await world.IssueAsync(province, draft[..^"/draft".Length], "12", "31/08/2036");
        using (var before = await CoordinatorAsync(world.First)) Assert.Contains("trước ngày 20/10/2036 · hạn cuối 19/10/2036", (await before.PageAsync("/tasks?output=report")).Text(), StringComparison.Ordinal);

        world.Clock.Now = MessageWorld.At(2036, 9, 10, 9);
        using var agency = await CoordinatorAsync(world.Agency);
        draft = await BeginAsync(agency, await agency.PageAsync($"/plans/new?unit={world.Agency}&type=HD"), "blank");
        await WriteAsync(agency, await agency.PageAsync(draft), [], ("Plan", "", "24/09/2036"), ("Report", "", "28/10/2036"));
        await world.IssueAsync(agency, draft[..^"/draft".Length], "7", "10/09/2036");

        using var commune = await CoordinatorAsync(world.First);
        Assert.Contains("hạn cuối 24/09/2036, theo văn bản gửi sau", (await commune.PageAsync("/tasks?output=plan")).Text(), StringComparison.Ordinal);
        Assert.Contains("hạn cuối 28/10/2036, theo văn bản gửi sau", (await commune.PageAsync("/tasks?output=report")).Text(), StringComparison.Ordinal);
        // Who begins a plan after it has the new days, and is held against them.
        draft = await BeginAsync(commune, await commune.PageAsync($"/plans/new?unit={world.First}"));
        page = await commune.PageAsync(draft);
        Assert.Equal(["Plan 24/09/2036 By", "Report 28/10/2036 By"], Deadlines(page));
        Assert.Contains("Văn bản số 07/HD-", page.Text(), StringComparison.Ordinal);
        await WriteAsync(commune, page, [], "Các trường học", ("Plan", "", "24/09/2036"), ("Report", "", "27/10/2036"));
        Assert.DoesNotContain("giao cho chính đơn vị", (await commune.PageAsync(draft)).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("muộn hơn hạn của kế hoạch trên", (await commune.PageAsync(draft[..^"/draft".Length] + "/issue")).Text(), StringComparison.Ordinal);
        await WriteAsync(commune, await commune.PageAsync(draft), [], "Các trường học", ("Report", "", "29/10/2036"));
        Assert.Contains("Hạn ngày 29/10/2036 muộn hơn hạn của kế hoạch trên (28/10/2036).", (await commune.PageAsync(draft[..^"/draft".Length] + "/issue")).Text(), StringComparison.Ordinal);

        world.Clock.Now = MessageWorld.At(2036, 9, 22, 9);
        await world.Data.RunAsync("delete from plan where unit_id = $1 and state = 'draft'", world.First);
        Assert.Equal("Chưa có · Còn 2 ngày", (await LineAsync("Xã Thứ Nhất"))[0]);
        // Nothing reminds of the day before; of the new one it is said once, though plan and guidance ask for the same.
        Assert.Equal("2036-09-24", await world.Data.ScalarAsync<string>("select string_agg(last_day::text, ' ') from open_work('2036-09-22', '2036-09-01', '2036-09-30') where unit_id = $1", world.First));
        Assert.Equal("2036-10-28", await world.Data.ScalarAsync<string>("select string_agg(last_day::text, ' ') from open_work('2036-10-19', '2036-10-10', '2036-10-31') where unit_id = $1", world.First));
    }

    async Task<string> LetterAsync()
    {
        using var ministry = await CoordinatorAsync(UnitDirectory.Nation);
        var draft = await BeginAsync(ministry, await ministry.PageAsync($"/plans/new?unit={UnitDirectory.Nation}&type=CV"), "blank");
        var page = await (await PressAsync(ministry, await ministry.PageAsync(draft), "add:addressees")).PageAsync();
        const string provinces = "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương";
        await WriteAsync(ministry, page, [("addressees.0.text", provinces)], provinces, ("Plan", "", "15/09/2036"), ("Report", "Before", "30/10/2036"));
        var letter = draft[..^"/draft".Length];
        await world.IssueAsync(ministry, letter, "5", "31/08/2036");
        return letter;
    }

    // Signed in at the time of the world's clock: a session of days ago has ended.
    async Task<HttpClient> CoordinatorAsync(long unit) => await world.BrowserAsync(await world.PersonAsync("Lò Thị Viết", email: null, (unit, "coordinator")));

    async Task<string[]> LineAsync(string unit)
    {
        // A board of a moment ago serves all who look.
        world.Clock.Now += TimeSpan.FromMinutes(1);
        using var province = await CoordinatorAsync(world.Province);
        return [.. (await province.PageAsync("/control?year=2036")).QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a")!.TextContent == unit).QuerySelectorAll("td").Take(5).Select(cell => cell.Text())];
    }
}

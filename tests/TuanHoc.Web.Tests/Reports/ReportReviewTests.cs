using System.Net;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>What the receiver does, and who may do what in which state.</summary>
public sealed class ReportReviewTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static readonly string[] roles = ["coordinator", "reporter", "leader", "viewer"];
    static readonly string[] states = ["open", "draft", "submitted", "returned", "accepted"];
    static readonly string[] actions = ["", "/submission", "/return", "/acceptance"];

    [Fact]
    public async Task A_report_goes_back_with_its_reason_is_mended_and_is_accepted()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"), ("publications.amount", "1200"));

        var returned = await school.ReturnAsync("Dòng 3 ghi 1.200 tờ, có phải 120?");
        Assert.Equal(school.Report + "?done=returned", returned.Headers.Location!.ToString());
        Assert.Equal("returned", await school.StateAsync());
        var page = await school.Reporter.PageAsync(school.Report);
        Assert.Contains("Hoàng Thị Sen trả lại", page.Text());
        Assert.Contains("có phải 120?", page.Text());
        // Who returned it saved nothing in it.
        Assert.Equal("Trên máy chủ là bản đã nộp, chưa sửa gì từ khi bị trả lại", page.QuerySelector("[data-saved]")!.Text());

        await school.SaveAsync(("news.amount", "15"));
        Assert.Matches("Đã lưu trên máy chủ .* Lò Văn Phúc", (await school.Reporter.PageAsync(school.Report)).QuerySelector("[data-saved]")!.Text());
        Assert.Equal("returned", await school.StateAsync());
        await school.SubmitAsync(("publications.amount", "120"));
        Assert.Equal("submitted", await school.StateAsync());
        await school.AcceptAsync();
        Assert.Equal("accepted", await school.StateAsync());

        var history = (await school.Reporter.PageAsync(school.Report + "?tab=history")).Text();
        Assert.Contains("Dòng 3, Số quyển, tờ: 1.200 → 120", history);
        Assert.Contains("Duyệt · Hoàng Thị Sen", history);
        foreach (var table in new[] { "audit", "happening" })
            foreach (var what in new[] { "saved", "returned", "accepted" }) Assert.Equal(1, await school.CountAsync(table, what));
        Assert.Equal(2, await school.CountAsync("report_snapshot"));
        Assert.Equal("Dòng 3 ghi 1.200 tờ, có phải 120?", await world.Data.ScalarAsync<string>("select detail ->> 'reason' from audit where thing_id = $1::text and what = 'returned'", school.Id));
    }

    [Fact]
    public async Task Nothing_is_returned_without_a_reason()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));

        var refused = await school.ReturnAsync("  ");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Ghi lý do", (await refused.PageAsync()).Text());
        Assert.Equal("submitted", await school.StateAsync());
    }

    [Fact]
    public async Task What_was_sent_again_meanwhile_is_not_accepted_unseen()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));
        var old = (await world.Receiver.PageAsync(school.Report)).Form(school.Report + "/acceptance");
        await school.ReturnAsync("Xem lại");
        await school.SubmitAsync(("news.amount", "41"));

        Assert.Equal(HttpStatusCode.Conflict, (await world.Receiver.SendAsync(old)).StatusCode);
        Assert.Equal("submitted", await school.StateAsync());
    }

    [Fact]
    public async Task Accepted_and_returned_at_once_only_one_happens()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));
        var page = await world.Receiver.PageAsync(school.Report);

        var answers = await Task.WhenAll(
            world.Receiver.SendAsync(page.Form(school.Report + "/acceptance"), to: null, ("key", Guid.CreateVersion7().ToString())),
            world.Receiver.SendAsync(page.Form(school.Report + "/return"), to: null, ("reason", "Xem lại"), ("key", Guid.CreateVersion7().ToString())));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Equal(2, await school.CountAsync("report_step"));
    }

    [Fact]
    public async Task Who_meant_to_return_what_another_has_accepted_meanwhile_opens_nothing()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));
        var page = await world.Receiver.PageAsync(school.Report);
        using var accepted = await world.Receiver.SendAsync(page.Form(school.Report + "/acceptance"));

        using var late = await world.Receiver.SendAsync(page.Form(school.Report + "/return"), to: null, ("reason", "Xem lại"), ("key", Guid.CreateVersion7().ToString()));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var told = await late.PageAsync();
        Assert.Contains("đã được duyệt rồi", told.Text(), StringComparison.Ordinal);
        Assert.Equal("Xem lại", told.GetElementById("reason")!.TextContent);
        Assert.Equal("accepted", await school.StateAsync());
    }

    [Fact]
    public async Task Every_role_in_every_unit_may_do_what_it_may_and_nothing_else()
    {
        var neighbour = await world.Data.UnitAsync("commune", "Xã Bên", world.Province);
        var school = await world.SchoolAsync();
        var units = new (string Place, long Unit)[] { ("own", school.Unit), ("receiver", world.Commune), ("above", world.Province), ("elsewhere", neighbour) };
        var wrong = new List<string>();
        foreach (var (place, unit) in units)
        {
            foreach (var role in roles)
            {
                using var browser = await world.Data.BrowserAsync(await world.Data.PersonAsync($"{role} {place}", (unit, role)));
                foreach (var state in states)
                {
                    await SetAsync(school, state);
                    var token = (await browser.TokenAsync()).Single().Value;
                    if (await StatusAsync(browser.GetAsync(school.Report, TestContext.Current.CancellationToken)) is var seen && seen != (place == "elsewhere" ? 404 : 200)) wrong.Add($"{role} {place} {state} sees {seen}");
                    foreach (var action in actions)
                    {
                        await SetAsync(school, state);
                        var version = await school.VersionAsync();
                        var status = await StatusAsync(browser.PostAsync(school.Report + action, new FormUrlEncodedContent(new Dictionary<string, string>
                        {
                            ["__RequestVerificationToken"] = token,
                            ["key"] = Guid.CreateVersion7().ToString(),
                            ["version"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                            ["state"] = state,
                            ["part"] = "figures",
                            ["form"] = "2024",
                            ["news.amount"] = "7",
                            ["reason"] = "Xem lại",
                        }), TestContext.Current.CancellationToken));
                        var expected = Expected(place, role, state, action);
                        var after = await school.StateAsync();
                        var changed = after != state || await school.VersionAsync() != version;
                        if (status != expected || changed != (expected == 302)) wrong.Add($"{role} {place} {state} {action}: {status}, expected {expected}, now {after}");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    static int Expected(string place, string role, string state, string action)
    {
        var fills = place == "own" && (role is "reporter" or "coordinator") && (action is "" or "/submission");
        var reviews = place == "receiver" && (role is "coordinator" or "leader") && (action is "/return" or "/acceptance");
        return fills ? state is "submitted" or "accepted" ? 409 : 302 : reviews ? state == "submitted" || state == "accepted" && action == "/return" ? 302 : 409 : 404;
    }

    static async Task<int> StatusAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return (int)response.StatusCode;
    }

    Task SetAsync(School school, string state) =>
        world.Data.RunAsync("update report set state = $2, changed_at = now(), changed_by = (select min(id) from person) where id = $1", school.Id, state);
}
